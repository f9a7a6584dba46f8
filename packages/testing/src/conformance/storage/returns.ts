// Rules of WorkQueue: deliveries that were claimed and not sent.
import { Effect } from "effect"
import { expect } from "../expect.ts"
import { storeRule, type StorageRules } from "./rules.ts"
import { claim, send } from "./sending.ts"
import { acme, type Stores } from "./stores.ts"

const later = { until: 700, reason: "mailbox full" }

const held = (stores: Stores, now = 100) =>
  Effect.map(claim(stores, now), ([first]) => first?.fence ?? 0)

const ways = [
  ["P6 tried: one more attempt, tried again under its id", "tried", 1, "pending"],
  ["P6 untried: not counted, claimed again under its id", "untried", 0, "pending"],
  ["P12 parked: one more attempt, and none after it", "parked", 1, "parked"],
] as const

/** How deliveries come back. */
export const returnRules: StorageRules = [
  ...ways.map(([title, as, attempts, status]) =>
    storeRule(
      `storage.returns.back.${as}`,
      `a delivery comes back ${title}, and says why`,
      function* (stores) {
        yield* send(stores, "t1", ["d1"])
        const fence = yield* held(stores)
        const returned = { ...later, fence, as }
        expect(yield* stores.queue.returnDelivery(acme, "d1", returned)).toEqual(true)
        expect(yield* stores.queue.returnDelivery(acme, "d1", returned)).toEqual(false)
        expect(yield* stores.query.deliveries(acme, "t1")).toEqual([
          {
            id: "d1",
            eventNumber: 1,
            channel: "email",
            notice: "answered",
            status,
            attempts,
            nextAttemptAt: 700,
            reason: "mailbox full",
          },
        ])
        const work = { tenants: [acme], channels: ["email"] }
        expect(yield* stores.queue.nextDueAt(work)).toEqual(as === "parked" ? null : 700)
        expect(yield* claim(stores, 699)).toEqual([])
        const again = as === "parked" ? [] : [{ id: "d1", attempts }]
        expect(yield* claim(stores, 700)).toMatch(again)
      },
    ),
  ),

  ...ways.map(([, as]) =>
    storeRule(
      `storage.returns.fence.${as}`,
      `P10 an older fence returns nothing as ${as}, and neither does another tenant`,
      function* (stores) {
        yield* send(stores, "t1", ["d1"])
        const zombie = yield* held(stores)
        const fence = yield* held(stores, 150)
        const give = (tenant: string, of: number) =>
          stores.queue.returnDelivery(tenant, "d1", { ...later, fence: of, as })
        expect(yield* give(acme, zombie)).toEqual(false)
        expect(yield* give("other", fence)).toEqual(false)
        expect(yield* stores.query.deliveries(acme, "t1")).toMatch([
          { status: "pending", attempts: 0, nextAttemptAt: 200, reason: "" },
        ])
        expect(yield* give(acme, fence)).toEqual(true)
      },
    ),
  ),
]
