// Files on the disk: whole under their own name, or not there at all.
import { once } from "node:events"
import { existsSync, readdirSync, readlinkSync, rmSync, statSync } from "node:fs"
import { truncateSync, utimesSync, writeFileSync } from "node:fs"
import { join, sep } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { Effect, Fiber } from "effect"
import { expect, it, vi } from "vitest"
import { readWhole } from "../../../test/contract/storage/attachments.ts"
import { on } from "../../../test/contract/storage/stores.ts"
import { abandonedMillis } from "../src/attachments.ts"
import { chunkBytes } from "../src/chunks.ts"
import { sqlite } from "../src/index.ts"
import { kill, start } from "./child.ts"
import { newFile } from "./place.ts"

const hello = [new TextEncoder().encode("hello")]

const filesUnder = (file: string): ReadonlyArray<string> => {
  const folder = `${file}.attachments`
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
}

const put = (file: string, tenant = "acme") =>
  on(sqlite({ file }), ({ files }) => files.put(tenant, hello, 100))

it("A01 a file lies under its hash, and its tenant's name is no part of the path", async () => {
  const file = newFile()
  const { hash } = await put(file, "../../acme")
  const [path = "", ...others] = filesUnder(file)
  expect(others).toEqual([])
  expect(path.split(sep).slice(-2).join("")).toBe(hash)
  expect(path).not.toContain("acme")
  expect(path.startsWith(`${file}.attachments`)).toBe(true)
})

it("the same bytes again are one file, kept as it is", async () => {
  const file = newFile()
  await put(file)
  const [path = ""] = filesUnder(file)
  const { ino } = statSync(path)
  await put(file)
  expect(filesUnder(file)).toEqual([path])
  expect(statSync(path).ino).toBe(ino)
})

it("A23 a file whose bytes were changed is unavailable until they are put again", async () => {
  const file = newFile()
  const { hash } = await put(file)
  const [path = ""] = filesUnder(file)
  writeFileSync(path, "hollo")
  const read = () => on(sqlite({ file }), ({ files }) => readWhole(files, "acme", hash))
  await expect(read()).rejects.toMatchObject({ reason: "unavailable" })
  await put(file)
  expect(await read()).toEqual(hello[0])
})

it("a file that is too large leaves nothing behind", async () => {
  const file = newFile()
  await on(sqlite({ file }), ({ files }) => Effect.flip(files.put("acme", hello, 4)))
  expect(filesUnder(file)).toEqual([])
})

it("P5 a process that is killed while it writes leaves no file under a hash, and a day later nothing", async () => {
  const file = newFile()
  const child = start("sender.ts", { parts: [file] })
  await once(child.stdout, "data")
  kill(child)
  await once(child, "close")
  const [left = "", ...others] = filesUnder(file)
  expect(others).toEqual([])
  expect(left).toContain(`${sep}incoming${sep}`)
  await put(file)
  expect(filesUnder(file)).toContain(left)
  const longAgo = (Date.now() - abandonedMillis) / 1_000 - 60
  utimesSync(left, longAgo, longAgo)
  await put(file)
  expect(filesUnder(file)).not.toContain(left)
  expect(filesUnder(file)).toHaveLength(1)
})

it("P20 a removal waits for whoever holds the file, in whatever process, and takes nothing then", async () => {
  const file = newFile()
  await on(sqlite({ file }), ({ files }) =>
    Effect.gen(function* () {
      const { hash } = yield* files.put("acme", hello, 100)
      const [path = ""] = filesUnder(file)
      utimesSync(path, 0, 0)
      const somebody = new DatabaseSync(file)
      somebody.exec("BEGIN IMMEDIATE")
      const removing = yield* Effect.forkChild(
        files.remove?.("acme", hash, 60_000) ?? Effect.die(hash),
      )
      yield* Effect.sleep(100)
      expect(existsSync(path)).toBe(true)
      utimesSync(path, new Date(), new Date())
      somebody.exec("COMMIT")
      somebody.close()
      expect(yield* Fiber.join(removing)).toBe(false)
      expect(existsSync(path)).toBe(true)
    }),
  )
})

const large = Array.from({ length: 40 }, (_, index) => new Uint8Array(10_007).fill(index))

/** Puts the large file and uses its content, together with the path under which it lies. */
const onLarge = (
  use: (content: AsyncIterable<Uint8Array>, path: string) => Promise<void>,
): Promise<void> => {
  const file = newFile()
  return on(sqlite({ file }), ({ files }) =>
    Effect.gen(function* () {
      const { hash } = yield* files.put("acme", large, 1e6)
      const { content } = yield* files.read("acme", hash)
      yield* Effect.promise(() => use(content, filesUnder(file)[0] ?? ""))
    }),
  )
}

const failureOf = async (content: AsyncIterable<Uint8Array>): Promise<unknown> => {
  const chunks = content[Symbol.asyncIterator]()
  return chunks.next().catch((error: unknown) => error)
}

it("a large file is read in chunks of at most 64 KiB", () =>
  onLarge(async (content) => {
    const chunks: Array<Uint8Array> = []
    for await (const chunk of content) chunks.push(chunk)
    expect(chunks.length).toBeGreaterThan(5)
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThanOrEqual(chunkBytes)
    expect(Buffer.concat(chunks).equals(Buffer.concat(large))).toBe(true)
  }))

it.runIf(process.platform === "linux")(
  "a file is open while its content is read, not before, and not after an early stop",
  () =>
    onLarge(async (content, path) => {
      const isOpen = () =>
        readdirSync("/proc/self/fd").some((name) => {
          try {
            return readlinkSync(`/proc/self/fd/${name}`) === path
          } catch {
            return false
          }
        })
      expect(isOpen()).toBe(false)
      for await (const chunk of content) {
        expect(chunk.length).toBeGreaterThan(0)
        expect(isOpen()).toBe(true)
        break
      }
      await vi.waitFor(() => expect(isOpen()).toBe(false))
    }),
)

it("A23 a large file that was cut is unavailable before anything of it is given", async () => {
  const file = newFile()
  const failure = await on(sqlite({ file }), ({ files }) =>
    Effect.gen(function* () {
      const { hash, bytes } = yield* files.put("acme", large, 1e6)
      truncateSync(filesUnder(file)[0] ?? "", bytes - 1)
      return yield* Effect.flip(files.read("acme", hash))
    }),
  )
  expect(failure).toMatchObject({ reason: "unavailable" })
  expect(failure.detail).toContain("other bytes")
})

it("a file that goes away before its content is read is unavailable there", () =>
  onLarge(async (content, path) => {
    rmSync(path)
    expect(await failureOf(content)).toMatchObject({
      _tag: "AttachmentError",
      reason: "unavailable",
    })
  }))
