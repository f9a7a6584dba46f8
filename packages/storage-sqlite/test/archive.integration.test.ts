// A file is read out on one snapshot, while others write, and without holding them up.
import { DatabaseSync } from "node:sqlite"
import type { Archive } from "@upkeep/core/effect"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { acme, commitOf, on, type Stores } from "../../../test/contract/storage/stores.ts"
import { rowsAtOnce } from "../src/archive.ts"
import { sqlite } from "../src/index.ts"
import { newFile } from "./place.ts"

const tickets = 1_000

const fill = ({ tickets: store }: Stores, prefix = "t") =>
  store.commit(
    acme,
    Array.from({ length: tickets }, (_, index) =>
      commitOf({
        ticketId: `${prefix}${index}`,
        contents: [{ key: "k", salt: "s", body: JSON.stringify({ text: `word${index}x` }) }],
        deliveries: [`${prefix}${index}.d`],
      }),
    ),
  )

const read = async (rows: AsyncIterable<Archive.ArchiveRow>) => {
  const all: Array<Archive.ArchiveRow> = []
  for await (const row of rows) all.push(row)
  return all
}

const using = (use: (stores: Stores, file: string) => Promise<void>) => {
  const file = newFile()
  return on(sqlite({ file }), (stores) => Effect.promise(() => use(stores, file)))
}

const run = Effect.runPromise

const kinds = (rows: ReadonlyArray<Archive.ArchiveRow>) => {
  const counts = new Map<string, number>()
  for (const { kind } of rows) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return Object.fromEntries(counts)
}

describe("the rows of an archive", () => {
  it("B-18 stand as they were at the first, whatever is written, changed and forgotten meanwhile", () =>
    using(async (stores) => {
      await run(fill(stores))
      const rows = stores.archive.rows("all")[Symbol.asyncIterator]()
      const seen: Array<Archive.ArchiveRow> = []
      for (let next = await rows.next(); next.done !== true; next = await rows.next()) {
        if (seen.length === 0) {
          await run(fill(stores, "later"))
          const change = { ticketId: "t7", expectedVersion: 1, forgotten: ["k"] }
          await run(
            stores.tickets.commit(acme, [commitOf({ ...change, row: { status: "closed" } })]),
          )
        }
        seen.push(next.value)
      }
      const each = tickets
      expect(kinds(seen)).toEqual({
        ticket: each,
        event: each,
        content: each,
        delivery: each,
        command: each,
      })
      expect(seen.filter((row) => row.kind === "ticket" && row.row.status === "closed")).toEqual([])
    }))

  it("let others in between, and are not read ahead", () =>
    using(async (stores) => {
      await run(fill(stores))
      let turns = 0
      let others = setImmediate(function again() {
        turns += 1
        others = setImmediate(again)
      })
      const rows = await read(stores.archive.rows([acme]))
      clearImmediate(others)
      expect(turns).toBeGreaterThanOrEqual(Math.floor(rows.length / rowsAtOnce))
    }))

  it("hold the log from the first to the last, or to an early stop, and no longer", () =>
    using(async (stores, file) => {
      await run(fill(stores))
      const rows = stores.archive.rows("all")
      expect(isLogHeld(file)).toBe(false)
      for await (const row of rows) {
        expect(row.kind).toBe("ticket")
        await run(stores.tickets.takeSerials(acme, 1))
        expect(isLogHeld(file)).toBe(true)
        break
      }
      expect(isLogHeld(file)).toBe(false)
      await read(rows)
      await run(stores.tickets.takeSerials(acme, 1))
      expect(isLogHeld(file)).toBe(false)
    }))

  it("are refused as closed by a store that was shut down", async () => {
    const rows = await on(sqlite({ file: newFile() }), ({ archive }) =>
      Effect.succeed(archive.rows("all")),
    )
    await expect(read(rows)).rejects.toMatchObject({ reason: "closed" })
  })
})

it("B-18 what was restored is found by its words, due, and first in its line, as where it came from", () =>
  using(async (from) => {
    await run(fill(from))
    const rows = await read(from.archive.rows("all"))
    await using(async (to) => {
      for (let at = 0; at < rows.length; at += 1_000)
        await run(to.archive.restore(rows.slice(at, at + 1_000)))
      expect(await read(to.archive.rows("all"))).toEqual(rows)
      for (const n of [0, 500, tickets - 1]) {
        const hits = await run(to.query.search(acme, { words: [`word${n}x`], limit: 9 }))
        expect(hits).toMatchObject([{ ticketId: `t${n}` }])
      }
      const claim = {
        tenants: "all",
        now: 5_000,
        limit: 1_000,
        leaseMillis: 5,
        channels: ["email"],
      } as const
      expect(await run(to.queue.claimDeliveries(claim))).toHaveLength(tickets)
    })
  }))

const person = (id: string) => ({ id, name: id, address: `${id}@acme.example` })

it("B-18 who people are is carried along, in the order in which they were given", async () => {
  const [from, to] = [sqlite({ file: newFile() }), sqlite({ file: newFile() })]
  const data = {
    customers: ["zeta", "acme"].map((id) => ({
      id,
      name: id,
      contacts: [person(`of-${id}`)],
      contracts: [],
    })),
    staff: ["olga", "ivan"].map((id) => ({ id, name: id, line: "first" })),
  }
  await from.directory.replace(data, { tenant: acme })
  const rows = await on(from, ({ archive }) => Effect.promise(() => read(archive.rows("all"))))
  expect(kinds(rows)).toEqual({ customer: 2, staff: 2 })
  await on(to, ({ archive }) => archive.restore(rows))
  expect(await to.directory.read({ tenant: acme })).toEqual(
    await from.directory.read({ tenant: acme }),
  )
  const again = on(to, ({ archive }) => archive.restore(rows.slice(0, 1)))
  await expect(again).rejects.toMatchObject({ reason: "damaged" })
})

// Whether somebody reads at an older instant: the log cannot be written back whole then.
const isLogHeld = (file: string): boolean => {
  const db = new DatabaseSync(file)
  try {
    return db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get()?.["busy"] === 1
  } finally {
    db.close()
  }
}
