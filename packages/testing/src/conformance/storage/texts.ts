// Rules of every port: what is stored comes back as it was, whatever letters it is of.
import { Instant, Text } from "@upkeep/core/effect"
import { Effect } from "effect"
import { expect } from "../expect.ts"
import { storeRule, type StorageRules } from "./rules.ts"
import { claim } from "./sending.ts"
import { acme, commitOf, messageOf, type Stores } from "./stores.ts"

/** Texts that are keys somewhere: each of them another one than the rest. */
const keys: ReadonlyArray<readonly [id: string, text: string]> = [
  ["quotes", `it's "a" \\ \`b\`; --`],
  ["patterns", "%_*?[a]^$"],
  ["spaces", " a\u00a0 "],
  ["controls", "a\tb\u0001\u001f\u007f\u0085"],
  ["composed", "caf\u00e9"],
  ["decomposed", "cafe\u0301"],
  ["marks", "\u0301\u0302"],
  ["astral", "🛠👩‍👩‍👧\u{10ffff}"],
  ["edges", "\ufeff\uffff\ue000\u2028\u2029"],
  ["bidi", "\u202e\u0639\u0631\u0628\u0649"],
  ["json", '{"a":"\\u0000"}'],
  ["names", "__proto__"],
  ["null", "null"],
  ["number", "00012"],
  ["upper", "ABC"],
  ["lower", "abc"],
]

/** A name as long as one may be, of which nothing can be packed: 320 letters of two bytes. */
const longName = (seed: number): string => {
  let last = seed
  const letters = Array.from({ length: Text.nameBytes / 2 }, () => {
    last = (last * 48_271) % 2_147_483_647
    return String.fromCharCode(0x621 + (last % 26))
  })
  return letters.join("")
}

/** A commit in which everything that can be a text is this one. */
const told = (text: string) => {
  const commit = commitOf({
    ticketId: text,
    command: text,
    eventIds: [text],
    row: { number: text, status: text, customer: text, assignee: text, body: text, dueAt: 100 },
    contents: [{ key: text, salt: text, body: JSON.stringify({ subject: text }) }],
    deliveries: [text],
    channel: text,
    at: 100,
  })
  const events = commit.events.map((event) => ({ ...event, type: text, body: text }))
  const deliveries = commit.deliveries.map((delivery) => ({ ...delivery, notice: text }))
  const command = { id: text, hash: text, result: text }
  return { ...commit, events, deliveries, command }
}

const entryOf = (text: string) => ({ kind: text, id: text, version: text, hash: text, body: text })

const wordOf = (text: string) =>
  messageOf(text, {
    intake: text,
    outcome: "ignored",
    reason: text,
    ticketId: text,
    messageIdHash: text,
    senderHash: text,
  })

const write = Effect.fnUntraced(function* (stores: Stores, text: string, tenant = acme) {
  yield* stores.tickets.commit(tenant, [told(text)])
  yield* stores.registry.publish(tenant, entryOf(text))
  yield* stores.inbound.record(tenant, wordOf(text))
  yield* stores.inbound.markRead(tenant, { intake: text, readUntil: 7 })
})

const expectWritten = Effect.fnUntraced(function* (stores: Stores, text: string, tenant = acme) {
  const { tickets, query, queue, registry, inbound } = stores
  const { row, events, contents, command } = told(text)
  expect(yield* tickets.load(tenant, text)).toEqual(row)
  expect(yield* tickets.command(tenant, text)).toEqual(command)
  expect(yield* query.byNumber(tenant, text)).toEqual(row)
  const filter = { statusPrefix: text, customer: text, assignee: text, limit: 9 }
  expect(yield* query.list(tenant, filter)).toEqual([row])
  expect(yield* query.journal(tenant, text)).toEqual(events)
  expect(yield* query.contents(tenant, text)).toEqual(contents)
  const key = { ticketId: text, key: text }
  expect(yield* query.subjects(tenant, [key])).toEqual([{ ...key, subject: text }])
  expect(yield* query.counts(tenant, "customer")).toContain({ value: text, count: 1 })
  const given = yield* claim(stores, 100, { tenants: [tenant], channels: [text] })
  const letter = { id: text, channel: text, notice: text }
  expect(given).toMatch([{ tenant, ticketId: text, ...letter }])
  const returned = { fence: given[0]?.fence ?? 0, until: 200, reason: text, as: "tried" } as const
  expect(yield* queue.returnDelivery(tenant, text, returned)).toEqual(true)
  expect(yield* query.deliveries(tenant, text)).toMatch([{ ...letter, reason: text }])
  expect(yield* registry.find(tenant, entryOf(text))).toEqual(entryOf(text))
  expect(yield* inbound.find(tenant, text)).toEqual(wordOf(text))
  expect(yield* inbound.byMessageId(tenant, text)).toEqual(wordOf(text))
  expect(yield* inbound.watermarks(tenant)).toContain({ intake: text, readUntil: 7 })
  yield* queue.setSending(tenant, { pausedAt: 5, reason: text })
  expect(yield* queue.sending(tenant)).toEqual({ pausedAt: 5, reason: text })
})

const mebibyte = 1_048_576

/** Texts and numbers. */
export const textRules: StorageRules = [
  ...keys.map(([id, text]) =>
    storeRule(
      `storage.texts.${id}`,
      `H24 H25 a text of this kind (${id}) is kept and found as it was, as a key and as a value, beside others`,
      function* (stores) {
        const others = keys.map(([, each]) => each).filter((each) => each !== text)
        for (const each of [text, ...others]) yield* write(stores, each)
        yield* expectWritten(stores, text)
      },
    ),
  ),

  storeRule(
    "storage.texts.tenants",
    "P16 H24 H25 a tenant of any name has its own of everything, beside all others",
    function* (stores) {
      for (const [, tenant] of keys) yield* write(stores, "same", tenant)
      for (const [, tenant] of keys) yield* expectWritten(stores, "same", tenant)
    },
  ),

  storeRule(
    "storage.texts.limit",
    `names of ${Text.nameBytes} bytes are keys: of tenants, people, channels, intakes, versions`,
    function* (stores) {
      const { tickets, query, registry, inbound } = stores
      const tenant = longName(1)
      const [customer, assignee, channel] = [longName(2), longName(3), longName(4)]
      const [number, status] = [longName(5), longName(6)]
      const row = { customer, assignee, number, status, dueAt: 1 }
      const ticketId = "01890000-0000-7000-8000-000000000001"
      const told = { ticketId, at: 100, row, channel, deliveries: [`${ticketId}.1`] }
      const commit = commitOf({ ...told, command: "c".repeat(128) })
      yield* tickets.commit(tenant, [commit])
      expect(yield* tickets.load(tenant, ticketId)).toEqual(commit.row)
      const filter = { customer, assignee, statusPrefix: status }
      for (const sort of ["registered", "updated", "due"] as const)
        expect(yield* query.list(tenant, { ...filter, sort, limit: 9 })).toHaveLength(1)
      expect(yield* query.counts(tenant, "status")).toEqual([{ value: status, count: 1 }])
      expect(yield* claim(stores, 100, { tenants: [tenant], channels: [channel] })).toHaveLength(1)
      const entry = { ...entryOf("process"), id: longName(7), version: longName(8) }
      yield* registry.publish(tenant, entry)
      expect(yield* registry.list(tenant, "process", { limit: 9 })).toEqual([entry])
      yield* inbound.markRead(tenant, { intake: longName(9), readUntil: 1 })
      expect(yield* inbound.watermarks(tenant)).toHaveLength(1)
    },
  ),

  storeRule(
    "storage.texts.apart",
    "texts that look alike are different keys: of other case, composed otherwise, longer by a space",
    function* ({ tickets, query }) {
      const alike = ["caf\u00e9", "cafe\u0301", "Caf\u00e9", "caf\u00e9 ", "cafe", " caf\u00e9"]
      yield* tickets.commit(
        acme,
        alike.map((id) => commitOf({ ticketId: id, command: id, row: { customer: id } })),
      )
      for (const id of alike) {
        expect(yield* tickets.load(acme, id)).toMatch({ customer: id })
        expect(yield* query.list(acme, { customer: id, limit: 9 })).toHaveLength(1)
      }
      expect(yield* query.counts(acme, "customer")).toHaveLength(alike.length)
    },
  ),

  storeRule(
    "storage.texts.long",
    "a body of one mebibyte, in letters of four bytes, is kept whole",
    function* ({ tickets, query, registry }) {
      const body = "🛠".repeat(mebibyte / 4)
      const commit = commitOf({
        ticketId: "t1",
        row: { body },
        contents: [{ key: "k", salt: "", body: JSON.stringify({ subject: "s", text: body }) }],
      })
      const events = commit.events.map((event) => ({ ...event, body }))
      yield* tickets.commit(acme, [{ ...commit, events }])
      expect((yield* tickets.load(acme, "t1"))?.body === body).toEqual(true)
      const [event] = yield* query.journal(acme, "t1")
      expect(event?.body === body).toEqual(true)
      const [content] = yield* query.contents(acme, "t1")
      expect(content?.body === commit.contents[0]?.body).toEqual(true)
      yield* registry.publish(acme, { ...entryOf("e"), body })
      expect((yield* registry.find(acme, entryOf("e")))?.body === body).toEqual(true)
    },
  ),

  storeRule(
    "storage.texts.empty",
    "an empty text is a text, and no text is none",
    function* ({ tickets, query, inbound }) {
      const row = { status: "", customer: "", assignee: null, body: "" }
      yield* tickets.commit(acme, [
        commitOf({ ticketId: "t1", row, contents: [{ key: "k", salt: "", body: "" }] }),
      ])
      expect(yield* tickets.load(acme, "t1")).toMatch(row)
      expect(yield* query.list(acme, { customer: "", limit: 9 })).toHaveLength(1)
      expect(yield* query.list(acme, { assignee: "", limit: 9 })).toHaveLength(0)
      expect(yield* query.contents(acme, "t1")).toEqual([{ key: "k", salt: "", body: "" }])
      const message = { ...wordOf("m"), reason: "", ticketId: null, senderHash: "" }
      yield* inbound.record(acme, message)
      expect(yield* inbound.find(acme, "m")).toEqual(message)
    },
  ),

  storeRule(
    "storage.texts.numbers",
    "instants from the first to the last that is taken come back as the numbers that they are",
    function* (stores) {
      const { tickets, query, inbound } = stores
      for (const at of [0, Instant.endMillis - 1]) {
        const ticketId = `t${at}`
        const row = { dueAt: at, assignedAt: at, updatedAt: at, assignee: ticketId }
        const commit = commitOf({ ticketId, at, row, deliveries: [`d${at}`] })
        yield* tickets.commit(acme, [commit])
        expect(yield* tickets.load(acme, ticketId)).toEqual(commit.row)
        expect(yield* query.journal(acme, ticketId)).toEqual(commit.events)
        expect(yield* query.deliveries(acme, ticketId)).toMatch([{ nextAttemptAt: at }])
        expect(yield* query.assignments(acme, [ticketId])).toMatch([{ lastAssignedAt: at }])
        yield* inbound.markRead(acme, { intake: ticketId, readUntil: at })
      }
      expect(yield* inbound.watermarks(acme)).toMatch([
        { readUntil: 0 },
        { readUntil: Instant.endMillis - 1 },
      ])
      const claimed = { tenants: [acme], now: Instant.endMillis, limit: 9, leaseMillis: 50 }
      expect(yield* stores.queue.claimTickets(claimed)).toMatch([
        { dueAt: 0 },
        { dueAt: Instant.endMillis - 1 },
      ])
      expect(yield* claim(stores, Instant.endMillis)).toHaveLength(2)
    },
  ),
]
