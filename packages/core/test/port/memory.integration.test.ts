// The memory keeps the contract that every store keeps.
import { Effect } from "effect"
import { expect, it } from "vitest"
import { storageContract } from "../../../../test/contract/storage.ts"
import { commitOf, on } from "../../../../test/contract/storage/stores.ts"
import { memory } from "../../src/port/MemoryStorage.ts"

storageContract({
  name: "memory",
  make: () => {
    const store = memory()
    return { open: () => store }
  },
  // It is gone with its process.
  capabilities: { shared: true },
})

it("two desks on one memory see the same tickets, two memories do not", async () => {
  const shared = memory()
  await on(shared, (first) =>
    Effect.promise(() =>
      on(shared, (second) =>
        Effect.gen(function* () {
          yield* first.tickets.commit("acme", [commitOf({ ticketId: "t1" })])
          expect(yield* second.tickets.load("acme", "t1")).toBeDefined()
        }),
      ),
    ),
  )
  expect(await on(memory(), ({ tickets }) => tickets.load("acme", "t1"))).toBeUndefined()
})
