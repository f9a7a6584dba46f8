// The calendars of a profile: each good, apart, and enough for every target.
import { describe, expect, it } from "vitest"
import { calendarsAtMost } from "../../src/process/calendars.ts"
import { problemsOf, withClock } from "./made.ts"

const at = "policy.clocks[0]"
const minuteAYear = {
  id: "rare",
  version: "1",
  timeZone: "UTC",
  week: {},
  exceptions: [{ name: "the minute", every: "06-01", kind: "hours", rows: [["12:00", "12:01"]] }],
}
const { exceptions } = minuteAYear
const whenFor = (when: object, target: unknown) => ({ when, target })

/** What is wrong with a clock on a calendar. */
const on = (calendar: object, over: object) => problemsOf({ ...withClock(over), calendar })

describe("C09 deadline-unreachable: every target comes within five years of its calendar", () => {
  const said = [`deadline-unreachable ${at}.target`]

  it("C09 one working minute a year: minutes", () => {
    expect(on(minuteAYear, { target: { workingMinutes: 5 } })).toEqual([])
    expect(on(minuteAYear, { target: { workingMinutes: 6 } })).toEqual(said)
  })

  it("C09 one working date a year: working days", () => {
    expect(on(minuteAYear, { target: { workingDays: 5 } })).toEqual([])
    expect(on(minuteAYear, { target: { workingDays: 6 } })).toEqual(said)
  })

  it("C09 business days, by their length", () => {
    const { policy } = withClock({ target: { businessDays: 2 } })
    const of = (businessDayMinutes: number) =>
      problemsOf({ calendar: minuteAYear, policy: { ...policy, businessDayMinutes } })
    expect(of(2)).toEqual([])
    expect(of(3)).toEqual(said)
  })

  it("C09 what counts all time is reached on any calendar", () => {
    for (const target of [
      { elapsedMinutes: 5_260_000 },
      { calendarDays: 3_653 },
      { calendarMonths: 120 },
    ])
      expect(on(minuteAYear, { target })).toEqual([])
  })

  it("C09 a calendar that closes for ever, and never has so much", () => {
    const week = { mon: [["09:00", "18:00"]] }
    const changes = [{ validFrom: "2026-02-02", week: {} }]
    const calendar = { id: "closing", version: "1", timeZone: "UTC", week, changes }
    expect(on(calendar, { target: { workingMinutes: 4 * 540 } })).toEqual([])
    expect(on(calendar, { target: { workingMinutes: 4 * 540 + 1 } })).toEqual(said)
    expect(on(calendar, { target: { workingDays: 4 } })).toEqual([])
    expect(on(calendar, { target: { workingDays: 5 } })).toEqual(said)
  })

  it("C09 each case's target, on the calendar that its clock names", () => {
    const rare = { calendars: [minuteAYear] }
    const targets = [
      whenFor({ line: "first" }, { workingMinutes: 5 }),
      whenFor({ line: "second" }, { workingMinutes: 6 }),
      whenFor({}, "none"),
    ]
    expect(problemsOf({ ...withClock({ targets }), ...rare })).toEqual([])
    expect(problemsOf({ ...withClock({ targets, calendar: "rare" }), ...rare })).toEqual([
      `deadline-unreachable ${at}.target`,
      `deadline-unreachable ${at}.targets[1].target`,
    ])
  })
})

describe("further calendars", () => {
  it("are judged each, with their paths", () => {
    const calendars = [minuteAYear, { ...minuteAYear, id: "x", timeZone: "Mars/Phobos" }]
    expect(problemsOf({ calendars })).toEqual(["unknown-time-zone calendars[1].timeZone"])
  })

  it("duplicate-name: have ids of their own, also apart from the process's", () => {
    const again = { id: "weekdays", version: "1", timeZone: "UTC", week: {}, exceptions }
    expect(problemsOf({ calendars: [again] })).toEqual(["duplicate-name calendars[0].id"])
    expect(problemsOf({ calendars: [minuteAYear, minuteAYear] })).toEqual([
      "duplicate-name calendars[1].id",
    ])
  })

  it("too-many: have their limit", () => {
    const calendars = Array.from({ length: calendarsAtMost + 1 }, (_, index) => ({
      ...minuteAYear,
      id: `c${index}`,
    }))
    expect(problemsOf({ calendars })).toEqual(["too-many calendars"])
    expect(problemsOf({ calendars: calendars.slice(1) })).toEqual([])
  })
})
