// Rules of WorkQueue: letters of one ticket by one channel keep their order.
import { expect } from "../expect.ts"
import { storeRule, type StorageRules } from "./rules.ts"
import { claim, claimedIds, send } from "./sending.ts"
import { acme, commitOf, type Stores, type Told } from "./stores.ts"

const also = ({ tickets }: Stores, told: Partial<Told>, tenant = acme) =>
  tickets.commit(tenant, [commitOf({ ticketId: "t1", expectedVersion: 1, at: 100, ...told })])

const give = (
  { queue }: Stores,
  id: string,
  as: "tried" | "untried" | "parked",
  { fence = 1, until = 700 } = {},
) => queue.returnDelivery(acme, id, { fence, until, reason: "", as })

const next = ({ queue }: Stores) => queue.nextDueAt({ tenants: [acme], channels: ["email"] })

/** The order of letters. */
export const letterRules: StorageRules = [
  storeRule(
    "storage.letters.together",
    "a claim gives the letters of a ticket together, in their order, though the later is older",
    function* (stores) {
      yield* send(stores, "t1", ["a1", "a2"], 100)
      yield* also(stores, { deliveries: ["a3"], at: 50 })
      yield* send(stores, "t2", ["b1"], 90)
      expect(yield* next(stores)).toEqual(90)
      expect(yield* claimedIds(stores, 99)).toEqual("b1")
      expect(yield* next(stores)).toEqual(100)
      expect(yield* claimedIds(stores, 100)).toEqual("a1 a2 a3")
    },
  ),

  storeRule(
    "storage.letters.held",
    "a letter that is held keeps those behind it, until it is settled",
    function* (stores) {
      yield* send(stores, "t1", ["a1"])
      const [first] = yield* claim(stores, 100)
      yield* also(stores, { deliveries: ["a2", "a3"] })
      expect(yield* claimedIds(stores, 149)).toEqual("")
      expect(yield* next(stores)).toEqual(150)
      const settlements = [
        {
          deliveryId: "a1",
          fence: first?.fence ?? 0,
          status: "delivered" as const,
          reason: "",
        },
      ]
      yield* also(stores, { expectedVersion: 2, settlements })
      expect(yield* next(stores)).toEqual(100)
      expect(yield* claimedIds(stores, 149)).toEqual("a2 a3")
    },
  ),

  ...(["tried", "untried"] as const).map((as) =>
    storeRule(
      `storage.letters.back.${as}`,
      `a letter that came back ${as} keeps those behind it until its time`,
      function* (stores) {
        yield* send(stores, "t1", ["a1", "a2"])
        yield* claim(stores, 100)
        yield* give(stores, "a1", as)
        yield* give(stores, "a2", "untried", { until: 100 })
        expect(yield* claimedIds(stores, 699)).toEqual("")
        expect(yield* next(stores)).toEqual(700)
        expect(yield* claimedIds(stores, 700)).toEqual("a1 a2")
      },
    ),
  ),

  storeRule(
    "storage.letters.parked",
    "a letter that is parked lets those behind it go",
    function* (stores) {
      yield* send(stores, "t1", ["a1", "a2", "a3"])
      yield* claim(stores, 100, { limit: 1 })
      yield* give(stores, "a1", "parked")
      expect(yield* next(stores)).toEqual(100)
      expect(yield* claimedIds(stores, 100, { limit: 1 })).toEqual("a2")
      expect(yield* claimedIds(stores, 149)).toEqual("")
    },
  ),

  storeRule(
    "storage.letters.middle",
    "a letter in the middle that waits keeps those behind it, and not those before it",
    function* (stores) {
      yield* send(stores, "t1", ["a1", "a2", "a3"])
      yield* claim(stores, 100)
      yield* give(stores, "a2", "tried")
      expect(yield* claimedIds(stores, 150)).toEqual("a1")
      expect(yield* claimedIds(stores, 700)).toEqual("a1 a2 a3")
    },
  ),

  storeRule(
    "storage.letters.outOfTurn",
    "a letter that leaves out of its turn leaves the others in theirs",
    function* (stores) {
      yield* send(stores, "t1", ["a1", "a2", "a3"])
      yield* claim(stores, 100)
      yield* give(stores, "a2", "parked")
      expect(yield* claimedIds(stores, 149)).toEqual("")
      expect(yield* claimedIds(stores, 150, { limit: 1 })).toEqual("a1")
      expect(yield* claimedIds(stores, 199)).toEqual("")
      expect(yield* claimedIds(stores, 200)).toEqual("a1 a3")
    },
  ),

  storeRule(
    "storage.letters.limit",
    "a limit never gives a letter without those before it, and cuts the latest of all tickets",
    function* (stores) {
      yield* send(stores, "t1", ["a1", "a2", "a3"], 100)
      yield* send(stores, "t2", ["b1", "b2"], 99)
      yield* send(stores, "t3", ["c1"], 100)
      expect(yield* claimedIds(stores, 100, { limit: 4 })).toEqual("b1 b2 a1 a2")
      expect(yield* claimedIds(stores, 149)).toEqual("c1")
    },
  ),

  storeRule(
    "storage.letters.apart",
    "letters of another ticket, channel or tenant wait for nobody else's",
    function* (stores) {
      yield* send(stores, "t1", ["a1"])
      yield* claim(stores, 100)
      yield* also(stores, { deliveries: ["chat"], channel: "chat" })
      yield* also(stores, { deliveries: ["theirs"], expectedVersion: 0 }, "other")
      yield* send(stores, "t2", ["b1"])
      const channels = ["email", "chat"]
      expect(yield* claimedIds(stores, 149, { channels })).toEqual("chat theirs b1")
    },
  ),
]
