// upkeep whatif and upkeep journal, as an operator calls them: on a real store, and on its journal.
import { execFile } from "node:child_process"
import { createDesk, standard } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { environmentOf } from "./serving.ts"

const bin = new URL("../bin/upkeep.js", import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), "upkeep-whatif-"))
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

const json = (name: string, content: unknown): string => {
  writeFileSync(join(folder, name), JSON.stringify(content))
  return name
}

const march = (day: number, hours: number) => Date.UTC(2026, 2, day, hours - 3)
const anna = { kind: "customer", id: "anna" } as const
const olga = { kind: "agent", id: "olga" } as const
const secret = "the text that only people may read"
const name = "Anna Petrova"

const [firstResponse] = standard.policy.clocks
const policyOf = (version: string, target: object) => ({
  id: "asked",
  version,
  clocks: [{ ...firstResponse, target }],
})
const newer = { ...standard, version: "3" }

const storage = () => sqlite({ file: join(folder, "upkeep.db") })

// B-07: asked on Friday 17:00, due on Wednesday 14:00 after 24 working hours. Of six requests two
// are answered on Saturday and Monday, two on Wednesday and Thursday, two never.
const life = async (): Promise<void> => {
  const clock = { at: march(6, 17) }
  const options = { background: false, now: () => clock.at }
  const tickets: Array<string> = []
  for (const process of [standard, newer]) {
    await using desk = await createDesk({ ...options, storage: storage(), process })
    for (let n = 0; n < 3; n++) {
      const request = { channel: "phone", requester: { name }, subject: secret, text: secret }
      const command = { type: "register", ...request } as const
      tickets.push((await desk.submit({ actor: anna, command })).ticketId)
    }
  }
  await using desk = await createDesk({ ...options, storage: storage() })
  const answers = [march(7, 10), march(9, 10), march(11, 15), march(12, 15)]
  for (const [index, at] of answers.entries()) {
    clock.at = at
    await desk.work()
    const command = { type: "inform", text: secret } as const
    await desk.submit({ ticketId: tickets[index] ?? "", actor: olga, command })
  }
}

const parsed = (out: string): ReadonlyArray<{ readonly [name: string]: unknown }> =>
  out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line))

describe("upkeep whatif", () => {
  const until = ["--now", "2026-03-13T09:00:00+03:00"]
  const elapsed = json("elapsed.json", policyOf("1", { elapsedMinutes: 1_440 }))
  const holiday = json("holiday.json", { ...Object(standard.calendar), holidays: ["2026-03-09"] })

  beforeAll(async () => {
    await life()
    expect(await run(["journal", "--out", "journal.jsonl"])).toEqual({ code: 0, out: "", err: "" })
  })

  it("B-07 tells which tickets would breach by elapsed hours, and sums up", async () => {
    const { code, out, err } = await run(["whatif", "--policy", elapsed, ...until])
    expect({ code, err }).toEqual({ code: 0, err: "" })
    expect(out).toContain("What if, asked up to 2026-03-13T06:00:00.000Z")
    expect(out).toMatch(/^tickets +6 +1 +0 +4 +1$/m)
    expect(out).toMatch(/^firstResponse +6 +1 +0 +4 +1$/m)
    expect(out).toContain(
      "firstResponse: 6 deadlines move (6 to earlier), the middle one by -92 h ",
    )
    const breach = "breached 2026-03-07T17:00:00+03:00"
    expect(out.trimEnd().split("\n").slice(8)).toEqual([
      `  T-2        would breach    firstResponse    met 2026-03-09T10:00:00+03:00 (due 2026-03-11T14:00:00+03:00) → ${breach}`,
    ])
  })

  it("tells which tickets one more holiday spares", async () => {
    const { out } = await run(["whatif", "--calendar", holiday, "--json", ...until])
    const [only, closing, ...others] = parsed(out).filter(
      ({ outcome }) => outcome !== "neither" && outcome !== "both",
    )
    expect(others).toEqual([])
    expect(only).toMatchObject({ number: "T-3", outcome: "spared" })
    expect(closing).toMatchObject({
      now: march(13, 9),
      totals: {
        tickets: 6,
        breaches: 0,
        spared: 1,
        both: 3,
        neither: 2,
        unasked: 0,
        clocks: {
          firstResponse: {
            runs: 6,
            moves: { count: 6, earlier: 0, medianMinutes: 1_440, farthestMinutes: 1_440 },
          },
        },
      },
    })
  })

  it.each([
    ["--policy", "elapsed.json"],
    ["--calendar", "holiday.json"],
    ["--process", "profile.json"],
  ])("answers by %s the same of a store and of its exported journal", async (option, file) => {
    json("profile.json", {
      ...standard,
      id: "asked",
      policy: policyOf("2", { workingMinutes: 60 }),
    })
    for (const more of [[], ["--json"]]) {
      const ofStore = await run(["whatif", option, file, ...until, ...more])
      const journal = ["--journal", "journal.jsonl"]
      expect(await run(["whatif", option, file, ...until, ...more, ...journal])).toEqual(ofStore)
      expect(ofStore).toMatchObject({ code: 0, err: "" })
    }
  })

  it("asks a journal up to the instant at which it was exported", async () => {
    const { at } = JSON.parse(
      readFileSync(join(folder, "journal.jsonl"), "utf8").split("\n")[0] ?? "",
    )
    const asked = ["whatif", "--policy", elapsed, "--journal", "journal.jsonl", "--json"]
    expect(parsed((await run(asked)).out).at(-1)).toMatchObject({ now: at })
  })

  it("publishes nothing: the store is run by the process that it had", async () => {
    const before = await run(["journal"])
    await run(["whatif", "--process", json("other.json", { ...standard, id: "other" })])
    const after = await run(["journal"])
    expect(after.out.split("\n").slice(1)).toEqual(before.out.split("\n").slice(1))
    expect(before.out).toContain('"process":"standard@3"')
  })

  it("C23 a policy that does not fit the process in force is exit code 78, for store and journal alike", async () => {
    const policy = policyOf("1", { workingMinutes: 60 })
    const clocks = policy.clocks.map((clock) => ({ ...clock, pausesIn: ["nowhere"] }))
    const file = json("strange.json", { ...policy, clocks })
    for (const where of [[], ["--journal", "journal.jsonl"]]) {
      const { code, out, err } = await run(["whatif", "--policy", file, ...where])
      expect({ code, out }).toEqual({ code: 78, out: "" })
      expect(err).toMatch(/^upkeep: unknown-state: .* at policy\.clocks\[0\]\.pausesIn\[0\]\n$/)
    }
  })

  it("says every mistake of the call at once, before anything is read", async () => {
    const file = json("wrong.json", {
      id: "asked",
      clocks: [{ ...firstResponse, effect: "burst" }],
    })
    const absent = ["--store", "absent.db"]
    const ended = await run(["whatif", "--policy", file, "--now", "2026-02-30", ...absent], {
      UPKEEP_TENNANT: "x",
    })
    expect(ended).toMatchObject({ code: 78, out: "" })
    const codes = ended.err
      .trimEnd()
      .split("\n")
      .map((line) => /([a-z-]+): got/.exec(line)?.[1])
    expect(codes).toEqual([
      "unknown-field",
      "missing-field",
      "unknown-value",
      expect.stringMatching(/^invalid-/),
      ...codes.slice(4),
    ])
  })

  it.each([
    [["whatif"], 2, /got nothing to ask by, expected one of --policy, --calendar, --process/],
    [["whatif", "--policy", "a", "--process", "b"], 2, /got --policy, --process, expected one of/],
    [["whatif", "T-1", "--policy", "a"], 2, /got T-1, expected: upkeep whatif/],
    [["whatif", "--policy", "a", "--store", "b", "--journal", "c"], 2, /got --store and --journal/],
    [["whatif", "--policy", "absent.json"], 78, /^upkeep: cannot-read-policy: .* at --policy\n$/],
    [["whatif", "--calendar", "absent.json"], 78, /^upkeep: cannot-read-calendar: /],
    [["whatif", "--process", "absent.json"], 78, /^upkeep: cannot-read-process: /],
    [["whatif", "--policy", "elapsed.json", "--store", "absent.db"], 1, /^upkeep: no-store: /],
    [
      ["whatif", "--policy", "elapsed.json", "--journal", "absent"],
      1,
      /^upkeep: cannot-read-journal: got "absent", expected .* \(ENOENT: .*\), at --journal\n$/,
    ],
    [
      ["whatif", "--policy", "elapsed.json", "--journal", "."],
      1,
      /^upkeep: cannot-read-journal: got "\.", expected .* \(EISDIR: .*\), at --journal\n$/,
    ],
    [["journal", "--store", "absent.db"], 1, /^upkeep: no-store: /],
    [["journal", "T-1"], 2, /got T-1, expected: upkeep journal/],
    [
      ["journal", "--out", "journal.jsonl"],
      1,
      /^upkeep: file-exists: got "journal\.jsonl", .* at --out\n$/,
    ],
  ])("refuses %j with exit code %i, saying why", async (args, code, message) => {
    const ended = await run(args)
    expect(ended).toMatchObject({ code, out: "" })
    expect(ended.err).toMatch(message)
    expect(existsSync(join(folder, "absent.db"))).toBe(false)
  })

  it("files that an editor touched are read as they were", async () => {
    for (const file of ["elapsed.json", "journal.jsonl"])
      writeFileSync(
        join(folder, `edited.${file}`),
        `\uFEFF${readFileSync(join(folder, file), "utf8")}\r\n\n`,
      )
    const journal = ["--journal", "edited.journal.jsonl"]
    const edited = await run(["whatif", "--policy", "edited.elapsed.json", ...journal])
    expect(edited).toMatchObject({ code: 0, err: "" })
    const untouched = ["--policy", "elapsed.json", "--journal", "journal.jsonl"]
    expect(edited).toEqual(await run(["whatif", ...untouched]))
  })

  it("a broken journal is told with its line, and nothing of it is reported", async () => {
    const lines = readFileSync(join(folder, "journal.jsonl"), "utf8").split("\n")
    writeFileSync(
      join(folder, "broken.jsonl"),
      [...lines.slice(0, -3), "{", ...lines.slice(-3)].join("\n"),
    )
    const ended = await run(["whatif", "--policy", elapsed, "--journal", "broken.jsonl", "--json"])
    expect(ended).toMatchObject({ code: 1, out: "" })
    expect(ended.err).toBe(
      `upkeep: not-json: got "{", expected JSON on one line, at broken.jsonl:${lines.length - 2}\n`,
    )
  })
})

describe("upkeep journal", () => {
  it("writes a file that stands alone: a head, each process once before its events, an end", async () => {
    const lines = parsed(readFileSync(join(folder, "journal.jsonl"), "utf8"))
    expect(lines[0]).toMatchObject({ upkeep: "journal", format: 1, process: "standard@3" })
    const processes = lines.filter((line) => "process" in line && !("upkeep" in line))
    expect(processes).toMatchObject([{ process: { version: "3" } }, { process: { version: "2" } }])
    const events = lines.filter((line) => "event" in line)
    expect(lines.at(-1)).toEqual({ end: { tickets: 6, events: events.length } })
  })

  it("holds nothing that people wrote, and no names", () => {
    const text = readFileSync(join(folder, "journal.jsonl"), "utf8")
    expect(text).not.toContain(secret)
    expect(text).not.toContain(name)
  })

  it("overwrites a file only where that is said", async () => {
    json("old.jsonl", "old")
    expect((await run(["journal", "--out", "old.jsonl", "--overwrite"])).code).toBe(0)
    expect(readFileSync(join(folder, "old.jsonl"), "utf8")).toMatch(/^\{"upkeep":"journal"/)
    expect(readdirSync(folder).filter((file) => file.endsWith(".new"))).toEqual([])
    const ended = await run(["journal", "--out", "no/such/folder.jsonl"])
    expect(ended).toMatchObject({ code: 1, out: "" })
    expect(ended.err).toMatch(
      /^upkeep: cannot-write: got "no\/such\/folder\.jsonl", .* at --out\n$/,
    )
  })
})
