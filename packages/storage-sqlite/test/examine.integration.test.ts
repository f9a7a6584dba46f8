// What a doctor's look at a store finds: each finding says what is wrong and what to do.
import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { expect, it } from "vitest"
import { acme, commitOf, on } from "../../../test/contract/storage/stores.ts"
import { aheadMillis, logBytesAtMost, stuckMillis } from "../src/examine.ts"
import { sqlite } from "../src/index.ts"
import { steps } from "../src/schema.ts"
import { waitingAtMost } from "../src/search.ts"
import { execute, newFile } from "./place.ts"

const codes = [
  "schema-version",
  "durability",
  "pages",
  "log-size",
  "room",
  "foreign-tables",
  "schema-drift",
  "search-behind",
  "work-stuck",
  "work-parked",
  "clock-behind",
]

const stored = async (at = Date.now()) => {
  const file = newFile()
  const told = commitOf({ ticketId: "t1", at, row: { dueAt: at + 60_000 }, deliveries: ["d1"] })
  await on(sqlite({ file }), ({ tickets }) => tickets.commit(acme, [told]))
  return file
}

const wrong = async (file: string, shared = false) =>
  (await sqlite({ file, shared }).admin.examine()).filter(({ level }) => level !== "fine")

it("a store that is well is fine in every regard", async () => {
  const found = await sqlite({ file: await stored() }).admin.examine()
  expect(found.map(({ code }) => code)).toEqual(codes)
  expect(found.filter(({ level }) => level !== "fine")).toEqual([])
})

const longAgo = (): number => Date.now() - 2 * stuckMillis

type Case = readonly [code: string, level: string, change: (file: string) => void, says: string]

const cases: ReadonlyArray<Case> = [
  [
    "schema-version",
    "warning",
    (file) => execute(file, "UPDATE upkeep_schema SET version = version - 1"),
    "upkeep migrate up",
  ],
  [
    "schema-version",
    "error",
    (file) => {
      rmSync(file)
      execute(
        file,
        `PRAGMA journal_mode = WAL; ${steps[0]?.sql}; UPDATE upkeep_schema SET version = 1`,
      )
    },
    "upkeep migrate up",
  ],
  [
    "schema-drift",
    "error",
    (file) =>
      execute(file, "DROP INDEX upkeep_command_at; ALTER TABLE upkeep_serial ADD COLUMN ours TEXT"),
    "got no upkeep_command_at, another upkeep_serial",
  ],
  [
    "durability",
    "error",
    (file) => execute(file, "PRAGMA journal_mode = DELETE"),
    "got journal_mode=delete",
  ],
  [
    "foreign-tables",
    "warning",
    (file) => execute(file, "CREATE TABLE theirs (a)"),
    "got 1 tables of somebody else",
  ],
  [
    "work-stuck",
    "warning",
    (file) => execute(file, `UPDATE upkeep_ticket SET wake_at = ${longAgo()}`),
    "got 1 tickets and 0 deliveries",
  ],
  [
    "work-stuck",
    "warning",
    (file) => execute(file, `UPDATE upkeep_delivery SET wake_at = ${longAgo()}`),
    "got 0 tickets and 1 deliveries",
  ],
  [
    "work-parked",
    "warning",
    (file) => execute(file, "UPDATE upkeep_delivery SET status = 'parked', is_first = 0"),
    "got 0 tickets and 1 deliveries",
  ],
  [
    "clock-behind",
    "error",
    (file) => execute(file, `UPDATE upkeep_event SET at = ${Date.now() + 2 * aheadMillis}`),
    "ahead of this host's clock",
  ],
  [
    "search-behind",
    "warning",
    (file) =>
      execute(
        file,
        `WITH RECURSIVE g (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n <= ${waitingAtMost}) ` +
          "INSERT INTO upkeep_content (tenant, ticket_id, key, salt, body) SELECT 'acme', 't1', n, 's', '{}' FROM g",
      ),
    `got ${waitingAtMost + 1} contents`,
  ],
]

it.each(cases)("%s is found as %s, alone", async (code, level, change, says) => {
  const file = await stored()
  change(file)
  const found = await wrong(file)
  expect(found.map((each) => [each.code, each.level])).toEqual([[code, level]])
  for (const { message, advice } of found) {
    expect(`${message} ${advice}`).toContain(says)
    expect(message).toContain(file)
    expect(advice).not.toBe("")
  }
})

it("letters of a tenant whose sending is paused are not stuck, and a guest's host has its tables", async () => {
  const file = await stored()
  execute(
    file,
    `UPDATE upkeep_delivery SET wake_at = ${longAgo()}; CREATE TABLE theirs (a); ` +
      "INSERT INTO upkeep_sending VALUES ('acme', 1, 'restored')",
  )
  expect(await wrong(file, true)).toEqual([])
})

it("pages that are not SQLite's are an error, and a log that grew is a warning", async () => {
  const file = await stored()
  const db = new DatabaseSync(file)
  db.exec("PRAGMA journal_mode = WAL")
  truncateSync(`${file}-wal`, logBytesAtMost + 1)
  expect(await wrong(file)).toMatchObject([{ code: "log-size", level: "warning" }])
  db.close()
  const broken = await stored()
  overwrite(broken, "upkeep_command_at")
  const [first] = await wrong(broken)
  expect(first).toMatchObject({ code: "pages", level: "error" })
  expect(first?.advice).toContain("restore a backup")
})

/** Overwrites the first page of an index. */
const overwrite = (file: string, index: string): void => {
  const db = new DatabaseSync(file)
  const row = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = ?").get(index)
  db.close()
  const from = (Number(row?.["rootpage"]) - 1) * pageBytes
  writeFileSync(file, readFileSync(file).fill(0xa5, from, from + pageBytes))
}

const pageBytes = 4_096

it("a file that is not there is said, and not made", async () => {
  expect(await wrong(newFile())).toMatchObject([{ code: "schema-version", level: "warning" }])
})
