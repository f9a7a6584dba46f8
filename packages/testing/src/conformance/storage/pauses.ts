// Rules of WorkQueue: a tenant's sending can be paused, and goes on where it stood.
import { Effect } from "effect"
import { expect } from "../expect.ts"
import { placeRule, storeRule, type StorageRules } from "./rules.ts"
import { claim, claimedIds, send } from "./sending.ts"
import { acme, commitOf, type Stores, withStores } from "./stores.ts"

const on = { pausedAt: null, reason: "" }
const paused = { pausedAt: 150, reason: "restored: «Grüße» look first" }

const nextOf = ({ queue }: Stores, ...tenants: ReadonlyArray<string>) =>
  queue.nextDueAt({ tenants, channels: ["email"] })

/** Whether letters are sent. */
export const pauseRules: StorageRules = [
  storeRule(
    "storage.pauses.claimed",
    "P17 while a tenant's sending is paused none of its letters is claimed or due; then all of them are, in their order",
    function* (stores) {
      yield* send(stores, "t1", ["d1", "d2"])
      expect(yield* stores.queue.sending(acme)).toEqual(on)
      yield* stores.queue.setSending(acme, paused)
      expect(yield* stores.queue.sending(acme)).toEqual(paused)
      yield* send(stores, "t2", ["d3"])
      for (const tenants of ["all", [acme]] as const)
        expect(yield* claimedIds(stores, 1_000, { tenants })).toEqual("")
      expect(yield* nextOf(stores, acme)).toEqual(null)
      expect(yield* stores.queue.waiting(acme, { limit: 9 })).toHaveLength(3)
      yield* stores.queue.setSending(acme, on)
      expect(yield* stores.queue.sending(acme)).toEqual(on)
      expect(yield* nextOf(stores, acme)).toEqual(100)
      expect(yield* claimedIds(stores, 1_000)).toEqual("d1 d2 d3")
    },
  ),

  storeRule(
    "storage.pauses.apart",
    "P16 the letters of another tenant go on, and so do the tickets of this one",
    function* (stores) {
      const commit = commitOf({ ticketId: "t1", at: 100, row: { dueAt: 300 }, deliveries: ["d1"] })
      yield* stores.queue.setSending(acme, paused)
      for (const tenant of [acme, "other"]) yield* stores.tickets.commit(tenant, [commit])
      expect(yield* stores.queue.sending("other")).toEqual(on)
      expect(yield* nextOf(stores, acme, "other")).toEqual(100)
      expect(yield* claim(stores, 200)).toMatch([{ tenant: "other", id: "d1" }])
      expect(yield* nextOf(stores, acme)).toEqual(300)
      const due = { tenants: [acme], now: 300, limit: 9, leaseMillis: 50 }
      expect(yield* stores.queue.claimTickets(due)).toMatch([{ ticketId: "t1" }])
    },
  ),

  storeRule(
    "storage.pauses.again",
    "a pause of what is paused changes nothing, and what was claimed before the pause is settled as ever",
    function* (stores) {
      yield* send(stores, "t1", ["d1"])
      const [held] = yield* claim(stores, 100)
      for (const pausedAt of [150, 151])
        yield* stores.queue.setSending(acme, { ...paused, pausedAt })
      expect(yield* stores.queue.sending(acme)).toEqual(paused)
      const settlements = [
        { deliveryId: "d1", fence: held?.fence ?? 0, status: "delivered" as const, reason: "" },
      ]
      yield* stores.tickets.commit(acme, [
        commitOf({ ticketId: "t1", expectedVersion: 1, settlements }),
      ])
      expect(yield* stores.query.deliveries(acme, "t1")).toMatch([{ status: "delivered" }])
      for (let times = 0; times < 2; times += 1) yield* stores.queue.setSending(acme, on)
      expect(yield* claimedIds(stores, 1_000)).toEqual("")
    },
  ),

  placeRule(
    "storage.pauses.reopened",
    "P17 a pause outlives the desk that made it",
    async (place) => {
      const adapter = place.open()
      await withStores(adapter, (stores) =>
        Effect.andThen(send(stores, "t1", ["d1"]), stores.queue.setSending(acme, paused)),
      )
      const kept = await withStores(adapter, (stores) =>
        Effect.all([stores.queue.sending(acme), claimedIds(stores, 1_000)]),
      )
      expect(kept).toEqual([paused, ""])
    },
  ),
]
