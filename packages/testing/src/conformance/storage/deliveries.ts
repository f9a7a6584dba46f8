// Rules of WorkQueue: notifications that wait to be sent.
import { Effect, Result } from "effect"
import { expect } from "../expect.ts"
import { storeRule, type StorageRules } from "./rules.ts"
import { claim, send } from "./sending.ts"
import { acme, commitOf, type Stores } from "./stores.ts"

const settle = (
  { tickets }: Stores,
  deliveryId: string,
  { fence = 0, version = 1, status = "delivered" as "delivered" | "parked" },
) =>
  Effect.map(
    tickets.commit(acme, [
      commitOf({
        ticketId: "t1",
        expectedVersion: version,
        command: `settle ${deliveryId} ${fence} ${version}`,
        settlements: [{ deliveryId, fence, status, reason: "said so" }],
      }),
    ]),
    ([verdict]) => verdict,
  )

/** How letters are claimed and settled. */
export const deliveryRules: StorageRules = [
  storeRule(
    "storage.deliveries.claimed",
    "P6 a delivery is claimed after its commit, oldest first, with what its sender needs",
    function* (stores) {
      yield* send(stores, "t2", ["late"], 150)
      yield* send(stores, "t1", ["t1.1.1", "t1.1.0"], 100)
      expect(yield* claim(stores, 99)).toEqual([])
      const found = yield* claim(stores, 200)
      expect(found.map(({ id }) => id)).toEqual(["t1.1.1", "t1.1.0", "late"])
      expect(found[0]).toMatch({
        tenant: acme,
        ticketId: "t1",
        eventNumber: 1,
        channel: "email",
        notice: "answered",
        attempts: 0,
      })
      expect(yield* claim(stores, 249)).toEqual([])
      expect(yield* claim(stores, 250, { limit: 2 })).toHaveLength(2)
    },
  ),

  storeRule(
    "storage.deliveries.channels",
    "P12 only deliveries of the channels asked for are claimed, oldest first across them",
    function* (stores) {
      const told = [120, 110, 100, 90].map((at, index) =>
        commitOf({
          ticketId: `t${index}`,
          at,
          deliveries: [`d${at}`],
          channel: index % 2 === 0 ? "chat" : "email",
        }),
      )
      yield* stores.tickets.commit(acme, told)
      const claimOf = (channels: ReadonlyArray<string>, limit: number) =>
        Effect.map(claim(stores, 120, { channels, limit }), (found) => found.map(({ id }) => id))
      const nextOf = (channel: string) =>
        stores.queue.nextDueAt({ tenants: [acme], channels: [channel] })
      expect(yield* nextOf("chat")).toEqual(100)
      expect(yield* nextOf("webhook")).toEqual(null)
      expect(yield* claimOf(["webhook"], 10)).toEqual([])
      expect(yield* claimOf([], 10)).toEqual([])
      expect(yield* claimOf(["chat"], 1)).toEqual(["d100"])
      expect(yield* claimOf(["chat", "email", "chat"], 10)).toEqual(["d90", "d110", "d120"])
    },
  ),

  ...(["delivered", "parked"] as const).map((status) =>
    storeRule(
      `storage.deliveries.settled.${status}`,
      `P12 a delivery that is settled as ${status} is not claimed or settled again`,
      function* (stores) {
        yield* send(stores, "t1", ["d1"])
        const [held] = yield* claim(stores, 100)
        const fence = held?.fence ?? 0
        expect(yield* settle(stores, "d1", { fence, status })).toEqual(Result.succeed(undefined))
        expect(yield* stores.query.deliveries(acme, "t1")).toMatch([
          { status, attempts: 1, reason: "said so" },
        ])
        expect(yield* claim(stores, 1e12)).toEqual([])
        expect(yield* stores.queue.nextDueAt({ tenants: "all", channels: ["email"] })).toEqual(null)
        const again = yield* settle(stores, "d1", { fence, version: 2 })
        expect(again).toMatch({ failure: { _tag: "LeaseLost", deliveryId: "d1" } })
        const late = { fence, until: 900, reason: "too late", as: "tried" } as const
        expect(yield* stores.queue.returnDelivery(acme, "d1", late)).toEqual(false)
      },
    ),
  ),

  storeRule(
    "storage.deliveries.fence",
    "P10 a sender whose lease has passed on settles nothing and changes nothing",
    function* (stores) {
      yield* send(stores, "t1", ["d1"])
      const [zombie] = yield* claim(stores, 100)
      const [holder] = yield* claim(stores, 150)
      const lost = yield* settle(stores, "d1", { fence: zombie?.fence ?? 0 })
      expect(lost).toMatch({ failure: { _tag: "LeaseLost", deliveryId: "d1" } })
      expect(yield* stores.tickets.load(acme, "t1")).toMatch({ version: 1 })
      expect(yield* stores.query.deliveries(acme, "t1")).toMatch([{ status: "pending" }])
      const kept = yield* settle(stores, "d1", { fence: holder?.fence ?? 0 })
      expect(kept).toEqual(Result.succeed(undefined))
    },
  ),

  storeRule(
    "storage.deliveries.batchFence",
    "P10 of two commits of a batch that settle one delivery the second has lost it",
    function* (stores) {
      yield* send(stores, "t1", ["d1"])
      yield* send(stores, "t2", [])
      const [held] = yield* claim(stores, 100)
      const settlements = [
        { deliveryId: "d1", fence: held?.fence ?? 0, status: "delivered" as const, reason: "" },
      ]
      const verdicts = yield* stores.tickets.commit(
        acme,
        ["t1", "t2"].map((ticketId) => commitOf({ ticketId, expectedVersion: 1, settlements })),
      )
      expect(verdicts.map(Result.isSuccess)).toEqual([true, false])
    },
  ),
]
