// upkeep show TICKET --explain: why the clocks stand as they do, for a person and for a program.
import { createDesk, standard } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { execFile } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { environmentOf } from "./serving.ts"

const bin = new URL("../bin/upkeep.js", import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), "upkeep-explain-"))

const run = (
  args: ReadonlyArray<string>,
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    const options = { cwd: folder, env: environmentOf({}) }
    execFile(process.execPath, [bin, ...args], options, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err })
    })
  })

const february = (day: number, hours: number) => Date.UTC(2026, 1, day, hours - 3)

// What a holiday is called must not move the terminal.
const holiday = "День защитника Отечества"
const holidays = [{ date: "2026-02-23", name: `${holiday}\u001b[2J` }]
const office = [["09:00", "18:00"]]
const week = { mon: office, tue: office, wed: office, thu: office, fri: office }
const calendar = { id: "ru", version: "1", timeZone: "+03:00", week, holidays }
const profile = { ...standard, id: "explained", calendar }

/** A request of Friday 17:00, answered to on Tuesday noon. */
const prepare = async () => {
  const clock = { at: february(20, 17) }
  const storage = sqlite({ file: join(folder, "upkeep.db") })
  const options = { storage, process: profile, background: false, channels: ["email"] }
  await using desk = await createDesk({ ...options, now: () => clock.at })
  const request = { subject: "Login fails", text: "Since noon.", requester: {} }
  const command = { type: "register", channel: "email", ...request } as const
  const { ticketId } = await desk.submit({ actor: { kind: "customer", id: "anna" }, command })
  clock.at = february(24, 12)
  const inform = { type: "inform", text: "We look into it." } as const
  await desk.submit({ ticketId, actor: { kind: "agent", id: "olga" }, command: inform })
}

describe("upkeep show --explain", () => {
  beforeAll(prepare)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const english = [
    "firstResponse: met",
    "  Target       24 h of working time",
    "  Started      Fri 2026-02-20 17:00 +03:00, event 1: the request was registered (customer)",
    "  Ended        Tue 2026-02-24 12:00 +03:00, event 2: the customer was informed (agent)",
    "  Spent        1 h 00 min + 3 h 00 min = 4 h 00 min of 24 h",
    "  Stretches (+ counted, · not counted)",
    "    +  1 h 00 min  Fri 2026-02-20 17:00 – 18:00 +03:00                 working hours",
    "    ·  6 h 00 min  Fri 2026-02-20 18:00 – Sat 2026-02-21 00:00 +03:00  outside working hours",
    "    · 48 h 00 min  Sat 2026-02-21 00:00 – Mon 2026-02-23 00:00 +03:00  day off",
    `    · 24 h 00 min  Mon 2026-02-23 00:00 – Tue 2026-02-24 00:00 +03:00  holiday: ${holiday}\\u001b[2J`,
    "    ·  9 h 00 min  Tue 2026-02-24 00:00 – 09:00 +03:00                 outside working hours",
    "    +  3 h 00 min  Tue 2026-02-24 09:00 – 12:00 +03:00                 working hours",
  ]

  it("B-07 tells after the ticket what counts, what does not, and the sum", async () => {
    const plain = await run(["show", "T-1"])
    const { code, out, err } = await run(["show", "T-1", "--explain"])
    expect({ code, err }).toEqual({ code: 0, err: "" })
    expect(out.startsWith(plain.out.trimEnd())).toBe(true)
    expect(plain.out).not.toContain("Stretches")
    const lines = out.split("\n")
    expect(lines.filter((line) => english.includes(line))).toEqual(english)
  })

  it.each([["ru"], ["ru-RU"]])("speaks Russian for --language %s", async (language) => {
    const { out } = await run(["show", "T-1", "--explain", "--language", language])
    expect(out).toContain("\nfirstResponse: срок соблюдён\n")
    expect(out).toContain("Израсходовано    1 ч 00 мин + 3 ч 00 мин = 4 ч 00 мин из 24 ч\n")
  })

  it("with --json adds `explanations` as the desk tells them, and only then", async () => {
    const { out } = await run(["show", "T-1", "--explain", "--json"])
    const { number, explanations } = JSON.parse(out)
    expect(number).toBe("T-1")
    expect(explanations).toMatchObject([
      { clock: "firstResponse", status: "met", spentMillis: 4 * 3_600_000, truncated: false },
    ])
    expect(explanations[0].stretches).toHaveLength(6)
    const plain = await run(["show", "T-1", "--json"])
    expect(Object.keys(JSON.parse(plain.out))).not.toContain("explanations")
  })

  it("is no option of other commands", async () => {
    const { code, err } = await run(["intake", ".", "--explain"])
    expect(code).toBe(2)
    expect(err).toMatch(/got --explain, expected for intake: --store, /)
  })
})
