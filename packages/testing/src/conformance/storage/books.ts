// Rules of Registry and Inbound.
import { Registry } from "@upkeep/core/effect"
import { Effect } from "effect"
import { expect } from "../expect.ts"
import { placeRule, storeRule, type StorageRules } from "./rules.ts"
import { acme, messageOf, withStores } from "./stores.ts"

const entry = { kind: "process", id: "support", version: "1", hash: "h1", body: '{"a":1}' }

export const bookRules: StorageRules = [
  storeRule(
    "storage.books.once",
    "PR19 a version is published once; the same content again changes nothing, other content is refused",
    function* ({ registry }) {
      yield* registry.publish(acme, entry)
      yield* registry.publish(acme, entry)
      const other = { ...entry, hash: "h2", body: '{"a":2}' }
      const refused = yield* Effect.flip(registry.publish(acme, other))
      expect(refused).toMatch({ _tag: "VersionExists", publishedHash: "h1" })
      expect(yield* registry.find(acme, entry)).toEqual(entry)
      yield* registry.publish("other", other)
      expect(yield* registry.find("other", entry)).toEqual(other)
      expect(yield* registry.find(acme, { ...entry, version: "2" })).toEqual(undefined)
    },
  ),

  placeRule(
    "storage.books.latest",
    "the latest entry of a kind is the one that was published last, again or anew",
    async (place) => {
      const adapter = place.open()
      const second = { ...entry, version: "2", hash: "h2" }
      await withStores(adapter, ({ registry }) =>
        Effect.gen(function* () {
          expect(yield* registry.latest(acme, "process")).toEqual(undefined)
          yield* registry.publish(acme, entry)
          yield* registry.publish(acme, second)
          expect(yield* registry.latest(acme, "process")).toEqual(second)
          yield* registry.publish(acme, entry)
          expect(yield* registry.latest(acme, "process")).toEqual(entry)
          yield* registry.publish(acme, { ...entry, kind: "calendar" })
          yield* registry.publish("other", second)
        }),
      )
      await withStores(adapter, ({ registry }) =>
        Effect.gen(function* () {
          expect(yield* registry.latest(acme, "process")).toEqual(entry)
          expect(yield* registry.find(acme, second)).toEqual(second)
          expect(yield* registry.latest("other", "calendar")).toEqual(undefined)
        }),
      )
    },
  ),

  storeRule(
    "storage.books.refusedNotLatest",
    "PR19 what was refused does not become the latest entry",
    function* ({ registry }) {
      const second = { ...entry, version: "2", hash: "h2" }
      yield* registry.publish(acme, entry)
      yield* registry.publish(acme, second)
      yield* Effect.flip(registry.publish(acme, { ...entry, hash: "h3" }))
      expect(yield* registry.latest(acme, "process")).toEqual(second)
    },
  ),

  storeRule(
    "storage.books.listed",
    "P16 entries of a kind are listed in the order in which they were published first, page by page",
    function* ({ registry }) {
      const versions = ["2", "10", "1", "B", "a"]
      const entries = versions.map((version) => ({ ...entry, version, hash: `h${version}` }))
      for (const each of entries) {
        yield* registry.publish(acme, each)
        yield* registry.publish(acme, { ...each, kind: "calendar", id: `c${each.version}` })
        yield* registry.publish("other", { ...each, id: "theirs" })
      }
      for (const each of entries.slice(0, 2)) yield* registry.publish(acme, each)
      const list = (limit: number, last?: Registry.RegistryEntry) =>
        registry.list(acme, "process", { limit, ...(last === undefined ? {} : { after: last }) })
      expect(yield* list(9)).toEqual(entries)
      expect(yield* list(2)).toEqual(entries.slice(0, 2))
      expect(yield* list(2, entries[1])).toEqual(entries.slice(2, 4))
      expect(yield* list(9, entries.at(-1))).toEqual([])
      expect(yield* registry.list(acme, "none", { limit: 9 })).toEqual([])
      expect(yield* registry.list("nobody", "process", { limit: 9 })).toEqual([])
    },
  ),

  storeRule(
    "storage.books.listedLimit",
    "a limit above the named one is cut to it",
    function* ({ registry }) {
      const ids = Array.from({ length: Registry.registryLimit + 1 }, (_, index) => `p${index}`)
      yield* Effect.forEach(ids, (id) => registry.publish(acme, { ...entry, id }))
      const listed = yield* registry.list(acme, "process", { limit: 5_000 })
      expect(listed.map(({ id }) => id)).toEqual(ids.slice(0, Registry.registryLimit))
    },
  ),

  storeRule(
    "storage.books.outcomeOnce",
    "P15 a raw message has one outcome for ever: the first",
    function* ({ inbound }) {
      const first = messageOf("m1")
      expect(yield* inbound.record(acme, first)).toEqual(first)
      const second = messageOf("m1", { outcome: "ignored", reason: "once again" })
      expect(yield* inbound.record(acme, second)).toEqual(first)
      expect(yield* inbound.find(acme, "m1")).toEqual(first)
      expect(yield* inbound.find("other", "m1")).toEqual(undefined)
    },
  ),

  storeRule(
    "storage.books.messageId",
    "ML16 a Message-ID leads to the first message that was recorded with it",
    function* ({ inbound }) {
      const first = messageOf("m2", { messageIdHash: "id", recordedAt: 500 })
      yield* inbound.record(acme, messageOf("m0"))
      yield* inbound.record(acme, first)
      yield* inbound.record(acme, messageOf("m1", { messageIdHash: "id", recordedAt: 400 }))
      expect(yield* inbound.byMessageId(acme, "id")).toEqual(first)
      expect(yield* inbound.byMessageId(acme, "none")).toEqual(undefined)
    },
  ),

  storeRule(
    "storage.books.opened",
    "ML34 the tickets that a sender opened are counted from an instant on",
    function* ({ inbound }) {
      const rows = [
        messageOf("m1", { receivedAt: 99 }),
        messageOf("m2", { receivedAt: 100 }),
        messageOf("m3", { receivedAt: 101 }),
        messageOf("m4", { receivedAt: 101, outcome: "added" }),
        messageOf("m5", { receivedAt: 101, senderHash: "s2" }),
        messageOf("m6", { receivedAt: 101, senderHash: null }),
      ]
      yield* Effect.forEach(rows, (row) => inbound.record(acme, row))
      expect(yield* inbound.countOpened(acme, "s1", 100)).toEqual(2)
      expect(yield* inbound.countOpened("other", "s1", 0)).toEqual(0)
    },
  ),

  storeRule(
    "storage.books.watermark",
    "P7 a watermark moves forward and never back",
    function* ({ inbound }) {
      const mark = (intake: string, readUntil: number) =>
        inbound.markRead(acme, { intake, readUntil })
      yield* mark("imap", 100)
      yield* mark("folder", 50)
      yield* mark("imap", 90)
      yield* mark("folder", 60)
      expect(yield* inbound.watermarks(acme)).toEqual([
        { intake: "folder", readUntil: 60 },
        { intake: "imap", readUntil: 100 },
      ])
      expect(yield* inbound.watermarks("other")).toEqual([])
    },
  ),

  storeRule(
    "storage.books.retired",
    "a watermark that is retired is gone, that of another intake or tenant stays, and it may begin anew",
    function* ({ inbound }) {
      const mark = (tenant: string, intake: string, readUntil = 100) =>
        inbound.markRead(tenant, { intake, readUntil })
      yield* mark(acme, "imap")
      yield* mark(acme, "folder")
      yield* mark("other", "imap")
      yield* inbound.retire(acme, "imap")
      yield* inbound.retire(acme, "none")
      expect(yield* inbound.watermarks(acme)).toEqual([{ intake: "folder", readUntil: 100 }])
      expect(yield* inbound.watermarks("other")).toHaveLength(1)
      yield* mark(acme, "imap", 7)
      expect(yield* inbound.watermarks(acme)).toContain({ intake: "imap", readUntil: 7 })
    },
  ),
]
