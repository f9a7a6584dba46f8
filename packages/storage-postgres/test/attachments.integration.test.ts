// Files in the database: whole under their own name, or not there at all.
import { Effect, Fiber } from "effect"
import pg from "pg"
import { expect, it, vi } from "vitest"
import { readWhole } from "../../../test/contract/storage/attachments.ts"
import { on } from "../../../test/contract/storage/stores.ts"
import { partBytes, partsAtOnce } from "../src/attachmentParts.ts"
import { postgres } from "../src/index.ts"
import { collected } from "./collected.ts"
import { ask, newSchema, serverUrl } from "./place.ts"

const hello = [new TextEncoder().encode("hello")]

// More than two statements carry, in chunks that end nowhere near a part.
const large = Array.from({ length: 120 }, (_, index) => new Uint8Array(10_007).fill(index))
const largeBytes = 120 * 10_007

async function* broken() {
  yield* large
  throw new Error("the sender went away")
}

const storeIn = (schema: string) => postgres({ url: serverUrl(), schema, connections: 3 })

const countIn = async (schema: string) => {
  const [row] = await ask(
    `SELECT (SELECT count(*)::int FROM ${schema}.attachment) AS files, ` +
      `(SELECT count(*)::int FROM ${schema}.attachment_part) AS parts, ` +
      `(SELECT count(*)::int FROM ${schema}.attachment_upload) AS uploads`,
  )
  return row
}

const largeParts = Math.ceil(largeBytes / partBytes)

it("a large file comes back in chunks of at most 64 KiB, and none of it is held whole", async () => {
  const schema = newSchema()
  const chunks = await on(storeIn(schema), ({ files }) =>
    Effect.gen(function* () {
      const { hash, bytes } = yield* files.put("acme", large, largeBytes)
      expect(bytes).toBe(largeBytes)
      expect(yield* files.find("acme", hash)).toEqual({ hash, bytes })
      const { content } = yield* files.read("acme", hash)
      return yield* Effect.promise(() => collected(content))
    }),
  )
  expect(largeParts).toBeGreaterThan(2 * partsAtOnce)
  expect(chunks).toHaveLength(largeParts)
  expect(Math.max(...chunks.map(({ length }) => length))).toBe(partBytes)
  expect(Buffer.concat(chunks).equals(Buffer.concat(large))).toBe(true)
  expect(await countIn(schema)).toEqual({ files: 1, parts: largeParts, uploads: 0 })
})

it("the same bytes again are one file, also when they come at once", async () => {
  const schema = newSchema()
  await on(storeIn(schema), ({ files }) =>
    Effect.gen(function* () {
      const put = files.put("acme", large, largeBytes)
      yield* Effect.all([put, put, put], { concurrency: "unbounded" })
      yield* put
    }),
  )
  expect(await countIn(schema)).toEqual({ files: 1, parts: largeParts, uploads: 0 })
})

it("a file that is too large, or breaks off, leaves nothing behind", async () => {
  const schema = newSchema()
  const failures = await on(storeIn(schema), ({ files }) =>
    Effect.all([
      Effect.flip(files.put("acme", large, largeBytes - 1)),
      Effect.flip(files.put("acme", broken(), 2 * largeBytes)),
    ]),
  )
  expect(failures).toMatchObject([{ reason: "too-large" }, { reason: "failed" }])
  expect(await countIn(schema)).toEqual({ files: 0, parts: 0, uploads: 0 })
})

it("P5 an upload that was never ended stands under no hash, and is gone a day later", async () => {
  const schema = newSchema()
  await on(storeIn(schema), ({ files }) =>
    Effect.gen(function* () {
      yield* files.put("acme", hello, 100)
      yield* Effect.promise(() =>
        ask(
          `INSERT INTO ${schema}.attachment_upload (tenant, upload) VALUES ('acme', 'lost'); ` +
            `INSERT INTO ${schema}.attachment_part VALUES ('acme', 'lost', 0, 'a')`,
        ),
      )
      yield* files.put("acme", large, largeBytes)
      expect(yield* Effect.promise(() => countIn(schema))).toMatchObject({ uploads: 1 })
      yield* Effect.promise(() =>
        ask(`UPDATE ${schema}.attachment_upload SET begun_at = now() - interval '25 hours'`),
      )
      yield* files.put("beta", large, largeBytes)
    }),
  )
  const parts = 1 + 2 * largeParts
  expect(await countIn(schema)).toEqual({ files: 3, parts, uploads: 0 })
})

it("A23 a file whose bytes were changed or cut is unavailable until they are put again", async () => {
  const schema = newSchema()
  for (const harm of [
    "UPDATE $.attachment_part SET content = 'hollo'",
    "DELETE FROM $.attachment_part",
  ]) {
    await on(storeIn(schema), ({ files }) =>
      Effect.gen(function* () {
        const { hash } = yield* files.put("acme", hello, 100)
        yield* Effect.promise(() => ask(harm.replace("$", schema)))
        const failure = yield* Effect.flip(files.read("acme", hash))
        expect(failure).toMatchObject({ reason: "unavailable" })
        expect(failure.detail).toContain("other bytes")
        yield* files.put("acme", hello, 100)
        expect(yield* readWhole(files, "acme", hash)).toEqual(hello[0])
      }),
    )
  }
})

it("a file that goes away before its content is read is unavailable there", async () => {
  const schema = newSchema()
  await on(storeIn(schema), ({ files }) =>
    Effect.gen(function* () {
      const { hash } = yield* files.put("acme", hello, 100)
      const { content } = yield* files.read("acme", hash)
      yield* Effect.promise(() => ask(`DELETE FROM ${schema}.attachment_part`))
      const failure = yield* Effect.promise(() =>
        collected(content).catch((cause: unknown) => cause),
      )
      expect(failure).toMatchObject({ _tag: "AttachmentError", reason: "unavailable" })
    }),
  )
})

it("P20 a removal that meets a hold waits for it, and takes nothing", async () => {
  const schema = newSchema()
  await on(storeIn(schema), ({ files }) =>
    Effect.gen(function* () {
      const { hash } = yield* files.put("acme", hello, 100)
      yield* Effect.promise(() =>
        ask(`UPDATE ${schema}.attachment SET held_at = now() - interval '1 day'`),
      )
      // Somebody holds it, and has not committed yet.
      const somebody = new pg.Client(serverUrl())
      yield* Effect.promise(() => somebody.connect())
      yield* Effect.promise(() =>
        somebody.query(`BEGIN; UPDATE ${schema}.attachment SET held_at = now()`),
      )
      const removing = yield* Effect.forkChild(
        files.remove?.("acme", hash, 60_000) ?? Effect.die(hash),
      )
      yield* Effect.promise(() => waitingIn(schema))
      yield* Effect.promise(() => somebody.query("COMMIT"))
      expect(yield* Fiber.join(removing)).toBe(false)
      expect(yield* readWhole(files, "acme", hash)).toEqual(hello[0])
      yield* Effect.promise(() => somebody.end())
    }),
  )
})

const waitingIn = (schema: string) =>
  vi.waitFor(async () => {
    const waiting = await ask(
      `SELECT 1 AS one FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%${schema}%'`,
    )
    expect(waiting).toHaveLength(1)
  })

it("P16 a tenant finds no file of another one by its hash", async () => {
  await on(storeIn(newSchema()), ({ files }) =>
    Effect.gen(function* () {
      const { hash } = yield* files.put("acme", hello, 100)
      expect(yield* files.find("beta", hash)).toBeUndefined()
      expect(yield* Effect.flip(files.read("beta", hash))).toMatchObject({ reason: "unavailable" })
    }),
  )
})
