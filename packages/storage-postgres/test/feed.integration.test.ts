// What happened, in the order of commits, whoever else writes.
import { Effect } from "effect"
import pg from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { commitOf, on, type Stores } from "../../../test/contract/storage/stores.ts"
import { type Cluster, startCluster } from "../../../test/postgres/cluster.ts"
import { postgres } from "../src/index.ts"
import { newSchema } from "./place.ts"

// A server of its own: what others write on a shared one holds a feed back as well.
let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
})
afterAll(() => cluster[Symbol.asyncDispose]())

const tenant = "acme"

const post = ({ tickets }: Stores, ticketId: string, expectedVersion = 0) =>
  tickets.commit(tenant, [commitOf({ ticketId, expectedVersion })])

/** Follows a feed from a cursor on to its end. */
const follow = ({ feed }: Stores, from: string | null) =>
  Effect.gen(function* () {
    const ids: Array<string> = []
    let after = from
    for (;;) {
      const { events, cursor } = yield* feed.read(tenant, { after, limit: 10 })
      ids.push(...events.map(({ id }) => id))
      after = cursor
      if (events.length === 0) return { ids, after }
    }
  })

/** A session of the host's beside the store. */
const session = async () => {
  const client = new pg.Client(cluster.url)
  await client.connect()
  return client
}

// What a host stores in a transaction of its own, at the same places of a row.
const insertEvent = (schema: string, id: string) =>
  `INSERT INTO ${schema}.event (tenant, ticket_id, number, id, type, at, body) ` +
  `VALUES ('${tenant}', '${id}', 1, '${id}', 'Noted', 1000, '{}')`

it("an event whose transaction began first and ended last is given, and by its position alone it would be lost", async () => {
  const schema = newSchema()
  await on(postgres({ url: cluster.url, schema }), (stores) =>
    Effect.gen(function* () {
      const slow = yield* Effect.promise(session)
      yield* Effect.promise(() => slow.query("BEGIN"))
      yield* Effect.promise(() => slow.query(insertEvent(schema, "slow")))
      yield* post(stores, "fast")
      const naive = async (position: number) => {
        const { rows } = await other.query<{ id: string; position: string }>(
          `SELECT id, position FROM ${schema}.event WHERE position > $1 ORDER BY position`,
          [position],
        )
        return { ids: rows.map(({ id }) => id), last: Number(rows.at(-1)?.position ?? position) }
      }
      const other = yield* Effect.promise(session)
      const naiveFirst = yield* Effect.promise(() => naive(0))
      const first = yield* follow(stores, null)
      yield* Effect.promise(() => slow.query("COMMIT"))
      const naiveThen = yield* Effect.promise(() => naive(naiveFirst.last))
      const then = yield* follow(stores, first.after)
      expect([...naiveFirst.ids, ...naiveThen.ids]).toEqual(["fast.e1"])
      expect(first.ids).toEqual([])
      expect(then.ids).toEqual(["slow", "fast.e1"])
      yield* Effect.promise(() => Promise.all([slow.end(), other.end()]))
    }),
  )
})

it("of many writers at once a reader beside them misses nothing, and a naive one does", async () => {
  const schema = newSchema()
  const writers = 12
  const rounds = 25
  const { ids, naive } = await on(postgres({ url: cluster.url, schema }), (stores) =>
    Effect.promise(async () => {
      const running = new Set(Array.from({ length: writers }, (_, writer) => writer))
      const write = async (writer: number) => {
        const client = await session()
        for (let round = 0; round < rounds; round += 1) {
          await client.query("BEGIN")
          await client.query(insertEvent(schema, `${writer}-${round}`))
          // Some transactions are longer than others.
          await client.query(`SELECT pg_sleep(${((writer * 7 + round) % 5) / 500})`)
          await client.query("COMMIT")
        }
        await client.end()
        running.delete(writer)
      }
      const reader = await session()
      const found = { ids: Array<string>(), naive: Array<string>() }
      let after: string | null = null
      let position = "0"
      const read = async () => {
        const { rows } = await reader.query<{ id: string; position: string }>(
          `SELECT id, position FROM ${schema}.event WHERE position > $1 ORDER BY position`,
          [position],
        )
        found.naive.push(...rows.map(({ id }) => id))
        position = rows.at(-1)?.position ?? position
        const { ids, after: next } = await Effect.runPromise(follow(stores, after))
        found.ids.push(...ids)
        after = next
      }
      const writing = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)))
      while (running.size > 0) await read()
      await writing
      await read()
      await reader.end()
      return found
    }),
  )
  expect(ids).toHaveLength(writers * rounds)
  expect(new Set(ids).size).toBe(writers * rounds)
  for (let writer = 0; writer < writers; writer += 1)
    expect(ids.filter((id) => id.startsWith(`${writer}-`))).toEqual(
      Array.from({ length: rounds }, (_, round) => `${writer}-${round}`),
    )
  expect(naive.length).toBeLessThan(writers * rounds)
})

it("a cursor of another tenant, of another store or of none is refused", async () => {
  await on(postgres({ url: cluster.url, schema: newSchema() }), (stores) =>
    Effect.gen(function* () {
      yield* post(stores, "t1")
      const { after } = yield* follow(stores, null)
      const cursors = [after ?? "", "postgres:1.1", "postgres:1", "memory:1", "", "postgres:0.0"]
      const [own = "", ...others] = cursors
      expect(own).toMatch(/^postgres:\d+\.\d+$/)
      for (const [of, cursor] of [
        ["beta", own] as const,
        ...others.map((each) => [tenant, each] as const),
      ]) {
        const failure = yield* Effect.flip(stores.feed.read(of, { after: cursor, limit: 1 }))
        expect(failure).toMatchObject({ reason: "cannot-read" })
      }
    }),
  )
})
