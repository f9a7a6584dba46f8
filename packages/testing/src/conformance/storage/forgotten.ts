// Rules of TicketStore: content that is forgotten with a commit.
import type { TicketStore } from "@upkeep/core/effect"
import { Result } from "effect"
import { expect } from "../expect.ts"
import { storeRule, type StorageRules } from "./rules.ts"
import { acme, commitOf } from "./stores.ts"

const contentOf = (key: string) => ({ key, salt: `salt of ${key}`, body: `{"subject":"${key}"}` })

const contents = ["k1", "k2", "k3"].map(contentOf)

const claim = {
  tenants: [acme],
  channels: ["email"],
  now: 2_000,
  limit: 10,
  leaseMillis: 1_000,
}

const forgetting = (...forgotten: ReadonlyArray<string>) =>
  commitOf({ ticketId: "t1", expectedVersion: 1, forgotten })

// The same once more, as a commit of its own.
const again = commitOf({ ticketId: "t1", expectedVersion: 2, forgotten: ["k1"] })

const told = [
  { type: "Noted", body: '{"event":{"type":"Noted","files":[{"hash":"aa"}]}}' },
  { type: "Noted", body: '{"event":{"type":"Noted","files":[]}}' },
  { type: "ContentForgotten", body: '{"event":{"type":"ContentForgotten","events":[1]}}' },
  { type: "Assigned", body: '{"event":{"type":"Assigned"}}' },
]

/** A commit of two events, one of which is of no interest to files. */
const filing = (ticketId: string, expectedVersion: number): TicketStore.Commit => {
  const eventIds = [1, 2].map((place) => `${ticketId}.e${expectedVersion + place}`)
  const commit = commitOf({ ticketId, expectedVersion, eventIds })
  const events = commit.events.map((event) => ({ ...event, ...told[(event.number - 1) % 4] }))
  return { ...commit, events }
}

const isTold = ({ number }: TicketStore.EventRow): boolean => number % 2 === 1

/** What a person wrote, after it was forgotten. */
export const forgottenRules: StorageRules = [
  storeRule(
    "storage.forgotten.alone",
    "P20 content that a commit forgets is gone, its subject and the words of channels too; the journal and the rest stay",
    function* ({ tickets, query, queue }) {
      const first = commitOf({ ticketId: "t1", contents, deliveries: ["d1"] })
      yield* tickets.commit(acme, [first])
      const [due] = yield* queue.claimDeliveries(claim)
      const returned = { as: "tried", until: 9_000, reason: "550 anna is unknown" } as const
      yield* queue.returnDelivery(acme, "d1", { ...returned, fence: due?.fence ?? 0 })
      const next = forgetting("k3", "k1", "never was")
      expect(yield* tickets.commit(acme, [next])).toEqual([Result.succeed(undefined)])
      expect(yield* query.contents(acme, "t1")).toEqual([contentOf("k2")])
      const keys = contents.map(({ key }) => ({ ticketId: "t1", key }))
      expect(yield* query.subjects(acme, keys)).toEqual([
        { ticketId: "t1", key: "k2", subject: "k2" },
      ])
      expect(yield* query.journal(acme, "t1")).toEqual([...first.events, ...next.events])
      expect(yield* query.deliveries(acme, "t1")).toMatch([{ id: "d1", reason: "" }])
      expect(yield* tickets.commit(acme, [again])).toEqual([Result.succeed(undefined)])
    },
  ),

  storeRule(
    "storage.forgotten.apart",
    "P16 content of another ticket, and of another tenant, is not forgotten under the same key",
    function* ({ tickets, query }) {
      yield* tickets.commit(
        acme,
        ["t1", "t2"].map((ticketId) => commitOf({ ticketId, contents })),
      )
      yield* tickets.commit("other", [commitOf({ ticketId: "t1", contents })])
      yield* tickets.commit(acme, [forgetting("k1", "k2", "k3")])
      expect(yield* query.contents(acme, "t1")).toEqual([])
      expect(yield* query.contents(acme, "t2")).toEqual(contents)
      expect(yield* query.contents("other", "t1")).toEqual(contents)
    },
  ),

  storeRule(
    "storage.forgotten.refused",
    "P5 a commit that is refused forgets nothing",
    function* ({ tickets, query }) {
      yield* tickets.commit(acme, [commitOf({ ticketId: "t1", contents })])
      const stale = { ...forgetting("k1"), expectedVersion: 9 }
      const repeated = { ...forgetting("k1"), command: commitOf({ ticketId: "t1" }).command }
      for (const refused of [stale, repeated]) {
        const [verdict] = yield* tickets.commit(acme, [refused])
        expect(verdict !== undefined && Result.isFailure(verdict)).toEqual(true)
      }
      expect(yield* query.contents(acme, "t1")).toEqual(contents)
    },
  ),

  storeRule(
    "storage.forgotten.files",
    "P20 events that tell of files, and those that say what was forgotten, are found among all others, page by page",
    function* ({ tickets, query }) {
      // Two tickets beside each other in time lie apart in the order of their ids.
      for (const version of [0, 2, 4])
        yield* tickets.commit(
          acme,
          ["t2", "t1"].map((ticketId) => filing(ticketId, version)),
        )
      const expected = ["t1", "t2"].flatMap((ticketId) =>
        [0, 2, 4].flatMap((version) => filing(ticketId, version).events.filter(isTold)),
      )
      expect(yield* query.aboutFiles(acme, { limit: 1_000 })).toEqual(expected)
      const pages: Array<TicketStore.EventRow> = []
      for (let after = pages.at(-1); pages.length < expected.length; after = pages.at(-1)) {
        const page = yield* query.aboutFiles(acme, { ...(after && { after }), limit: 2 })
        expect(page.length).toEqual(Math.min(2, expected.length - pages.length))
        pages.push(...page)
      }
      expect(pages).toEqual(expected)
      const last = pages.at(-1)
      expect(yield* query.aboutFiles(acme, { ...(last && { after: last }), limit: 2 })).toEqual([])
    },
  ),

  storeRule(
    "storage.forgotten.filesOfOthers",
    "P16 events of another tenant that tell of files are not given",
    function* ({ tickets, query }) {
      yield* tickets.commit(acme, [filing("t1", 0)])
      yield* tickets.commit("other", [filing("t2", 0)])
      const theirs = filing("t2", 0).events.filter(isTold)
      expect(yield* query.aboutFiles("other", { limit: 9 })).toEqual(theirs)
      expect(yield* query.aboutFiles("nobody", { limit: 9 })).toEqual([])
    },
  ),
]
