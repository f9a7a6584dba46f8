// A schema that is brought up to date: by whom, from where, beside others, and what is not done.
import { setTimeout } from "node:timers/promises"
import { Effect } from "effect"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { acme, commitOf } from "../../../test/contract/storage/stores.ts"
import { postgres } from "../src/index.ts"
import { changes } from "../src/schema/Migrations.ts"
import { opened, refusalOf, run } from "./opened.ts"
import { ask, newSchema, onClient, serverUrl, urlWith } from "./place.ts"

let schema = ""

beforeEach(() => {
  schema = newSchema()
})

afterEach(async () => {
  await ask(`DROP SCHEMA IF EXISTS ${schema} CASCADE`)
})

const adminOf = () => postgres({ url: serverUrl(), schema }).admin

const versionIn = async () => (await ask(`SELECT * FROM ${schema}.upkeep_schema`))[0]

const newest = changes.length

describe("a new schema", () => {
  it("is made once by many desks that start at once", async () => {
    const desks = Array.from({ length: 6 }, () => run(Effect.scoped(opened({ schema }))))
    await Promise.all(desks)
    expect(await versionIn()).toEqual({ version: newest, compatible: 1 })
  })

  it("is made by the operator, who is told what will run and what ran", async () => {
    const admin = adminOf()
    const plan = await admin.plan()
    expect(plan).toMatchObject({ have: 0, want: newest })
    expect(plan.steps.map(({ kind }) => kind)).toEqual(["expand", "expand", "data"])
    await expect(ask(`SELECT 1 FROM ${schema}.ticket`)).rejects.toThrow("does not exist")
    expect(await admin.up()).toEqual(plan)
    expect(await admin.up()).toEqual({ have: newest, want: newest, steps: [] })
  })

  it("is made by the script alone, by a role that makes none itself", async () => {
    await onClient((client) => client.query(adminOf().sql()))
    const role = newSchema()
    await ask(`CREATE ROLE ${role} LOGIN; SELECT ${schema}.admit_desk('${role}')`)
    const url = urlWith({ user: role })
    const version = await run(
      Effect.scoped(
        Effect.gen(function* () {
          const { connection, tickets } = yield* opened({ url, schema, migrate: "never" })
          yield* tickets.commit(acme, [commitOf({ ticketId: "t1" })])
          expect(yield* tickets.load(acme, "t1")).toMatchObject({ version: 1 })
          return connection.version
        }),
      ),
    )
    // What only fills is left to a desk: the script has nothing to run for it.
    expect(version).toBe(2)
    await ask(`DROP OWNED BY ${role}; DROP ROLE ${role}`)
  })

  it("the script may be run again after it stopped, and not twice", async () => {
    const script = adminOf().sql()
    await onClient((client) => client.query(script))
    await expect(onClient((client) => client.query(adminOf().sql(1)))).rejects.toThrow(
      /expected version 1 of schema .*, got 2/,
    )
  })

  it("without rights on its tables the names of the tables are said", async () => {
    await adminOf().up()
    const role = newSchema()
    await ask(`CREATE ROLE ${role} LOGIN; SELECT ${schema}.admit_desk('${role}')`)
    await ask(`REVOKE UPDATE ON ${schema}.ticket, ${schema}.serial FROM ${role}`)
    const refusal = await refusalOf({ url: urlWith({ user: role }), schema, migrate: "never" })
    expect(refusal).toMatchObject({ reason: "cannot-open" })
    expect(refusal.detail).toContain("may not read and write serial, ticket in schema")
    await ask(`DROP OWNED BY ${role}; DROP ROLE ${role}`)
  })
})

describe("a schema of another time", () => {
  it("with migrate: never, one that is not there is too old, and it says what to run", async () => {
    const refusal = await refusalOf({ schema, migrate: "never" })
    expect(refusal).toMatchObject({ reason: "schema-too-old" })
    expect(refusal.detail).toContain("got no tables of Upkeep")
    expect(refusal.detail).toContain("upkeep migrate up")
  })

  it("P14 one of the version after, which only added, serves this code", async () => {
    await adminOf().up()
    await ask(`UPDATE ${schema}.upkeep_schema SET version = ${newest + 1}`)
    const connection = await run(
      Effect.scoped(Effect.map(opened({ schema }), ({ connection }) => connection)),
    )
    expect(connection.version).toBe(newest + 1)
    const nothing = { have: newest + 1, want: newest, steps: [] }
    expect(await adminOf().plan()).toEqual(nothing)
    expect(await adminOf().up()).toEqual(nothing)
    const findings = await adminOf().examine()
    expect(findings.find(({ code }) => code === "schema-version")).toMatchObject({
      level: "fine",
      advice: "",
    })
  })

  it("one that took away what this code needs is too new", async () => {
    await adminOf().up()
    await ask(`UPDATE ${schema}.upkeep_schema SET version = 9, compatible = ${newest + 1}`)
    const refusal = await refusalOf({ schema })
    expect(refusal).toMatchObject({ reason: "schema-too-new" })
    expect(refusal.detail).toContain(`got version 9 for code from ${newest + 1} on`)
    const tooNew = { reason: "schema-too-new" }
    await expect(adminOf().plan()).rejects.toMatchObject(tooNew)
    await expect(adminOf().up()).rejects.toMatchObject(tooNew)
  })

  it("P14 one that only lacks what was added since serves; what needs that says so", async () => {
    await run(Effect.scoped(opened({ schema, known: 1 })))
    const stored = Effect.gen(function* () {
      const { tickets, query } = yield* opened({ schema, migrate: "never" })
      yield* tickets.commit(acme, [commitOf({ ticketId: "t1" })])
      return yield* Effect.flip(query.search(acme, { words: ["printer"], limit: 9 }))
    })
    expect(await run(Effect.scoped(stored))).toMatchObject({ reason: "schema-too-old" })
  })
})

describe("an upgrade", () => {
  it("waits for a table in use, in between whoever reads it goes first, and nothing is half done", async () => {
    await run(Effect.scoped(opened({ schema, known: 1 })))
    await onClient(async (client) => {
      await client.query(`BEGIN; LOCK TABLE ${schema}.content IN ROW EXCLUSIVE MODE`)
      const upgrade = adminOf().up()
      await setTimeout(500)
      // It stands behind the upgrade in the queue for the table, and the upgrade steps back.
      expect(await ask(`SELECT count(*)::int AS contents FROM ${schema}.content`)).toEqual([
        { contents: 0 },
      ])
      expect(await versionIn()).toEqual({ version: 1, compatible: 1 })
      await client.query("COMMIT")
      expect((await upgrade).steps).toHaveLength(newest - 1)
    })
  })

  it("a feed that came with a dump from another server goes on after it", async () => {
    await run(
      Effect.scoped(
        Effect.gen(function* () {
          const { tickets } = yield* opened({ schema })
          yield* tickets.commit(acme, [commitOf({ ticketId: "t1" }), commitOf({ ticketId: "t2" })])
        }),
      ),
    )
    await ask(`UPDATE ${schema}.event SET xid = '4000000000000'`)
    const levelOf = async () =>
      (await adminOf().examine()).find(({ code }) => code === "feed-ahead")?.level
    expect(await levelOf()).toBe("error")
    await adminOf().up()
    expect(await levelOf()).toBe("fine")
  })
})
