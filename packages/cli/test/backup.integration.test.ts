// B-18 and P17: a desk carried away and brought back, as an operator does it.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { gunzipSync } from "node:zlib"
import { describe, expect, it } from "vitest"
import {
  deskOf,
  fill,
  jsonLines,
  kinds,
  newStore,
  register,
  start,
  talk,
  upkeep,
} from "./backups.ts"
import { newFolder } from "./serving.ts"

const by = ["--by", "anna"]

/** The rows of a backup but for what a restore adds, and their digests. */
const rowsIn = (file: string): ReadonlyArray<unknown> => {
  const bytes = readFileSync(file)
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8")
  return jsonLines(text)
    .slice(1)
    .filter(({ kind }) => !["count", "digest", "end", "sending"].includes(String(kind)))
    .filter(({ entry }) => !/"kind":"(?:restore|backup)"/.test(JSON.stringify(entry ?? null)))
}

const ways = kinds.flatMap((from) => kinds.map((to) => [from, to] as const))

describe("upkeep backup and upkeep restore", () => {
  it.each(ways)("B-18 carry a desk from %s to %s, row by row and file by file", async (...way) => {
    const [from, to] = [await newStore(way[0]), await newStore(way[1])]
    for (const tenant of ["a", "б"]) {
      await using desk = await deskOf(from, tenant)
      for (const text of ["Since noon.", "Since\u2028ever: \u{1f600}"]) {
        const { ticketId } = await register(desk, text)
        await talk(desk, ticketId)
      }
    }
    const [file, again] = [join(newFolder(), "b.jsonl.gz"), join(newFolder(), "again.jsonl")]
    const made = await upkeep("backup", file, "--store", from, ...by)
    expect(made).toMatchObject({ code: 0, err: "" })
    const restored = await upkeep("restore", file, "--store", to, ...by)
    expect(restored).toMatchObject({ code: 0, err: "" })
    expect(restored.out).toMatch(/tenant a: 2 tickets, \d+ events, [1-9]\d* notifications that may/)
    expect(await upkeep("backup", again, "--store", to)).toMatchObject({ code: 0 })
    expect(rowsIn(again)).toEqual(rowsIn(file))
    expect(rowsIn(file).filter((row) => /"kind":"file"/.test(JSON.stringify(row)))).toHaveLength(4)
    expect(statSync(file).mode & 0o077).toBe(0)
  })

  it.each(kinds)("P17 nothing is sent from a restored %s until it is released", async (kind) => {
    const [from, to] = [await newStore(kind), await newStore(kind)]
    const file = join(newFolder(), "b.jsonl")
    await using desk = await deskOf(from)
    const { number, ticketId } = await register(desk)
    await upkeep("backup", file, "--store", from)
    await upkeep("restore", file, "--store", to, ...by)
    const shown = await upkeep("sending", "show", "--store", to)
    expect(shown.out).toMatch(
      new RegExp(`^${number} +acknowledged by email  ${ticketId}\\.2\\.0\n`),
    )
    expect(shown.out).toMatch(
      /sending is paused since .* \(restored from a backup of .*\); 1 notif/,
    )
    const released = await upkeep("sending", "release", "--store", to, "--json")
    expect(jsonLines(released.out)).toMatchObject([
      { id: `${ticketId}.2.0`, ticketNumber: number },
      { pausedAt: null, reason: "", waiting: 1 },
    ])
    const paused = await upkeep("sending", "pause", "--store", to, "--reason", "why not")
    expect(paused.out).toMatch(/sending is paused since .* \(why not\); 1 notifications wait\n$/)
  })

  it.each(kinds)("on %s under load hold every ticket with exactly its events", async (kind) => {
    const store = await newStore(kind)
    await using desk = await deskOf(store)
    const tickets = await Promise.all(Array.from({ length: 20 }, () => register(desk)))
    const load = { goes: true }
    const working = (async () => {
      while (load.goes) {
        await Promise.all(tickets.map(({ ticketId }) => talk(desk, ticketId)))
        await register(desk, `${Math.random()}`)
      }
    })()
    const folder = newFolder()
    for (const name of ["1", "2", "3"]) {
      const file = join(folder, name)
      expect(await upkeep("backup", file, "--store", store)).toMatchObject({ code: 0, err: "" })
      expect(strayIn(file)).toEqual([])
    }
    load.goes = false
    await working
    // It went on meanwhile: each backup is of another instant.
    const sizes = ["1", "2", "3"].map((name) => statSync(join(folder, name)).size)
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
    expect(new Set(sizes).size).toBe(3)
    const runs = await upkeep("backup", "list", "--store", store, "--json")
    expect(jsonLines(runs.out)).toMatchObject([{ name: "1" }, { name: "2" }, { name: "3" }])
  })

  it("finds a change in any line, a missing one, and an end that is not there", async () => {
    const store = await newStore("sqlite")
    {
      await using desk = await deskOf(store)
      await register(desk)
    }
    const file = join(newFolder(), "b.jsonl")
    await upkeep("backup", file, "--store", store)
    expect(await upkeep("backup", "check", file)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/is whole and unchanged\n[^]*sha256 +[0-9a-f]{64} of \d+ lines/),
    })
    const lines = readFileSync(file, "utf8").trimEnd().split("\n")
    const to = await newStore("sqlite")
    const ticket = lines.findIndex((line) => line.includes('"kind":"ticket"'))
    const changes = [
      [lines.with(ticket, (lines[ticket] ?? "").replace("T-1", "T-2")), "backup-damaged"],
      [lines.toSpliced(ticket, 1), "backup-damaged"],
      [lines.slice(0, -1), "backup-cut"],
      [lines.slice(1), "not-a-backup"],
    ] as const
    for (const [changed, code] of changes) {
      writeFileSync(file, `${changed.join("\n")}\n`)
      expect(await upkeep("restore", file, "--store", to)).toMatchObject({
        code: 1,
        err: expect.stringMatching(new RegExp(`^upkeep: ${code}: got`)),
      })
    }
    expect(existsSync(to)).toBe(false)
    const packed = join(newFolder(), "b.jsonl.gz")
    await upkeep("backup", packed, "--store", store)
    writeFileSync(packed, readFileSync(packed).subarray(0, -20))
    expect(await upkeep("backup", "check", packed)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^upkeep: backup-damaged: got unexpected end of file/),
    })
  })

  it("killed at any moment leaves no file of that name, and one that is there as it was", async () => {
    const store = await newStore("sqlite")
    await fill(store, contents(40))
    await (await deskOf(store))[Symbol.asyncDispose]()
    const folder = newFolder()
    const file = join(folder, "b.jsonl")
    for (const millis of [0, 1, 5, 20, 60]) {
      const { child, ended } = start(["backup", file, "--store", store])
      while (readdirSync(folder).filter((name) => name.endsWith(".new")).length === 0)
        await setTimeout(1)
      await setTimeout(millis)
      child.kill("SIGKILL")
      await ended
      const names = readdirSync(folder)
      expect(names).not.toContain("b.jsonl")
      expect(names).toEqual([expect.stringMatching(/^b\.jsonl\.\d+\.new$/)])
      for (const name of names) rmSync(join(folder, name))
    }
    expect(await upkeep("backup", "list", "--store", store)).toMatchObject({
      out: "no backup was recorded\n",
    })
  }, 60_000)

  it("killed in the middle of a restore leave a store that nobody takes for a whole one", async () => {
    const [from, to] = [await newStore("sqlite"), await newStore("sqlite")]
    await fill(from, contents(60))
    const file = join(newFolder(), "b.jsonl")
    await upkeep("backup", file, "--store", from)
    const { child, ended } = start(["restore", file, "--store", to])
    // What is in the file and no longer in the log beside it was committed.
    const written = () => statSync(to, { throwIfNoEntry: false })?.size ?? 0
    while (written() < 8_000_000) await setTimeout(1)
    child.kill("SIGKILL")
    expect(await ended).toMatchObject({ code: null, out: "" })
    const half = /^upkeep: half-restored: got a store with a part of tenant "a"/
    expect(await upkeep("restore", file, "--store", to)).toMatchObject({
      code: 1,
      err: expect.stringMatching(half),
    })
    const opened = await upkeep("sending", "show", "--store", to, "--tenant", "a")
    const refused = /^upkeep: damaged: got a part of a backup/
    expect(opened).toMatchObject({ code: 1, err: expect.stringMatching(refused) })
    const looked = await upkeep("doctor", "--store", to)
    expect(looked.out).toMatch(/^error +half-restored: got a restore that began at/m)
  })

  it.each(kinds)(
    "of 100 MB in a heap of 80 MiB, from and to %s",
    async (kind) => {
      const [from, to] = [await newStore(kind), await newStore(kind)]
      await fill(from, contents(100))
      const file = join(newFolder(), "b.jsonl")
      // Little room for young objects too: garbage as they are, they would fill the heap.
      const small = { NODE_OPTIONS: "--max-old-space-size=80 --max-semi-space-size=4" }
      const made = await start(["backup", file, "--store", from], small).ended
      expect(made).toMatchObject({ code: 0, err: "" })
      expect(statSync(file).size).toBeGreaterThan(100_000_000)
      const restored = await start(["restore", file, "--store", to], small).ended
      expect(restored).toMatchObject({ code: 0, err: "" })
      expect(restored.out).toMatch(/tenant a: 1 tickets/)
    },
    300_000,
  )
})

/** A ticket with so many megabytes of what people wrote. */
const contents = (megabytes: number) => {
  const ticketId = "01a20362-1d8d-7001-b6cd-420c2f0fd28b"
  const nobody = { dueAt: null, customer: null, assignee: null, assignedAt: null }
  const row = { ticketId, number: "T-1", version: 1, status: "open", ...nobody, updatedAt: 0 }
  // No text and no subject: no store has words of it to index.
  const body = JSON.stringify({ messageId: "so long ".repeat(12_600) })
  return [
    { tenant: "a", kind: "ticket", row: { ...row, body: "{}" } } as const,
    ...Array.from({ length: megabytes * 10 }, (_, index) => {
      const content = { key: `k${index}`, salt: "s", body }
      return { tenant: "a", kind: "content", ticketId, content } as const
    }),
  ]
}

/** Tickets of a backup that have more or fewer events than their version says. */
const strayIn = (file: string): ReadonlyArray<string> => {
  const versions = new Map<unknown, number>()
  for (const line of jsonLines(readFileSync(file, "utf8"))) {
    const { kind, row, event } = line as {
      readonly kind?: string
      readonly row?: { readonly ticketId: string; readonly version: number }
      readonly event?: { readonly ticketId: string }
    }
    if (kind === "ticket" && row) versions.set(row.ticketId, row.version)
    if (kind === "event" && event)
      versions.set(event.ticketId, (versions.get(event.ticketId) ?? 0) - 1)
  }
  expect(versions.size).toBeGreaterThan(0)
  return [...versions].flatMap(([id, left]) => (left === 0 ? [] : [`${String(id)}: ${left}`]))
}
