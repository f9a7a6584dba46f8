// Pages and hits by every way that a statement can take, against the same asked of plain rows.
import { TicketQuery, type TicketStore, Words } from "@upkeep/core/effect"
import { Effect } from "effect"
import { beforeAll, expect, it } from "vitest"
import { commitOf, on } from "../../../test/contract/storage/stores.ts"
import type { Connection } from "../src/connection.ts"
import { postgres } from "../src/index.ts"
import { listBy } from "../src/list.ts"
import { open } from "../src/open.ts"
import { settingsOf } from "../src/options.ts"
import { newSchema, serverUrl } from "./place.ts"

const tenant = "acme"
const schema = newSchema()
const options = { url: serverUrl(), schema, connections: 3 }

const statuses = ["open.new", "open.new.ours", "opened", "closed", "closed.done", "ä"]

// Numbers that repeat, so that the order of ids decides, and gaps where there is nothing.
const rows: ReadonlyArray<TicketStore.TicketRow> = Array.from({ length: 400 }, (_, n) => ({
  ...commitOf({ ticketId: `t${String((n * 7919) % 400).padStart(3, "0")}` }).row,
  status: statuses[n % statuses.length] ?? "",
  customer: n % 4 === 0 ? null : `c${n % 3}`,
  assignee: n % 5 === 0 ? null : `a${n % 7}`,
  updatedAt: 1_000 + ((n * 31) % 50),
  dueAt: n % 3 === 0 ? null : 2_000 + ((n * 17) % 40),
}))

beforeAll(() =>
  on(postgres(options), ({ tickets }) =>
    Effect.gen(function* () {
      const commits = rows.map((row) => commitOf({ ticketId: row.ticketId, row }))
      yield* tickets.commit(tenant, commits)
      yield* tickets.commit("beta", commits.slice(0, 9))
    }),
  ),
)

const onConnection = <A, E>(use: (connection: Connection) => Effect.Effect<A, E>) =>
  Effect.flatMap(settingsOf(options), (settings) => open(settings)).pipe(
    Effect.flatMap(use),
    Effect.scoped,
    Effect.runPromise,
  )

const sortedAt = {
  registered: () => 0,
  updated: ({ updatedAt }: TicketStore.TicketRow) => updatedAt,
  due: ({ dueAt }: TicketStore.TicketRow) => dueAt,
}

/** What a filter shows, by looking at every row. */
const expected = (filter: TicketQuery.TicketFilter) => {
  const { sort = "registered", statusPrefix = "", assignee, customer } = filter
  const sign = filter.order === "newestFirst" ? -1 : 1
  const compare = (a: Place, b: Place) =>
    sign * (a.at - b.at || (a.id < b.id ? -1 : Number(a.id > b.id)))
  const after =
    filter.after === undefined ? undefined : { at: filter.afterAt ?? 0, id: filter.after }
  return rows
    .filter(({ status }) => status.startsWith(statusPrefix))
    .filter((row) => assignee === undefined || row.assignee === assignee)
    .filter((row) => customer === undefined || row.customer === customer)
    .flatMap((row) => {
      const at = sortedAt[sort](row)
      return at === null ? [] : [{ at, id: row.ticketId }]
    })
    .filter((place) => after === undefined || compare(after, place) < 0)
    .toSorted(compare)
    .slice(0, filter.limit)
}

interface Place {
  readonly at: number
  readonly id: string
}

const filters: ReadonlyArray<TicketQuery.TicketFilter> = (
  ["registered", "updated", "due"] as const
).flatMap((sort) =>
  (["oldestFirst", "newestFirst"] as const).flatMap((order) =>
    [undefined, "open", "open.new", "closed.done", "none"].flatMap((statusPrefix) =>
      [
        {},
        { assignee: "a1" },
        { assignee: null },
        { customer: "c1" },
        { customer: "c2", assignee: "a3" },
        { customer: "c0", assignee: null },
      ].map((whose) => ({
        sort,
        order,
        limit: 9,
        ...whose,
        ...(statusPrefix === undefined ? {} : { statusPrefix }),
      })),
    ),
  ),
)

it.each([
  ["gathers what is few", undefined],
  ["walks what is many", 0],
])(
  "every filter, sort and order shows page by page what looking at all rows does: a list that %s",
  (_, atMost) =>
    onConnection((connection) =>
      Effect.gen(function* () {
        const list = listBy(connection, atMost)
        for (const filter of filters) {
          let place: Partial<Pick<TicketQuery.TicketFilter, "after" | "afterAt">> = {}
          for (let page = 0; page < 3; page += 1) {
            const asked = { ...filter, ...place }
            const shown = expected(asked)
            const found = yield* list(tenant, asked)
            expect(
              found.map(({ ticketId }) => ticketId),
              JSON.stringify(asked),
            ).toEqual(shown.map(({ id }) => id))
            const last = shown.at(-1)
            if (last === undefined) break
            place = {
              after: last.id,
              ...(filter.sort === "registered" ? {} : { afterAt: last.at }),
            }
          }
        }
      }),
    ),
)

it("no list reads a table from end to end, also where nothing is known of how much stands there", () =>
  onConnection((connection) =>
    Effect.gen(function* () {
      const plans = yield* connection.transaction(async (inside) => {
        const found: Array<string> = []
        await inside.query("SET LOCAL enable_seqscan = off", [])
        await inside.query("SET LOCAL enable_bitmapscan = off", [])
        await inside.query("SET LOCAL enable_sort = off", [])
        const statements: Array<string> = []
        const list = listBy({
          schema: connection.schema,
          read: (_, params) => {
            statements.push(...params.slice(0, 3).filter((each) => typeof each === "string"))
            return Effect.succeed([])
          },
        })
        for (const filter of filters)
          await Effect.runPromise(list(tenant, { ...filter, after: "t1" }))
        for (const statement of new Set(statements)) {
          await inside.query(
            "PREPARE way (text, text, text, text, text, bigint, text, bigint) AS " + statement,
            [],
          )
          const { rows } = await inside.query(
            "EXPLAIN EXECUTE way ('acme', 'open', 'opeo', 'a1', 'c1', 1000, 't1', 9)",
            [],
          )
          found.push(...rows.map((row) => String(row["QUERY PLAN"])))
          await inside.query("DEALLOCATE way", [])
        }
        return found
      })
      expect(plans.filter((line) => line.includes("Seq Scan"))).toEqual([])
      expect(plans.some((line) => line.includes("ticket_updated"))).toBe(true)
    }),
  ))

const said = (text: string) => JSON.stringify({ subject: "S", text })

it("a search finds the common and the rare together, the newest first, and nothing of another tenant", async () => {
  const place = { ...options, schema: newSchema() }
  // `often` is in so many of the newest that it is common, `seldom` in the oldest ones alone.
  const texts = Array.from({ length: 1_200 }, (_, n) =>
    n < 8 ? "often seldom" : n % 2 === 0 ? "often" : `other x${n}`,
  )
  const commits = texts.map((text, n) => {
    const ticketId = `t${String(n).padStart(4, "0")}`
    return commitOf({ ticketId, contents: [{ key: "k", salt: "s", body: said(text) }] })
  })
  await on(postgres(place), ({ tickets, query }) =>
    Effect.gen(function* () {
      yield* tickets.commit(tenant, commits)
      yield* tickets.commit("beta", commits.slice(0, 20))
      const found = (words: string, more: Partial<TicketQuery.TicketSearch> = {}) =>
        Effect.map(
          query.search(tenant, { words: Words.wordsIn(words), limit: 5, ...more }),
          (hits) => hits.map(({ ticketId }) => ticketId),
        )
      expect(yield* found("OFTEN")).toEqual(["t1198", "t1196", "t1194", "t1192", "t1190"])
      expect(yield* found("often seld")).toEqual(["t0007", "t0006", "t0005", "t0004", "t0003"])
      expect(yield* found("seldom other")).toEqual([])
      expect(yield* found("x1199")).toEqual(["t1199"])
      expect(yield* found("")).toEqual([])
      for (const word of ["often & seldom", "often:*", "'", "\\", "\0", "x".repeat(5_000)])
        expect(yield* query.search(tenant, { words: [word], limit: 5 })).toEqual([])
      const [last] = (yield* query.search(tenant, { words: ["seldom"], limit: 5 })).slice(-1)
      expect(yield* found("seldom", { before: last?.position ?? 0 })).toEqual([
        "t0002",
        "t0001",
        "t0000",
      ])
    }),
  )
})
