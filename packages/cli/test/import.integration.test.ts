// upkeep import, as an operator calls it; and the desk that goes on with what was taken in.
import { execFile, spawn } from "node:child_process"
import { createDesk } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { once } from "node:events"
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { environmentOf } from "./serving.ts"

const bin = new URL("../bin/upkeep.js", import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), "upkeep-import-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (
  args: ReadonlyArray<string>,
  environment: { readonly [name: string]: string } = {},
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    const options = { cwd: folder, env: environmentOf(environment) }
    execFile(process.execPath, [bin, ...args], options, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err })
    })
  })

const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content)
  return name
}

const linesOf = (out: string): ReadonlyArray<{ readonly [name: string]: unknown }> =>
  out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))

// HD-2 was answered yesterday: its silence has not run out.
const yesterday = new Date(Date.now() - 86_400_000).toISOString()
const table = `ticket,at,kind,author,authorKind,channel,subject,text,address,name,assignee,file
HD-1,2026-03-02 10:00,registered,anna,customer,Mail,,,,,,
HD-2,${yesterday},registered,boris,customer,phone,Search is slow,Since the update.,boris@example.com,Boris,,
HD-3,2026-03-02T10:00:00+03:00,registered,anna,customer,Mail,Login fails,"Since noon,
always",anna@example.com,Anna,,
HD-2,${yesterday},answered,O1,agent,,,Use the index.,,,,
HD-3,2026-03-02T10:20,begun,O1,agent,,,,,,,
HD-3,2026-03-02T10:30,file,,,,,,,,,log.txt
HD-3,2026-03-03T10:00,answered,O1,agent,,,Mended.,,,,
HD-4,2026-03-02T10:00,registered,anna,customer,email,Print,No colour.,,,,
`
const names = { channels: { Mail: "email" }, people: { O1: "olga" } }

describe("upkeep import", () => {
  beforeAll(() => {
    file("rows.csv", table)
    file("map.json", JSON.stringify(names))
  })
  const settings = ["rows.csv", "--map", "map.json", "--time-zone", "Europe/Moscow"]

  it("P16 check says of a tenant that is not there what it says without a store, and makes none", async () => {
    const file = join(folder, "others.db")
    await (await createDesk({ storage: sqlite({ file }), tenant: "acme" }))[Symbol.asyncDispose]()
    const before = await run(["import", "check", ...settings])
    const asked = ["--store", file, "--tenant", "acne"]
    expect(await run(["import", "check", ...settings, ...asked])).toEqual(before)
    const { err } = await run(["sending", "show", ...asked])
    expect(err).toMatch(/^upkeep: unknown-tenant: got "acne"/)
  })

  it("check lists what does not fit, and leaves no store behind", async () => {
    const { code, out, err } = await run(["import", "check", ...settings])
    expect(code).toBe(1)
    expect(err).toContain("import-incomplete: got 3 mistakes in rows")
    expect(out).toContain('HD-1  invalid-instant: got "2026-03-02 10:00"')
    expect(out).toContain("at line 2.at")
    expect(out).toContain("HD-3  not imported: the file log.txt")
    expect(out).toContain("3 can be taken in")
    expect(existsSync(join(folder, "upkeep.db"))).toBe(false)
  })

  it("apply takes the others in; again, it changes nothing", async () => {
    const first = await run(["import", "apply", ...settings, "--json"])
    const { totals } = linesOf(first.out).at(-1) ?? {}
    const counts = { tickets: 4, taken: 3, unchanged: 0, refused: 1, files: 1, left: 1, rows: 8 }
    expect(totals).toMatchObject(counts)
    const before = await run(["journal"])
    const again = await run(["import", "apply", ...settings, "--json"])
    expect(linesOf(again.out).at(-1)?.["totals"]).toMatchObject({ taken: 0, unchanged: 3 })
    const events = (out: string) => linesOf(out).filter(({ event }) => event !== undefined)
    expect(events((await run(["journal"])).out)).toEqual(events(before.out))
  })

  it("shows each with its number, its times and its words", async () => {
    const shown = await Promise.all(["HD-2", "HD-3", "HD-4"].map((number) => run(["show", number])))
    expect(shown.map(({ code }) => code)).toEqual([0, 0, 0])
    const [boris = "", anna = "", print = ""] = shown.map(({ out }) => out)
    expect(boris).toContain("HD-2  Search is slow")
    expect(boris).toContain("completed.awaitingWord")
    expect(anna).toContain("closed.silence")
    expect(anna).toContain("2026-03-06T10:00:00+03:00  SilenceElapsed")
    expect(anna).toContain("| always")
    expect(anna).toMatch(/Deliveries\s+none/)
    expect(print).toContain("ClockBreached")
  })

  it("the desk goes on: a reply arrives, and a silence runs out later", async () => {
    const clock = { at: Date.now() }
    const storage = sqlite({ file: join(folder, "upkeep.db") })
    await using desk = await createDesk({ storage, background: false, now: () => clock.at })
    const { ticketId } = await desk.show("HD-4")
    const actor = { kind: "customer", id: "anna" } as const
    const command = { type: "receiveMessage", text: "Still no colour." } as const
    await desk.submit({ ticketId, actor, command })
    expect((await desk.show("HD-4")).history.at(-1)).toMatchObject({ text: "Still no colour." })
    expect((await desk.show("HD-2")).status).toBe("completed.awaitingWord")
    clock.at += 3 * 86_400_000
    await desk.work()
    expect((await desk.show("HD-2")).status).toBe("closed.silence")
  })

  it("can be asked what would have been", async () => {
    const [firstResponse] = (await import("@upkeep/core")).standard.policy.clocks
    const clocks = [{ ...firstResponse, target: { elapsedMinutes: 1 } }]
    file("policy.json", JSON.stringify({ id: "strict", version: "1", clocks }))
    const { code, out } = await run(["whatif", "--policy", "policy.json", "--json"])
    expect(code).toBe(0)
    expect(linesOf(out).at(-1)?.["totals"]).toMatchObject({ tickets: 3, unasked: 0 })
  })

  it("I21 every mistake of the call is told at once, and nothing is opened", async () => {
    const wrong = ["rows.txt", "--map", "none.json", "--process", "none.json", "--store", "new.db"]
    const { code, err } = await run(["import", "apply", ...wrong], { UPKEEP_PARTAIL: "1" })
    expect(code).toBe(78)
    const codes = ["cannot-read-import", "cannot-read-map", "cannot-read-process", "unknown-field"]
    for (const each of codes) expect(err).toContain(each)
    expect(existsSync(join(folder, "new.db"))).toBe(false)
  })

  it("I21 mistakes of a map are told at its option with all others, and no store is left", async () => {
    file("wrong.json", JSON.stringify({ lines: { L2: "third" }, people: {} }))
    const wrong = ["rows.txt", "--map", "wrong.json", "--time-zone", "CET", "--store", "left.db"]
    for (const command of ["check", "apply"]) {
      const { code, err } = await run(["import", command, ...wrong])
      expect(code).toBe(78)
      for (const place of ["FILE", "--map.lines.L2", "--time-zone"])
        expect(err).toContain(`at ${place}`)
    }
    expect(existsSync(join(folder, "left.db"))).toBe(false)
  })

  it("a map is held against the process of the store that is there", async () => {
    file("lines.json", JSON.stringify({ ...names, lines: { L2: "third" } }))
    const { code, err } = await run(["import", "apply", "rows.csv", "--map", "lines.json"])
    expect(code).toBe(78)
    expect(err).toContain("at --map.lines.L2")
  })

  it("a row of which nobody can say whose it is stops all others", async () => {
    file("torn.csv", `${table}HD-5,2026\n`)
    const args = [
      "torn.csv",
      "--map",
      "map.json",
      "--time-zone",
      "Europe/Moscow",
      "--store",
      "torn.db",
    ]
    const { code, out, err } = await run(["import", "apply", ...args])
    expect(code).toBe(1)
    expect(out).toContain('ragged-row: got "2 cells", expected 12')
    expect(err).toContain("import-unreadable: got 1 rows without a ticket")
    expect((await run(["show", "HD-3", "--store", "torn.db"])).err).toContain("ticket-not-found")
  })

  it("a ticket is taken in up to a row that does not fit, where that is asked for", async () => {
    file(
      "partial.csv",
      table.replace("HD-3,2026-03-03T10:00,answered", "HD-3,2026-03-03T10:00,solved"),
    )
    const args = [
      "partial.csv",
      "--map",
      "map.json",
      "--time-zone",
      "Europe/Moscow",
      "--store",
      "partial.db",
    ]
    await run(["import", "apply", ...args, "--partial"])
    expect((await run(["show", "HD-3", "--store", "partial.db"])).out).toContain("open.diagnosing")
  })

  it("tells a terminal nothing that it would obey", async () => {
    file("evil.jsonl", `${JSON.stringify({ ticket: "\u001b[31mHD-9", at: "x", kind: "note" })}\n`)
    const { out } = await run(["import", "check", "evil.jsonl"])
    expect(out).not.toContain("\u001b")
  })

  it("the file of the guide is taken in with its map", async () => {
    const path = new URL("../../../docs/guides/moving-in.md", import.meta.url)
    const guide = readFileSync(path, "utf8")
    const block = (language: string) => guide.split(`\`\`\`${language}\n`)[1]?.split("```")[0] ?? ""
    file("old.csv", block("csv"))
    file("old.json", block("json"))
    const args = ["old.csv", "--map", "old.json", "--store", "guide.db"]
    expect(await run(["import", "apply", ...args])).toMatchObject({ code: 0, err: "" })
    const { out } = await run(["show", "OLD-4711", "--store", "guide.db"])
    expect(out).toContain("closed.silence")
    expect(out).toContain("2026-03-18T03:00:00+03:00  SilenceElapsed")
  })

  it("P5 killed in the middle and run again, it goes on where it was", async () => {
    const many = 2_000
    const rows = Array.from({ length: many }, (_, index) => {
      const at = new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString()
      const by = { author: "anna", authorKind: "customer" }
      const said = { channel: "email", subject: "Login fails", text: "Since noon." }
      return JSON.stringify({ ticket: `HD-${index}`, at, kind: "registered", ...by, ...said })
    })
    file("many.jsonl", rows.join("\n"))
    const args = ["import", "apply", "many.jsonl", "--store", "many.db", "--json"]
    const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env: environmentOf() })
    const ended = once(child, "exit")
    // The first tickets are told once they are stored.
    await once(child.stdout, "data")
    child.kill("SIGKILL")
    await ended
    const { code, out } = await run(args)
    expect(code).toBe(0)
    const { taken, unchanged } = Object(linesOf(out).at(-1)?.["totals"])
    expect(taken + unchanged).toBe(many)
    expect(unchanged).toBeGreaterThan(0)
    expect(linesOf((await run(args)).out).at(-1)?.["totals"]).toMatchObject({ unchanged: many })
  })

  it("--help names it", async () => {
    expect((await run(["--help"])).out).toContain("upkeep import check FILE")
    expect(readFileSync(join(folder, "rows.csv"), "utf8")).toBe(table)
  })
})
