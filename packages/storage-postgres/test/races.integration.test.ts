// Many at once: of all who were decided on the same, one is stored; the others are told by whom.
import { Effect, Result } from "effect"
import { afterAll, beforeAll, expect, it } from "vitest"
import { acme, commitOf } from "../../../test/contract/storage/stores.ts"
import { opened, run } from "./opened.ts"
import { ask, newSchema } from "./place.ts"

const schema = newSchema()

beforeAll(() => run(Effect.scoped(opened({ schema }))))

afterAll(() => ask(`DROP SCHEMA ${schema} CASCADE`))

const several = 8

type Commits = ReadonlyArray<ReturnType<typeof commitOf>>

/** What becomes of batches that are committed at once, each on a connection of its own. */
const atOnce = (batches: ReadonlyArray<Commits>) =>
  run(
    Effect.scoped(
      Effect.gen(function* () {
        const { tickets } = yield* opened({ schema, connections: several })
        const all = batches.map((commits) => tickets.commit(acme, commits))
        const verdicts = yield* Effect.all(all, { concurrency: "unbounded" })
        return verdicts
          .flat()
          .map((each) => (Result.isSuccess(each) ? "stored" : each.failure._tag))
      }),
    ),
  )

const counted = (tags: ReadonlyArray<string>, tag: string) =>
  tags.filter((each) => each === tag).length

it("P3 of commits on one version of a ticket at once exactly one is stored", async () => {
  for (let round = 0; round < 5; round += 1) {
    const ticketId = `version-${round}`
    await atOnce([[commitOf({ ticketId })]])
    const rivals = Array.from({ length: several }, (_, index) => [
      commitOf({ ticketId, expectedVersion: 1, command: `${ticketId}-${index}` }),
    ])
    const tags = await atOnce(rivals)
    expect(counted(tags, "stored")).toBe(1)
    expect(counted(tags, "VersionConflict")).toBe(several - 1)
  }
})

it("P3 of those who register one ticket at once exactly one does, and nothing of the others stays", async () => {
  for (let round = 0; round < 5; round += 1) {
    const ticketId = `new-${round}`
    const rivals = Array.from({ length: several }, (_, index) => [
      commitOf({ ticketId, command: `${ticketId}-${index}` }),
      commitOf({ ticketId: `${ticketId}-beside-${index}` }),
    ])
    const tags = await atOnce(rivals)
    expect(counted(tags, "stored")).toBe(several + 1)
    expect(counted(tags, "VersionConflict")).toBe(several - 1)
    const stored = await ask(
      `SELECT count(*)::int AS commands FROM ${schema}.command WHERE id LIKE '${ticketId}-_'`,
    )
    expect(stored).toEqual([{ commands: 1 }])
  }
})

it("P2 of commits under one command id at once, on one ticket or on several, one is stored", async () => {
  for (let round = 0; round < 5; round += 1) {
    const command = `command-${round}`
    const rivals = Array.from({ length: several }, (_, index) => [
      commitOf({ ticketId: `${command}-${index}`, command }),
    ])
    const tags = await atOnce(rivals)
    expect(counted(tags, "stored")).toBe(1)
    expect(counted(tags, "CommandRepeated")).toBe(several - 1)
  }
})

it("P5 batches that touch the same tickets in any order do not stop each other", async () => {
  const names = Array.from({ length: 20 }, (_, index) => `crossed-${index}`)
  await atOnce([names.map((ticketId) => commitOf({ ticketId }))])
  const batches = Array.from({ length: several }, (_, index) => {
    const mine = names.map((ticketId) =>
      commitOf({ ticketId, expectedVersion: 1, command: `${ticketId}-${index}` }),
    )
    return index % 2 === 0 ? mine : mine.toReversed()
  })
  const tags = await atOnce(batches)
  expect(counted(tags, "stored")).toBe(names.length)
  const deadlocks = await ask(
    "SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()",
  )
  expect(deadlocks).toHaveLength(1)
})

it("P10 a delivery is claimed by one of many workers, and all of them by somebody", async () => {
  const ticketIds = Array.from({ length: 100 }, (_, index) => `letter-${index}`)
  const claimed = await run(
    Effect.scoped(
      Effect.gen(function* () {
        const { tickets, queue } = yield* opened({ schema, connections: several })
        const commits = ticketIds.map((ticketId) =>
          commitOf({ ticketId, deliveries: [`${ticketId}.d`], channel: "pigeon" }),
        )
        yield* tickets.commit(acme, commits)
        const claim = { tenants: "all", now: 2_000, limit: 20, leaseMillis: 1_000 } as const
        const worker = queue.claimDeliveries({ ...claim, channels: ["pigeon"] })
        const workers = Array.from({ length: several }, () => worker)
        const first = yield* Effect.all(workers, { concurrency: "unbounded" })
        return [...first.flat(), ...(yield* worker), ...(yield* worker)].map(({ id }) => id)
      }),
    ),
  )
  expect(new Set(claimed).size).toBe(claimed.length)
  expect(claimed).toHaveLength(ticketIds.length)
})

it("P16 every key belongs to a tenant: each unique index is led by it", async () => {
  const keys = await ask(
    `SELECT t.relname AS in_table, a.attname AS led_by FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
     WHERE t.relnamespace = '${schema}'::regnamespace AND i.indisunique`,
  )
  expect(keys.length).toBeGreaterThan(14)
  expect(keys.filter((each) => each["led_by"] !== "tenant")).toEqual([])
})
