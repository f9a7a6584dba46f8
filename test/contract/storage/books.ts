// Rules of Registry and Inbound.
import type { Inbound } from "@upkeep/core/effect"
import { Effect } from "effect"
import { expect, it } from "vitest"
import { acme, type MakeAdapter, on } from "./stores.ts"

const entry = { kind: "process", id: "support", version: "1", hash: "h1", body: '{"a":1}' }

const messageOf = (sha256: string, row: Partial<Inbound.InboundRow> = {}): Inbound.InboundRow => ({
  sha256,
  intake: "imap",
  outcome: "new-ticket",
  reason: "",
  ticketId: "t1",
  messageIdHash: null,
  senderHash: "s1",
  receivedAt: 100,
  recordedAt: 110,
  ...row,
})

/** Registers the rules. */
export const bookRules = (makeAdapter: MakeAdapter): void => {
  it("PR19 a version is published once; the same content again changes nothing, other content is refused", () =>
    on(makeAdapter(), ({ registry }) =>
      Effect.gen(function* () {
        yield* registry.publish(acme, entry)
        yield* registry.publish(acme, entry)
        const other = { ...entry, hash: "h2", body: '{"a":2}' }
        const refused = yield* Effect.flip(registry.publish(acme, other))
        expect(refused).toMatchObject({ _tag: "VersionExists", publishedHash: "h1" })
        expect(yield* registry.find(acme, entry)).toEqual(entry)
        yield* registry.publish("other", other)
        expect(yield* registry.find("other", entry)).toEqual(other)
        expect(yield* registry.find(acme, { ...entry, version: "2" })).toBeUndefined()
      }),
    ))

  it("the latest entry of a kind is the one that was published last, again or anew", async () => {
    const adapter = makeAdapter()
    const second = { ...entry, version: "2", hash: "h2" }
    await on(adapter, ({ registry }) =>
      Effect.gen(function* () {
        expect(yield* registry.latest(acme, "process")).toBeUndefined()
        yield* registry.publish(acme, entry)
        yield* registry.publish(acme, second)
        expect(yield* registry.latest(acme, "process")).toEqual(second)
        yield* registry.publish(acme, entry)
        expect(yield* registry.latest(acme, "process")).toEqual(entry)
        yield* registry.publish(acme, { ...entry, kind: "calendar" })
        yield* registry.publish("other", second)
      }),
    )
    await on(adapter, ({ registry }) =>
      Effect.gen(function* () {
        expect(yield* registry.latest(acme, "process")).toEqual(entry)
        expect(yield* registry.find(acme, second)).toEqual(second)
        expect(yield* registry.latest("other", "calendar")).toBeUndefined()
      }),
    )
  })

  it("PR19 what was refused does not become the latest entry", () =>
    on(makeAdapter(), ({ registry }) =>
      Effect.gen(function* () {
        const second = { ...entry, version: "2", hash: "h2" }
        yield* registry.publish(acme, entry)
        yield* registry.publish(acme, second)
        yield* Effect.flip(registry.publish(acme, { ...entry, hash: "h3" }))
        expect(yield* registry.latest(acme, "process")).toEqual(second)
      }),
    ))

  it("P15 a raw message has one outcome for ever: the first", () =>
    on(makeAdapter(), ({ inbound }) =>
      Effect.gen(function* () {
        const first = messageOf("m1")
        expect(yield* inbound.record(acme, first)).toEqual(first)
        const second = messageOf("m1", { outcome: "ignored", reason: "again" })
        expect(yield* inbound.record(acme, second)).toEqual(first)
        expect(yield* inbound.find(acme, "m1")).toEqual(first)
        expect(yield* inbound.find("other", "m1")).toBeUndefined()
      }),
    ))

  it("ML16 a Message-ID leads to the first message that was recorded with it", () =>
    on(makeAdapter(), ({ inbound }) =>
      Effect.gen(function* () {
        const first = messageOf("m2", { messageIdHash: "id", recordedAt: 500 })
        yield* inbound.record(acme, messageOf("m0"))
        yield* inbound.record(acme, first)
        yield* inbound.record(acme, messageOf("m1", { messageIdHash: "id", recordedAt: 400 }))
        expect(yield* inbound.byMessageId(acme, "id")).toEqual(first)
        expect(yield* inbound.byMessageId(acme, "none")).toBeUndefined()
      }),
    ))

  it("ML34 the tickets that a sender opened are counted from an instant on", () =>
    on(makeAdapter(), ({ inbound }) =>
      Effect.gen(function* () {
        const rows = [
          messageOf("m1", { receivedAt: 99 }),
          messageOf("m2", { receivedAt: 100 }),
          messageOf("m3", { receivedAt: 101 }),
          messageOf("m4", { receivedAt: 101, outcome: "added" }),
          messageOf("m5", { receivedAt: 101, senderHash: "s2" }),
          messageOf("m6", { receivedAt: 101, senderHash: null }),
        ]
        yield* Effect.forEach(rows, (row) => inbound.record(acme, row))
        expect(yield* inbound.countOpened(acme, "s1", 100)).toBe(2)
        expect(yield* inbound.countOpened("other", "s1", 0)).toBe(0)
      }),
    ))

  it("P7 a watermark moves forward and never back", () =>
    on(makeAdapter(), ({ inbound }) =>
      Effect.gen(function* () {
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
      }),
    ))

  it("a watermark that is retired is gone, that of another intake or tenant stays, and it may begin anew", () =>
    on(makeAdapter(), ({ inbound }) =>
      Effect.gen(function* () {
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
        expect(yield* inbound.watermarks(acme)).toContainEqual({ intake: "imap", readUntil: 7 })
      }),
    ))
}
