// Rules of WorkQueue: tickets that are due.
import { Effect } from "effect"
import { expect, it } from "vitest"
import { acme, commitOf, type MakeAdapter, on, type Stores } from "./stores.ts"

const due = ({ tickets }: Stores, dueAts: Readonly<Record<string, number | null>>) =>
  tickets.commit(
    acme,
    Object.entries(dueAts).map(([ticketId, dueAt]) => commitOf({ ticketId, row: { dueAt } })),
  )

const claim = ({ queue }: Stores, now: number, limit = 10) =>
  queue.claimTickets({ tenants: [acme], now, limit, leaseMillis: 50 })

const claimedIds = (stores: Stores, now: number, limit?: number) =>
  Effect.map(claim(stores, now, limit), (found) => found.map(({ ticketId }) => ticketId).join(" "))

/** Registers the rules. */
export const wakeRules = (makeAdapter: MakeAdapter): void => {
  it("P7 what is due is claimed in due order up to the limit, and never before its time", () =>
    on(makeAdapter(), (stores) =>
      Effect.gen(function* () {
        yield* due(stores, { a: 300, b: 100, c: 101, d: 100, e: null })
        expect(yield* claimedIds(stores, 99)).toBe("")
        expect(yield* claimedIds(stores, 100, 1)).toBe("b")
        expect(yield* claimedIds(stores, 110)).toBe("d c")
      }),
    ))

  it("P10 a ticket that is held is not claimed again before the end of its lease", () =>
    on(makeAdapter(), (stores) =>
      Effect.gen(function* () {
        yield* due(stores, { a: 100 })
        const [first] = yield* claim(stores, 100)
        expect(first).toMatchObject({ tenant: acme, ticketId: "a", dueAt: 100 })
        expect(yield* claimedIds(stores, 149)).toBe("")
        const [second] = yield* claim(stores, 150)
        expect(second).toMatchObject({ ticketId: "a", dueAt: 100 })
        expect(second?.fence).toBeGreaterThan(first?.fence ?? 0)
      }),
    ))

  it("P10 a postponed ticket waits until then, and an older fence postpones nothing", () =>
    on(makeAdapter(), (stores) =>
      Effect.gen(function* () {
        yield* due(stores, { a: 100 })
        const [first] = yield* claim(stores, 100)
        const [second] = yield* claim(stores, 150)
        const postpone = (fence = 0) =>
          stores.queue.postponeTicket(acme, "a", { fence, until: 500, reason: "later" })
        expect(yield* postpone(first?.fence)).toBe(false)
        expect(yield* postpone(second?.fence)).toBe(true)
        expect(yield* postpone(second?.fence)).toBe(false)
        expect(yield* claimedIds(stores, 499)).toBe("")
        expect(yield* claimedIds(stores, 500)).toBe("a")
      }),
    ))

  it("a commit ends the lease of its ticket and sets the next wake-up", () =>
    on(makeAdapter(), (stores) =>
      Effect.gen(function* () {
        yield* due(stores, { a: 100 })
        const [held] = yield* claim(stores, 100)
        const next = commitOf({ ticketId: "a", expectedVersion: 1, row: { dueAt: 120 } })
        yield* stores.tickets.commit(acme, [next])
        const late = { fence: held?.fence ?? 0, until: 900, reason: "late" }
        expect(yield* stores.queue.postponeTicket(acme, "a", late)).toBe(false)
        expect(yield* claimedIds(stores, 120)).toBe("a")
        const last = commitOf({ ticketId: "a", expectedVersion: 2, row: { dueAt: null } })
        yield* stores.tickets.commit(acme, [last])
        expect(yield* claimedIds(stores, 1e12)).toBe("")
      }),
    ))

  it("P16 a ticket of another tenant is not postponed", () =>
    on(makeAdapter(), (stores) =>
      Effect.gen(function* () {
        yield* due(stores, { a: 100 })
        const [held] = yield* claim(stores, 100)
        const later = { fence: held?.fence ?? 0, until: 900, reason: "" }
        expect(yield* stores.queue.postponeTicket("other", "a", later)).toBe(false)
      }),
    ))

  it("the next due instant is the earliest of both queues, and null when nothing waits", () =>
    on(makeAdapter(), (stores) =>
      Effect.gen(function* () {
        const next = stores.queue.nextDueAt({ tenants: [acme], channels: ["email"] })
        expect(yield* next).toBeNull()
        yield* due(stores, { a: 2_000, b: 3_000 })
        expect(yield* next).toBe(2_000)
        yield* claim(stores, 2_500)
        expect(yield* next).toBe(2_550)
        yield* stores.tickets.commit(acme, [
          commitOf({ ticketId: "c", at: 1_500, deliveries: ["d1"] }),
        ])
        expect(yield* next).toBe(1_500)
      }),
    ))
}
