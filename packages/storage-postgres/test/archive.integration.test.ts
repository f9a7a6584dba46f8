// Everything of one instant, read while others write, and put elsewhere all or none of it.
import type { Archive } from "@upkeep/core/effect"
import { Effect } from "effect"
import { expect, it, vi } from "vitest"
import { people } from "../../../test/contract/directory/people.ts"
import { commitOf, on, type Stores } from "../../../test/contract/storage/stores.ts"
import { fetchedAtOnce } from "../src/archive.ts"
import { postgres } from "../src/index.ts"
import { collected } from "./collected.ts"
import { ask, newSchema, serverUrl } from "./place.ts"

const tenant = "acme"

// The server is shared: sessions of a test are known by the name of its schema.
const storeIn = (schema: string) => {
  const url = new URL(serverUrl())
  url.searchParams.set("application_name", schema)
  return postgres({ url: url.href, schema, connections: 3 })
}

const idOf = (n: number) => `t${String(n).padStart(4, "0")}`

const commits = Array.from({ length: 3 * fetchedAtOnce }, (_, n) =>
  commitOf({
    ticketId: idOf(n),
    row: { dueAt: 5_000 },
    contents: [{ key: "k", salt: "s", body: `{"text":"word${n}"}` }],
    deliveries: [`d${n}.1`, `d${n}.2`],
  }),
)

const fill = ({ tickets }: Stores) => tickets.commit(tenant, commits)

const allOf = ({ archive }: Stores) => Effect.promise(() => collected(archive.rows("all")))

const ticketsIn = (rows: ReadonlyArray<Archive.ArchiveRow>) =>
  rows.flatMap((row) => (row.kind === "ticket" ? [[row.row.ticketId, row.row.version]] : []))

/** How many transactions that read everything are open. */
const readersOf = async (schema: string) => {
  const [row] = await ask(`SELECT count(*)::int AS readers FROM ${readingOf(schema)}`)
  return row?.["readers"]
}

const readingOf = (schema: string) =>
  `pg_stat_activity WHERE state = 'idle in transaction' AND application_name = '${schema}'`

it("what is read is one instant, whatever is written between its rows", () =>
  on(storeIn(newSchema()), (stores) =>
    Effect.gen(function* () {
      yield* fill(stores)
      const before = ticketsIn(yield* allOf(stores))
      const rows: Array<Archive.ArchiveRow> = []
      yield* Effect.promise(async () => {
        for await (const row of stores.archive.rows([tenant])) {
          if (rows.push(row) !== 1) continue
          const late = [
            commitOf({ ticketId: "late" }),
            commitOf({ ticketId: idOf(commits.length - 1), expectedVersion: 1 }),
          ]
          await Effect.runPromise(stores.tickets.commit(tenant, late))
        }
      })
      expect(before).toHaveLength(commits.length)
      expect(ticketsIn(rows)).toEqual(before)
      expect(rows.filter(({ kind }) => kind === "event")).toHaveLength(commits.length)
      expect(ticketsIn(yield* allOf(stores))).toHaveLength(commits.length + 1)
    }),
  ))

it("nothing is open before the first row is asked for, nor after an early stop", async () => {
  const schema = newSchema()
  await on(storeIn(schema), (stores) =>
    Effect.gen(function* () {
      yield* fill(stores)
      const rows = stores.archive.rows("all")[Symbol.asyncIterator]()
      yield* Effect.promise(async () => {
        expect(await readersOf(schema)).toBe(0)
        await rows.next()
        expect(await readersOf(schema)).toBe(1)
        await rows.return?.()
        await vi.waitFor(async () => expect(await readersOf(schema)).toBe(0))
      })
      // Its connection is the next one's.
      expect(yield* allOf(stores)).not.toEqual([])
    }),
  )
})

it("a connection that breaks on the way is said, and no row comes twice", async () => {
  const schema = newSchema()
  await on(storeIn(schema), (stores) =>
    Effect.gen(function* () {
      yield* fill(stores)
      const seen: Array<string> = []
      const failure = yield* Effect.promise(async () => {
        for await (const row of stores.archive.rows("all")) {
          if (row.kind === "ticket") seen.push(row.row.ticketId)
          if (seen.length === 1)
            await ask(`SELECT pg_terminate_backend(pid) FROM ${readingOf(schema)}`)
        }
        return undefined
      }).pipe(Effect.sandbox, Effect.flip)
      expect(String(failure)).toContain("unavailable")
      expect(new Set(seen).size).toBe(seen.length)
    }),
  )
})

it("P1 P5 what was restored stands as it stood, people included; a batch that fails leaves nothing", async () => {
  const first = storeIn(newSchema())
  const second = storeIn(newSchema())
  await first.directory.replace(people, { tenant })
  const rows = await on(first, (stores) => Effect.andThen(fill(stores), allOf(stores)))
  await on(second, (stores) =>
    Effect.gen(function* () {
      const halves = [rows.slice(0, 500), rows.slice(500)]
      for (const half of halves) yield* stores.archive.restore(half)
      const again = yield* allOf(stores)
      expect(again).toEqual(rows)
      const failure = yield* Effect.flip(
        stores.archive.restore([
          { tenant: "new", kind: "serial", next: 7 },
          ...rows.slice(0, 1).map((row) => ({ ...row })),
        ]),
      )
      expect(failure.reason).toBe("damaged")
      expect(yield* stores.feed.tenants({ after: null, limit: 9 })).toEqual([tenant])
      const hits = yield* stores.query.search(tenant, { words: ["word299"], limit: 9 })
      expect(hits.map(({ ticketId }) => ticketId)).toEqual([idOf(299)])
      // Of the two letters of each ticket the first is to be sent first.
      const claim = { tenants: [tenant], now: 9_000, limit: 2_000, leaseMillis: 1_000 }
      const due = yield* stores.queue.claimDeliveries({ ...claim, channels: ["email"] })
      const places = new Map(due.map(({ id }, place) => [id, place]))
      for (const n of commits.keys())
        expect(places.get(`d${n}.1`) ?? 9_999).toBeLessThan(places.get(`d${n}.2`) ?? 10_000)
      expect(yield* stores.queue.claimTickets(claim)).toHaveLength(commits.length)
    }),
  )
  expect(await second.directory.read({ tenant })).toEqual(people)
})
