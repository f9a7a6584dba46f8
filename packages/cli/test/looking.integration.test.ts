// Commands that only look leave a database as it is, whatever is in it.
import { createDesk, standard } from "@upkeep/core"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import pg from "pg"
import { describe, expect, it } from "vitest"
import { storageOf } from "../src/store.ts"
import { deskOf, kinds, newStore, register, start, upkeep } from "./backups.ts"
import { newFolder } from "./serving.ts"

const looks = (out: string): ReadonlyArray<ReadonlyArray<string>> => [
  ["audit"],
  ["backup", out],
  ["backup", "list"],
  ["checkpoint"],
  ["deadlines"],
  ["doctor"],
  ["journal"],
  ["parked", "show"],
  ["report", "--month", "2026-03"],
  ["sending", "show"],
  ["show", "T-1"],
  ["verify"],
]

// Neither does a command that works on what is there make a store.
const works = [
  ["forget", "T-1", "--reason", "asked"],
  ["parked", "release", "x"],
  ["sending", "pause", "--reason", "tests"],
  ["sending", "release"],
]

type Kind = (typeof kinds)[number]

/** A database that is there, and empty: a file of no bytes counts as one. */
const emptyStore = async (kind: Kind): Promise<string> => {
  const store = await newStore(kind)
  if (kind === "sqlite") writeFileSync(store, "")
  return store
}

/** A database with a desk in which the last changes of this version are missing. */
const olderStore = async (kind: Kind): Promise<string> => {
  const store = await newStore(kind)
  const { admin } = await storageOf({ store: store })
  const first = (await admin.plan()).steps[0]?.version ?? 0
  const [whole, rest] = [admin.sql(), admin.sql(first)]
  const script = whole.slice(0, whole.length - rest.length)
  if (kind === "sqlite") {
    const database = new DatabaseSync(store)
    database.exec(script)
    database.close()
  } else {
    await query(store, script)
    const storage = await storageOf({ store }, "never")
    await (await createDesk({ storage, background: false }))[Symbol.asyncDispose]()
  }
  return store
}

const query = async (url: string, sql: string): Promise<ReadonlyArray<unknown>> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
    .query(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

/** All that a change of the schema would change. */
const stateOf = async (kind: Kind, store: string): Promise<unknown> =>
  kind === "sqlite"
    ? { bytes: readFileSync(store).toString("base64"), log: existsSync(`${store}-wal`) }
    : query(
        store,
        `SELECT n.nspname, c.relname FROM pg_namespace n
         LEFT JOIN pg_class c ON c.relnamespace = n.oid
         WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' ORDER BY 1, 2`,
      )

describe("commands that only look", () => {
  it.each(kinds)("on an empty %s say that there is no store, and make none", async (kind) => {
    const store = await emptyStore(kind)
    const out = join(newFolder(), "b.jsonl")
    const before = await stateOf(kind, store)
    for (const args of [...looks(out), ...works]) {
      const { code, err } = await upkeep(...args, "--store", store)
      expect({ args, code, err }).toEqual({
        args,
        code: 1,
        err: expect.stringMatching(/^upkeep: no-store: got no tables of Upkeep in .*--store\n$/),
      })
    }
    expect(await stateOf(kind, store)).toEqual(before)
    expect(existsSync(out)).toBe(false)
  })

  // PostgreSQL can be looked at from its first version on, and a file only by its latest tables.
  it.each(kinds)("on an older %s change nothing, or say what to run", async (kind) => {
    const store = await olderStore(kind)
    const out = join(newFolder(), "b.jsonl")
    const { admin } = await storageOf({ store: store })
    const [plan, before] = [await admin.plan(), await stateOf(kind, store)]
    expect(plan.have).toBe(1)
    for (const args of [["doctor"], ["verify"], ["sending", "show"], ["backup", out]]) {
      const { code, err, out: said } = await upkeep(...args, "--store", store)
      const isFine = kind === "postgres" && args[0] !== "doctor"
      expect({ args, code, err }).toMatchObject({ args, code: isFine ? 0 : 1 })
      if (kind === "sqlite") expect(`${err}${said}`).toMatch(/schema-too-old: .*upkeep migrate up/)
      else if (!isFine) expect(said).toMatch(/schema-version: .*\n.*upkeep migrate up/)
    }
    expect(await stateOf(kind, store)).toEqual(before)
    expect(await admin.plan()).toEqual(plan)
    expect(existsSync(out)).toBe(kind === "postgres")
  })
})

describe("a tenant that is not there", () => {
  it.each(kinds)(
    "P16 on %s is not made by a look, nor by work, and can be restored",
    async (kind) => {
      const [store, other] = [await newStore(kind), await newStore("sqlite")]
      {
        await using desk = await deskOf(store, "acme")
        await register(desk)
        await using mistyped = await deskOf(other, "acne")
        await register(mistyped)
      }
      const out = join(newFolder(), "b.jsonl")
      const calls = [
        ...looks(out).filter(([name]) => name !== "backup"),
        ["backup", "list"],
        ...works,
      ]
      const ended = calls.map((args) => upkeep(...args, "--store", store, "--tenant", "acne"))
      const err = expect.stringMatching(/^upkeep: unknown-tenant: got "acne", expected a tenant of/)
      expect(await Promise.all(ended)).toEqual(calls.map(() => ({ code: 1, out: "", err })))
      expect(await upkeep("backup", out, "--store", other)).toMatchObject({ code: 0 })
      expect(await upkeep("restore", out, "--store", store)).toMatchObject({ code: 0, err: "" })
      const shown = await upkeep("show", "T-1", "--store", store, "--tenant", "acne")
      expect(shown).toMatchObject({ code: 0, err: "" })
    },
  )

  it("is made by no profile either", async () => {
    const store = await newStore("sqlite")
    await (await deskOf(store))[Symbol.asyncDispose]()
    const file = join(newFolder(), "process.json")
    writeFileSync(file, JSON.stringify({ ...standard, version: "77" }))
    const named = ["--process", file, "--store", store, "--tenant", "acne"]
    for (const args of [
      ["policy", "apply", "--mode", "keep"],
      ["process", "migrate"],
    ])
      expect(await upkeep(...args, ...named)).toMatchObject({
        code: 1,
        err: expect.stringMatching(/^upkeep: unknown-tenant: got "acne"/),
      })
  })
})

describe("a mistaken call", () => {
  it.each([
    [["show", "--store"], 2, /^upkeep: got --store without a value, expected one/],
    [["show", "--store", "--json"], 2, /got another option behind --store, expected its value/],
    [["show", "--json=secret"], 2, /^upkeep: got --json with a value, expected it without one\n/],
    [["show", "--stroe=secret", "-x"], 2, /got --stroe, expected .*; got -x, expected one of/],
    [["backup", "check", "."], 1, /^upkeep: cannot-read-backup: got \., expected the file of/],
  ])("%j is told what was got and expected, and no value", async (args, code, said) => {
    const ended = await start(args).ended
    expect(ended).toEqual({ code, out: "", err: expect.stringMatching(said) })
    expect(ended.err).not.toMatch(/secret/)
  })

  it.each(kinds)("migrate sql for %s connects to nothing", async (kind) => {
    const store = kind === "sqlite" ? join(newFolder(), "no.db") : "postgres://127.0.0.1:1/no"
    const { code, out } = await upkeep("migrate", "sql", "--store", store)
    expect(code).toBe(0)
    expect(out).toMatch(/CREATE TABLE/)
    expect(/CREATE SCHEMA/.test(out)).toBe(kind === "postgres")
  })
})

describe("upkeep restore", () => {
  it("of a tenant that the backup has not makes no store", async () => {
    const [store, fresh] = [await newStore("sqlite"), await newStore("sqlite")]
    {
      await using desk = await deskOf(store)
      await register(desk)
    }
    const file = join(newFolder(), "b.jsonl")
    expect(await upkeep("backup", file, "--store", store)).toMatchObject({ code: 0 })
    const { code, err } = await upkeep("restore", file, "--store", fresh, "--tenant", "nobody")
    expect({ code, err }).toEqual({
      code: 1,
      err: 'upkeep: unknown-tenant: got tenant "nobody", expected one of the backup: "default"\n',
    })
    expect(existsSync(fresh)).toBe(false)
  })
})
