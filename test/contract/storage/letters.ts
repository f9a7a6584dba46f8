// Rules of WorkQueue: letters of one ticket by one channel keep their order.
import { Effect } from "effect"
import { expect, it } from "vitest"
import { claim, claimedIds, send } from "./sending.ts"
import { acme, commitOf, type MakeAdapter, on, type Stores, type Told } from "./stores.ts"

const also = ({ tickets }: Stores, told: Partial<Told>, tenant = acme) =>
  tickets.commit(tenant, [commitOf({ ticketId: "t1", expectedVersion: 1, at: 100, ...told })])

const give = (
  { queue }: Stores,
  id: string,
  as: "tried" | "untried" | "parked",
  { fence = 1, until = 700 } = {},
) => queue.returnDelivery(acme, id, { fence, until, reason: "", as })

const next = ({ queue }: Stores) => queue.nextDueAt({ tenants: [acme], channels: ["email"] })

/** Registers the rules. */
export const letterRules = (makeAdapter: MakeAdapter): void => {
  it("a claim gives the letters of a ticket together, in their order, though the later is older", () =>
    on(makeAdapter(), (stores) =>
      Effect.gen(function* () {
        yield* send(stores, "t1", ["a1", "a2"], 100)
        yield* also(stores, { deliveries: ["a3"], at: 50 })
        yield* send(stores, "t2", ["b1"], 90)
        expect(yield* next(stores)).toBe(90)
        expect(yield* claimedIds(stores, 99)).toBe("b1")
        expect(yield* next(stores)).toBe(100)
        expect(yield* claimedIds(stores, 100)).toBe("a1 a2 a3")
      }),
    ))

  it("a letter that is held keeps those behind it, until it is settled", () =>
    on(makeAdapter(), (stores) =>
      Effect.gen(function* () {
        yield* send(stores, "t1", ["a1"])
        const [first] = yield* claim(stores, 100)
        yield* also(stores, { deliveries: ["a2", "a3"] })
        expect(yield* claimedIds(stores, 149)).toBe("")
        expect(yield* next(stores)).toBe(150)
        const settlements = [
          { deliveryId: "a1", fence: first?.fence ?? 0, status: "delivered" as const, reason: "" },
        ]
        yield* also(stores, { expectedVersion: 2, settlements })
        expect(yield* next(stores)).toBe(100)
        expect(yield* claimedIds(stores, 149)).toBe("a2 a3")
      }),
    ))

  it.each(["tried", "untried"] as const)(
    "a letter that came back %s keeps those behind it until its time",
    (as) =>
      on(makeAdapter(), (stores) =>
        Effect.gen(function* () {
          yield* send(stores, "t1", ["a1", "a2"])
          yield* claim(stores, 100)
          yield* give(stores, "a1", as)
          yield* give(stores, "a2", "untried", { until: 100 })
          expect(yield* claimedIds(stores, 699)).toBe("")
          expect(yield* next(stores)).toBe(700)
          expect(yield* claimedIds(stores, 700)).toBe("a1 a2")
        }),
      ),
  )

  it("a letter that is parked lets those behind it go", () =>
    on(makeAdapter(), (stores) =>
      Effect.gen(function* () {
        yield* send(stores, "t1", ["a1", "a2", "a3"])
        yield* claim(stores, 100, { limit: 1 })
        yield* give(stores, "a1", "parked")
        expect(yield* next(stores)).toBe(100)
        expect(yield* claimedIds(stores, 100, { limit: 1 })).toBe("a2")
        expect(yield* claimedIds(stores, 149)).toBe("")
      }),
    ))

  it("a letter in the middle that waits keeps those behind it, and not those before it", () =>
    on(makeAdapter(), (stores) =>
      Effect.gen(function* () {
        yield* send(stores, "t1", ["a1", "a2", "a3"])
        yield* claim(stores, 100)
        yield* give(stores, "a2", "tried")
        expect(yield* claimedIds(stores, 150)).toBe("a1")
        expect(yield* claimedIds(stores, 700)).toBe("a1 a2 a3")
      }),
    ))

  it("a letter that leaves out of its turn leaves the others in theirs", () =>
    on(makeAdapter(), (stores) =>
      Effect.gen(function* () {
        yield* send(stores, "t1", ["a1", "a2", "a3"])
        yield* claim(stores, 100)
        yield* give(stores, "a2", "parked")
        expect(yield* claimedIds(stores, 149)).toBe("")
        expect(yield* claimedIds(stores, 150, { limit: 1 })).toBe("a1")
        expect(yield* claimedIds(stores, 199)).toBe("")
        expect(yield* claimedIds(stores, 200)).toBe("a1 a3")
      }),
    ))

  it("a limit never gives a letter without those before it, and cuts the latest of all tickets", () =>
    on(makeAdapter(), (stores) =>
      Effect.gen(function* () {
        yield* send(stores, "t1", ["a1", "a2", "a3"], 100)
        yield* send(stores, "t2", ["b1", "b2"], 99)
        yield* send(stores, "t3", ["c1"], 100)
        expect(yield* claimedIds(stores, 100, { limit: 4 })).toBe("b1 b2 a1 a2")
        expect(yield* claimedIds(stores, 149)).toBe("c1")
      }),
    ))

  it("letters of another ticket, channel or tenant wait for nobody else's", () =>
    on(makeAdapter(), (stores) =>
      Effect.gen(function* () {
        yield* send(stores, "t1", ["a1"])
        yield* claim(stores, 100)
        yield* also(stores, { deliveries: ["chat"], channel: "chat" })
        yield* also(stores, { deliveries: ["theirs"], expectedVersion: 0 }, "other")
        yield* send(stores, "t2", ["b1"])
        const channels = ["email", "chat"]
        expect(yield* claimedIds(stores, 149, { channels })).toBe("chat theirs b1")
      }),
    ))
}
