// P16 The second wall: a role that sees one tenant, held apart by the database itself.
import type { Archive } from "@upkeep/core/effect"
import { Effect, Result } from "effect"
import { afterEach, beforeEach, expect, it } from "vitest"
import { commitOf } from "../../../test/contract/storage/stores.ts"
import { archive } from "../src/archive.ts"
import { postgres } from "../src/index.ts"
import { opened, run } from "./opened.ts"
import { ask, newSchema, serverUrl, urlWith } from "./place.ts"

let schema = ""
let role = ""

beforeEach(async () => {
  schema = newSchema()
  role = newSchema()
  await postgres({ url: serverUrl(), schema }).admin.up()
  await ask(`CREATE ROLE ${role} LOGIN; ALTER ROLE ${role} SET upkeep.tenant = 'acme'`)
  await ask(`SELECT ${schema}.admit_tenant('${role}')`)
})

afterEach(() => ask(`DROP SCHEMA ${schema} CASCADE; DROP ROLE ${role}`))

const commit = (tenant: string) =>
  commitOf({ ticketId: `${tenant}-1`, row: { dueAt: 5 }, deliveries: [`${tenant}-d`] })

const all = { tenants: "all", now: 9_000_000, limit: 9, leaseMillis: 1 } as const

it("P16 a role of one tenant reads, changes, counts and claims nothing of another", () =>
  run(
    Effect.scoped(
      Effect.gen(function* () {
        const owner = yield* opened({ schema })
        yield* owner.tickets.commit("acme", [commit("acme")])
        yield* owner.tickets.commit("zeta", [commit("zeta")])
        const url = urlWith({ user: role })
        const walled = yield* opened({ url, schema, migrate: "never" })
        expect(yield* walled.tickets.load("acme", "acme-1")).toBeDefined()
        expect(yield* walled.tickets.load("zeta", "zeta-1")).toBeUndefined()
        expect(yield* walled.query.counts("zeta", "status")).toEqual([])
        const claimed = yield* walled.queue.claimTickets(all)
        expect(claimed.map(({ tenant }) => tenant)).toEqual(["acme"])
        const letters = yield* walled.queue.claimDeliveries({ ...all, channels: ["email"] })
        expect(letters.map(({ tenant }) => tenant)).toEqual(["acme"])
        const own = commitOf({ ticketId: "acme-2" })
        const [verdict] = yield* walled.tickets.commit("acme", [own])
        expect(verdict !== undefined && Result.isSuccess(verdict)).toBe(true)
        const foreign = commitOf({ ticketId: "zeta-2" })
        const failure = yield* Effect.flip(walled.tickets.commit("zeta", [foreign]))
        expect(failure).toMatchObject({ reason: "unavailable" })
        expect(failure.detail).toContain("this role serves another tenant (row-level security)")
        expect(yield* owner.tickets.load("zeta", "zeta-2")).toBeUndefined()
      }),
    ),
  ))

it("P16 B-18 a role of one tenant archives that tenant, and is told that it cannot archive all", async () => {
  const desk = newSchema()
  await ask(`CREATE ROLE ${desk} LOGIN; SELECT ${schema}.admit_desk('${desk}')`)
  const archived = (user: string, tenants: "all" | ReadonlyArray<string>) =>
    run(
      Effect.scoped(
        Effect.flatMap(
          opened({ url: urlWith({ user }), schema, migrate: "never" }),
          ({ connection }) =>
            Effect.promise(async () => {
              const rows: Array<Archive.ArchiveRow> = []
              for await (const row of archive(connection).rows(tenants)) rows.push(row)
              return [...new Set(rows.map(({ tenant }) => tenant))]
            }),
        ),
      ),
    )
  await run(
    Effect.scoped(
      Effect.gen(function* () {
        const owner = yield* opened({ schema })
        for (const tenant of ["acme", "zeta"]) yield* owner.tickets.commit(tenant, [commit(tenant)])
      }),
    ),
  )
  expect(await archived(role, ["acme"])).toEqual(["acme"])
  await expect(archived(role, "all")).rejects.toThrow(
    /unsupported: got the role \w+, .*name the tenants/,
  )
  expect(await archived(desk, "all")).toEqual(["acme", "zeta"])
  await ask(`DROP OWNED BY ${desk}; DROP ROLE ${desk}`)
})

it("P16 a role that was not admitted to a tenant's rows sees none, and the owner sees all", async () => {
  const other = newSchema()
  await ask(`CREATE ROLE ${other} LOGIN; SELECT ${schema}.admit_tenant('${other}')`)
  await run(
    Effect.scoped(
      Effect.gen(function* () {
        const owner = yield* opened({ schema })
        yield* owner.tickets.commit("acme", [commit("acme")])
        const url = urlWith({ user: other })
        const nobody = yield* opened({ url, schema, migrate: "never" })
        expect(yield* nobody.tickets.load("acme", "acme-1")).toBeUndefined()
        expect(yield* owner.tickets.load("acme", "acme-1")).toBeDefined()
      }),
    ),
  )
  await ask(`DROP OWNED BY ${other}; DROP ROLE ${other}`)
})
