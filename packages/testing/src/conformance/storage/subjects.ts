// Rules of TicketQuery: what people wrote, and the subjects of many tickets.
import { TicketQuery, type TicketStore } from "@upkeep/core/effect"
import { expect } from "../expect.ts"
import { storeRule, type StorageRules } from "./rules.ts"
import { acme, commitOf } from "./stores.ts"

const contentOf = (key: string): TicketStore.ContentRow => ({
  key,
  salt: `salt of ${key}`,
  body: `{"subject":"${key}"}`,
})

/** Where a ticket's first content lies. */
const keyIn = (ticketId: string): TicketQuery.ContentKey => ({ ticketId, key: `${ticketId}.1` })

/** What is answered of a content that `contentOf` made. */
const subjectAt = (ticketId: string): TicketQuery.ContentSubject => ({
  ...keyIn(ticketId),
  subject: keyIn(ticketId).key,
})

/** Sorted, since no order is promised. */
const byKey = (subjects: ReadonlyArray<TicketQuery.ContentSubject>) =>
  subjects.toSorted((a, b) => (a.key < b.key ? -1 : 1))

const silent = [
  ["object", "{}"],
  ["list", "[]"],
  ["null", "null"],
  ["torn", "{"],
  ["empty", ""],
  ["number", '{"subject":1}'],
  ["nothing", '{"subject":null}'],
  ["deep", '{"subject":{}}'],
] as const

/** Personal content, and the subjects in it. */
export const subjectRules: StorageRules = [
  storeRule(
    "storage.queries.contents",
    "personal content is given as it was stored, in its order",
    function* ({ tickets, query }) {
      const contents = ["k2", "k1"].map((key) => ({ key, salt: "salt", body: `"${key}"` }))
      yield* tickets.commit(acme, [commitOf({ ticketId: "t1", contents })])
      expect(yield* query.contents(acme, "t1")).toEqual(contents)
      expect(yield* query.contents(acme, "t2")).toEqual([])
    },
  ),
  storeRule(
    "storage.queries.subjects",
    "subjects of many tickets are given by their keys, and what is not there is passed over",
    function* ({ tickets, query }) {
      yield* tickets.commit(acme, [
        commitOf({ ticketId: "t1", contents: [contentOf("t1.1"), contentOf("t1.2")] }),
        commitOf({ ticketId: "t2", contents: [contentOf("t2.1")] }),
        commitOf({ ticketId: "t3" }),
      ])
      const given = yield* query.subjects(acme, ["t2", "t3", "t4", "t1"].map(keyIn))
      expect(byKey(given)).toEqual([subjectAt("t1"), subjectAt("t2")])
      const crossed = { ticketId: "t1", key: "t2.1" }
      expect(yield* query.subjects(acme, [crossed])).toEqual([])
      expect(yield* query.subjects(acme, [])).toEqual([])
    },
  ),
  storeRule(
    "storage.queries.subjectsFollow",
    "subjects by their keys follow a ticket's later commits, as they were written",
    function* ({ tickets, query }) {
      const subject = '«Grüße» \\ "🛠"\u2028\t'
      const key = 'it\'s "2"'
      const contents = [{ key, salt: "", body: JSON.stringify({ subject, text: "T" }) }]
      yield* tickets.commit(acme, [commitOf({ ticketId: "t1", contents: [contentOf("t1.1")] })])
      yield* tickets.commit(acme, [commitOf({ ticketId: "t1", expectedVersion: 1, contents })])
      const keys = [{ ticketId: "t1", key }]
      expect(yield* query.subjects(acme, keys)).toEqual([{ ticketId: "t1", key, subject }])
    },
  ),
  ...silent.map(([id, body]) =>
    storeRule(
      `storage.queries.silent.${id}`,
      `P12 content that says no subject (${JSON.stringify(body)}) is passed over, and every other one is given`,
      function* ({ tickets, query }) {
        const bare = { ...contentOf("t1.1"), body }
        yield* tickets.commit(acme, [
          commitOf({ ticketId: "t1", contents: [bare] }),
          commitOf({ ticketId: "t2", contents: [contentOf("t2.1")] }),
        ])
        const given = yield* query.subjects(acme, ["t1", "t2"].map(keyIn))
        expect(given).toEqual([subjectAt("t2")])
      },
    ),
  ),
  storeRule(
    "storage.queries.subjectTenants",
    "P16 subjects of another tenant are not given, whatever their keys",
    function* ({ tickets, query }) {
      const theirs = { ...contentOf("t1.1"), body: '{"subject":"theirs"}' }
      yield* tickets.commit(acme, [commitOf({ ticketId: "t1", contents: [contentOf("t1.1")] })])
      yield* tickets.commit("other", [
        commitOf({ ticketId: "t1", contents: [theirs] }),
        commitOf({ ticketId: "t2", contents: [contentOf("t2.1")] }),
      ])
      const keys = [keyIn("t1"), keyIn("t2")]
      expect(yield* query.subjects(acme, keys)).toEqual([subjectAt("t1")])
      const others = byKey(yield* query.subjects("other", keys))
      expect(others).toEqual([{ ...subjectAt("t1"), subject: "theirs" }, subjectAt("t2")])
      expect(yield* query.subjects("nobody", keys)).toEqual([])
    },
  ),
  storeRule(
    "storage.queries.subjectsAtOnce",
    `subjects of ${TicketQuery.listLimit} tickets are given at once`,
    function* ({ tickets, query }) {
      const ids = Array.from({ length: TicketQuery.listLimit }, (_, index) => `t${index}`)
      const told = ids.map((ticketId) => ({ ticketId, contents: [contentOf(`${ticketId}.1`)] }))
      yield* tickets.commit(acme, told.map(commitOf))
      const given = yield* query.subjects(acme, ids.map(keyIn))
      expect(byKey(given)).toEqual(byKey(ids.map(subjectAt)))
    },
  ),
]
