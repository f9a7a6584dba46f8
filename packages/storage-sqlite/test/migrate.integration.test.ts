// How a file of an earlier version comes to its tables, and who may use it meanwhile.
import { once } from "node:events"
import { DatabaseSync } from "node:sqlite"
import { setTimeout } from "node:timers/promises"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { acme, commitOf, on } from "../../../test/contract/storage/stores.ts"
import { sqlite } from "../src/index.ts"
import { open } from "../src/open.ts"
import { knownBy, neededBy, steps } from "../src/schema.ts"
import { ticketStore } from "../src/tickets.ts"
import { kill, outputOf, start } from "./child.ts"
import { execute, newFile, openingOf } from "./place.ts"

/** A file as the code of an earlier version left it, with a ticket and what somebody wrote. */
const fileOf = async (version: number): Promise<string> => {
  const file = newFile()
  const earlier = steps.slice(0, version)
  await Effect.runPromise(Effect.scoped(open(openingOf(file), earlier)))
  execute(
    file,
    "INSERT INTO upkeep_ticket (tenant, ticket_id, number, version, status, due_at, wake_at, fence, updated_at, body) " +
      "VALUES ('acme', 't1', 'T-1', 1, 'open.registered', 5, 5, 1, 1000, '{}'); " +
      "INSERT INTO upkeep_event (tenant, ticket_id, number, id, type, at, body) " +
      "VALUES ('acme', 't1', 1, 'e1', 'Registered', 1000, '{}'); " +
      contentOf("t1", "json_object('text', 'login fails')"),
  )
  return file
}

const contentOf = (ticketId: string, body: string): string =>
  `INSERT INTO upkeep_content (tenant, ticket_id, key, salt, body) VALUES ('acme', '${ticketId}', 'k', 's', ${body})`

const versionIn = (file: string): unknown => {
  const db = new DatabaseSync(file)
  try {
    return { ...db.prepare("SELECT version, compatible FROM upkeep_schema").get() }
  } finally {
    db.close()
  }
}

const latest = { version: knownBy(steps), compatible: neededBy(steps) }

describe("a file of an earlier version", () => {
  it.each(steps.map(({ version }) => version))(
    "P14 I18 of version %i is brought up to date, keeps what it had, and can what a new one can",
    async (version) => {
      const file = await fileOf(version)
      await on(sqlite({ file }), ({ tickets, query, queue, feed }) =>
        Effect.gen(function* () {
          expect(yield* tickets.load(acme, "t1")).toMatchObject({ version: 1, assignedAt: null })
          const hits = yield* query.search(acme, { words: ["log"], limit: 9 })
          expect(hits).toMatchObject([{ ticketId: "t1", key: "k" }])
          const claim = { tenants: "all", now: 10, limit: 9, leaseMillis: 5 } as const
          expect(yield* queue.claimTickets(claim)).toMatchObject([{ ticketId: "t1", attempts: 0 }])
          expect((yield* feed.read(acme, { after: null, limit: 9 })).events).toHaveLength(1)
          const sorted = yield* query.list(acme, { sort: "due", assignee: null, limit: 9 })
          expect(sorted).toHaveLength(1)
        }),
      )
      expect(versionIn(file)).toEqual(latest)
    },
  )

  it("is refused as schema-too-old by those who may not change it, saying what to run", async () => {
    const file = await fileOf(3)
    const opening = on(sqlite({ file, migrate: "never" }), () => Effect.void)
    await expect(opening).rejects.toMatchObject({ reason: "schema-too-old" })
    await expect(opening).rejects.toThrow("upkeep migrate up")
    expect(await sqlite({ file }).admin.up()).toMatchObject({ have: 3, want: latest.version })
    await on(sqlite({ file, migrate: "never" }), () => Effect.void)
  })

  it("that lacks data alone is used as it is: a search takes in what waits", async () => {
    const file = await fileOf(neededBy(steps))
    await on(sqlite({ file, migrate: "never" }), ({ query }) =>
      Effect.gen(function* () {
        const hits = yield* query.search(acme, { words: ["fails"], limit: 9 })
        expect(hits).toHaveLength(1)
      }),
    )
    expect(versionIn(file)).toMatchObject({ version: neededBy(steps) })
  })
})

describe("code and file of different versions, side by side", () => {
  const older = steps.slice(0, neededBy(steps))
  const usedByOlder = (file: string) =>
    Effect.runPromise(
      Effect.scoped(
        Effect.flatMap(open(openingOf(file), older), (connection) =>
          ticketStore(connection).commit(acme, [commitOf({ ticketId: "t2" })]),
        ),
      ),
    )

  it("P14 code that is one step behind goes on working where that step only fills", async () => {
    const file = await fileOf(knownBy(steps))
    await usedByOlder(file)
    expect(versionIn(file)).toEqual(latest)
    await on(sqlite({ file }), ({ tickets }) =>
      Effect.map(tickets.load(acme, "t2"), (row) => expect(row).toMatchObject({ version: 1 })),
    )
  })

  it("I19 a file says from which version on code can use it", async () => {
    const file = await fileOf(knownBy(steps))
    execute(file, "UPDATE upkeep_schema SET version = 99")
    await on(sqlite({ file }), () => Effect.void)
    execute(file, "UPDATE upkeep_schema SET compatible = 99")
    const refused = on(sqlite({ file }), () => Effect.void)
    await expect(refused).rejects.toMatchObject({ reason: "schema-too-new" })
    await expect(sqlite({ file }).admin.plan()).rejects.toMatchObject({ reason: "schema-too-new" })
  })
})

it("I18 P19 a step that was killed while it filled is resumed, and those who write meanwhile lose nothing", async () => {
  const file = await fileOf(neededBy(steps))
  execute(
    file,
    "WITH RECURSIVE g (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 40000) " +
      "INSERT INTO upkeep_content (tenant, ticket_id, key, salt, body) " +
      "SELECT 'acme', 'old' || n, 'k', 's', json_object('text', 'word' || n || 'x ' || hex(randomblob(200))) FROM g",
  )
  const writer = start("committer.ts", { parts: [file, "new", "200", "never"] })
  const written = outputOf(writer)
  const migrating = start("migrator.ts", { parts: [file] })
  const ended = once(migrating, "close")
  while (indexedIn(file) === 0) await setTimeout(1)
  kill(migrating)
  await ended
  const half = indexedIn(file)
  expect(half).toBeGreaterThan(0)
  expect(half).toBeLessThan(40_000)
  expect(versionIn(file)).toMatchObject({ version: neededBy(steps) })
  await sqlite({ file }).admin.up()
  const accepted = (await written).trim().split("\n")
  expect(accepted).toHaveLength(200)
  expect(versionIn(file)).toEqual(latest)
  await on(sqlite({ file }), ({ tickets, query }) =>
    Effect.gen(function* () {
      for (const ticketId of accepted) expect(yield* tickets.load(acme, ticketId)).toBeDefined()
      for (const n of [1, half, half + 1, 40_000])
        expect(yield* query.search(acme, { words: [`word${n}x`], limit: 1_000 })).toContainEqual(
          expect.objectContaining({ ticketId: `old${n}` }),
        )
    }),
  )
})

const indexedIn = (file: string): number => {
  const db = new DatabaseSync(file, { timeout: 5_000 })
  try {
    return Number(db.prepare("SELECT indexed_until FROM upkeep_search").get()?.["indexed_until"])
  } finally {
    db.close()
  }
}

describe("the operator", () => {
  it("is told what a file lacks, and nothing is changed by asking", async () => {
    const file = newFile()
    const { admin } = sqlite({ file })
    const names = steps.map(({ name }) => name)
    const plan = await admin.plan()
    expect(plan).toMatchObject({ have: 0, want: knownBy(steps) })
    expect(plan.steps.map(({ name }) => name)).toEqual(names)
    await expect(on(sqlite({ file, migrate: "never" }), () => Effect.void)).rejects.toThrow(
      "schema-too-old",
    )
    expect(await admin.plan()).toEqual(plan)
    expect(await admin.up()).toEqual(plan)
    expect(await admin.plan()).toMatchObject({ have: knownBy(steps), steps: [] })
    expect(await admin.up()).toMatchObject({ have: knownBy(steps), steps: [] })
  })

  it("I18 may start several at once: each step runs once", async () => {
    const file = await fileOf(1)
    const { admin } = sqlite({ file })
    await Promise.all([admin.up(), admin.up(), admin.up()])
    expect(versionIn(file)).toEqual(latest)
  })

  it("gets a script that makes the same tables", async () => {
    const [scripted, opened] = [newFile(), newFile()]
    const { admin } = sqlite({ file: scripted })
    execute(scripted, admin.sql())
    expect(await admin.plan()).toMatchObject({ have: neededBy(steps) })
    await sqlite({ file: opened }).admin.up()
    expect(schemaIn(scripted)).toEqual(schemaIn(opened))
    await on(sqlite({ file: scripted, migrate: "never" }), ({ tickets }) =>
      tickets.commit(acme, [commitOf({ ticketId: "t1" })]),
    )
    expect(admin.sql(knownBy(steps))).toBe("")
    const half = await fileOf(2)
    execute(half, admin.sql(2))
    expect(await sqlite({ file: half }).admin.plan()).toMatchObject({ have: neededBy(steps) })
  })

  it("is refused at a file of something else, which is left alone", async () => {
    const file = newFile()
    execute(file, "CREATE TABLE theirs (a)")
    const { admin } = sqlite({ file })
    for (const asked of [admin.plan(), admin.up(), admin.examine()])
      await expect(asked).rejects.toMatchObject({ reason: "cannot-open" })
  })
})

const schemaIn = (file: string) => {
  const db = new DatabaseSync(file)
  try {
    return db
      .prepare("SELECT name, sql FROM sqlite_schema ORDER BY name")
      .all()
      .map((row) => ({ ...row }))
  } finally {
    db.close()
  }
}
