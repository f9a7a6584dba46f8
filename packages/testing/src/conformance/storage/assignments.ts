// Rules of what somebody has been given: how many open tickets, and since when (M-05).
import { TicketQuery, type TicketStore } from "@upkeep/core/effect"
import { Effect } from "effect"
import { expect } from "../expect.ts"
import { storeRule, type StorageRules } from "./rules.ts"
import { acme, commitOf, type Stores } from "./stores.ts"

const given = (
  ticketId: string,
  assignee: string,
  assignedAt: number | null,
  status = "open.diagnosing.ours",
): TicketStore.Commit => commitOf({ ticketId, row: { assignee, assignedAt, status } })

/** What is answered of each, by id; no order is promised. */
const told = (query: Stores["query"], assignees: ReadonlyArray<string>, tenant = acme) =>
  Effect.map(query.assignments(tenant, assignees), (answers) =>
    Object.fromEntries(
      answers.map(({ assignee, open, lastAssignedAt }) => [assignee, [open, lastAssignedAt]]),
    ),
  )

type Followed = readonly [
  name: string,
  whither: string,
  row: Partial<TicketStore.TicketRow>,
  expected: object,
]

const followed: ReadonlyArray<Followed> = [
  [
    "other",
    "to somebody else",
    { assignee: "bob", assignedAt: 9 },
    { ada: [0, null], bob: [1, 9] },
  ],
  [
    "anew",
    "to the same one anew",
    { assignee: "ada", assignedAt: 9 },
    { ada: [1, 9], bob: [0, null] },
  ],
  ["nobody", "to nobody", {}, { ada: [0, null], bob: [0, null] }],
  [
    "end",
    "to its end",
    { assignee: "ada", assignedAt: 5, status: "closed.silence" },
    { ada: [0, 5], bob: [0, null] },
  ],
]

/** What somebody has been given, and since when. */
export const assignmentRules: StorageRules = [
  storeRule(
    "storage.assignments.counted",
    "M-05 counts each one's open tickets, and knows when they got the newest of all theirs",
    function* ({ tickets, query }) {
      yield* tickets.commit(acme, [
        given("t1", "ada", 3_000),
        given("t2", "ada", 1_000, "open.registered.ours"),
        given("t3", "ada", 5_000, "closed.confirmed"),
        given("t4", "ada", 4_000, "completed.awaitingWord"),
        given("t5", "bob", 2_000, "closed.silence"),
        commitOf({ ticketId: "t6" }),
      ])
      expect(yield* told(query, ["bob", "ada", "eve"])).toEqual({
        ada: [2, 5_000],
        bob: [0, 2_000],
        eve: [0, null],
      })
      expect(yield* told(query, ["bob"])).toEqual({ bob: [0, 2_000] })
      expect(yield* query.assignments(acme, [])).toEqual([])
    },
  ),

  storeRule(
    "storage.assignments.statuses",
    "only statuses that begin with open are, whatever stands around them",
    function* ({ tickets, query }) {
      const statuses = ["open", "open.a", "open.я", "opened", "opeo", "opem", "Open.a", "ope", ""]
      yield* tickets.commit(
        acme,
        statuses.map((status, index) => given(`t${index}`, "ada", 1, status)),
      )
      expect(yield* told(query, ["ada"])).toEqual({ ada: [4, 1] })
    },
  ),

  storeRule(
    "storage.assignments.untimed",
    "a ticket that was assigned before that was written down counts, and says no time",
    function* ({ tickets, query }) {
      yield* tickets.commit(acme, [given("t1", "ada", null), given("t2", "ada", null)])
      expect(yield* told(query, ["ada"])).toEqual({ ada: [2, null] })
      yield* tickets.commit(acme, [given("t3", "ada", 0)])
      expect(yield* told(query, ["ada"])).toEqual({ ada: [3, 0] })
    },
  ),

  ...followed.map(([name, whither, row, expected]) =>
    storeRule(
      `storage.assignments.followed.${name}`,
      `M-05 what they have been given follows a ticket that goes ${whither}`,
      function* ({ tickets, query }) {
        yield* tickets.commit(acme, [given("t1", "ada", 5)])
        yield* tickets.commit(acme, [commitOf({ ticketId: "t1", expectedVersion: 1, row })])
        expect(yield* told(query, ["ada", "bob"])).toEqual(expected)
        expect(yield* tickets.load(acme, "t1")).toMatch({
          assignee: row.assignee ?? null,
          assignedAt: row.assignedAt ?? null,
        })
      },
    ),
  ),

  storeRule(
    "storage.assignments.tenants",
    "P16 tickets of another tenant are nobody's burden here",
    function* ({ tickets, query }) {
      yield* tickets.commit(acme, [given("t1", "ada", 1)])
      yield* tickets.commit("other", [given("t1", "ada", 7), given("t2", "ada", 8)])
      expect(yield* told(query, ["ada"])).toEqual({ ada: [1, 1] })
      expect(yield* told(query, ["ada"], "other")).toEqual({ ada: [2, 8] })
      expect(yield* told(query, ["ada"], "nobody")).toEqual({ ada: [0, null] })
    },
  ),

  storeRule(
    "storage.assignments.idsAsTheyAre",
    "ids are compared as they are, whatever they hold",
    function* ({ tickets, query }) {
      const ids = ["Ada", "ada ", 'it\'s "2"', "__proto__", "я🛠", "%", "1"]
      yield* tickets.commit(
        acme,
        ids.map((id, index) => given(`t${index}`, id, index)),
      )
      const answers = yield* query.assignments(acme, [...ids, "ada", "%1"])
      expect(answers).toHaveLength(ids.length + 2)
      for (const [index, assignee] of ids.entries())
        expect(answers).toContain({ assignee, open: 1, lastAssignedAt: index })
    },
  ),

  storeRule(
    "storage.assignments.atOnce",
    `${TicketQuery.assigneesAtMost} people are asked for at once`,
    function* ({ tickets, query }) {
      const ids = Array.from({ length: TicketQuery.assigneesAtMost }, (_, index) => `p${index}`)
      yield* tickets.commit(
        acme,
        ids.map((id, index) => given(`t${index}`, id, index)),
      )
      const answers = yield* query.assignments(acme, ids)
      const byTime = answers.toSorted((a, b) => (a.lastAssignedAt ?? -1) - (b.lastAssignedAt ?? -1))
      expect(byTime).toEqual(
        ids.map((assignee, index) => ({ assignee, open: 1, lastAssignedAt: index })),
      )
    },
  ),
]
