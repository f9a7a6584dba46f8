// What is not safe, or not possible, is refused at the start, and says what to do.
import { spawnSync } from "node:child_process"
import { once } from "node:events"
import { readFileSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { Effect } from "effect"
import pg from "pg"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { startCluster } from "../../../test/postgres/cluster.ts"
import { adminOf } from "../src/admin.ts"
import { settingsOf } from "../src/options.ts"
import { type Facts, refuseUnfit } from "../src/start.ts"
import { opened, type Opening, refusalOf, run } from "./opened.ts"
import { ask, newSchema, serverUrl, urlWith } from "./place.ts"

let schema = ""

beforeEach(() => {
  schema = newSchema()
})

afterEach(async () => {
  await ask(`DROP SCHEMA IF EXISTS ${schema} CASCADE`)
})

const start = (opening: Opening) => run(Effect.scoped(opened({ schema, ...opening })))

const wrong = (options: unknown) => run(Effect.flip(settingsOf(options)))

describe("options", () => {
  it("all wrong ones are said at once, and a password is never shown", async () => {
    const options = {
      url: "mysql://root:secret@host/db",
      schema: "pg_own",
      migrate: "yes",
      durability: "some",
      statementMillis: 1,
      connections: 0,
      prepare: "no",
      retries: 3,
    }
    const { reason, detail } = await wrong(options)
    expect(reason).toBe("cannot-open")
    for (const name of Object.keys(options)) expect(detail).toContain(`${name}: got`)
    expect(detail).not.toContain("secret")
  })

  it.each([
    [7, "the options: got 7"],
    [{}, "url: got nothing"],
    [{ url: "postgres://a/b", executor: {} }, "executor: got a value"],
    [{ url: "postgres://a/b", pool: { connect: () => undefined } }, "url and pool: got 2 of them"],
    [{ url: "postgres://" }, "url: got"],
    [{ url: "postgres://a/b", schema: "x".repeat(64) }, "schema: got"],
    [{ url: "postgres://a/b", schema: "a$$b" }, "schema: got"],
    [{ url: "postgres://a/b", schema: "a\nb" }, "schema: got"],
    [{ url: "postgres://a/b", statementMillis: 600_001 }, "statementMillis: got 600001"],
  ])("%j is refused", async (options, said) => {
    expect((await wrong(options)).detail).toContain(said)
  })
})

describe("a url that is none says what is wrong, and never shows the password", () => {
  it.each([
    ["postgres://", "got no host"],
    ["postgres://root:secret@/db", "got no host"],
    ["postgres://:5432/db", "got no host"],
    ["host=db password=secret", "got text without a protocol"],
    ["mysql://root:secret@host/db", "got the protocol mysql://"],
    ["postgres://root:secret@host:65536/db", "expected one from 1 to 65535"],
    ["postgres://root:secret@host:0/db", "expected one from 1 to 65535"],
    ["postgres://root:secret@host:high/db", "got no port"],
    ["postgres://root:sec/ret@host/db", "/ as %2F"],
    ["postgres://root:12/ret@host/db", "/ as %2F"],
    ["postgres://root:sec#ret@host/db", "# as %23"],
    ["postgres://root:12?ret@host/db", "? as %3F"],
    ["postgres://root:secret%@host/db", "% as %25"],
  ])("%s", async (url, said) => {
    const { reason, detail } = await wrong({ url })
    expect(reason).toBe("cannot-open")
    expect(detail).toContain(said)
    expect(detail).not.toMatch(/sec|ret@|65536/)
  })

  it.each([
    "postgres://host",
    "postgresql://root:p%2Fw%23@host:5432/db?sslmode=require",
    "postgres://root:p@w@[::1]:65535/db",
    "postgres://root@host/db?user=root@else",
    "postgres:///db?host=/var/run/postgresql",
  ])("%s is one", async (url) => {
    expect((await run(settingsOf({ url }))).source).toEqual({ kind: "url", url })
  })
})

it("a script is of no schema whose name could end a function or a comment in it", () => {
  for (const name of ["a$$b", "a\nb"])
    expect(() => adminOf({ url: "postgres://a/b", schema: name }).sql()).toThrow("schema: got")
  expect(adminOf({ url: "postgres://a/b", schema: `an "odd" one's` }).sql()).toContain('""odd""')
})

describe("a place that does not fit", () => {
  it("a host that cannot be reached is unavailable", async () => {
    const free = createServer().listen(0, "127.0.0.1")
    await once(free, "listening")
    const address = free.address()
    const port = typeof address === "object" && address !== null ? address.port : 0
    free.close()
    const refusal = await refusalOf({ url: urlWith({ port }), schema })
    expect(refusal).toMatchObject({ reason: "unavailable" })
    expect(refusal.detail).toContain("ECONNREFUSED")
  })

  it("a database that is not there is said", async () => {
    const refusal = await refusalOf({ url: urlWith({ database: "nowhere" }), schema })
    expect(refusal).toMatchObject({ reason: "cannot-open" })
    expect(refusal.detail).toContain("createdb")
  })

  it("a role that is not there is refused", async () => {
    const refusal = await refusalOf({ url: urlWith({ user: newSchema() }), schema })
    expect(refusal).toMatchObject({ reason: "cannot-open" })
    expect(refusal.detail).toContain("a login that is refused")
  })

  it("a server that asks for a password says so at once where the url has none", async () => {
    await using cluster = await startCluster()
    const rules = join(cluster.folder, "data", "pg_hba.conf")
    const rule = "host all guarded 127.0.0.1/32 scram-sha-256\n"
    writeFileSync(rules, rule + readFileSync(rules, "utf8"))
    await ask("CREATE ROLE guarded LOGIN PASSWORD 'secret'; SELECT pg_reload_conf()", cluster.url)
    const url = cluster.url.replace("postgres@", "guarded@")
    const refusal = await refusalOf({ url, schema })
    expect(refusal).toMatchObject({ reason: "cannot-open" })
    const said =
      "the server asks for a password, the URL has none: put it into the URL or PGPASSWORD"
    expect(refusal.detail).toContain(said)
    // Its process ends too, before the server gives up after 60 s.
    const code = `import { postgres } from ${JSON.stringify(new URL("../src/index.ts", import.meta.url))}
      await postgres({ url: "${url}" }).admin.up().catch(({ detail }) => console.log(detail))`
    const flags = ["--conditions=@upkeep/source", "--input-type=module", "-e", code]
    const child = spawnSync(process.execPath, flags, { encoding: "utf8", timeout: 20_000 })
    expect(child).toMatchObject({ status: 0, stdout: `${refusal.detail}\n` })
  })

  it("a server without SSL is said where the url asks for it", async () => {
    const refusal = await refusalOf({ url: `${serverUrl()}?sslmode=require`, schema })
    expect(refusal).toMatchObject({ reason: "cannot-open" })
    expect(refusal.detail).toContain("got a server without SSL")
  })

  it("another encoding than UTF8 is refused, by an operator's migration too", async () => {
    const database = newSchema()
    await ask(
      `CREATE DATABASE ${database} ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`,
    )
    const url = urlWith({ database })
    const refusal = await refusalOf({ url, schema })
    await expect(adminOf({ url, schema }).up()).rejects.toThrow("encoding LATIN1, expected UTF8")
    const made = await ask(`SELECT to_regnamespace('${schema}') AS made`, url)
    await ask(`DROP DATABASE ${database}`)
    expect(made).toEqual([{ made: null }])
    expect(refusal).toMatchObject({ reason: "cannot-open" })
    expect(refusal.detail).toContain("got a database with encoding LATIN1, expected UTF8")
  })

  it("a role that may only read is refused", async () => {
    const role = newSchema()
    await ask(
      `CREATE ROLE ${role} LOGIN; ALTER ROLE ${role} SET default_transaction_read_only = on`,
    )
    const refusal = await refusalOf({ url: urlWith({ user: role }), schema })
    await ask(`DROP ROLE ${role}`)
    expect(refusal).toMatchObject({ reason: "cannot-open" })
    expect(refusal.detail).toContain("expected one that writes")
  })

  it("a role that may not make the schema is told what to run", async () => {
    const role = newSchema()
    await ask(`CREATE ROLE ${role} LOGIN`)
    const refusal = await refusalOf({ url: urlWith({ user: role }), schema })
    await ask(`DROP ROLE ${role}`)
    expect(refusal).toMatchObject({ reason: "cannot-open" })
    expect(refusal.detail).toContain("upkeep migrate sql")
  })
})

const fit: Facts = {
  serverVersion: 150_000,
  encoding: "UTF8",
  isReadOnly: false,
  durability: { fsync: "on", full_page_writes: "on", synchronous_commit: "on" },
  denied: null,
}

it.each([
  [{ ...fit, serverVersion: 120_011 }, "got PostgreSQL 12, expected 13 or later"],
  [{ ...fit, isReadOnly: true }, "(a standby, or default_transaction_read_only)"],
])("what a server says of itself is judged: %j", (facts, said) => {
  const wanted = { place: "db:5432/desk", schema: "upkeep", durability: "full" } as const
  expect(() => refuseUnfit(facts, wanted)).toThrow(said)
  expect(() => refuseUnfit(fit, wanted)).not.toThrow()
})

describe("P1 what could lose what was accepted", () => {
  it("fsync=off and full_page_writes=off are refused by name, unless it is said to be relaxed", async () => {
    const settings = { fsync: "off", full_page_writes: "off" }
    await using cluster = await startCluster({ settings })
    const refusal = await refusalOf({ url: cluster.url, schema })
    expect(refusal).toMatchObject({ reason: "unsafe-durability" })
    expect(refusal.detail).toContain("fsync=off, full_page_writes=off")
    await start({ url: cluster.url, durability: "relaxed" })
  })

  it("a connection of our own waits for the disk, whatever the role's default is", async () => {
    const role = newSchema()
    await ask(
      `CREATE ROLE ${role} LOGIN SUPERUSER; ALTER ROLE ${role} SET synchronous_commit = off`,
    )
    const asked = (durability: "full" | "relaxed") =>
      run(
        Effect.scoped(
          Effect.gen(function* () {
            const { connection } = yield* opened({
              url: urlWith({ user: role }),
              schema,
              durability,
            })
            return yield* connection.read("SHOW synchronous_commit", [])
          }),
        ),
      )
    expect(await asked("full")).toEqual([{ synchronous_commit: "on" }])
    expect(await asked("relaxed")).toEqual([{ synchronous_commit: "off" }])
    await ask(`DROP SCHEMA ${schema} CASCADE; DROP ROLE ${role}`)
  })

  it("a pool of the host's that does not wait is refused", async () => {
    const pool = new pg.Pool({
      connectionString: serverUrl(),
      options: "-c synchronous_commit=off",
    })
    const refusal = await refusalOf({ pool, schema })
    await pool.end()
    expect(refusal).toMatchObject({ reason: "unsafe-durability" })
    expect(refusal.detail).toContain("synchronous_commit=off")
  })
})
