// P14 Code of two versions on one database, while it is upgraded and while the upgrade is killed.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { setTimeout } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { Effect, Result } from "effect"
import { expect, it } from "vitest"
import { acme, commitOf } from "../../../test/contract/storage/stores.ts"
import { changes } from "../src/schema/Migrations.ts"
import { filledAtMost } from "../src/searchWords.ts"
import { opened, run } from "./opened.ts"
import { ask, newSchema, serverUrl } from "./place.ts"

const before = 8 * filledAtMost

const contentOf = (name: string) => ({
  key: name,
  salt: "s",
  body: JSON.stringify({ subject: `printer ${name}`, text: "on fire" }),
})

const batchOf = (names: ReadonlyArray<string>) =>
  names.map((name) => ({ ...commitOf({ ticketId: name }), contents: [contentOf(name)] }))

const namesOf = (who: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${who}${index}`)

/** Stores until it is told to stop, and says what was accepted. */
const busy = (schema: string, who: string, known: number, over: AbortSignal) =>
  run(
    Effect.scoped(
      Effect.gen(function* () {
        const { tickets } = yield* opened({ schema, known, migrate: "never" })
        const accepted: Array<string> = []
        for (let round = 0; !over.aborted; round += 1) {
          const names = namesOf(`${who}-${round}-`, 3)
          const verdicts = yield* tickets.commit(acme, batchOf(names))
          expect(verdicts.every(Result.isSuccess)).toBe(true)
          accepted.push(...names)
        }
        return accepted
      }),
    ),
  )

const migrator = (schema: string) => {
  const path = fileURLToPath(new URL("migrator.ts", import.meta.url))
  const parts = ["--conditions=@upkeep/source", path, serverUrl(), schema]
  const child = spawn(process.execPath, parts, { stdio: ["ignore", "pipe", "inherit"] })
  return { child, printed: once(child.stdout, "data"), ended: once(child, "exit") }
}

const contentsIn = async (schema: string) =>
  (
    await ask(
      `SELECT count(*)::int AS stored, count(*) FILTER (WHERE words IS NULL)::int AS wordless FROM ${schema}.content`,
    )
  )[0]

it("P14 P1 under load of both versions, killed in the middle, resumed, and gone back: nothing is lost", async () => {
  const schema = newSchema()
  const first = Effect.gen(function* () {
    const { tickets } = yield* opened({ schema, known: 1 })
    for (let at = 0; at < before; at += 500) {
      yield* tickets.commit(acme, batchOf(namesOf(`before-${at}-`, 500)))
    }
  })
  await run(Effect.scoped(first))
  const over = new AbortController()
  const load = [
    busy(schema, "older", 1, over.signal),
    busy(schema, "newer", changes.length, over.signal),
  ]
  // Killed as soon as it filled something, and before it filled everything.
  const killed = migrator(schema)
  await killed.printed
  for (let filled = 0; filled === 0;) {
    await setTimeout(5)
    const seen = await contentsIn(schema).catch(() => undefined)
    if (seen !== undefined) filled = Number(seen["stored"]) - Number(seen["wordless"]) > 20 ? 1 : 0
  }
  killed.child.kill("SIGKILL")
  await killed.ended
  const standing = await ask(`SELECT version FROM ${schema}.upkeep_schema`)
  expect(standing).toEqual([{ version: 2 }])
  const resumed = migrator(schema)
  const [code] = await resumed.ended
  expect(code).toBe(0)
  expect(await ask(`SELECT version FROM ${schema}.upkeep_schema`)).toEqual([{ version: 3 }])
  await setTimeout(200)
  over.abort()
  const accepted = (await Promise.all(load)).flat()
  // Back to the version before: it works on, and what the newer one stored is there.
  const found = await run(
    Effect.scoped(
      Effect.gen(function* () {
        const older = yield* opened({ schema, known: 1 })
        yield* older.tickets.commit(acme, batchOf(["last"]))
        const looked = yield* Effect.forEach(chunksOf([...accepted, "last"]), (tickets) =>
          older.tickets.look(acme, { tickets, commands: [] }),
        )
        return looked.flatMap(({ tickets }) => tickets)
      }),
    ),
  )
  expect(found.filter((row) => row === undefined)).toEqual([])
  expect(await contentsIn(schema)).toMatchObject({ stored: before + accepted.length + 1 })
  // What the older version wrote is found all the same.
  const hits = await run(
    Effect.scoped(
      Effect.gen(function* () {
        const { query } = yield* opened({ schema })
        return yield* query.search(acme, { words: ["printer", "last"], limit: 9 })
      }),
    ),
  )
  expect(hits.map(({ ticketId }) => ticketId)).toEqual(["last"])
  await ask(`DROP SCHEMA ${schema} CASCADE`)
})

const chunksOf = (ids: ReadonlyArray<string>) =>
  Array.from({ length: Math.ceil(ids.length / 1_000) }, (_, index) =>
    ids.slice(index * 1_000, (index + 1) * 1_000),
  )
