// upkeep policy and upkeep deadlines, as an operator calls them.
import { createDesk, type Profile, standard } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { beforeEach, describe, expect, it } from "vitest"
import { type Ended, environmentOf, jsonIn, newFolder, serve } from "./serving.ts"

const bin = new URL("../bin/upkeep.js", import.meta.url).pathname
const monday = Date.UTC(2026, 10, 16, 9)
const hourMillis = 3_600_000

const [firstResponse, ...others] = standard.policy.clocks
/** The standard process, whose first response has so many working hours. */
const hours = (count: number, version: string): Profile => ({
  ...standard,
  version,
  policy: {
    id: "standard",
    version,
    clocks: [
      ...(firstResponse ? [{ ...firstResponse, target: { workingMinutes: count * 60 } }] : []),
      ...others,
    ],
  },
})

let folder = ""

const open = (process?: Profile) =>
  createDesk({
    storage: sqlite({ file: join(folder, "upkeep.db") }),
    background: false,
    now: () => monday,
    ...(process === undefined ? {} : { process }),
  })

const plant = async (count: number): Promise<ReadonlyArray<string>> => {
  await using desk = await open(hours(24, "1"))
  const actor = { kind: "agent", id: "olga" } as const
  const request = { type: "register", channel: "phone", subject: "s", text: "t" } as const
  const command = { ...request, requester: {} }
  const ids: Array<string> = []
  for (let each = 0; each < count; each++)
    ids.push((await desk.submit({ actor, command })).ticketId)
  return ids
}

interface Running {
  readonly ended: Promise<Ended>
  readonly line: (form: RegExp) => Promise<void>
  readonly stop: () => void
}

const start = (...args: ReadonlyArray<string>): Running => {
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env: environmentOf() })
  let [out, err] = ["", ""]
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()))
  const ended = once(child, "close").then(([code, signal]): Ended => ({ code, signal, out, err }))
  const line = async (form: RegExp) => {
    while (!form.test(out)) {
      const next = await Promise.race([ended, once(child.stdout, "data")])
      if (!Array.isArray(next)) throw new Error(`ended before ${form}: ${out}${err}`)
    }
  }
  return { ended, line, stop: () => void child.kill("SIGINT") }
}

const run = (...args: ReadonlyArray<string>) => start(...args).ended

const ofPolicy = (file: string, mode: string, ...more: ReadonlyArray<string>) =>
  ["--process", file, "--mode", mode, ...more] as const

beforeEach(() => {
  folder = newFolder()
})

describe("upkeep policy preview", () => {
  it("says from what to what, and changes nothing, not even which profile is in force", async () => {
    await plant(2)
    const file = jsonIn(folder, "new.json", hours(8, "2"))
    const { code, out, err } = await run("policy", "preview", ...ofPolicy(file, "fromNow"))
    expect([code, err]).toEqual([0, ""])
    const text = out.split("\n")
    expect(text[0]).toMatch(
      /^T-1 {2}firstResponse 1 {2}(running|breached), due 2026-11-18T18:00:00\+03:00 → cancelled$/,
    )
    expect(text[1]).toMatch(/^T-1 {2}firstResponse 2 {2}none → running, due \d{4}-.+\+03:00$/)
    expect(out).toContain("2 tickets would follow standard@2: 2 with other clocks\n")
    await using desk = await open()
    expect(desk.profile.version).toBe("1")
  })

  it("the same for programs, with the totals at the end", async () => {
    const [ticketId] = await plant(1)
    const file = jsonIn(folder, "new.json", hours(8, "2"))
    const { out } = await run("policy", "preview", ...ofPolicy(file, "keep", "--json"))
    const lines = out.trimEnd().split("\n")
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { ticketId, number: "T-1", clocks: [] },
      { totals: { tickets: 1, changed: 0, refused: 0 } },
    ])
  })
})

describe("upkeep policy apply", () => {
  it("publishes the profile, and lets the open tickets follow it", async () => {
    const [ticketId = ""] = await plant(2)
    const file = jsonIn(folder, "new.json", hours(8, "2"))
    const first = await run("policy", "apply", ...ofPolicy(file, "fromStart"))
    expect(first).toMatchObject({ code: 0, err: "" })
    expect(first.out).toContain("2 tickets follow standard@2 now, 0 did before, 0 do not\n")
    const again = await run("policy", "apply", ...ofPolicy(file, "fromStart"))
    expect(again.out).toContain("0 tickets follow standard@2 now, 2 did before, 0 do not\n")
    await using desk = await open()
    expect(desk.profile.version).toBe("2")
    const { terms, clocks } = await desk.show(ticketId)
    expect([terms, clocks[0]?.target]).toEqual(["standard@2", { workingMinutes: 480 }])
  })

  it("P19 stopped by SIGINT it leaves no ticket half done, and run again it does the rest", async () => {
    await plant(400)
    const file = jsonIn(folder, "new.json", hours(8, "2"))
    const running = start("policy", "apply", ...ofPolicy(file, "fromStart"))
    await running.line(/applied, 0 unchanged so far/)
    running.stop()
    const { code, out, err } = await running.ended
    expect(code).toBe(1)
    expect(err).toMatch(/^upkeep: stopped: got SIGINT, .+ run it again\n$/)
    const done = [...out.matchAll(/^(\d+) applied/gm)].map(([, count]) => Number(count)).at(-1) ?? 0
    expect(done).toBeLessThan(400)
    const rest = await run("policy", "apply", ...ofPolicy(file, "fromStart", "--json"))
    expect(JSON.parse(rest.out)).toEqual({
      totals: { applied: 400 - done, unchanged: done, refused: 0 },
    })
  })
})

/** As if a host with older zone data had found every next due instant an hour earlier. */
const measuredElsewhere = () => {
  const database = new DatabaseSync(join(folder, "upkeep.db"))
  const own = JSON.stringify(process.versions["tz"])
  database.exec(
    `UPDATE upkeep_ticket SET due_at = due_at - ${hourMillis}, wake_at = wake_at - ${hourMillis}, ` +
      `body = replace(body, '"zoneData":${own}', '"zoneData":"2000a"')`,
  )
  database.close()
}

describe("upkeep deadlines", () => {
  it("measures what another host has measured, once", async () => {
    await plant(3)
    measuredElsewhere()
    const first = await run("deadlines")
    expect(first).toMatchObject({ code: 0, err: "" })
    const [from, to] = ["2026-11-18T11:00:00+03:00", "2026-11-18T12:00:00+03:00"]
    expect(first.out).toContain(`T-3  next due  ${from} → ${to}
`)
    expect(first.out).toMatch(/^3 tickets measured by zone data 20\d\d[a-z]: 3 moved$/m)
    const { out } = await run("deadlines", "--json")
    const { totals, zoneData } = JSON.parse(out)
    expect(totals).toEqual({ renewed: 0, moved: 0, refused: 0 })
    expect(zoneData).toBe(process.versions["tz"])
  })
})

it.each([
  [["policy"], 2, /got command "policy", expected one of/],
  [["policy", "apply"], 2, /got no --process/],
  [["policy", "preview", "--process", "new.json"], 2, /got no --mode, expected keep, fromStart/],
  [["policy", "apply", "x", "--mode", "keep"], 2, /got x, expected: upkeep policy apply/],
  [["deadlines", "x"], 2, /expected: upkeep deadlines/],
  [["deadlines", "--process", "new.json"], 2, /got --process, expected for deadlines/],
  [
    ["policy", "apply", ...ofPolicy("absent.json", "soon")],
    78,
    /cannot-read-process[\s\S]+unknown-value: got "soon"/,
  ],
  [["policy", "preview", ...ofPolicy("bad.json", "keep")], 78, /missing-field/],
  [["policy", "preview", ...ofPolicy("new.json", "keep")], 1, /no-store/],
  [["policy", "apply", ...ofPolicy("new.json", "keep")], 1, /no-store/],
  [["deadlines"], 1, /no-store/],
])("%j ends with %i and says why", async (args, code, said) => {
  jsonIn(folder, "new.json", hours(8, "2"))
  jsonIn(folder, "bad.json", {})
  const ended = await run(...args)
  expect([ended.code, ended.out]).toEqual([code, ""])
  expect(ended.err).toMatch(said)
})

it("PR19 a version that was published with other content is refused before a ticket is touched", async () => {
  await plant(1)
  const file = jsonIn(folder, "new.json", hours(8, "1"))
  for (const command of ["preview", "apply"]) {
    const ended = await run("policy", command, ...ofPolicy(file, "keep"))
    expect(ended).toMatchObject({
      code: 78,
      out: "",
      err: `upkeep: version-exists: got "standard@1", expected a version that was not published with other content, at --process\n`,
    })
  }
})

it("C13 upkeep serve warns of holidays that end", async () => {
  const year = new Date().getUTCFullYear() - 1
  const calendar = { ...Object(standard.calendar), holidays: [`${year}-01-01`] }
  const file = jsonIn(folder, "old.json", { ...standard, calendar, id: "old" })
  const serving = await serve(folder, ["--process", file])
  serving.child.kill("SIGTERM")
  const { err } = await serving.ended
  expect(err).toContain(`upkeep: warning: holidays-end: got ${year}-12-31`)
})
