// Rules of WorkQueue: a worker does the work of the tenants that it serves.
import type { WorkQueue } from "@upkeep/core/effect"
import { Effect } from "effect"
import { expect } from "../expect.ts"
import { storeRule, type StorageRules } from "./rules.ts"
import { claim } from "./sending.ts"
import { commitOf, type Stores } from "./stores.ts"

const tenants = ["anna", "bert", "cora"]

/** A due ticket and a letter of each tenant: anna's is the latest, cora's the earliest. */
const arrange = ({ tickets }: Stores) =>
  Effect.forEach(tenants, (tenant, index) =>
    tickets.commit(tenant, [
      commitOf({
        ticketId: "t1",
        at: 400 - index * 100,
        row: { dueAt: 300 - index * 100 },
        deliveries: ["d1"],
      }),
    ]),
  )

const tenantsOf = (found: ReadonlyArray<{ readonly tenant: string }>) =>
  found.map(({ tenant }) => tenant).join(" ")

const told = (value: unknown): string => JSON.stringify(value)

const claims: ReadonlyArray<readonly [string, WorkQueue.Served, number, string]> = [
  ["all", "all", 10, "cora bert anna"],
  ["allCut", "all", 2, "cora bert"],
  ["named", ["anna", "bert", "anna"], 10, "bert anna"],
  ["namedCut", ["anna", "bert"], 1, "bert"],
  ["nobody", ["nobody"], 10, ""],
  ["none", [], 10, ""],
]
const nexts: ReadonlyArray<
  readonly [string, WorkQueue.Served, ReadonlyArray<string>, number | null]
> = [
  ["all", "all", [], 100],
  ["named", ["anna", "bert"], [], 200],
  ["channel", ["anna"], ["email"], 300],
  ["nobody", ["nobody"], ["email"], null],
  ["none", [], ["email"], null],
]
const letters: ReadonlyArray<readonly [string, WorkQueue.Served, number | null]> = [
  ["all", "all", 200],
  ["named", ["anna", "bert"], 300],
  ["nobody", ["nobody"], null],
]

/** Whose work is done. */
export const servedRules: StorageRules = [
  ...claims.map(([id, served, limit, expected]) =>
    storeRule(
      `storage.served.claim.${id}`,
      `P16 a claim for ${told(served)} of ${limit} gives what is due of them alone: ${told(expected)}`,
      function* (stores) {
        yield* arrange(stores)
        const claimed = { tenants: served, limit }
        const due = stores.queue.claimTickets({ ...claimed, now: 1_000, leaseMillis: 50 })
        expect(tenantsOf(yield* due)).toEqual(expected)
        expect(tenantsOf(yield* claim(stores, 1_000, claimed))).toEqual(expected)
        const rest = yield* claim(stores, 1_049)
        expect(rest).toHaveLength(3 - expected.split(" ").filter(Boolean).length)
      },
    ),
  ),

  ...nexts.map(([id, served, channels, expected]) =>
    storeRule(
      `storage.served.next.${id}`,
      `the next due instant of ${told(served)} with channels ${told(channels)} is ${expected}`,
      function* (stores) {
        yield* arrange(stores)
        expect(yield* stores.queue.nextDueAt({ tenants: served, channels })).toEqual(expected)
      },
    ),
  ),

  ...letters.map(([id, served, expected]) =>
    storeRule(
      `storage.served.letter.${id}`,
      `the next due instant of ${told(served)} is that of a letter where no ticket is due`,
      function* (stores) {
        yield* Effect.forEach(tenants, (tenant, index) =>
          stores.tickets.commit(tenant, [
            commitOf({ ticketId: "t1", at: 400 - index * 100, deliveries: ["d1"] }),
          ]),
        )
        const work = { tenants: served, channels: ["email", "chat"] }
        expect(yield* stores.queue.nextDueAt(work)).toEqual(expected)
      },
    ),
  ),
]
