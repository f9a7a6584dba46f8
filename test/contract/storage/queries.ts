// Rules of TicketQuery.
import { TicketQuery, type TicketStore } from "@upkeep/core/effect"
import { Effect } from "effect"
import { expect, it } from "vitest"
import { acme, commitOf, type MakeAdapter, on, type Stores } from "./stores.ts"

const commits: ReadonlyArray<TicketStore.Commit> = [
  commitOf({ ticketId: "t4", row: { status: "closed.silence", customer: "k1" } }),
  commitOf({ ticketId: "t1", row: { status: "open.registered", customer: "k1" } }),
  commitOf({ ticketId: "t3", row: { status: "open.diagnosing", assignee: "ada" } }),
  commitOf({
    ticketId: "t5",
    row: { status: "open.registered", assignee: "ada", customer: "k1" },
  }),
  commitOf({ ticketId: "t2", row: { status: "closed.confirmed", assignee: "ada" } }),
]

const shown = (query: Stores["query"], filter: Partial<TicketQuery.TicketFilter>) =>
  Effect.map(query.list(acme, { limit: 10, ...filter }), (rows) =>
    rows.map(({ ticketId }) => ticketId).join(" "),
  )

// Every mix of filters: none, each, and all of them.
const filters: ReadonlyArray<Partial<TicketQuery.TicketFilter>> = [{}, { statusPrefix: "open" }]
  .flatMap((filter) => [filter, { ...filter, assignee: "ada" }])
  .flatMap((filter) => [filter, { ...filter, customer: "k1" }])

/** All pages of one ticket each; the last one is empty. */
const paged = Effect.fnUntraced(function* (
  query: Stores["query"],
  filter: Partial<TicketQuery.TicketFilter>,
) {
  const seen: Array<string> = []
  for (let pages = 0; pages <= commits.length; pages += 1) {
    const after = seen.at(-1)
    const page = yield* shown(query, { ...filter, ...(after && { after }), limit: 1 })
    if (page === "") break
    seen.push(page)
  }
  return seen.join(" ")
})

const listed = (makeAdapter: MakeAdapter, filter: Partial<TicketQuery.TicketFilter>) =>
  on(makeAdapter(), ({ tickets, query }) =>
    Effect.gen(function* () {
      yield* tickets.commit(acme, commits)
      yield* tickets.commit("other", [commitOf({ ticketId: "t0" })])
      return yield* shown(query, filter)
    }),
  )

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

/** Registers the rules. */
export const queryRules = (makeAdapter: MakeAdapter): void => {
  it.each<[string, Partial<TicketQuery.TicketFilter>, string]>([
    ["every ticket of the tenant by its id", {}, "t1 t2 t3 t4 t5"],
    ["the page after a ticket", { after: "t2", limit: 2 }, "t3 t4"],
    ["statuses that begin with a text", { statusPrefix: "open" }, "t1 t3 t5"],
    ["one whole status", { statusPrefix: "open.diagnosing" }, "t3"],
    ["nothing for a status that no ticket has", { statusPrefix: "opened" }, ""],
    ["an assignee's tickets", { assignee: "ada" }, "t2 t3 t5"],
    ["a customer's tickets", { customer: "k1" }, "t1 t4 t5"],
    ["a customer's tickets with one assignee", { customer: "k1", assignee: "ada" }, "t5"],
    ["an assignee's open tickets", { assignee: "ada", statusPrefix: "open" }, "t3 t5"],
    ["a page across statuses", { statusPrefix: "open", limit: 2 }, "t1 t3"],
    ["its next page", { statusPrefix: "open", limit: 2, after: "t3" }, "t5"],
    ["every ticket from the newest on", { order: "newestFirst" }, "t5 t4 t3 t2 t1"],
    ["the page behind a newer ticket", { order: "newestFirst", after: "t4", limit: 2 }, "t3 t2"],
    ["the newest of several statuses", { order: "newestFirst", assignee: "ada" }, "t5 t3 t2"],
    ["the oldest where that is said", { order: "oldestFirst", limit: 1 }, "t1"],
    [
      "all filters at once",
      { statusPrefix: "open.r", assignee: "ada", customer: "k1", after: "t1" },
      "t5",
    ],
  ])("a list shows %s", async (_, filter, expected) => {
    expect(await listed(makeAdapter, filter)).toBe(expected)
  })

  it.each<[string, Partial<TicketStore.TicketRow>, Partial<TicketQuery.TicketFilter>]>([
    ["status", { status: "closed.confirmed" }, { statusPrefix: "closed" }],
    ["assignee", { assignee: "bob" }, { assignee: "bob" }],
    ["customer", { customer: "k2" }, { customer: "k2" }],
  ])("a list follows a ticket of which only the %s changed", (_, row, filter) =>
    on(makeAdapter(), ({ tickets, query }) =>
      Effect.gen(function* () {
        yield* tickets.commit(acme, [commitOf({ ticketId: "t1" })])
        yield* tickets.commit(acme, [commitOf({ ticketId: "t1", expectedVersion: 1, row })])
        expect(yield* shown(query, filter)).toBe("t1")
        expect(yield* query.byNumber(acme, "T-t1")).toMatchObject(row)
      }),
    ),
  )

  it("a list follows a ticket to its new status and assignee", () =>
    on(makeAdapter(), ({ tickets, query }) =>
      Effect.gen(function* () {
        yield* tickets.commit(acme, commits)
        const row = { status: "closed.confirmed", assignee: "bob" }
        yield* tickets.commit(acme, [commitOf({ ticketId: "t3", expectedVersion: 1, row })])
        expect(yield* shown(query, { statusPrefix: "open" })).toBe("t1 t5")
        expect(yield* shown(query, { assignee: "ada" })).toBe("t2 t5")
        expect(yield* shown(query, { assignee: "bob", statusPrefix: "closed" })).toBe("t3")
      }),
    ))

  it.each(filters)("pages of %j show every ticket once, in both orders", (filter) =>
    on(makeAdapter(), ({ tickets, query }) =>
      Effect.gen(function* () {
        yield* tickets.commit(acme, commits)
        const all = yield* shown(query, filter)
        expect(yield* paged(query, { ...filter, order: "oldestFirst" })).toBe(all)
        const reversed = all.split(" ").toReversed().join(" ")
        expect(yield* paged(query, { ...filter, order: "newestFirst" })).toBe(reversed)
      }),
    ),
  )

  it("a ticket is found by its number", () =>
    on(makeAdapter(), ({ tickets, query }) =>
      Effect.gen(function* () {
        const [first] = commits
        yield* tickets.commit(acme, commits)
        expect(yield* query.byNumber(acme, "T-t4")).toEqual(first?.row)
        expect(yield* query.byNumber(acme, "t-T4")).toBeUndefined()
      }),
    ))

  it("P4 a journal has the events of all commits in their order", () =>
    on(makeAdapter(), ({ tickets, query }) =>
      Effect.gen(function* () {
        const first = commitOf({ ticketId: "t1", eventIds: ["z", "y"] })
        const second = commitOf({ ticketId: "t1", expectedVersion: 2, eventIds: ["x"] })
        yield* tickets.commit(acme, [first])
        yield* tickets.commit(acme, [second])
        expect(yield* query.journal(acme, "t1")).toEqual([...first.events, ...second.events])
      }),
    ))

  it("personal content is given as it was stored, in its order", () =>
    on(makeAdapter(), ({ tickets, query }) =>
      Effect.gen(function* () {
        const contents = ["k2", "k1"].map((key) => ({ key, salt: "salt", body: `"${key}"` }))
        yield* tickets.commit(acme, [commitOf({ ticketId: "t1", contents })])
        expect(yield* query.contents(acme, "t1")).toEqual(contents)
        expect(yield* query.contents(acme, "t2")).toEqual([])
      }),
    ))

  it("subjects of many tickets are given by their keys, and what is not there is passed over", () =>
    on(makeAdapter(), ({ tickets, query }) =>
      Effect.gen(function* () {
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
      }),
    ))

  it("subjects by their keys follow a ticket's later commits, as they were written", () =>
    on(makeAdapter(), ({ tickets, query }) =>
      Effect.gen(function* () {
        const subject = '«Grüße» \\ "🛠"\u2028\t'
        const key = 'it\'s "2"'
        const contents = [{ key, salt: "", body: JSON.stringify({ subject, text: "T" }) }]
        yield* tickets.commit(acme, [commitOf({ ticketId: "t1", contents: [contentOf("t1.1")] })])
        yield* tickets.commit(acme, [commitOf({ ticketId: "t1", expectedVersion: 1, contents })])
        const keys = [{ ticketId: "t1", key }]
        expect(yield* query.subjects(acme, keys)).toEqual([{ ticketId: "t1", key, subject }])
      }),
    ))

  it.each(["{}", "[]", "null", "{", "", '{"subject":1}', '{"subject":null}', '{"subject":{}}'])(
    "P12 content that says no subject (%j) is passed over, and every other one is given",
    (body) =>
      on(makeAdapter(), ({ tickets, query }) =>
        Effect.gen(function* () {
          const bare = { ...contentOf("t1.1"), body }
          yield* tickets.commit(acme, [
            commitOf({ ticketId: "t1", contents: [bare] }),
            commitOf({ ticketId: "t2", contents: [contentOf("t2.1")] }),
          ])
          const given = yield* query.subjects(acme, ["t1", "t2"].map(keyIn))
          expect(given).toEqual([subjectAt("t2")])
        }),
      ),
  )

  it("P16 subjects of another tenant are not given, whatever their keys", () =>
    on(makeAdapter(), ({ tickets, query }) =>
      Effect.gen(function* () {
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
      }),
    ))

  it(`subjects of ${TicketQuery.listLimit} tickets are given at once`, () =>
    on(makeAdapter(), ({ tickets, query }) =>
      Effect.gen(function* () {
        const ids = Array.from({ length: TicketQuery.listLimit }, (_, index) => `t${index}`)
        const told = ids.map((ticketId) => ({ ticketId, contents: [contentOf(`${ticketId}.1`)] }))
        yield* tickets.commit(acme, told.map(commitOf))
        const given = yield* query.subjects(acme, ids.map(keyIn))
        expect(byKey(given)).toEqual(byKey(ids.map(subjectAt)))
      }),
    ))
}
