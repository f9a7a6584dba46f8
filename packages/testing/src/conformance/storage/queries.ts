// Rules of TicketQuery.
import { TicketQuery, type TicketStore } from "@upkeep/core/effect"
import { Effect } from "effect"
import { expect } from "../expect.ts"
import { placeRule, storeRule, type StoragePlace, type StorageRules } from "./rules.ts"
import { acme, commitOf, withStores, type Stores } from "./stores.ts"

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

const listed = (place: StoragePlace, filter: Partial<TicketQuery.TicketFilter>) =>
  withStores(place.open(), ({ tickets, query }) =>
    Effect.gen(function* () {
      yield* tickets.commit(acme, commits)
      yield* tickets.commit("other", [commitOf({ ticketId: "t0" })])
      return yield* shown(query, filter)
    }),
  )

type Listed = readonly [
  id: string,
  name: string,
  filter: Partial<TicketQuery.TicketFilter>,
  expected: string,
]

const lists: ReadonlyArray<Listed> = [
  ["all", "every ticket of the tenant by its id", {}, "t1 t2 t3 t4 t5"],
  ["page", "the page after a ticket", { after: "t2", limit: 2 }, "t3 t4"],
  ["prefix", "statuses that begin with a text", { statusPrefix: "open" }, "t1 t3 t5"],
  ["status", "one whole status", { statusPrefix: "open.diagnosing" }, "t3"],
  ["noStatus", "nothing for a status that no ticket has", { statusPrefix: "opened" }, ""],
  ["assignee", "an assignee's tickets", { assignee: "ada" }, "t2 t3 t5"],
  ["customer", "a customer's tickets", { customer: "k1" }, "t1 t4 t5"],
  ["both", "a customer's tickets with one assignee", { customer: "k1", assignee: "ada" }, "t5"],
  ["open", "an assignee's open tickets", { assignee: "ada", statusPrefix: "open" }, "t3 t5"],
  ["across", "a page across statuses", { statusPrefix: "open", limit: 2 }, "t1 t3"],
  ["next", "its next page", { statusPrefix: "open", limit: 2, after: "t3" }, "t5"],
  ["newest", "every ticket from the newest on", { order: "newestFirst" }, "t5 t4 t3 t2 t1"],
  [
    "behind",
    "the page behind a newer ticket",
    { order: "newestFirst", after: "t4", limit: 2 },
    "t3 t2",
  ],
  [
    "newestOf",
    "the newest of several statuses",
    { order: "newestFirst", assignee: "ada" },
    "t5 t3 t2",
  ],
  ["oldest", "the oldest where that is said", { order: "oldestFirst", limit: 1 }, "t1"],
  [
    "everything",
    "all filters at once",
    { statusPrefix: "open.r", assignee: "ada", customer: "k1", after: "t1" },
    "t5",
  ],
]

const changed: ReadonlyArray<
  readonly [string, Partial<TicketStore.TicketRow>, Partial<TicketQuery.TicketFilter>]
> = [
  ["status", { status: "closed.confirmed" }, { statusPrefix: "closed" }],
  ["assignee", { assignee: "bob" }, { assignee: "bob" }],
  ["customer", { customer: "k2" }, { customer: "k2" }],
]

/** What is read of tickets. */
export const queryRules: StorageRules = [
  ...lists.map(([id, name, filter, expected]) =>
    placeRule(`storage.queries.list.${id}`, `a list shows ${name}`, async (place) => {
      expect(await listed(place, filter)).toEqual(expected)
    }),
  ),

  ...changed.map(([name, row, filter]) =>
    storeRule(
      `storage.queries.follows.${name}`,
      `a list follows a ticket of which only the ${name} changed`,
      function* ({ tickets, query }) {
        yield* tickets.commit(acme, [commitOf({ ticketId: "t1" })])
        yield* tickets.commit(acme, [commitOf({ ticketId: "t1", expectedVersion: 1, row })])
        expect(yield* shown(query, filter)).toEqual("t1")
        expect(yield* query.byNumber(acme, "T-t1")).toMatch(row)
      },
    ),
  ),
  storeRule(
    "storage.queries.follows",
    "a list follows a ticket to its new status and assignee",
    function* ({ tickets, query }) {
      yield* tickets.commit(acme, commits)
      const row = { status: "closed.confirmed", assignee: "bob" }
      yield* tickets.commit(acme, [commitOf({ ticketId: "t3", expectedVersion: 1, row })])
      expect(yield* shown(query, { statusPrefix: "open" })).toEqual("t1 t5")
      expect(yield* shown(query, { assignee: "ada" })).toEqual("t2 t5")
      expect(yield* shown(query, { assignee: "bob", statusPrefix: "closed" })).toEqual("t3")
    },
  ),
  ...filters.map((filter) =>
    storeRule(
      `storage.queries.pages.${Object.keys(filter).join("-") || "all"}`,
      `pages of ${JSON.stringify(filter)} show every ticket once, in both orders`,
      function* ({ tickets, query }) {
        yield* tickets.commit(acme, commits)
        const all = yield* shown(query, filter)
        expect(yield* paged(query, { ...filter, order: "oldestFirst" })).toEqual(all)
        const reversed = all.split(" ").toReversed().join(" ")
        expect(yield* paged(query, { ...filter, order: "newestFirst" })).toEqual(reversed)
      },
    ),
  ),
  storeRule(
    "storage.queries.byNumber",
    "a ticket is found by its number",
    function* ({ tickets, query }) {
      const [first] = commits
      yield* tickets.commit(acme, commits)
      expect(yield* query.byNumber(acme, "T-t4")).toEqual(first?.row)
      expect(yield* query.byNumber(acme, "t-T4")).toEqual(undefined)
    },
  ),
  storeRule(
    "storage.queries.journal",
    "P4 a journal has the events of all commits in their order",
    function* ({ tickets, query }) {
      const first = commitOf({ ticketId: "t1", eventIds: ["z", "y"] })
      const second = commitOf({ ticketId: "t1", expectedVersion: 2, eventIds: ["x"] })
      yield* tickets.commit(acme, [first])
      yield* tickets.commit(acme, [second])
      expect(yield* query.journal(acme, "t1")).toEqual([...first.events, ...second.events])
    },
  ),
]
