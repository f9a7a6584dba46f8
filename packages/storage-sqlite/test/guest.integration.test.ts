// A file that is the product's own: Upkeep is a guest in it.
import { DatabaseSync } from "node:sqlite"
import { setTimeout } from "node:timers/promises"
import { Effect } from "effect"
import { expect, it } from "vitest"
import { acme, commitOf, on } from "../../../test/contract/storage/stores.ts"
import { sqlite } from "../src/index.ts"
import { knownBy, steps } from "../src/schema.ts"
import { outputOf, start } from "./child.ts"
import { bill, connectionTo, countsIn, productIn } from "./host.ts"
import { newFile } from "./place.ts"

const commit = (file: string, shared: boolean, ticketId = "t1") =>
  on(sqlite({ file, shared }), ({ tickets }) => tickets.commit(acme, [commitOf({ ticketId })]))

const asked = (file: string, sql: string) => {
  const db = new DatabaseSync(file)
  try {
    return db
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }))
  } finally {
    db.close()
  }
}

it("a guest leaves the tables and the header of its host as they were", async () => {
  const file = newFile()
  productIn(file)
  const before = asked(file, "SELECT * FROM sqlite_schema WHERE tbl_name = 'invoice'")
  await commit(file, true)
  expect(asked(file, "SELECT * FROM sqlite_schema WHERE tbl_name = 'invoice'")).toEqual(before)
  expect(asked(file, "PRAGMA user_version")).toEqual([{ user_version: 7 }])
  expect(asked(file, "PRAGMA application_id")).toEqual([{ application_id: 77 }])
})

it("every name that a guest gives begins with upkeep_", async () => {
  const file = newFile()
  productIn(file)
  await commit(file, true)
  const names = asked(file, "SELECT name FROM sqlite_schema WHERE tbl_name <> 'invoice'")
  const own = names.map(({ name }) => String(name).replace(/^sqlite_autoindex_/, ""))
  expect(own.length).toBeGreaterThan(20)
  expect(own.filter((name) => !name.startsWith("upkeep_"))).toEqual([])
})

it("a store of its own has the same names, and leaves the header alone too", async () => {
  const [alone, guest] = [newFile(), newFile()]
  productIn(guest)
  await commit(alone, false)
  await commit(guest, true)
  const schema = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE tbl_name <> 'invoice'"
  expect(asked(alone, schema)).toEqual(asked(guest, schema))
  expect(asked(alone, "PRAGMA user_version")).toEqual([{ user_version: 0 }])
  expect(asked(alone, "PRAGMA application_id")).toEqual([{ application_id: 0 }])
})

it("a file in which Upkeep is a guest already is opened without saying so again", async () => {
  const file = newFile()
  productIn(file)
  await commit(file, true)
  await commit(file, false, "t2")
  expect(countsIn(file)).toMatchObject({ ticket: 2 })
})

it("a product may come into a file in which Upkeep was first", async () => {
  const file = newFile()
  await commit(file, false)
  productIn(file)
  await commit(file, false, "t2")
  expect(countsIn(file)).toMatchObject({ ticket: 2, invoice: 0 })
})

it("I19 a guest of a newer version is refused as schema-too-new", async () => {
  const file = newFile()
  productIn(file)
  await commit(file, true)
  const newer = knownBy(steps) + 1
  asked(file, `UPDATE upkeep_schema SET version = ${newer}, compatible = ${newer}`)
  await expect(commit(file, true, "t2")).rejects.toMatchObject({ reason: "schema-too-new" })
})

it("I20 a guest whose version was deleted by hand is damaged", async () => {
  const file = newFile()
  productIn(file)
  await commit(file, true)
  asked(file, "DELETE FROM upkeep_schema")
  await expect(commit(file, true, "t2")).rejects.toMatchObject({ reason: "damaged" })
})

it("I15 processes that move in at once all succeed, and the host works on meanwhile", async () => {
  const file = newFile()
  productIn(file)
  const host = connectionTo(file)
  const names = ["a", "b", "c"]
  const running = Promise.all(
    names.map((name) => outputOf(start("committer.ts", { parts: [file, name, "20", "shared"] }))),
  )
  let billed = 0
  const billing = setInterval(() => {
    billed += 1
    bill(host, `${billed}`)
  }, 5)
  const outputs = await running
  clearInterval(billing)
  host.close()
  expect(outputs.flatMap((output) => output.trim().split("\n"))).toHaveLength(60)
  expect(billed).toBeGreaterThan(0)
  expect(countsIn(file)).toMatchObject({ ticket: 60, invoice: billed })
  expect(asked(file, "SELECT version FROM upkeep_schema")).toEqual([{ version: knownBy(steps) }])
})

it("I15 two that find no tables and wait for one lock make the tables once", async () => {
  const file = newFile()
  productIn(file)
  const host = connectionTo(file)
  host.exec("PRAGMA journal_mode = WAL; BEGIN IMMEDIATE")
  const opening = Promise.all([commit(file, true, "t1"), commit(file, true, "t2")])
  await setTimeout(100)
  host.exec("COMMIT")
  host.close()
  await opening
  expect(countsIn(file)).toMatchObject({ ticket: 2 })
  expect(asked(file, "SELECT version FROM upkeep_schema")).toEqual([{ version: knownBy(steps) }])
})

it("P1 a guest makes the log of the whole file a write-ahead log, for good", async () => {
  const file = newFile()
  productIn(file)
  expect(asked(file, "PRAGMA journal_mode")).toEqual([{ journal_mode: "delete" }])
  await on(sqlite({ file, shared: true }), () => Effect.void)
  expect(asked(file, "PRAGMA journal_mode")).toEqual([{ journal_mode: "wal" }])
})

it("P1 a host in the middle of a transaction keeps its log, and the start is busy", async () => {
  const file = newFile()
  productIn(file)
  const host = connectionTo(file)
  host.exec("BEGIN")
  bill(host, "1")
  const opened = () => on(sqlite({ file, shared: true, busyMillis: 50 }), () => Effect.void)
  await expect(opened()).rejects.toMatchObject({ reason: "busy" })
  host.exec("COMMIT")
  await expect(opened()).resolves.toBeUndefined()
  host.close()
  expect(countsIn(file)).toMatchObject({ invoice: 1 })
})
