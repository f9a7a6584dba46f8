// Clocks explained to people, word for word.
import { describe, expect, it } from "vitest"
import { Result } from "effect"
import type { Explanation } from "../../src/sla/Explanation.ts"
import { addendsAtMost, explanationText } from "../../src/sla/explanation/text.ts"
import * as Process from "../../src/process/Process.ts"
import { mixvel } from "../../src/process/Mixvel.ts"
import type { ClockRule } from "../../src/sla/Policy.ts"
import { explained } from "./explaining.ts"
import {
  answered,
  completed,
  customer,
  march,
  processOf,
  registered,
  resolution,
  turn,
} from "./story.ts"

const clock = "resolution"
const february = (day: number, hours: number, minutes = 0, millis = 0) =>
  Date.UTC(2026, 1, day, hours - 3, minutes, 0, millis)

const office: ReadonlyArray<[string, string]> = [["09:00", "18:00"]]
const week = { mon: office, tue: office, wed: office, thu: office, fri: office }
const holidays = [{ date: "2026-02-23", name: "День защитника Отечества" }]
const calendar = { id: "ru", version: "2026", timeZone: "Europe/Moscow", week, holidays }
const labels = { en: "x", ru: "x" }
const priorities = ["high", "low"].map((id) => ({ id, labels }))
const rule: ClockRule = {
  ...resolution,
  target: { workingMinutes: 1_440 },
  targets: [{ when: { priority: "high" }, target: { workingMinutes: 90 } }],
}
const process = processOf([rule], { calendar, priorities })

/** A request of Friday evening, asked back on Tuesday, raised on Wednesday. */
const friday = () =>
  explained(
    { process, now: february(26, 15), clock },
    [february(20, 17), { ...registered, priority: "low" }, { by: customer }],
    [february(24, 11, 0, 250), turn("customers"), { at: february(24, 12) }],
    [february(25, 9), turn("ours")],
    [february(26, 9), { type: "PriorityChanged", from: "low", to: "high" }],
  )

const said = (told: Explanation, timeZone?: string): string =>
  explanationText(told, { language: "en", ...(timeZone === undefined ? {} : { timeZone }) }).join(
    "\n",
  )

/** A clock that has worked for so many days from a Monday morning on. */
const sumAt = (days: number): string => {
  const long = processOf([{ ...resolution, target: { workingMinutes: 12_000 } }])
  const now = march(2 + 7 * Math.floor(days / 5) + (days % 5), 3)
  return said(explained({ process: long, now, clock }, [march(2, 9), registered]))
}

describe("an explanation in words", () => {
  it.each(["en", "ru"] as const)("says everything in its language: %s", async (language) => {
    const text = explanationText(friday(), { language }).join("\n")
    await expect(`${text}\n`).toMatchFileSnapshot(`explained/friday.${language}.txt`)
  })

  it("times are those of the zone that is asked for, with the offset of their own date", () => {
    const zone = "Europe/Berlin"
    const always = processOf([{ ...resolution, target: { elapsedMinutes: 60 } }])
    const from = Date.parse("2026-03-29T00:30:00Z")
    const told = explained({ process: always, now: from + 3_600_000, clock }, [from, registered])
    expect(said(told, zone)).toContain("Sun 2026-03-29 01:30 +01:00 – Sun 2026-03-29 03:30 +02:00")
    expect(said(told)).toContain("Sun 2026-03-29 03:30 – 04:30 +03:00")
    expect(() => said(told, "Mars/Olympus")).toThrow(RangeError)
  })

  it("the gap after a completion that was disputed, and a clock that stands, are said to be that", () => {
    const { pausesIn: _, ...running } = resolution
    const finishing: ClockRule = { ...running, stops: [{ enters: "completed" }] }
    const events = [
      [march(2, 9), registered],
      [march(2, 10), answered],
      [march(2, 10), completed],
    ] as const
    const disputed = { type: "Disputed", word: null, files: [] } as const
    const told = explained(
      { process: processOf([finishing]), now: march(2, 12), clock },
      ...events,
      [march(2, 11), disputed],
    )
    expect(said(told)).toContain(
      "finished, before it was taken up again; event 3: the answer was delivered (agent)",
    )
    const paused = explained(
      { process: processOf([resolution]), now: march(2, 12), clock },
      ...events,
    )
    expect(said(paused)).toContain("Due          not while it is paused")
    expect(said(paused)).toContain("paused: completed; event 3: the answer was delivered (agent)")
    expect(said(paused)).toContain("Spent        1 h 00 min of 8 h")
  })

  it("of many lengths it says how many they are, of none that nothing is spent", () => {
    expect(sumAt(0)).toContain("Spent        0 h 00 min of 200 h")
    const named = Array.from({ length: addendsAtMost }, () => "9 h 00 min").join(" + ")
    expect(sumAt(addendsAtMost)).toContain(`Spent        ${named} = 108 h 00 min of 200 h`)
    expect(sumAt(addendsAtMost + 1)).toContain(
      "Spent        117 h 00 min of 200 h (stretches counted: 13)",
    )
  })

  it("M-14 the dates of the customer's silence are counted one by one", () => {
    const silent = Result.getOrThrow(Process.make(mixvel))
    const told = explained(
      { process: silent, now: march(4, 12), clock: "silence" },
      [march(2, 9), registered],
      [march(2, 9), { type: "DiagnosisStarted" }],
      [march(2, 9), { type: "CauseFound", cause: "userError", module: null }],
      [march(2, 10), answered],
      [march(2, 10), completed],
    )
    const lines = explanationText(told, { language: "ru" })
    expect(lines).toContain("  Норматив         календарных дней: 3")
    expect(lines.slice(lines.indexOf("  Даты"), lines.indexOf("  Даты") + 4)).toEqual([
      "  Даты",
      "    1  вт 2026-03-03",
      "    2  ср 2026-03-04",
      "    3  чт 2026-03-05",
    ])
  })

  it("where stretches are left out, their number is said, and no sum is made of the others", () => {
    const told: Explanation = { ...friday(), truncated: true }
    expect(said(told)).toContain("Spent        18 h 00 min 00.250 s of 1 h 30 min\n")
    expect(said(told).split("\n").at(-1)).toBe(
      "  Only the first are listed; the sum is that of all. Listed: 10",
    )
  })

  it("a deadline by hand is no part of the target, and a state of a profile is shown by its id", () => {
    const byHand = { at: march(2, 10), dueAt: march(9, 12), moves: false }
    const [first] = friday().stretches
    if (first === undefined) throw new Error("no stretch")
    const by = friday().startedBy
    const stretches = [
      { ...first, counted: false, why: { kind: "paused", by, in: "approval" } as const },
      { ...first, counted: false, why: { kind: "paused", by, in: null } as const },
    ]
    const told: Explanation = { ...friday(), byHand, dueAt: march(9, 12), stretches, changes: [] }
    expect(said(told)).toContain("Due          Mon 2026-03-09 12:00 +03:00, set by hand")
    expect(said(told)).toMatch(/Spent +18 h 00 min 00\.250 s$/m)
    expect(said(told)).toContain("paused: approval; event 1")
    expect(said(told)).toContain("paused: held by an event; event 1")
  })
})
