// Processes that tell each other of work: a hint that may be lost, and comes again after a break.
import { setTimeout } from "node:timers/promises"
import { Effect } from "effect"
import { expect, it, vi } from "vitest"
import { opened, run } from "./opened.ts"
import { ask, newSchema } from "./place.ts"

const soon = { timeout: 8_000, interval: 20 }

it("P7 a signal is heard by others and not by oneself, many at once as one", async () => {
  const schema = newSchema()
  await run(
    Effect.scoped(
      Effect.gen(function* () {
        const teller = yield* opened({ schema })
        const other = yield* opened({ schema })
        let own = 0
        let heard = 0
        yield* teller.queue.listen(() => (own += 1))
        yield* other.queue.listen(() => (heard += 1))
        // Both look once as soon as they listen.
        yield* Effect.promise(() => vi.waitFor(() => expect([own, heard]).toEqual([1, 1]), soon))
        for (let times = 0; times < 50; times += 1) yield* teller.queue.signal
        yield* Effect.promise(() => vi.waitFor(() => expect(heard).toBe(2), soon))
        yield* Effect.promise(() => setTimeout(200))
        expect([own, heard]).toEqual([1, 2])
      }),
    ),
  )
  await ask(`DROP SCHEMA ${schema} CASCADE`)
})

it("P7 a connection that breaks is made again, and work is looked for then", async () => {
  const schema = newSchema()
  await run(
    Effect.scoped(
      Effect.gen(function* () {
        const { queue, connection } = yield* opened({ schema })
        let heard = 0
        yield* queue.listen(() => (heard += 1))
        yield* Effect.promise(() => vi.waitFor(() => expect(heard).toBe(1), soon))
        const kill = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN "${connection.ear.channel}"'`
        yield* Effect.promise(() => ask(kill))
        yield* Effect.promise(() => vi.waitFor(() => expect(heard).toBe(2), soon))
      }),
    ),
  )
  await ask(`DROP SCHEMA ${schema} CASCADE`)
})
