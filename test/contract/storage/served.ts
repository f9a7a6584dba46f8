// Rules of WorkQueue: a worker does the work of the tenants that it serves.
import type { WorkQueue } from "@upkeep/core/effect"
import { Effect } from "effect"
import { expect, it } from "vitest"
import { claim } from "./sending.ts"
import { commitOf, type MakeAdapter, on, type Stores } from "./stores.ts"

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

/** Registers the rules. */
export const servedRules = (makeAdapter: MakeAdapter): void => {
  it.each<[WorkQueue.Served, number, string]>([
    ["all", 10, "cora bert anna"],
    ["all", 2, "cora bert"],
    [["anna", "bert", "anna"], 10, "bert anna"],
    [["anna", "bert"], 1, "bert"],
    [["nobody"], 10, ""],
    [[], 10, ""],
  ])("P16 a claim for %j of %d gives what is due of them alone: %j", (served, limit, expected) =>
    on(makeAdapter(), (stores) =>
      Effect.gen(function* () {
        yield* arrange(stores)
        const claimed = { tenants: served, limit }
        const due = stores.queue.claimTickets({ ...claimed, now: 1_000, leaseMillis: 50 })
        expect(tenantsOf(yield* due)).toBe(expected)
        expect(tenantsOf(yield* claim(stores, 1_000, claimed))).toBe(expected)
        const rest = yield* claim(stores, 1_049)
        expect(rest).toHaveLength(3 - expected.split(" ").filter(Boolean).length)
      }),
    ),
  )

  it.each<[WorkQueue.Served, ReadonlyArray<string>, number | null]>([
    ["all", [], 100],
    [["anna", "bert"], [], 200],
    [["anna"], ["email"], 300],
    [["nobody"], ["email"], null],
    [[], ["email"], null],
  ])("the next due instant of %j with channels %j is %j", (served, channels, expected) =>
    on(makeAdapter(), (stores) =>
      Effect.gen(function* () {
        yield* arrange(stores)
        expect(yield* stores.queue.nextDueAt({ tenants: served, channels })).toBe(expected)
      }),
    ),
  )

  it.each<[WorkQueue.Served, number | null]>([
    ["all", 200],
    [["anna", "bert"], 300],
    [["nobody"], null],
  ])("the next due instant of %j is that of a letter where no ticket is due", (served, expected) =>
    on(makeAdapter(), (stores) =>
      Effect.gen(function* () {
        yield* Effect.forEach(tenants, (tenant, index) =>
          stores.tickets.commit(tenant, [
            commitOf({ ticketId: "t1", at: 400 - index * 100, deliveries: ["d1"] }),
          ]),
        )
        const work = { tenants: served, channels: ["email", "chat"] }
        expect(yield* stores.queue.nextDueAt(work)).toBe(expected)
      }),
    ),
  )
}
