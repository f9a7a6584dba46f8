import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as Calendar from "../../src/calendar/Calendar.ts"
import * as WorkingTime from "../../src/calendar/WorkingTime.ts"
import type { Problem } from "../../src/problem/Problem.ts"

const nine: ReadonlyArray<readonly [string, string]> = [["09:00", "18:00"]]
const office = { id: "office", version: "1", timeZone: "+03:00", week: { mon: nine, fri: nine } }

const problemsOf = (input: unknown): ReadonlyArray<Problem> =>
  Result.match(Calendar.make(input), { onSuccess: () => [], onFailure: (problems) => problems })

const codesOf = (input: unknown) => problemsOf(input).map(({ code, path }) => `${code} ${path}`)

const zoned = (timeZone: unknown) => ({ ...office, timeZone })
const monday = (...mon: ReadonlyArray<unknown>) => ({ ...office, week: { mon } })
const at = (date: string) => Date.parse(`${date}T00:00:00Z`)
const made = (input: unknown) => Result.getOrThrow(Calendar.make(input))

describe("time zones", () => {
  it.each(["Mars/Phobos", "", "Etc/GMT+25", "Europe/Ber\0lin", "GMT+3", "+3", "+15:00", "+03"])(
    "C01 the unknown zone %j is refused",
    (timeZone) => {
      expect(codesOf(zoned(timeZone))).toEqual(["unknown-time-zone timeZone"])
    },
  )

  it("C01 an unknown zone gets the nearest names, by its city too", () => {
    expect(problemsOf(zoned("Europe/Berlim"))[0]?.expected).toContain("Europe/Berlin")
    expect(problemsOf(zoned("berlin"))[0]?.expected).toContain("Europe/Berlin")
    expect(problemsOf(zoned("Moskow"))[0]?.expected).toContain("Europe/Moscow")
  })

  it("C01 a hostile zone is shown in 64 characters at most", () => {
    const message = problemsOf(zoned(`\u001b[2J${"x".repeat(100_000)}`))[0]?.message ?? ""
    expect(message).not.toContain("\u001b")
    expect(message.length).toBeLessThan(300)
  })

  it.each([
    ["EST", "America/New_York"],
    ["CET", "Europe/Berlin"],
    ["ist", "Asia/Kolkata"],
    ["MSK", "Europe/Moscow"],
    ["EST5EDT", "America/New_York"],
  ])("C02 %s is refused as ambiguous, naming %s", (timeZone, meant) => {
    const [problem, ...others] = problemsOf(zoned(timeZone))
    expect(others).toEqual([])
    expect(problem?.code).toBe("ambiguous-time-zone")
    expect(problem?.expected).toContain(meant)
    expect(problem?.expected).toContain("+03:00")
  })

  it.each([
    ["+03:00", "+03:00"],
    ["-09:30", "-09:30"],
    ["Z", "UTC"],
    ["UTC", "UTC"],
    ["+00:00", "UTC"],
  ])("C02 a fixed offset is taken: %s is stored as %s", (timeZone, stored) => {
    expect(made(zoned(timeZone)).timeZone).toBe(stored)
  })

  it.each([
    ["europe/berlin", "Europe/Berlin"],
    ["Asia/Calcutta", "Asia/Kolkata"],
    ["asia/kolkata", "Asia/Kolkata"],
    ["Europe/Kiev", "Europe/Kyiv"],
    ["US/Eastern", "America/New_York"],
  ])("C03 %s is accepted and stored as %s", (timeZone, stored) => {
    expect(made(zoned(timeZone)).timeZone).toBe(stored)
  })
})

describe("rows", () => {
  it("C04 an end before its start is refused, saying how a night shift is written", () => {
    const [problem] = problemsOf(monday(["18:00", "09:00"]))
    expect(problem).toMatchObject({ code: "end-before-start", path: "week.mon[0]" })
    expect(problem?.message).toContain("two rows on two dates")
  })

  it("C05 an empty interval is refused", () => {
    expect(codesOf(monday(["09:00", "09:00"]))).toEqual(["empty-interval week.mon[0]"])
  })

  it("C06 the full day 00:00-24:00 is accepted", () => {
    expect(codesOf(monday(["00:00", "24:00"]))).toEqual([])
  })

  it.each(["25:00", "09:60", "9", "9am", "9:00", "24:01", " 09:00", "09:00:00", "٠٩:٠٠"])(
    "C06 %s is refused as a time",
    (time) => {
      expect(codesOf(monday([time, "18:00"]))).toEqual(["invalid-time week.mon[0][0]"])
    },
  )

  it("C07 overlapping rows are refused with both", () => {
    const [problem, ...others] = problemsOf(monday(["09:00", "12:00"], ["11:00", "15:00"]))
    expect(others).toEqual([])
    expect(problem).toMatchObject({ code: "overlap", path: "week.mon[1]" })
    expect(problem?.message).toContain("11:00-15:00")
    expect(problem?.message).toContain("week.mon[0] (09:00-12:00)")
  })

  it("C07 a row inside another is found, whatever the order", () => {
    expect(codesOf(monday(["14:00", "15:00"], ["09:00", "18:00"], ["16:00", "17:00"]))).toEqual([
      "overlap week.mon[0]",
      "overlap week.mon[2]",
    ])
  })

  it("C07 rows that touch are accepted", () => {
    expect(codesOf(monday(["12:00", "15:00"], ["09:00", "12:00"]))).toEqual([])
  })

  it("C09 one working minute a year is a calendar; a target beyond five years is unreachable", () => {
    const days = Object.fromEntries(
      Array.from({ length: 30 }, (_, year) => [`${2026 + year}-01-01`, [["09:00", "09:01"]]]),
    )
    const w = WorkingTime.make(made({ ...office, week: {}, days }))
    const from = Date.parse("2026-02-01T00:00:00Z")
    expect(WorkingTime.isReachable(w, from, 5 * 60_000)).toBe(true)
    expect(WorkingTime.isReachable(w, from, 6 * 60_000)).toBe(false)
  })

  it("C13 a holiday list that ends before the longest deadline is warned about", () => {
    const holidays = ["2026-01-01", { date: "2026-11-04", name: "День народного единства" }]
    const calendar = made({ ...office, holidays })
    const warnings = Calendar.warnings(calendar, { until: "2027-01-01" })
    expect(warnings.map(({ code, got }) => `${code} ${got}`)).toEqual(["holidays-end 2026-12-31"])
    expect(Calendar.warnings(calendar, { until: "2026-12-31" })).toEqual([])
    expect(Calendar.warnings(made(office), { until: "2100-01-01" })).toEqual([])
  })

  it("C14 a row inside the gap is accepted, that date counts 0 minutes and shows no interval", () => {
    const w = WorkingTime.make(
      made({ ...office, timeZone: "Europe/Berlin", week: { sun: [["02:10", "02:50"]] } }),
    )
    expect(WorkingTime.between(w, at("2026-03-28"), at("2026-03-31"))).toBe(0)
    expect([...WorkingTime.intervals(w, at("2026-03-28"), at("2026-03-31"))]).toEqual([])
    expect(WorkingTime.isWorkingDay(w, "2026-03-29")).toBe(false)
    expect(WorkingTime.between(w, at("2026-04-04"), at("2026-04-06"))).toBe(40 * 60_000)
  })
})

describe("dates and shape", () => {
  it.each(["2026-02-30", "2026-04-31", "2025-02-29", "1969-12-31", "2201-01-01", "2026-1-1", "x"])(
    "T03 the date %s is refused and not rolled over",
    (date) => {
      expect(codesOf({ ...office, holidays: [date] })).toEqual(["invalid-date holidays[0]"])
      expect(codesOf({ ...office, days: { [date]: [] } })).toEqual([`invalid-date days.${date}`])
    },
  )

  it("a calendar without open time is refused (clock regression 7)", () => {
    expect(codesOf({ ...office, week: {} })).toEqual(["no-open-time week"])
    expect(codesOf({ ...office, week: { mon: [] }, days: { "2026-01-01": [] } })).toEqual([
      "no-open-time week",
    ])
    expect(codesOf({ ...office, week: {}, days: { "2026-01-01": nine } })).toEqual([])
  })

  it("lists all problems at once, of shape and of sense", () => {
    const input = {
      id: "",
      timeZone: "EST",
      week: {
        mon: [
          ["09:00", "9"],
          ["18:00", "09:00"],
        ],
        monday: [],
      },
      holidays: ["2026-02-30", { date: "2026-01-01", name: 1 }],
      days: {
        "2026-02-29": [
          ["09:00", "12:00"],
          ["11:00", "13:00"],
        ],
        "2026-03-01": "closed",
      },
    }
    expect(codesOf(input).toSorted()).toEqual([
      "ambiguous-time-zone timeZone",
      "empty id",
      "end-before-start week.mon[1]",
      "invalid-date days.2026-02-29",
      "invalid-date holidays[0]",
      "invalid-time week.mon[0][1]",
      "missing-field version",
      "overlap days.2026-02-29[1]",
      "unknown-field week.monday",
      "wrong-type days.2026-03-01",
      "wrong-type holidays[1].name",
    ])
  })

  it("more than a hundred problems are counted", () => {
    const mon = Array.from({ length: 48 }, () => ["10:00", "09:00"])
    const problems = problemsOf({ ...office, week: { mon, tue: mon, wed: mon } })
    expect(problems).toHaveLength(101)
    expect(problems.at(-1)).toMatchObject({ code: "too-many-problems", got: '"44 more"' })
  })

  it("C28 too many holidays and rows are refused", () => {
    const holidays = Array.from({ length: 5_001 }, () => "2026-01-01")
    const mon = Array.from({ length: 49 }, () => ["10:00", "11:00"])
    expect(codesOf({ ...office, holidays })).toEqual(["too-many holidays"])
    expect(codesOf(monday(...mon))).toContain("too-many week.mon")
  })

  it.each([null, [], "office", 7, undefined])("%j is no calendar", (input) => {
    expect(codesOf(input)).toEqual(["wrong-type "])
  })

  it("a hostile date is not printed as a path", () => {
    const input: unknown = JSON.parse('{"__proto__": [], "\\u001b[2J": [["09:00", "09:00"]]}')
    const problems = problemsOf({ ...office, days: input })
    expect(problems.map(({ code }) => code)).toContain("invalid-date")
    expect(problems.map(({ message }) => message).join("")).not.toContain("\u001b")
  })

  it("what was made is plain data that can be stored and made again", () => {
    const calendar = made({ ...office, timeZone: "europe/berlin", holidays: ["2026-01-01"] })
    expect(made(JSON.parse(JSON.stringify(calendar)))).toEqual(calendar)
  })
})
