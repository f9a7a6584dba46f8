// A disk that is full, and a file whose pages are not SQLite's any more.
import { readFileSync, writeFileSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { Effect } from "effect"
import { expect, it } from "vitest"
import { commitOf, on } from "../../../test/contract/storage/stores.ts"
import { open } from "../src/open.ts"
import { sqlite } from "../src/index.ts"
import { ticketStore } from "../src/tickets.ts"
import { newFile, openingOf } from "./place.ts"

const stored = 500

const commits = Array.from({ length: stored }, (_, index) => commitOf({ ticketId: `t${index}` }))

it("P18 I13 without room writes are refused as full, reads go on, and work resumes with room", () =>
  Effect.gen(function* () {
    const connection = yield* open(openingOf(newFile()))
    const tickets = ticketStore(connection)
    yield* tickets.commit("acme", [commitOf({ ticketId: "first" })])
    const limitPages = (pages: number) =>
      connection.prepare(`PRAGMA max_page_count = ${pages}`).get()
    limitPages(1)
    const failure = yield* Effect.flip(tickets.commit("acme", commits))
    expect(failure.reason).toBe("full")
    expect(yield* tickets.load("acme", "t0")).toBeUndefined()
    expect(yield* tickets.load("acme", "first")).toMatchObject({ version: 1 })
    limitPages(100_000)
    yield* tickets.commit("acme", commits)
    expect(yield* tickets.load("acme", "t499")).toMatchObject({ version: 1 })
  }).pipe(Effect.scoped, Effect.runPromise))

it("a page that was overwritten is said to be damaged", async () => {
  const file = newFile()
  await on(sqlite({ file }), ({ tickets }) => tickets.commit("acme", commits))
  const bytes = readFileSync(file)
  writeFileSync(file, bytes.fill(0xa5, 4_096))
  const read = on(sqlite({ file }), ({ tickets }) => tickets.load("acme", "t7"))
  await expect(read).rejects.toMatchObject({ reason: "damaged" })
})

it("P1 a store that was closed leaves one file, without a log beside it", async () => {
  const file = newFile()
  await on(sqlite({ file }), ({ tickets }) => tickets.commit("acme", commits))
  const db = new DatabaseSync(`file:${file}?immutable=1`, { readOnly: true })
  expect(db.prepare("SELECT count(*) AS stored FROM upkeep_event").get()).toEqual({ stored })
  db.close()
})
