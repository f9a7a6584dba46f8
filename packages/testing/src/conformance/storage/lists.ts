// Rules of TicketQuery: lists by their sorts, page by page, and how many tickets there are.
import type { TicketQuery, TicketStore } from "@upkeep/core/effect"
import { Effect } from "effect"
import { expect } from "../expect.ts"
import { storeRule, type StorageRules } from "./rules.ts"
import { acme, commitOf, type Stores } from "./stores.ts"

type Row = TicketStore.TicketRow
type Filter = Partial<TicketQuery.TicketFilter>

const statuses = ["open.registered", "open.diagnosing", "closed.silence", "opened"]
const people = ["ada", "bob", null]

// Many stand at one instant, some at none, and none in the order of its id.
const commits = Array.from({ length: 24 }, (_, index) => {
  const ticketId = `t${String((index * 7) % 24).padStart(2, "0")}`
  const row = {
    status: statuses[Math.floor(index / 6)] ?? "",
    assignee: people[index % 3] ?? null,
    customer: index % 2 === 0 ? "k1" : null,
    updatedAt: 200 - (index % 4) * 10,
    dueAt: index % 5 === 4 ? null : 500 - (index % 4),
  }
  return commitOf({ ticketId, row })
})

const places = {
  registered: () => 0,
  updated: ({ updatedAt }: Row) => updatedAt,
  due: ({ dueAt }: Row) => dueAt ?? 0,
}

/** What a list should show, by a plain sort of all rows. */
const expected = (rows: ReadonlyArray<Row>, filter: Filter): ReadonlyArray<string> => {
  const { sort = "registered", order, statusPrefix = "", assignee, customer } = filter
  const place = places[sort]
  const ids = rows
    .filter(({ status }) => status.startsWith(statusPrefix))
    .filter((row) => assignee === undefined || row.assignee === assignee)
    .filter((row) => customer === undefined || row.customer === customer)
    .filter(({ dueAt }) => sort !== "due" || dueAt !== null)
    .toSorted((a, b) => place(a) - place(b) || (a.ticketId < b.ticketId ? -1 : 1))
    .map(({ ticketId }) => ticketId)
  return order === "newestFirst" ? ids.toReversed() : ids
}

/** All pages of a list, one after the other. */
const walked = Effect.fnUntraced(function* (query: Stores["query"], filter: Filter, limit: number) {
  const seen: Array<string> = []
  let from: Filter = {}
  // One page more than there can be: a list that goes round shows tickets twice.
  for (let pages = 0; pages <= commits.length; pages += 1) {
    const page = yield* query.list(acme, { ...filter, ...from, limit })
    seen.push(...page.map(({ ticketId }) => ticketId))
    const last = page.at(-1)
    if (last === undefined) break
    from = pageAfter(filter, last)
  }
  return seen
})

const pageAfter = ({ sort = "registered" }: Filter, last: Row): Filter => ({
  after: last.ticketId,
  ...(sort === "registered" ? {} : { afterAt: places[sort](last) }),
})

const sorts = ["registered", "updated", "due"] as const
const orders = ["oldestFirst", "newestFirst"] as const
const mixes: ReadonlyArray<readonly [id: string, filter: Filter]> = [
  ["all", {}],
  ["nobody", { assignee: null }],
  ["assignee", { assignee: "ada", statusPrefix: "open" }],
  ["customer", { customer: "k1" }],
  ["status", { statusPrefix: "open." }],
  ["everything", { customer: "k1", assignee: "ada", statusPrefix: "o" }],
]

const idsOf = (query: Stores["query"], filter: Filter) =>
  Effect.map(query.list(acme, { limit: 100, ...filter }), (rows) =>
    rows.map(({ ticketId }) => ticketId),
  )

const at = (ticketId: string, updatedAt: number, expectedVersion = 0) =>
  commitOf({ ticketId, expectedVersion, row: { updatedAt } })

const counted: ReadonlyArray<
  readonly [by: TicketQuery.CountBy, statusPrefix: string | undefined, expected: object]
> = [
  [
    "status",
    undefined,
    { "closed.silence": 6, "open.diagnosing": 6, "open.registered": 6, opened: 6 },
  ],
  ["status", "open.", { "open.diagnosing": 6, "open.registered": 6 }],
  ["assignee", undefined, { ada: 8, bob: 8, null: 8 }],
  ["assignee", "closed", { ada: 2, bob: 2, null: 2 }],
  ["customer", undefined, { k1: 12, null: 12 }],
  ["customer", "none", {}],
]

/** What is counted, by its value; no order is promised. */
const told = (query: Stores["query"], by: TicketQuery.CountBy, statusPrefix?: string) =>
  Effect.map(query.counts(acme, by, statusPrefix), (counts) =>
    Object.fromEntries(counts.map(({ value, count }) => [String(value), count])),
  )

/** Lists in every order, and counts. */
export const listRules: StorageRules = [
  ...sorts.flatMap((sort) =>
    mixes.map(([id, filter]) =>
      storeRule(
        `storage.lists.${sort}.${id}`,
        `pages of ${JSON.stringify(filter)} sorted by ${sort} are together the whole list, in both orders: nothing twice, nothing left out`,
        function* ({ tickets, query }) {
          yield* tickets.commit(acme, commits)
          const rows = commits.map(({ row }) => row)
          for (const order of orders) {
            const asked = { ...filter, sort, order }
            const whole = expected(rows, asked)
            expect(yield* idsOf(query, asked)).toEqual(whole)
            for (const limit of [1, 5]) expect(yield* walked(query, asked, limit)).toEqual(whole)
          }
        },
      ),
    ),
  ),

  storeRule(
    "storage.lists.moved",
    "a page goes on from where its last ticket stood, though it, or another one, has moved meanwhile",
    function* ({ tickets, query }) {
      yield* tickets.commit(acme, [at("t1", 100), at("t2", 100), at("t3", 200), at("t4", 300)])
      const page: Filter = { sort: "updated", order: "oldestFirst", limit: 2 }
      expect(yield* idsOf(query, page)).toEqual(["t1", "t2"])
      yield* tickets.commit(acme, [at("t1", 400, 1), at("t2", 500, 1)])
      const next = { ...page, after: "t2", afterAt: 100 }
      expect(yield* idsOf(query, next)).toEqual(["t3", "t4"])
      expect(yield* idsOf(query, { ...page, after: "t4", afterAt: 300 })).toEqual(["t1", "t2"])
    },
  ),

  storeRule(
    "storage.lists.byCharacters",
    "ids are sorted by their characters and in no language, and a prefix is text and no pattern",
    function* ({ tickets, query }) {
      const ids = ["B", "a", "a-b", "aB", "ab", "z", "é", "Ж", "я"]
      const odd = ["op_n", "op%n", "op\\n", "open", "Open"]
      yield* tickets.commit(
        acme,
        ids
          .toReversed()
          .map((ticketId, index) => commitOf({ ticketId, row: { status: odd[index % 5] ?? "" } })),
      )
      expect(yield* idsOf(query, {})).toEqual(ids)
      expect(yield* idsOf(query, { after: "a-b", limit: 3 })).toEqual(["aB", "ab", "z"])
      for (const [index, statusPrefix] of odd.entries())
        expect(yield* idsOf(query, { statusPrefix })).toHaveLength(index === 4 ? 1 : 2)
    },
  ),

  storeRule(
    "storage.lists.limit",
    "a limit above the named one is cut to it",
    function* ({ tickets, query }) {
      const ids = Array.from({ length: 1_001 }, (_, index) => String(index).padStart(4, "0"))
      yield* tickets.commit(
        acme,
        ids.map((ticketId) => commitOf({ ticketId })),
      )
      expect(yield* idsOf(query, { limit: 5_000 })).toEqual(ids.slice(0, 1_000))
    },
  ),

  ...counted.map(([by, statusPrefix, numbers]) =>
    storeRule(
      `storage.counts.${by}${statusPrefix === undefined ? "" : `.${statusPrefix.replaceAll(".", "")}`}`,
      `tickets whose status begins with ${JSON.stringify(statusPrefix ?? "")} are counted by ${by}, those of nobody too`,
      function* ({ tickets, query }) {
        yield* tickets.commit(acme, commits)
        expect(yield* told(query, by, statusPrefix)).toEqual(numbers)
      },
    ),
  ),

  storeRule(
    "storage.counts.follow",
    "P16 counts follow a ticket to its new status and person, and know only their own tenant",
    function* ({ tickets, query }) {
      const first = { status: "open", assignee: "ada" }
      const next = { status: "closed", assignee: null }
      yield* tickets.commit(acme, [commitOf({ ticketId: "t1", row: first })])
      yield* tickets.commit("other", [commitOf({ ticketId: "t1", row: first })])
      yield* tickets.commit(acme, [commitOf({ ticketId: "t1", expectedVersion: 1, row: next })])
      expect(yield* told(query, "status")).toEqual({ closed: 1 })
      expect(yield* told(query, "assignee")).toEqual({ null: 1 })
      expect(yield* query.counts(acme, "assignee")).toEqual([{ value: null, count: 1 }])
      expect(yield* query.counts("other", "assignee", "op")).toEqual([{ value: "ada", count: 1 }])
      expect(yield* query.counts("nobody", "status")).toEqual([])
    },
  ),
]
