// Clocks that went wrong elsewhere by their calendars (the catalogue of clock regressions).
import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as Process from "../../src/process/Process.ts"
import { standard } from "../../src/process/Standard.ts"
import type { Target } from "../../src/sla/Target.ts"
import {
  dueAt,
  march,
  nextAt,
  processOf,
  registered,
  resolution,
  spentMinutes,
  story,
  turn,
} from "./story.ts"

const on = (calendar: object, target: Target = { workingMinutes: 480 }) =>
  processOf(
    [{ ...resolution, pausesIn: "calendarMonths" in target ? [] : ["customers"], target }],
    {
      calendar: { id: "c", version: "1", timeZone: "+03:00", ...calendar },
    },
  )
const everyDay = (...rows: ReadonlyArray<readonly [string, string]>) =>
  Object.fromEntries(["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, rows]))
const dueFrom = (process: Process.Process, at: number) =>
  nextAt(process, story(process, [at, registered]))
const at = Date.parse

describe("clock regression 7: A calendar without open time is a typed error, not a loop", () => {
  it("clock regression 7: none at all is refused with its code and path", () => {
    const made = Process.make({
      ...standard,
      calendar: { id: "c", version: "1", timeZone: "UTC", week: {} },
    })
    expect(Result.isFailure(made) && made.failure.map(({ code, path }) => [code, path])).toEqual([
      ["no-open-time", "calendar.week"],
    ])
  })

  it("clock regression 7: one that runs out of it is never due, and has spent what it had", () => {
    const days = { "2026-03-02": [["09:00", "18:00"]], "2026-03-03": [["09:00", "10:00"]] }
    const clocks = [{ ...resolution, pausesIn: ["customers"], warnAt: [0.5], warnBefore: [60] }]
    const ending = processOf(clocks, {
      calendar: { id: "c", version: "1", timeZone: "+03:00", week: {}, days },
    })
    expect(dueFrom(ending, march(2, 9))).toBe(march(2, 13))
    expect(dueFrom(ending, march(2, 17))).toBeNull()
    const late = story(ending, [march(2, 17), registered])
    expect(spentMinutes(ending, late, "resolution", march(30, 9))).toBe(120)
    expect(dueAt(ending, late, "resolution")).toBeNull()
  })
})

it("clock regression 8: A lunch break is two intervals", () => {
  const rows = [
    ["09:00", "13:00"],
    ["14:00", "18:00"],
  ] as const
  const process = on({ week: everyDay(...rows) })
  expect(dueFrom(process, march(2, 10))).toBe(march(3, 10))
  expect(dueFrom(process, march(2, 13, 30))).toBe(march(3, 13))
  const overLunch = story(
    process,
    [march(2, 9), registered],
    [march(2, 12, 30), turn("customers")],
    [march(2, 14, 30), turn("ours")],
  )
  expect(nextAt(process, overLunch)).toBe(march(3, 10))
})

describe("clock regression 9: Requests opened outside hours, on a holiday, at the last open millisecond, at the first", () => {
  const week = { mon: [["09:00", "18:00"]], thu: [["09:00", "18:00"]], fri: [["09:00", "18:00"]] }
  const process = on({ week, holidays: ["2026-03-05"] }, { workingMinutes: 60 })
  it.each([
    ["outside hours, at night", march(6, 3), march(6, 10)],
    ["outside hours, at closing", march(6, 18), march(9, 10)],
    ["outside hours, on Saturday", march(7, 12), march(9, 10)],
    ["on a holiday", march(5, 12), march(6, 10)],
    ["at the last open millisecond", march(6, 18) - 1, march(9, 10) - 1],
    ["at the first", march(6, 9), march(6, 10)],
    ["a millisecond before the first", march(6, 9) - 1, march(6, 10)],
  ])("clock regression 9: opened %s", (_, opened, due) => {
    expect(dueFrom(process, opened)).toBe(due)
  })
})

describe("clock regression 10: DST forward and back with 24×7 and with 00:00–10:00 windows", () => {
  const timeZone = "Europe/Berlin"
  const day = { workingMinutes: 1_440 }

  it("clock regression 10: 24×7, a day of work is 24 hours of time, whatever the wall says", () => {
    const always = on({ timeZone, week: everyDay(["00:00", "24:00"]) }, day)
    expect(dueFrom(always, at("2026-03-28T12:00+01:00"))).toBe(at("2026-03-29T13:00+02:00"))
    expect(dueFrom(always, at("2026-10-24T12:00+02:00"))).toBe(at("2026-10-25T11:00+01:00"))
  })

  it("clock regression 10: 00:00–10:00 has 9 hours when the clock goes forward, 11 when back", () => {
    const nights = on({ timeZone, week: everyDay(["00:00", "10:00"]) }, { workingMinutes: 600 })
    expect(dueFrom(nights, at("2026-03-29T00:00+01:00"))).toBe(at("2026-03-30T01:00+02:00"))
    expect(dueFrom(nights, at("2026-10-25T00:00+02:00"))).toBe(at("2026-10-25T09:00+01:00"))
    expect(dueFrom(nights, at("2026-10-25T09:30+01:00"))).toBe(at("2026-10-26T09:30+01:00"))
  })
})

describe("clock regression 11: A GMT+3 contract on a UTC server, and on a server in any other zone", () => {
  const child = new URL("servedIn.ts", import.meta.url).pathname
  const args = ["--conditions=@upkeep/source", child]
  it.each(["UTC", "Europe/Moscow", "America/New_York", "Pacific/Apia"])(
    "clock regression 11: Friday 17:00 at +03:00 and 24 working hours are Wednesday 14:00 in %s",
    async (zone) => {
      const ran = await promisify(execFile)(process.execPath, args, {
        env: { ...process.env, TZ: zone },
      })
      expect(JSON.parse(ran.stdout)).toEqual({ zone, due: "2026-03-11T11:00:00.000Z" })
    },
    30_000,
  )
})

describe("clock regression 24: A target of one month, from 31 January", () => {
  it.each([
    ["2026-01-31T12:00+03:00", 1, "2026-02-28T12:00+03:00"],
    ["2028-01-31T12:00+03:00", 1, "2028-02-29T12:00+03:00"],
    ["2026-01-31T12:00+03:00", 2, "2026-03-31T12:00+03:00"],
    // In UTC that is still the 30th.
    ["2026-01-31T01:00+03:00", 1, "2026-02-28T01:00+03:00"],
  ])("clock regression 24: from %s, %i later: %s", (from, months, due) => {
    expect(
      dueFrom(on({ week: everyDay(["09:00", "18:00"]) }, { calendarMonths: months }), at(from)),
    ).toBe(at(due))
  })
})
