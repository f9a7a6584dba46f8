// What a store refuses when it is opened, and what it makes sure of.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { on } from "../../../test/contract/storage/stores.ts"
import { type Durability, makeDurable } from "../src/durability.ts"
import { open } from "../src/open.ts"
import { knownBy, steps } from "../src/schema.ts"
import { sqlite } from "../src/index.ts"
import { execute, newFile, newFolder, openingOf } from "./place.ts"

const opened = (file: string, durability: Durability = "full") =>
  on(sqlite({ file, durability }), ({ queue }) => queue.nextDueAt({ tenants: "all", channels: [] }))

const refusal = (file: string) => expect(opened(file)).rejects

describe("what cannot be a store is refused as cannot-open, naming it and what to do", () => {
  it("a folder", async () => {
    const folder = newFolder()
    await refusal(folder).toMatchObject({ reason: "cannot-open" })
    await refusal(folder).toThrow(folder)
    await refusal(folder).toThrow("name another file")
  })

  it("a file in a folder that is not there", () =>
    refusal(join(newFolder(), "none", "upkeep.db")).toThrow(/no folder .*none/))

  it("a file below something that is no folder, or under a name that is too long", async () => {
    const file = newFile()
    writeFileSync(file, "")
    await refusal(join(file, "upkeep.db")).toMatchObject({ reason: "cannot-open" })
    const long = join(newFolder(), "x".repeat(300))
    await refusal(long).toMatchObject({ reason: "cannot-open" })
  })

  it.runIf(process.platform === "linux")("a file that may not be made there", () =>
    refusal("/proc/upkeep.db").toMatchObject({ reason: "cannot-open" }),
  )

  it("a file that is no database", async () => {
    const file = newFile()
    writeFileSync(file, "Dear support, ".repeat(500))
    await refusal(file).toMatchObject({ reason: "cannot-open" })
    await refusal(file).toThrow("file is not a database")
  })

  it.each([
    ["with an id of its own", "PRAGMA application_id = 7; CREATE TABLE theirs (a)"],
    ["without an id", "CREATE TABLE theirs (a)"],
    ["with a schema version", "PRAGMA user_version = 1"],
  ])("the database of something else %s, which is left as it was", async (_, sql) => {
    const file = newFile()
    execute(file, sql)
    const before = readFileSync(file)
    await refusal(file).toMatchObject({ reason: "cannot-open" })
    await refusal(file).toThrow("of something else")
    await refusal(file).toThrow("say shared: true")
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it.each(["", ":memory:", "a\0b"])("%j, which names no file on disk", (file) =>
    refusal(file).toMatchObject({ reason: "cannot-open" }),
  )
})

const refusedWith = async (options: unknown): Promise<unknown> => {
  // Hosts without types pass anything.
  const call: (given: never) => ReturnType<typeof sqlite> = sqlite
  const adapter = Reflect.apply(call, undefined, [options])
  return on(adapter, () => Effect.void).catch((error: unknown) => error)
}

describe("wrong options are refused as cannot-open, naming each, what was got and what is expected", () => {
  const file = "unused.db"
  it.each<[unknown, ...ReadonlyArray<string>]>([
    [undefined, "the options: got nothing, expected an object with a file"],
    [null, "the options: got null, expected an object with a file"],
    ["upkeep.db", 'the options: got "upkeep.db", expected an object with a file'],
    [[], "the options: got a list, expected an object with a file"],
    [{}, "file: got nothing, expected the path of a file on disk"],
    [{ file: 7 }, "file: got 7, expected the path of a file on disk"],
    [{ file: "" }, 'file: got "", expected the path of a file on disk'],
    [{ file, busyMillis: -1 }, "busyMillis: got -1, expected a whole number of milliseconds"],
    [{ file, busyMillis: 0.5 }, "busyMillis: got 0.5, expected a whole number"],
    [{ file, busyMillis: NaN }, "busyMillis: got NaN, expected a whole number"],
    [{ file, busyMillis: "5" }, 'busyMillis: got "5", expected a whole number'],
    [{ file, durability: "none" }, 'durability: got "none", expected "full" or "relaxed"'],
    [{ file, durability: null }, 'durability: got null, expected "full" or "relaxed"'],
    [{ file, shared: "yes" }, 'shared: got "yes", expected true or false'],
    [{ file, migrate: true }, 'migrate: got true, expected "auto" or "never"'],
    [{ file, path: "a" }, 'path: got "a", expected no option of this name'],
    [
      { files: ["a"], durability: {}, busyMillis: -1 },
      "file: got nothing",
      "durability: got a value of type object",
      "busyMillis: got -1",
      "files: got a list",
    ],
  ])("%j", async (options, ...said) => {
    const error = await refusedWith(options)
    expect(error).toMatchObject({ _tag: "StoreError", reason: "cannot-open" })
    for (const words of said) expect(String(error)).toContain(words)
    expect(String(error)).toContain("sqlite(…) was called with wrong options")
    expect(existsSync(file)).toBe(false)
  })

  it("and options that say nothing are the default", async () => {
    const nothing = { durability: undefined, busyMillis: undefined, shared: undefined }
    const options = { file: newFile(), ...nothing }
    expect(await refusedWith(options)).toBeUndefined()
  })
})

describe("a schema", () => {
  it("I19 that is newer than the code is refused as schema-too-new", async () => {
    const file = newFile()
    await opened(file)
    const newer = knownBy(steps) + 1
    execute(file, `UPDATE upkeep_schema SET version = ${newer}, compatible = ${newer}`)
    await refusal(file).toMatchObject({ reason: "schema-too-new" })
    await refusal(file).toThrow(`got schema ${newer}, expected at most ${newer - 1}`)
  })

  it("I18 that was stopped half-way is rolled back and made by the next start", async () => {
    const file = newFile()
    const half = new DatabaseSync(file)
    half.exec("PRAGMA journal_mode = WAL; BEGIN IMMEDIATE")
    half.exec(steps[0]?.sql.split("CREATE TABLE upkeep_command")[0] ?? "")
    half.close()
    await expect(opened(file)).resolves.toBeNull()
  })
})

const settingsOf = (durability: Durability) =>
  Effect.runPromise(
    Effect.scoped(
      Effect.map(open({ ...openingOf(newFile()), durability }), ({ prepare }) => ({
        ...prepare("PRAGMA journal_mode").get(),
        ...prepare("PRAGMA synchronous").get(),
      })),
    ),
  )

describe("durability", () => {
  it("P1 is a write-ahead log that is synced at each commit", async () => {
    expect(await settingsOf("full")).toEqual({ journal_mode: "wal", synchronous: 2 })
  })

  it("P1 is given up only by saying relaxed", async () => {
    expect(await settingsOf("relaxed")).toEqual({ journal_mode: "wal", synchronous: 1 })
  })

  it("P1 a place without a write-ahead log is refused as unsafe-durability, unless relaxed", () => {
    // This file system driver of SQLite has no shared memory, as some network file systems have
    // none.
    const db = new DatabaseSync(`file:${newFile()}?vfs=unix-none`)
    const strict = () => makeDurable(db, { file: "there", durability: "full" })
    expect(strict).toThrow(/^unsafe-durability: there: got journal_mode=delete/)
    expect(strict).toThrow('say durability: "relaxed"')
    expect(() => makeDurable(db, { file: "there", durability: "relaxed" })).not.toThrow()
    db.close()
  })

  it("P1 even relaxed a store that is not on disk is refused", () => {
    const db = new DatabaseSync(":memory:")
    expect(() => makeDurable(db, { file: "there", durability: "relaxed" })).toThrow(
      "got journal_mode=memory",
    )
    db.close()
  })
})

it("a file whose name looks like an address is a file", async () => {
  const folder = newFolder()
  mkdirSync(join(folder, "file:"))
  const file = join(folder, "file:", "a?mode=memory#%20.db")
  await opened(file)
  expect(readFileSync(file).subarray(0, 15).toString()).toBe("SQLite format 3")
})
