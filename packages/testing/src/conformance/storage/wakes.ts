// Rules of WorkQueue: tickets that are due.
import { Effect } from "effect"
import { expect } from "../expect.ts"
import { storeRule, type StorageRules } from "./rules.ts"
import { acme, commitOf, type Stores } from "./stores.ts"

const due = ({ tickets }: Stores, dueAts: Readonly<Record<string, number | null>>) =>
  tickets.commit(
    acme,
    Object.entries(dueAts).map(([ticketId, dueAt]) => commitOf({ ticketId, row: { dueAt } })),
  )

const claim = ({ queue }: Stores, now: number, limit = 10) =>
  queue.claimTickets({ tenants: [acme], now, limit, leaseMillis: 50 })

const claimedIds = (stores: Stores, now: number, limit?: number) =>
  Effect.map(claim(stores, now, limit), (found) => found.map(({ ticketId }) => ticketId).join(" "))

export const wakeRules: StorageRules = [
  storeRule(
    "storage.wakes.dueOrder",
    "P7 what is due is claimed in due order up to the limit, and never before its time",
    function* (stores) {
      yield* due(stores, { a: 300, b: 100, c: 101, d: 100, e: null })
      expect(yield* claimedIds(stores, 99)).toEqual("")
      expect(yield* claimedIds(stores, 100, 1)).toEqual("b")
      expect(yield* claimedIds(stores, 110)).toEqual("d c")
    },
  ),

  storeRule(
    "storage.wakes.lease",
    "P10 a ticket that is held is not claimed again before the end of its lease",
    function* (stores) {
      yield* due(stores, { a: 100 })
      const [first] = yield* claim(stores, 100)
      expect(first).toMatch({ tenant: acme, ticketId: "a", dueAt: 100 })
      expect(yield* claimedIds(stores, 149)).toEqual("")
      const [second] = yield* claim(stores, 150)
      expect(second).toMatch({ ticketId: "a", dueAt: 100 })
      expect(second?.fence).toBeMoreThan(first?.fence ?? 0)
    },
  ),

  storeRule(
    "storage.wakes.postponed",
    "P10 a postponed ticket waits until then, and an older fence postpones nothing",
    function* (stores) {
      yield* due(stores, { a: 100 })
      const [first] = yield* claim(stores, 100)
      const [second] = yield* claim(stores, 150)
      const postpone = (fence = 0) =>
        stores.queue.postponeTicket(acme, "a", {
          fence,
          until: 500,
          reason: "later on",
          as: "tried",
        })
      expect(yield* postpone(first?.fence)).toEqual(false)
      expect(yield* postpone(second?.fence)).toEqual(true)
      expect(yield* postpone(second?.fence)).toEqual(false)
      expect(yield* claimedIds(stores, 499)).toEqual("")
      expect(yield* claimedIds(stores, 500)).toEqual("a")
    },
  ),

  storeRule(
    "storage.wakes.commitEnds",
    "a commit ends the lease of its ticket and sets the next wake-up",
    function* (stores) {
      yield* due(stores, { a: 100 })
      const [held] = yield* claim(stores, 100)
      const next = commitOf({ ticketId: "a", expectedVersion: 1, row: { dueAt: 120 } })
      yield* stores.tickets.commit(acme, [next])
      const late = { fence: held?.fence ?? 0, until: 900, reason: "too late", as: "tried" } as const
      expect(yield* stores.queue.postponeTicket(acme, "a", late)).toEqual(false)
      expect(yield* claimedIds(stores, 120)).toEqual("a")
      const last = commitOf({ ticketId: "a", expectedVersion: 2, row: { dueAt: null } })
      yield* stores.tickets.commit(acme, [last])
      expect(yield* claimedIds(stores, 1e12)).toEqual("")
    },
  ),

  storeRule(
    "storage.wakes.tenants",
    "P16 a ticket of another tenant is not postponed",
    function* (stores) {
      yield* due(stores, { a: 100 })
      const [held] = yield* claim(stores, 100)
      const later = { fence: held?.fence ?? 0, until: 900, reason: "", as: "tried" } as const
      expect(yield* stores.queue.postponeTicket("other", "a", later)).toEqual(false)
    },
  ),

  storeRule(
    "storage.wakes.nextDue",
    "the next due instant is the earliest of both queues, and null when nothing waits",
    function* (stores) {
      const next = stores.queue.nextDueAt({ tenants: [acme], channels: ["email"] })
      expect(yield* next).toEqual(null)
      yield* due(stores, { a: 2_000, b: 3_000 })
      expect(yield* next).toEqual(2_000)
      yield* claim(stores, 2_500)
      expect(yield* next).toEqual(2_550)
      yield* stores.tickets.commit(acme, [
        commitOf({ ticketId: "c", at: 1_500, deliveries: ["d1"] }),
      ])
      expect(yield* next).toEqual(1_500)
    },
  ),
]
