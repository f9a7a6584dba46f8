// Rules of Feed: what happened, in the order of the commits.
import { Feed } from "@upkeep/core/effect"
import { Effect, Fiber } from "effect"
import { expect } from "../expect.ts"
import { awaited, read } from "./feeding.ts"
import { sharedRule, storeRule, type StorageRules } from "./rules.ts"
import { acme, commitOf, messageOf, type Stores } from "./stores.ts"

const post = ({ tickets }: Stores, ticketId: string, ids: ReadonlyArray<string>, version = 0) =>
  tickets.commit(acme, [commitOf({ ticketId, expectedVersion: version, eventIds: ids })])

const idsOf = ({ events }: Feed.FeedRead) => events.map(({ id }) => id).join(" ")

/** So many events of the feed and what comes after them, page by page. */
const followed = Effect.fnUntraced(function* (stores: Stores, limit: number, count: number) {
  const seen: Array<string> = []
  let after: string | null = null
  for (;;) {
    const page: Feed.FeedRead = yield* awaited(stores, seen.length < count ? 1 : 0, after, limit)
    if (page.events.length === 0) return seen
    expect(page.events.length > limit).toEqual(false)
    seen.push(...page.events.map(({ id }) => id))
    after = page.cursor
  }
})

const strange = ["", "nonsense", "-1", "1.5", "NaN", "9".repeat(40), "../1", "я", " 1", "'; --"]

const tenants = ["Zeta", "alpha", "beta", "Ж"]

const writers = ["a", "b", "c", "d"]
const rounds = Array.from({ length: 25 }, (_, version) => version)
const count = writers.length * rounds.length

/** The feed. */
export const feedRules: StorageRules = [
  storeRule(
    "storage.feed.order",
    "events come in the order of their commits and those of one commit by their numbers, as they were written",
    function* (stores) {
      yield* post(stores, "t2", ["z", "y"])
      yield* post(stores, "t1", ["x"])
      yield* post(stores, "t2", ["w", "v"], 2)
      const all = yield* awaited(stores, 5)
      expect(idsOf(all)).toEqual("z y x w v")
      const [first] = commitOf({ ticketId: "t2", eventIds: ["z", "y"] }).events
      expect(all.events[0]).toEqual(first)
      for (const limit of [1, 2, 3])
        expect((yield* followed(stores, limit, 5)).join(" ")).toEqual("z y x w v")
    },
  ),

  storeRule(
    "storage.feed.batch",
    "events of a batch come by ticket whole and in their order, and a commit that is refused gives none",
    function* (stores) {
      const batch = ["t1", "t2", "t3"].map((ticketId) =>
        commitOf({ ticketId, eventIds: [`${ticketId}.1`, `${ticketId}.2`] }),
      )
      yield* stores.tickets.commit(
        acme,
        batch.map((each, index) => (index === 1 ? { ...each, expectedVersion: 3 } : each)),
      )
      const ids = idsOf(yield* awaited(stores, 4))
      expect(["t1.1 t1.2 t3.1 t3.2", "t3.1 t3.2 t1.1 t1.2"]).toContain(ids)
    },
  ),

  storeRule(
    "storage.feed.resumes",
    "a cursor goes on with what came after it, and stands where nothing did",
    function* (stores) {
      expect(yield* read(stores)).toEqual({ events: [], cursor: null })
      yield* post(stores, "t1", ["e1", "e2"])
      const { cursor: middle } = yield* awaited(stores, 1, null, 1)
      const { cursor } = yield* awaited(stores, 1, middle)
      expect(yield* read(stores, cursor)).toEqual({ events: [], cursor })
      yield* post(stores, "t2", ["e3"])
      expect(idsOf(yield* awaited(stores, 1, cursor))).toEqual("e3")
      expect(idsOf(yield* awaited(stores, 2, middle))).toEqual("e2 e3")
    },
  ),

  storeRule(
    "storage.feed.withoutEvents",
    "a commit without events gives the feed nothing and holds nothing up",
    function* (stores) {
      yield* post(stores, "t1", ["e1"])
      yield* post(stores, "t1", [], 1)
      const { cursor } = yield* awaited(stores, 1)
      expect(yield* read(stores, cursor)).toEqual({ events: [], cursor })
      yield* post(stores, "t2", ["e2"])
      expect(idsOf(yield* awaited(stores, 1, cursor))).toEqual("e2")
    },
  ),

  storeRule(
    "storage.feed.limit",
    "a limit above the named one is cut to it, also in the middle of a commit",
    function* (stores) {
      const ids = Array.from({ length: Feed.feedLimit + 1 }, (_, index) => `e${index}`)
      yield* post(stores, "t1", ids)
      const page = yield* awaited(stores, Feed.feedLimit, null, 5_000)
      expect(page.events).toHaveLength(Feed.feedLimit)
      expect(yield* followed(stores, Feed.feedLimit, ids.length)).toEqual(ids)
    },
  ),

  storeRule(
    "storage.feed.tenants",
    "P16 the feed of a tenant has nothing of another one",
    function* (stores) {
      yield* post(stores, "t1", ["mine"])
      yield* stores.tickets.commit("other", [commitOf({ ticketId: "t1", eventIds: ["theirs"] })])
      yield* post(stores, "t1", ["mine too"], 1)
      expect(yield* followed(stores, 1, 2)).toEqual(["mine", "mine too"])
      expect(idsOf(yield* stores.feed.read("other", { after: null, limit: 9 }))).toEqual("theirs")
      const none = yield* stores.feed.read("nobody", { after: null, limit: 9 })
      expect(none).toEqual({ events: [], cursor: null })
    },
  ),

  ...strange.map((cursor, index) =>
    storeRule(
      `storage.feed.strange.${index + 1}`,
      `${JSON.stringify(cursor.slice(0, 9))} is no cursor of any store, and is said to be none`,
      function* (stores) {
        yield* post(stores, "t1", ["e1"])
        const failure = yield* Effect.flip(read(stores, cursor))
        expect(failure.reason).toEqual("cannot-read")
      },
    ),
  ),

  storeRule(
    "storage.feed.listed",
    "tenants are listed by name, those of whom anything is stored, page by page",
    function* ({ tickets, registry, inbound, feed }) {
      expect(yield* feed.tenants({ after: null, limit: 9 })).toEqual([])
      yield* tickets.commit("beta", [commitOf({ ticketId: "t1" })])
      yield* registry.publish("Ж", { kind: "k", id: "i", version: "1", hash: "h", body: "{}" })
      yield* tickets.commit("Zeta", [commitOf({ ticketId: "t1" })])
      yield* inbound.record("alpha", messageOf("m1"))
      yield* tickets.load("only asked", "t1")
      expect(yield* feed.tenants({ after: null, limit: 9 })).toEqual(tenants)
      expect(yield* feed.tenants({ after: "Zeta", limit: 2 })).toEqual(["alpha", "beta"])
      expect(yield* feed.tenants({ after: "b", limit: 1 })).toEqual(["beta"])
      expect(yield* feed.tenants({ after: "Ж", limit: 9 })).toEqual([])
    },
  ),

  sharedRule(
    "storage.feed.concurrent",
    "what was read once is never followed by what comes before it, whoever commits at once: each event comes once, in one order",
    function* (first, second) {
      const writing = yield* Effect.forkChild(
        Effect.forEach(
          writers,
          (ticketId, index) =>
            Effect.forEach(rounds, (version) =>
              post(index % 2 === 0 ? first : second, ticketId, [`${ticketId}${version}`], version),
            ),
          { concurrency: "unbounded", discard: true },
        ),
      )
      const seen: Array<string> = []
      let after: string | null = null
      for (;;) {
        const isOver = writing.pollUnsafe() !== undefined
        const isWhole = !isOver || seen.length >= count
        const page: Feed.FeedRead = yield* awaited(second, isWhole ? 0 : 1, after, 7)
        seen.push(...page.events.map(({ id }) => id))
        after = page.cursor
        if (isOver && page.events.length === 0) break
        yield* Effect.sleep(1)
      }
      yield* Fiber.join(writing)
      expect(seen).toHaveLength(count)
      expect(seen).toEqual(yield* followed(first, 100, count))
      for (const ticketId of writers)
        expect(seen.filter((id) => id.startsWith(ticketId))).toEqual(
          rounds.map((version) => `${ticketId}${version}`),
        )
    },
  ),
]
