// Files on the disk: whole under their own name, or not there at all.
import { once } from "node:events"
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs"
import { join, sep } from "node:path"
import { Effect } from "effect"
import { expect, it } from "vitest"
import { on } from "../../../test/contract/storage/stores.ts"
import { abandonedMillis } from "../src/attachments.ts"
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
  const read = () => on(sqlite({ file }), ({ files }) => files.read("acme", hash))
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
