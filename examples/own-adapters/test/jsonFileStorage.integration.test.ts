// The store of the guide loses nothing that it accepted, whatever happens to process and file.
import { spawn } from "node:child_process"
import { once } from "node:events"
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { createDesk } from "@upkeep/core"
import { afterAll, expect, it } from "vitest"
import { jsonFile } from "../src/jsonFileStorage.ts"
import { takeLock } from "../src/lock.ts"
import { register } from "./setUp.ts"

const folder = mkdtempSync(join(tmpdir(), "upkeep-json-"))
let files = 0
const newFile = () => join(folder, `${(files += 1)}.ledger`)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A desk on the file, for as long as the work takes. */
const onDesk = async <A>(
  file: string,
  work: (desk: Awaited<ReturnType<typeof createDesk>>) => Promise<A>,
): Promise<A> => {
  await using desk = await createDesk({ storage: jsonFile(file), background: false })
  return await work(desk)
}

const numbersOf = (file: string) =>
  onDesk(file, async (desk) => (await desk.list()).map(({ number }) => number))

it("P1 P2 the next desk on the file knows the tickets, the commands and the files", async () => {
  const file = newFile()
  const content = [new TextEncoder().encode("log")]
  const first = await onDesk(file, async (desk) => ({
    receipt: await register(desk, { commandId: "c1" }),
    kept: await desk.keep({ content, name: "log.txt", mediaType: "text/plain" }),
  }))
  await onDesk(file, async (desk) => {
    expect(await desk.receipt("c1")).toEqual(first.receipt)
    const attachments = [first.kept]
    const attach = { type: "attach", attachments } as const
    const { ticketId } = first.receipt
    const receipt = await desk.submit({
      ticketId,
      actor: { kind: "agent", id: "boris" },
      command: attach,
    })
    expect(receipt.events).toContain("Attached")
  })
})

it("P19 a last line that a crash tore off is cut, and nothing before it is lost", async () => {
  const file = newFile()
  await onDesk(file, (desk) => register(desk))
  const whole = readFileSync(file)
  const lastLine = whole.subarray(whole.lastIndexOf("\n", -2) + 1)
  // Torn in the middle of a character too: the ledger is cut by bytes.
  for (const length of [1, Math.floor(lastLine.length / 2), lastLine.length - 1]) {
    writeFileSync(file, whole)
    appendFileSync(file, lastLine.subarray(0, length))
    expect(await numbersOf(file)).toEqual(["T-1"])
  }
  await onDesk(file, (desk) => register(desk))
  expect(await numbersOf(file)).toHaveLength(2)
})

it("P1 of a file that ends anywhere, everything up to its last whole line is there", async () => {
  const file = newFile()
  const accepted = await onDesk(file, async (desk) => {
    const sizes: Array<number> = []
    for (let count = 1; count <= 3; count += 1) {
      await register(desk)
      sizes.push(readFileSync(file).length)
    }
    return sizes
  })
  const whole = readFileSync(file)
  const step = 311
  for (let end = 0; end < whole.length; end += step) {
    const cut = newFile()
    writeFileSync(cut, whole.subarray(0, end))
    const known = await numbersOf(cut)
    expect(known).toHaveLength(accepted.filter((size) => size <= end).length)
  }
})

it("a line that this code did not write is damaged, and says where", async () => {
  const file = newFile()
  await onDesk(file, (desk) => register(desk))
  const lines = readFileSync(file, "utf8").split("\n")
  for (const odd of ["{}", '[["nothing","k",1]]', "half a li"]) {
    writeFileSync(file, lines.toSpliced(2, 1, odd).join("\n"))
    await expect(numbersOf(file)).rejects.toMatchObject({ reason: "damaged" })
    await expect(numbersOf(file)).rejects.toThrow(`${file}:3`)
  }
})

it.each(["a letter to a friend", "two\nlines\n"])(
  "a file of something else is left alone: %j",
  async (text) => {
    const file = newFile()
    writeFileSync(file, text)
    await expect(numbersOf(file)).rejects.toMatchObject({ reason: "cannot-open" })
    expect(readFileSync(file, "utf8")).toBe(text)
    expect(readdirSync(folder).filter((name) => join(folder, name).startsWith(file))).toEqual([
      basename(file),
    ])
  },
)

const lockOf = (file: string) => `${file}.lock`

it("a second desk on the file is refused, and takes nothing of the first one's away", async () => {
  const file = newFile()
  await onDesk(file, async (desk) => {
    const half = `${file}.attachments/incoming-half`
    writeFileSync(half, "half a fi")
    await expect(numbersOf(file)).rejects.toMatchObject({ reason: "cannot-open" })
    await expect(numbersOf(file)).rejects.toThrow(`got the lock of process ${process.pid}`)
    expect(existsSync(half)).toBe(true)
    await register(desk)
  })
  expect(existsSync(lockOf(file))).toBe(false)
  expect(await numbersOf(file)).toEqual(["T-1"])
})

it("P19 the lock of a process that died is taken over, and that of a living one is not", async () => {
  const file = newFile()
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" })
  const ended = once(child, "exit")
  writeFileSync(lockOf(file), `${child.pid}\n`)
  await expect(numbersOf(file)).rejects.toThrow(`got the lock of process ${child.pid}`)
  child.kill("SIGKILL")
  await ended
  expect(await numbersOf(file)).toEqual([])
  expect(readdirSync(folder).filter((name) => name.includes(".lock"))).toEqual([])
})

it("P19 a dead process that had the same id as this one keeps nobody out", async () => {
  const file = newFile()
  writeFileSync(lockOf(file), `${process.pid}\n`)
  expect(await numbersOf(file)).toEqual([])
})

it("of many that find the lock of a dead process one gets it", async () => {
  const file = newFile()
  writeFileSync(lockOf(file), `${process.pid}\n`)
  const taken = await Promise.allSettled(Array.from({ length: 8 }, () => takeLock(lockOf(file))))
  expect(taken.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
})

it.each(["", "nobody"])("a lock that names no process is left alone: %j", async (text) => {
  const file = newFile()
  writeFileSync(lockOf(file), text)
  await expect(numbersOf(file)).rejects.toThrow("remove the lock")
  expect(readFileSync(lockOf(file), "utf8")).toBe(text)
})
