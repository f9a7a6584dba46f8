// Rules of Archive: everything of a store, out of it and into another one.
import { Archive } from "@upkeep/core/effect"
import { Effect } from "effect"
import { expect } from "../expect.ts"
import { readWhole } from "./attachments.ts"
import { file, fill, seen } from "./filled.ts"
import { placeRule, storeRule, type StorageRules } from "./rules.ts"
import { claim } from "./sending.ts"
import { acme, commitOf, type Stores, withStores } from "./stores.ts"

type Row = Archive.ArchiveRow

const kinds: ReadonlyArray<Row["kind"]> = [
  "registry",
  "serial",
  "sending",
  "ticket",
  "event",
  "content",
  "delivery",
  "command",
  "inbound",
  "watermark",
  "file",
]

const rowsOf = ({ archive }: Stores, tenants: ReadonlyArray<string> | "all" = "all") =>
  Effect.promise(async () => {
    const rows: Array<Row> = []
    for await (const row of archive.rows(tenants)) rows.push(row)
    return rows
  })

/** What names a row among those of its kind. */
const nameOf = (row: Row): string => {
  switch (row.kind) {
    case "registry":
      return row.entry.id
    case "ticket":
      return row.row.ticketId
    case "event":
      return row.event.id
    case "content":
      return row.content.key
    case "delivery":
      return `${row.delivery.id} ${row.delivery.status}`
    default:
      return ""
  }
}

const restoreAll = Effect.fnUntraced(function* ({ archive }: Stores, rows: ReadonlyArray<Row>) {
  for (let from = 0; from < rows.length; from += Archive.restoreLimit)
    yield* archive.restore(rows.slice(from, from + Archive.restoreLimit))
})

const tenantsOf = (rows: ReadonlyArray<Row>) => [...new Set(rows.map(({ tenant }) => tenant))]

/** An archive, and what stands in another store after it was restored there. */
export const archiveRules: StorageRules = [
  storeRule(
    "storage.archives.order",
    "everything of a store is given tenant by tenant and kind by kind, in the order that is said",
    function* (stores) {
      for (const tenant of ["b", "B"]) yield* fill(stores, tenant)
      const rows = yield* rowsOf(stores)
      expect(tenantsOf(rows)).toEqual(["B", "b"])
      const mine = rows.filter(({ tenant }) => tenant === "b")
      expect(rows.slice(mine.length)).toEqual(mine)
      expect([...new Set(mine.map(({ kind }) => kind))]).toEqual(kinds)
      const named = (kind: Row["kind"]) => mine.filter((row) => row.kind === kind).map(nameOf)
      expect(named("registry")).toEqual(["a", "b"])
      expect(named("ticket")).toEqual(["t1", "t2"])
      expect(named("event")).toEqual(["t2.e1", "z", "y", "t2.e2", "t1.e3"])
      expect(named("content")).toEqual(["p", "a"])
      expect(named("delivery")).toEqual(["d1 delivered", "d2 parked", "d3 pending"])
      expect(mine).toContain({ tenant: "b", kind: "serial", next: 8 })
    },
    "archive",
  ),

  placeRule(
    "storage.archives.restored",
    "P1 P4 what was restored into another store is what stood in the first: each row of it, and whatever is asked of it",
    async (place, another) => {
      const given = await withStores(place.open(), (stores) =>
        Effect.gen(function* () {
          yield* fill(stores, acme)
          yield* fill(stores, "other")
          return { rows: yield* rowsOf(stores), seen: yield* seen(stores) }
        }),
      )
      const next = await another()
      await withStores(next.open(), (stores) =>
        Effect.gen(function* () {
          yield* restoreAll(stores, given.rows)
          for (const tenant of [acme, "other"]) {
            const { hash } = yield* stores.files.put(tenant, file, 100)
            expect(yield* readWhole(stores.files, tenant, hash)).toEqual(file[0])
          }
          expect(yield* rowsOf(stores)).toEqual(given.rows)
          expect(yield* seen(stores)).toEqual(given.seen)
          const again = commitOf({ ticketId: "t9", command: "t1.c2" })
          const [repeated] = yield* stores.tickets.commit(acme, [again])
          expect(repeated).toMatch({ failure: { _tag: "CommandRepeated" } })
        }),
      )
    },
    "archive",
  ),

  placeRule(
    "storage.archives.goesOn",
    "P6 P7 P12 in a restored store work goes on: letters and tickets are due as they were, nobody holds them, and numbers go on",
    async (place, another) => {
      const rows = await withStores(place.open(), (stores) =>
        Effect.andThen(fill(stores, acme), rowsOf(stores)),
      )
      const next = await another()
      await withStores(next.open(), (stores) =>
        Effect.gen(function* () {
          yield* restoreAll(stores, rows)
          const { tickets, queue } = stores
          expect(yield* tickets.takeSerials(acme, 1)).toEqual(8)
          const late = commitOf({ ticketId: "t2", expectedVersion: 2, row: { dueAt: 510 } })
          const due = { tenants: [acme], now: 500, limit: 9, leaseMillis: 50 }
          expect(yield* queue.claimTickets(due)).toMatch([{ ticketId: "t2", attempts: 0 }])
          expect(yield* claim(stores, 1_000)).toEqual([])
          yield* queue.setSending(acme, { pausedAt: null, reason: "" })
          expect(yield* claim(stores, 1_000)).toMatch([{ id: "d3", attempts: 0 }])
          expect(yield* queue.release(acme, { kind: "delivery", id: "d2" }, 5)).toEqual(true)
          yield* tickets.commit(acme, [late])
          expect(yield* stores.query.journal(acme, "t2")).toHaveLength(3)
          const taken = commitOf({ ticketId: "t9", row: { number: "T-t1" } })
          const failure = yield* Effect.flip(tickets.commit(acme, [taken]))
          expect(failure.reason).toEqual("damaged")
        }),
      )
    },
    "archive",
  ),

  storeRule(
    "storage.archives.served",
    "P16 an archive has the rows of the tenants that are asked for, and of nobody else",
    function* (stores) {
      for (const tenant of ["a", "b", "c"]) yield* fill(stores, tenant)
      expect(tenantsOf(yield* rowsOf(stores, ["c", "a", "none"]))).toEqual(["a", "c"])
      expect(yield* rowsOf(stores, [])).toEqual([])
    },
    "archive",
  ),

  storeRule(
    "storage.archives.standing",
    "P5 a row that stands already is refused as damaged, and nothing of its call is stored",
    function* (stores) {
      yield* fill(stores, acme)
      const rows = (yield* rowsOf(stores)).filter(({ kind }) => kind !== "file")
      for (const row of rows) {
        const fresh = { tenant: "fresh", kind: "serial", next: 5 } as const
        const failure = yield* Effect.flip(stores.archive.restore([fresh, row]))
        expect([row.kind, failure.reason]).toEqual([row.kind, "damaged"])
      }
      expect(yield* stores.tickets.takeSerials("fresh", 1)).toEqual(1)
    },
    "archive",
  ),

  storeRule(
    "storage.archives.instant",
    "an archive is of the instant at which its first row was given, whatever is written meanwhile",
    function* (stores) {
      yield* fill(stores, acme)
      const before = yield* rowsOf(stores)
      const reading = stores.archive.rows("all")[Symbol.asyncIterator]()
      const got: Array<Row> = []
      const step = Effect.promise(async () => {
        const { done, value } = await reading.next()
        if (done !== true) got.push(value)
        return done !== true
      })
      yield* step
      yield* fill(stores, "after")
      yield* stores.tickets.commit(acme, [
        commitOf({ ticketId: "t1", expectedVersion: 3, forgotten: ["p"] }),
        commitOf({ ticketId: "t0" }),
      ])
      while (yield* step);
      expect(got).toEqual(before)
    },
    "archive",
  ),

  storeRule(
    "storage.archives.left",
    "who leaves an archive in the middle leaves nothing open behind",
    function* (stores) {
      yield* fill(stores, acme)
      for (let times = 0; times < 12; times += 1)
        yield* Effect.promise(async () => {
          for await (const row of stores.archive.rows("all")) if (row.kind === "event") break
        })
      yield* stores.tickets.commit(acme, [commitOf({ ticketId: "t9" })])
      expect((yield* rowsOf(stores)).filter(({ kind }) => kind === "ticket")).toHaveLength(3)
    },
    "archive",
  ),
]
