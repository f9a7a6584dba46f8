// How often the database is asked: a batch, a look and a claim are one statement each, whatever is
// in them.
import { Effect, Result } from "effect"
import pg from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { acme, commitOf } from "../../../test/contract/storage/stores.ts"
import type { Executor } from "../src/index.ts"
import { executorOn } from "../src/pool.ts"
import { opened, run } from "./opened.ts"
import { ask, newSchema, serverUrl } from "./place.ts"

const schema = newSchema()
const pool = new pg.Pool({ connectionString: serverUrl() })

let asked = 0

const counting: Executor = {
  query: (sql, params) => {
    asked += 1
    return executorOn(pool, true).query(sql, params)
  },
  transaction: () => Promise.reject(new Error("a transaction of several statements")),
}

beforeAll(() => run(Effect.scoped(opened({ schema }))))

afterAll(async () => {
  await pool.end()
  await ask(`DROP SCHEMA ${schema} CASCADE`)
})

/** How many statements an effect takes. */
const trips = <A, E>(effect: Effect.Effect<A, E>) =>
  Effect.suspend(() => {
    asked = 0
    return Effect.map(effect, (answer) => ({ answer, asked }))
  })

const names = Array.from({ length: 300 }, (_, index) => `t${index}`)

const full = (ticketId: string, expectedVersion: number) =>
  commitOf({
    ticketId,
    expectedVersion,
    row: { dueAt: 5 },
    deliveries: [`${ticketId}.d${expectedVersion}`],
    contents: [{ key: `k${expectedVersion}`, salt: "s", body: '{"subject":"Printer"}' }],
    forgotten: [`k${expectedVersion - 1}`],
  })

it("a batch of any size, with what is refused in it, is one round trip; so are a look and a claim", () =>
  run(
    Effect.scoped(
      Effect.gen(function* () {
        const store = yield* opened({ executor: counting, schema, migrate: "never" })
        const { tickets, queue } = store
        const registered = yield* trips(
          tickets.commit(
            acme,
            names.map((name) => full(name, 0)),
          ),
        )
        expect(registered.asked).toBe(1)
        expect(registered.answer.every(Result.isSuccess)).toBe(true)
        const late = commitOf({ ticketId: "t0", expectedVersion: 7, command: "late" })
        const batch = [late, ...names.slice(1).map((name) => full(name, 1))]
        const moved = yield* trips(tickets.commit(acme, batch))
        expect(moved.asked).toBe(1)
        expect(moved.answer.filter(Result.isFailure)).toHaveLength(1)
        const look = { tickets: names, commands: ["late", "t0.c1"] }
        expect(yield* trips(tickets.look(acme, look))).toMatchObject({ asked: 1 })
        const claim = { tenants: "all", now: 9_000, limit: 100, leaseMillis: 1 } as const
        const claimed = yield* trips(queue.claimTickets(claim))
        expect([claimed.asked, claimed.answer.length]).toEqual([1, 100])
        const letters = yield* trips(queue.claimDeliveries({ ...claim, channels: ["email"] }))
        expect([letters.asked, letters.answer.length]).toEqual([1, 100])
      }),
    ),
  ))
