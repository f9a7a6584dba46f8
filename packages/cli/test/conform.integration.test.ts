// upkeep conform, as an operator calls it.
import { execFile, spawn } from "node:child_process"
import { standard } from "@upkeep/core"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { once } from "node:events"
import { describe, expect, it } from "vitest"
import { shipped } from "../src/conform/maps.ts"
import { csvOf, generic, mapFile, signals } from "./conforming.ts"
import { environmentOf, jsonIn, newFolder } from "./serving.ts"

const bin = new URL("../bin/upkeep.js", import.meta.url).pathname
const map = ["--map", mapFile("generic")]

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

const runIn =
  (folder: string, environment: { readonly [name: string]: string } = {}) =>
  (args: ReadonlyArray<string>, input: Iterable<string> = []): Promise<Ran> =>
    new Promise((resolve) => {
      const options = { cwd: folder, env: environmentOf(environment) }
      const child = execFile(process.execPath, [bin, ...args], options, (error, out, err) => {
        resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, err })
      })
      void pour(input, child.stdin)
    })

// A command that ends before it has read everything leaves the rest.
const pour = async (input: Iterable<string>, into: NodeJS.WritableStream | null) => {
  into?.on("error", () => {})
  for (const text of input) if (into?.write(text) === false) await once(into, "drain")
  into?.end()
}

const log = csvOf(
  "HD-1,2026-03-02T09:00:00,REG,first",
  "HD-1,2026-03-02T10:00:00,PRG,second",
  "HD-1,2026-03-02T12:30:00,RES,first",
  "HD-1,2026-03-03T12:30:00,PRG,first",
  "HD-2,2026-03-02T12:00:00,PRG,first",
  "HD-2,2026-03-02T13:00:00,,first",
)

describe("upkeep conform", () => {
  it("tells people what a log comes to", async () => {
    const folder = newFolder()
    writeFileSync(join(folder, "log.csv"), log)
    const { code, out, err } = await runIn(folder)(["conform", "log.csv", ...map])
    expect({ code, err }).toEqual({ code: 0, err: "" })
    expect(out.split("\n").slice(0, 12)).toEqual([
      "2 cases, 6 events, by standard@2",
      "  accepted   50.00 % of the cases (1)",
      "  fitness    83.33 % of the events",
      "  reopened   50.00 % of the cases",
      "  ping-pong  50.00 % of the cases (1 time)",
      "",
      "reopened-without-marker: went on after it was completed or closed, and nothing says reopened",
      "  1 case, 1 event; such as HD-1",
      '          1 × completed.awaitingWord → "PRG"',
      "",
      "Hours in each state",
      "                                 stays           sum        median   nine of ten",
    ])
    expect(out).toMatch(/^ {2}completed\.awaitingWord +1 +24\.0 +24\.\d +24\.\d$/m)
  })

  it("knows the maps of the examples by their names", async () => {
    expect(shipped).toEqual({ generic, journal: signals })
    const run = runIn(newFolder())
    const byName = await run(["conform", "-", "--map", "generic", "--json"], [log])
    expect(byName).toEqual(await run(["conform", "-", ...map, "--json"], [log]))
  })

  it("tells programs the same as JSON, of standard input too", async () => {
    const { code, out } = await runIn(newFolder())(["conform", "-", ...map, "--json"], [log])
    expect(code).toBe(0)
    const { states, ...found } = JSON.parse(out)
    expect(found).toEqual({
      log: "standard input",
      process: "standard@2",
      cases: 2,
      events: 6,
      passedOver: 1,
      accepted: 1,
      acceptedShare: 0.5,
      fitness: 5 / 6,
      reopenedShare: 0.5,
      pingPong: { cases: 1, count: 1 },
      deviations: {
        "reopened-without-marker": {
          cases: 1,
          events: 1,
          examples: ["HD-1"],
          pairs: [{ from: "completed.awaitingWord", state: "PRG", events: 1 }],
        },
      },
    })
    expect(Object.keys(states)).toEqual([
      "open.registered.ours",
      "open.diagnosing.ours",
      "completed.awaitingWord",
    ])
  })

  it("says of a case that begins closed that it was not begun", async () => {
    const { out } = await runIn(newFolder())(
      ["conform", "-", ...map],
      [csvOf("1,2026-03-02T09:00:00Z,CLS,a")],
    )
    expect(out).toContain("1 case, 1 event, by standard@2")
    expect(out).toContain('          1 × not begun → "CLS"')
  })

  it("I10 writes a page of which nothing is markup, and never over a file unless it may", async () => {
    const folder = newFolder()
    const hostile = '<script>alert(1)</script>"'
    const state = `"${hostile.replaceAll('"', '""')}"`
    writeFileSync(join(folder, "log.csv"), csvOf(`1,2026-03-02T09:00:00Z,${state},a`))
    const args = ["conform", "log.csv", ...map, "--html", "page.html"]
    expect(await runIn(folder)(args)).toEqual({ code: 0, out: "", err: "" })
    const page = readFileSync(join(folder, "page.html"), "utf8")
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;")
    expect(page).not.toMatch(/<script|https?:/)
    const again = await runIn(folder)(args)
    expect(again).toMatchObject({ code: 1, out: "" })
    expect(again.err).toContain("file-exists: ")
    expect(again.err).toContain("at --html")
    expect(await runIn(folder)([...args, "--overwrite"])).toMatchObject({ code: 0 })
  })

  it("goes by a profile, and by the zone that is named before that of the map", async () => {
    const folder = newFolder()
    const single = { ...standard, id: "single", version: "7", lines: standard.lines.slice(0, 1) }
    const process = jsonIn(folder, "single.json", single)
    const rows = csvOf("1,2026-03-02T09:00:00,ESC,a", "1,2026-03-02T07:30:00Z,RES,a")
    const given = ["conform", "-", ...map, "--json", "--process", process]
    const found = async (...zone: ReadonlyArray<string>) =>
      JSON.parse((await runIn(folder)([...given, ...zone], [rows])).out)
    expect(await found()).toMatchObject({ process: "single@7", fitness: 0 })
    expect(await found("--time-zone", "Europe/Moscow")).toMatchObject({
      fitness: 0.5,
      deviations: { "not-allowed": { cases: 1 } },
    })
  })

  it("I21 says all mistakes of its settings at once, with exit code 78", async () => {
    const folder = newFolder()
    const broken = jsonIn(folder, "map.json", { states: { A: { to: "opne", by: [] } } })
    const wrong = ["--map", broken, "--time-zone", "Mars", "--process", "nowhere.json"]
    const { code, out, err } = await runIn(folder)(["conform", "nowhere.csv", ...wrong])
    expect({ code, out }).toEqual({ code: 78, out: "" })
    expect(
      err.match(/[a-z-]+: got .*?, at \S+/g)?.map((each) => each.replace(/: .* at/, "")),
    ).toEqual([
      "cannot-read-log LOG",
      "cannot-read-process --process",
      "unknown-state --map.states.A.to",
      "unknown-time-zone --time-zone",
    ])
  })

  it("a log that cannot be read is exit code 1, a call without log or map 2", async () => {
    const run = runIn(newFolder())
    const broken = await run(["conform", "-", ...map], ["case,state\n"])
    const columns = "case, ts, state, group, as the map says, and not"
    expect(broken).toEqual({
      code: 1,
      out: "",
      err: `upkeep: bad-columns: got "no ts, no group", expected a first row with ${columns} "case,state", at line 1\n`,
    })
    expect(await run(["conform", "-"])).toMatchObject({ code: 2, out: "" })
    expect(await run(["conform", ...map])).toMatchObject({ code: 2, out: "" })
  })

  it.each([
    ["packed", (text: string) => gzipSync(text), ["--map", mapFile("generic")]],
    ["unmapped", (text: string) => text, ["--map", "map.json"]],
  ])("does not wait for the rest of a log that it refuses: %s", async (_, form, by) => {
    const folder = newFolder()
    jsonIn(folder, "map.json", { states: {} })
    const options = { cwd: folder, env: environmentOf({}) }
    const child = spawn(process.execPath, [bin, "conform", "-", ...by], options)
    child.stdin.write(form("case,state\n"))
    // Its input is open still.
    const [code] = await once(child, "exit")
    expect(code).toBe(1)
  })

  it("reads 60 MB in a heap of 64 MiB: a log may be as long as it likes", async () => {
    const [pieces, rowsOfPiece] = [1_000, 200]
    const team = "a team with a long name".padEnd(260, ".")
    const rows = function* () {
      yield csvOf()
      for (let piece = 0; piece < pieces; piece++)
        yield `${piece % 4},2026-03-02T09:00:00Z,PRG,${team}\n`.repeat(rowsOfPiece)
    }
    const run = runIn(newFolder(), { NODE_OPTIONS: "--max-old-space-size=64" })
    const { out, err } = await run(["conform", "-", ...map, "--json"], rows())
    expect(err).toBe("")
    const events = pieces * rowsOfPiece
    expect(JSON.parse(out)).toMatchObject({ cases: 4, events, acceptedShare: 1 })
  })
})
