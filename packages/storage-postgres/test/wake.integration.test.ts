// What a claim and a commit make of each other: the row of the queue beside that of the ticket.
import { Effect, Result } from "effect"
import pg from "pg"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { acme, commitOf, type Told } from "../../../test/contract/storage/stores.ts"
import type { Executor } from "../src/index.ts"
import { storingIn } from "../src/commit.ts"
import { executorOn } from "../src/pool.ts"
import { changes } from "../src/schema/Migrations.ts"
import { opened, run } from "./opened.ts"
import { ask, newSchema, onClient, serverUrl } from "./place.ts"

const schema = newSchema()

beforeAll(() => run(Effect.scoped(opened({ schema }))))

afterAll(() => ask(`DROP SCHEMA ${schema} CASCADE`))

const leaseMillis = 50

const claimAt = (now: number) => ({ tenants: [acme], now, limit: 100, leaseMillis })

const tried = (fence = 0) => ({ fence, until: 9_000, reason: "later", as: "tried" }) as const

const wakeOf = async (ticketId: string) => {
  const rows = await ask(`SELECT * FROM ${schema}.wake WHERE ticket_id = '${ticketId}'`)
  return rows[0]
}

const ticketAt = async (ticketId: string) =>
  (await ask(`SELECT xmin, ctid FROM ${schema}.ticket WHERE ticket_id = '${ticketId}'`))[0]

let round = 0

/** Alone it goes by one function of the schema, beside another by the other. */
const ways: ReadonlyArray<readonly [string, (ticketId: string) => ReadonlyArray<Told>]> = [
  ["alone", () => []],
  ["in a batch", (ticketId) => [{ ticketId: `${ticketId} beside` }]],
]

describe.each(ways)("a commit %s", (way, besides) => {
  const begun = Effect.gen(function* () {
    const { tickets, queue } = yield* opened({ schema, migrate: "never" })
    const stored = (...told: ReadonlyArray<Told>) =>
      Effect.map(
        tickets.commit(
          acme,
          [...told, ...besides(`${way} ${(round += 1)}`)].map((each) => commitOf(each)),
        ),
        (verdicts) => expect(verdicts.filter(Result.isFailure)).toEqual([]),
      )
    const claimed = (ticketId: string, now: number) =>
      Effect.map(queue.claimTickets(claimAt(now)), (due) =>
        due.find((each) => each.ticketId === ticketId),
      )
    return { queue, stored, claimed }
  })

  it("P10 ends the lease of who claimed before it, also where it is due as before", () =>
    run(
      Effect.scoped(
        Effect.gen(function* () {
          const { queue, stored, claimed } = yield* begun
          const ticketId = `${way} due as before`
          yield* stored({ ticketId, row: { dueAt: 100 } })
          const held = yield* claimed(ticketId, 100)
          yield* stored({ ticketId, expectedVersion: 1, row: { dueAt: 100 } })
          expect(yield* queue.postponeTicket(acme, ticketId, tried(held?.fence))).toBe(false)
          const again = yield* claimed(ticketId, 101)
          expect(again).toMatchObject({ dueAt: 100, attempts: 0 })
          expect(again?.fence).toBeGreaterThan(held?.fence ?? 0)
          expect(yield* queue.postponeTicket(acme, ticketId, tried(again?.fence))).toBe(true)
          yield* stored({ ticketId, expectedVersion: 2, row: { dueAt: 100 } })
          expect(yield* claimed(ticketId, 102)).toMatchObject({ attempts: 0 })
        }),
      ),
    ))

  it("P10 no fence comes twice, however often nothing is due in between", () =>
    run(
      Effect.scoped(
        Effect.gen(function* () {
          const { queue, stored, claimed } = yield* begun
          const ticketId = `${way} over and over`
          yield* stored({ ticketId, row: { dueAt: 100 } })
          const fences: Array<number> = []
          for (let version = 1; version < 5; version += 1) {
            const held = yield* claimed(ticketId, 100 + version)
            fences.push(held?.fence ?? 0)
            // A commit of no event leaves the version as it is.
            const told = { ticketId, expectedVersion: version, eventIds: [] }
            const command = (name: string) => `${ticketId} ${name} ${version}`
            yield* stored({ ...told, command: command("none"), row: { version, dueAt: null } })
            expect(yield* claimed(ticketId, 1e12)).toBeUndefined()
            yield* stored({ ...told, command: command("due"), row: { version, dueAt: 100 } })
            const next = yield* claimed(ticketId, 100 + version)
            fences.push(next?.fence ?? 0)
            yield* stored({ ticketId, expectedVersion: version, row: { dueAt: null } })
            expect(yield* queue.postponeTicket(acme, ticketId, tried(next?.fence))).toBe(false)
            expect(yield* Effect.promise(() => wakeOf(ticketId))).toBeUndefined()
            const back = { ...told, expectedVersion: version + 1, command: command("back") }
            yield* stored({ ...back, row: { version: version + 1, dueAt: 100 } })
          }
          expect(fences).toEqual([...new Set(fences)].toSorted((a, b) => a - b))
        }),
      ),
    ))

  it("P7 of what became due later and at one instant the order is that of registration", () =>
    run(
      Effect.scoped(
        Effect.gen(function* () {
          const { queue, stored } = yield* begun
          const names = ["z", "m", "a"].map((name) => `${way} later ${name}`)
          for (const ticketId of names) yield* stored({ ticketId })
          for (const ticketId of names.toReversed())
            yield* stored({ ticketId, expectedVersion: 1, row: { dueAt: 7 } })
          const due = yield* queue.claimTickets(claimAt(7))
          expect(due.map(({ ticketId }) => ticketId)).toEqual(names)
        }),
      ),
    ))

  it("writes nothing of the queue where nobody claimed it and it is due as before", () =>
    run(
      Effect.scoped(
        Effect.gen(function* () {
          const { stored } = yield* begun
          const ticketId = `${way} untouched`
          yield* stored({ ticketId, row: { dueAt: 5_000 } })
          const before = yield* Effect.promise(() => wakeOf(ticketId))
          yield* stored({ ticketId, expectedVersion: 1, row: { dueAt: 5_000 } })
          expect(yield* Effect.promise(() => wakeOf(ticketId))).toEqual(before)
          yield* stored({ ticketId, expectedVersion: 2, row: { dueAt: 6_000 } })
          expect(yield* Effect.promise(() => wakeOf(ticketId))).toMatchObject({ wake_at: "6000" })
        }),
      ),
    ))

  it("of several events, with any text in them, keeps each", () =>
    run(
      Effect.scoped(
        Effect.gen(function* () {
          const { tickets, query } = yield* opened({ schema, migrate: "never" })
          const ticketId = `${way} of several`
          const commit = commitOf({ ticketId, eventIds: ["e1", "e2", "e3"] })
          const odd = ["", "\u001e", "\u001ec\u001er\u001en\u001e0\u001f"]
          const events = commit.events.map((each, n) => ({ ...each, body: odd[n] ?? "" }))
          const others = besides(ticketId).map((each) => commitOf(each))
          yield* tickets.commit(acme, [{ ...commit, events }, ...others])
          expect(yield* query.journal(acme, ticketId)).toEqual(events)
        }),
      ),
    ))
})

it("P10 a claim writes nothing of the ticket itself", () =>
  run(
    Effect.scoped(
      Effect.gen(function* () {
        const { tickets, queue } = yield* opened({ schema, migrate: "never" })
        yield* tickets.commit(acme, [commitOf({ ticketId: "narrow", row: { dueAt: 3 } })])
        const before = yield* Effect.promise(() => ticketAt("narrow"))
        const [held] = yield* queue.claimTickets({ ...claimAt(3), limit: 1 })
        expect(held).toMatchObject({ ticketId: "narrow" })
        yield* queue.postponeTicket(acme, "narrow", tried(held?.fence))
        expect(yield* Effect.promise(() => ticketAt("narrow"))).toEqual(before)
      }),
    ),
  ))

it("P10 a ticket whose commit is under way is not claimed, and comes due after it", () =>
  run(
    Effect.scoped(
      Effect.gen(function* () {
        const { tickets, queue } = yield* opened({ schema, migrate: "never" })
        const busy = { ticketId: "busy", row: { dueAt: 2 } }
        yield* tickets.commit(acme, [commitOf(busy)])
        const claimed = Effect.map(queue.claimTickets(claimAt(2)), (due) =>
          due.filter(({ ticketId }) => ticketId === "busy"),
        )
        const during = yield* Effect.promise(() =>
          onClient(async (client) => {
            await client.query("BEGIN")
            const commit = commitOf({ ...busy, expectedVersion: 1 })
            const [sql, params] = storingIn({ schema, version: changes.length })(acme, [commit])
            expect((await client.query(sql, [...params])).rows).toEqual([])
            const due = await run(Effect.scoped(claimed))
            await client.query("COMMIT")
            return due
          }),
        )
        expect(during).toEqual([])
        expect(yield* claimed).toMatchObject([{ dueAt: 2, attempts: 0 }])
      }),
    ),
  ))

it("P2 P5 one command id alone and in batches at once is stored once, and none waits for another in a circle", async () => {
  const pool = new pg.Pool({ connectionString: serverUrl(), max: 8 })
  let asked = 0
  const counting: Executor = {
    query: (sql, params) => {
      asked += 1
      return executorOn(pool, true).query(sql, params)
    },
    transaction: () => Promise.reject(new Error("a transaction of several statements")),
  }
  const rivals = Effect.gen(function* () {
    const { tickets } = yield* opened({ executor: counting, schema, migrate: "never" })
    const names = Array.from({ length: 8 }, (_, index) => `rival ${index}`)
    yield* tickets.commit(
      acme,
      names.map((name) => commitOf({ ticketId: name })),
    )
    const again = names.map((ticketId) =>
      commitOf({ ticketId, expectedVersion: 1, command: `again ${ticketId}` }),
    )
    const alone = again.map((each) => [each])
    const all = [...alone, again, again.toReversed(), ...alone, again]
    asked = 0
    const verdicts = yield* Effect.all(
      all.map((commits) => tickets.commit(acme, commits)),
      { concurrency: "unbounded" },
    )
    const tags = verdicts.flat().map((each) => (Result.isSuccess(each) ? "" : each.failure._tag))
    expect(tags.filter((tag) => tag === "")).toHaveLength(names.length)
    expect(new Set(tags)).toEqual(new Set(["", "CommandRepeated"]))
    // What a deadlock undid would have been asked again.
    expect(asked).toBe(all.length)
  })
  await run(Effect.scoped(rivals))
  await pool.end()
})

it("a look for a ticket by its key goes by that key, where nothing is known of how much stands there", async () => {
  const empty = newSchema()
  await run(Effect.scoped(opened({ schema: empty })))
  const plan = await onClient(async (client) => {
    await client.query(
      `SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET enable_bitmapscan = off;
       PREPARE by_key (text, text) AS SELECT version FROM ${empty}.ticket WHERE tenant = $1 AND ticket_id = $2`,
    )
    return (await client.query("EXPLAIN EXECUTE by_key ('acme', 't1')")).rows
  })
  expect(JSON.stringify(plan)).toContain("Index Scan using ticket_pkey")
  await ask(`DROP SCHEMA ${empty} CASCADE`)
})
