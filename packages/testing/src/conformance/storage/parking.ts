// Rules of WorkQueue: what is parked waits for somebody, and what waits can be looked at.
import type { WorkQueue } from "@upkeep/core/effect"
import { Effect } from "effect"
import { expect } from "../expect.ts"
import { storeRule, type StorageRules } from "./rules.ts"
import { claim, send } from "./sending.ts"
import { acme, commitOf, type Stores } from "./stores.ts"

type Kind = WorkQueue.ParkedWork["kind"]

const ids = ["B", "a", "b", "c"]

/** A due ticket and a letter of each name, all of which somebody holds. */
const held = Effect.fnUntraced(function* (stores: Stores, tenant = acme) {
  yield* stores.tickets.commit(
    tenant,
    ids
      .toReversed()
      .map((ticketId) =>
        commitOf({ ticketId, at: 100, row: { dueAt: 100 }, deliveries: [`${ticketId}.d`] }),
      ),
  )
  const claimed = { tenants: [tenant], now: 100, limit: 10, leaseMillis: 50 }
  const tickets = yield* stores.queue.claimTickets(claimed)
  const letters = yield* claim(stores, 100, { tenants: [tenant] })
  return new Map([
    ...tickets.map(({ ticketId, fence }) => [`ticket ${ticketId}`, fence] as const),
    ...letters.map(({ id, fence }) => [`delivery ${id}`, fence] as const),
  ])
})

const giveBack = (
  { queue }: Stores,
  fences: ReadonlyMap<string, number>,
  work: { readonly kind: Kind; readonly id: string; readonly as?: WorkQueue.Returned["as"] },
) => {
  const { kind, id, as = "parked" } = work
  const returned = { fence: fences.get(`${kind} ${id}`) ?? 0, until: 700, reason: "no way", as }
  return kind === "ticket"
    ? queue.postponeTicket(acme, id, returned)
    : queue.returnDelivery(acme, id, returned)
}

const idOf = (kind: Kind, ticketId: string) => (kind === "ticket" ? ticketId : `${ticketId}.d`)

/** The ids of what a claim gives, of either kind. */
const claimedIds = (stores: Stores, kind: Kind, now: number) =>
  kind === "ticket"
    ? Effect.map(
        stores.queue.claimTickets({ tenants: [acme], now, limit: 10, leaseMillis: 50 }),
        (found) => found.map(({ ticketId, attempts }) => `${ticketId} ${attempts}`).toSorted(),
      )
    : Effect.map(claim(stores, now, { tenants: [acme] }), (found) =>
        found.map(({ id, attempts }) => `${id} ${attempts}`).toSorted(),
      )

const nextOf = ({ queue }: Stores, kind: Kind) =>
  queue.nextDueAt({ tenants: [acme], channels: kind === "ticket" ? [] : ["email"] })

const page = (limit: number, after?: string) => ({
  limit,
  ...(after === undefined ? {} : { after }),
})

const kinds = ["ticket", "delivery"] as const

const parkedRules = kinds.flatMap((kind) => [
  storeRule(
    `storage.parking.${kind}`,
    `P12 a ${kind} that is parked is claimed no more and is listed with its reason, until it is released from an instant on`,
    function* (stores) {
      const fences = yield* held(stores)
      const id = idOf(kind, "a")
      expect(yield* giveBack(stores, fences, { kind, id })).toEqual(true)
      expect(yield* giveBack(stores, fences, { kind, id })).toEqual(false)
      expect(yield* stores.queue.parked(acme, kind, page(9))).toEqual([
        { kind, id, ticketId: "a", attempts: 1, reason: "no way" },
      ])
      expect(yield* claimedIds(stores, kind, 1e12)).toEqual(
        ["B", "b", "c"].map((each) => `${idOf(kind, each)} 0`),
      )
      expect(yield* stores.queue.release(acme, { kind, id }, 5_000)).toEqual(true)
      expect(yield* stores.queue.release(acme, { kind, id }, 6_000)).toEqual(false)
      expect(yield* stores.queue.parked(acme, kind, page(9))).toEqual([])
      expect(yield* claimedIds(stores, kind, 4_999)).toEqual([])
      expect(yield* claimedIds(stores, kind, 5_000)).toEqual([`${id} 0`])
    },
  ),

  storeRule(
    `storage.parking.${kind}.nextDue`,
    `a ${kind} that is parked is never due, and one that is released is due then`,
    function* (stores) {
      yield* stores.tickets.commit(acme, [
        commitOf({ ticketId: "a", at: 100, row: { dueAt: 100 }, deliveries: ["a.d"] }),
      ])
      const claimed = { tenants: [acme], now: 100, limit: 10, leaseMillis: 50 }
      const [ticket] = yield* stores.queue.claimTickets(claimed)
      const [letter] = yield* claim(stores, 100)
      const id = idOf(kind, "a")
      const fences = new Map([
        ["ticket a", ticket?.fence ?? 0],
        ["delivery a.d", letter?.fence ?? 0],
      ])
      for (const each of kinds) yield* giveBack(stores, fences, { kind: each, id: idOf(each, "a") })
      expect(yield* nextOf(stores, kind)).toEqual(null)
      yield* stores.queue.release(acme, { kind, id }, 800)
      expect(yield* nextOf(stores, kind)).toEqual(800)
    },
  ),

  storeRule(
    `storage.parking.${kind}.pages`,
    `P16 what is parked of kind ${kind} is listed by id, page by page, of one tenant alone`,
    function* (stores) {
      const fences = yield* held(stores)
      yield* held(stores, "other")
      for (const each of ids.toReversed())
        yield* giveBack(stores, fences, { kind, id: idOf(kind, each) })
      const list = (limit: number, after?: string) =>
        Effect.map(stores.queue.parked(acme, kind, page(limit, after)), (found) =>
          found.map(({ id }) => id),
        )
      const all = ids.map((each) => idOf(kind, each))
      expect(yield* list(9)).toEqual(all)
      expect(yield* list(2)).toEqual(all.slice(0, 2))
      expect(yield* list(2, all[1])).toEqual(all.slice(2))
      expect(yield* list(2, all[3])).toEqual([])
      expect(yield* stores.queue.parked("other", kind, page(9))).toEqual([])
      const first = { kind, id: idOf(kind, "a") }
      expect(yield* stores.queue.release("other", first, 1)).toEqual(false)
      expect(yield* stores.queue.release(acme, { ...first, id: "none" }, 1)).toEqual(false)
    },
  ),
])

const attempted = [
  ["tried", 1],
  ["untried", 0],
] as const

/** What is parked, what comes back, and what waits. */
export const parkingRules: StorageRules = [
  ...parkedRules,

  ...attempted.map(([as, attempts]) =>
    storeRule(
      `storage.wakes.back.${as}`,
      `P12 a ticket that comes back ${as} has ${attempts} more failed attempts, and none after its next commit`,
      function* (stores) {
        const fences = yield* held(stores)
        yield* giveBack(stores, fences, { kind: "ticket", id: "a", as })
        expect(yield* claimedIds(stores, "ticket", 699)).toEqual(["B 0", "b 0", "c 0"])
        expect(yield* claimedIds(stores, "ticket", 700)).toEqual([`a ${attempts}`])
        yield* stores.tickets.commit(acme, [
          commitOf({ ticketId: "a", expectedVersion: 1, row: { dueAt: 710 } }),
        ])
        expect(yield* claimedIds(stores, "ticket", 710)).toEqual(["a 0"])
      },
    ),
  ),

  storeRule(
    "storage.parking.committed",
    "a commit of a parked ticket ends its parking: it is due when its row says",
    function* (stores) {
      const fences = yield* held(stores)
      yield* giveBack(stores, fences, { kind: "ticket", id: "a" })
      yield* stores.tickets.commit(acme, [
        commitOf({ ticketId: "a", expectedVersion: 1, row: { dueAt: 120 } }),
      ])
      expect(yield* stores.queue.parked(acme, "ticket", page(9))).toEqual([])
      expect(yield* claimedIds(stores, "ticket", 120)).toEqual(["a 0"])
    },
  ),

  storeRule(
    "storage.parking.settled",
    "P12 a letter that a commit settles as parked is listed and can be released; one that was delivered is neither",
    function* (stores) {
      const fences = yield* held(stores)
      const settle = (deliveryId: string, status: "parked" | "delivered") => ({
        deliveryId,
        fence: fences.get(`delivery ${deliveryId}`) ?? 0,
        status,
        reason: "said so",
      })
      const settlements = [settle("a.d", "parked"), settle("b.d", "delivered")]
      yield* stores.tickets.commit(acme, [
        commitOf({ ticketId: "a", expectedVersion: 1, settlements }),
      ])
      expect(yield* stores.queue.parked(acme, "delivery", page(9))).toEqual([
        { kind: "delivery", id: "a.d", ticketId: "a", attempts: 1, reason: "said so" },
      ])
      const release = (id: string) => stores.queue.release(acme, { kind: "delivery", id }, 120)
      expect(yield* release("b.d")).toEqual(false)
      expect(yield* release("c.d")).toEqual(false)
      expect(yield* release("a.d")).toEqual(true)
      expect(yield* claimedIds(stores, "delivery", 149)).toEqual(["a.d 0"])
    },
  ),

  storeRule(
    "storage.waiting.listed",
    "P17 P16 what may be sent is listed by id, with how often it was tried: nothing that was sent or parked, and nothing of another tenant",
    function* (stores) {
      const fences = yield* held(stores)
      yield* held(stores, "other")
      yield* giveBack(stores, fences, { kind: "delivery", id: "a.d", as: "tried" })
      yield* giveBack(stores, fences, { kind: "delivery", id: "b.d", as: "parked" })
      yield* send(stores, "z", ["z.d"], 9_000)
      const first = {
        ticketId: "B",
        id: "B.d",
        eventNumber: 1,
        channel: "email",
        notice: "answered",
      }
      const all = yield* stores.queue.waiting(acme, page(9))
      expect(all).toEqual([
        { ...first, attempts: 0, nextAttemptAt: 150, reason: "" },
        { ...first, ticketId: "a", id: "a.d", attempts: 1, nextAttemptAt: 700, reason: "no way" },
        { ...first, ticketId: "c", id: "c.d", attempts: 0, nextAttemptAt: 150, reason: "" },
        { ...first, ticketId: "z", id: "z.d", attempts: 0, nextAttemptAt: 9_000, reason: "" },
      ])
      expect(yield* stores.queue.waiting(acme, page(2))).toEqual(all.slice(0, 2))
      expect(yield* stores.queue.waiting(acme, page(9, "a.d"))).toEqual(all.slice(2))
      expect(yield* stores.queue.waiting("nobody", page(9))).toEqual([])
    },
  ),
]
