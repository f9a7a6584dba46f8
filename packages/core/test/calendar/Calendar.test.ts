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
const warnings = (parts: object, until: string) =>
  Calendar.warnings(made({ ...office, ...parts }), { until }).map(
    ({ code, got }) => `${code} ${got}`,
  )
const tzdataProblem = (parts: object, zoneData: string) =>
  Calendar.tzdataProblem(made({ ...office, ...parts }), zoneData)?.message

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

  it("C04 a night shift may be one row too, which closes on the next date", () => {
    const night = (open: unknown, close: unknown, overnight: unknown = true) =>
      codesOf(monday({ open, close, overnight }))
    expect(night("18:00", "09:00")).toEqual([])
    expect(night("18:00", "18:00")).toEqual([])
    expect(night("18:00", "00:00")).toEqual([])
    expect(night("09:00", "18:00")).toEqual(["not-overnight week.mon[0]"])
    expect(night("18:00", "24:00")).toEqual(["not-overnight week.mon[0]"])
    expect(night("24:00", "09:00")).toEqual(["invalid-time week.mon[0].open"])
    expect(night("18:00", "9:00")).toEqual(["invalid-time week.mon[0].close"])
    expect(night("18:00", "09:00", false)).toEqual(["unknown-value week.mon[0].overnight"])
    expect(codesOf(monday({ open: "18:00", close: "09:00" }))).toEqual([
      "unknown-value week.mon[0].overnight",
    ])
  })

  it("C05 an empty interval is refused", () => {
    expect(codesOf(monday(["09:00", "09:00"]))).toEqual(["empty-interval week.mon[0]"])
  })

  it("C06 the full day 00:00-24:00 is accepted", () => {
    expect(codesOf(monday(["00:00", "24:00"]))).toEqual([])
  })

  it("C06 24:00 is a closing and no opening", () => {
    expect(codesOf(monday(["24:00", "09:00"]))).toEqual(["invalid-time week.mon[0][0]"])
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

  it("C07 a night shift that reaches into the next weekday's first row is refused with both", () => {
    const night = { open: "22:00", close: "06:00", overnight: true }
    const week = {
      fri: [night],
      sat: [
        ["08:00", "09:00"],
        ["05:30", "06:30"],
      ],
    }
    const [problem, ...others] = problemsOf({ ...office, week })
    expect(others).toEqual([])
    expect(problem).toMatchObject({ code: "overlap", path: "week.sat[1]" })
    expect(problem?.message).toContain("week.fri[0] (22:00-06:00 overnight)")
    // Sunday's night reaches into Monday's morning; what touches does not overlap.
    const sunday = { sun: [night], mon: [["05:59", "12:00"]] }
    const changes = [{ validFrom: "2026-01-01", week: sunday }]
    expect(codesOf({ ...office, week: sunday, changes })).toEqual([
      "overlap week.mon[0]",
      "overlap changes[0].week.mon[0]",
    ])
    expect(codesOf({ ...office, week: { sun: [night], mon: [["06:00", "12:00"]] } })).toEqual([])
    expect(codesOf(monday(night, ["23:00", "24:00"]))).toEqual(["overlap week.mon[1]"])
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
    expect(warnings({ holidays }, "2027-01-01")).toEqual(["holidays-end 2026-12-31"])
    expect(warnings({ holidays }, "2026-12-31")).toEqual([])
    expect(warnings({}, "2100-01-01")).toEqual([])
  })

  it("C13 closed exceptions with a date are holidays; what recurs says nothing of a year", () => {
    const day = { name: "x", date: "2026-05-01" }
    const exceptions = [
      { ...day, kind: "closed" },
      { ...day, date: "2028-05-01", kind: "shortened", minutes: 60 },
      { name: "x", every: "05-09", kind: "closed" },
    ]
    expect(warnings({ exceptions }, "2027-06-01")).toEqual(["holidays-end 2026-12-31"])
    const [warning] = Calendar.warnings(made({ ...office, exceptions }), { until: "2027-06-01" })
    expect(warning?.path).toBe("exceptions")
    expect(warnings({ exceptions, holidays: ["2027-01-01"] }, "2027-06-01")).toEqual([])
    expect(warnings({ exceptions: exceptions.slice(1) }, "2027-06-01")).toEqual([])
  })

  it("C13 a calendar that closes for ever is warned about with its last working date", () => {
    // The last Monday or Friday before; Friday is 1 May.
    const changes = [{ validFrom: "2026-05-01", week: {} }]
    expect(warnings({ changes }, "2026-04-27")).toEqual([])
    expect(warnings({ changes }, "2026-04-28")).toEqual(["open-time-ends 2026-04-27"])
    const [problem] = Calendar.warnings(made({ ...office, changes }), { until: "2027-01-01" })
    expect(problem).toMatchObject({ path: "changes[0].week", expected: "open time to 2027-01-01" })
    const moved = { name: "x", date: "2026-06-06", kind: "hours", rows: nine }
    expect(warnings({ changes, exceptions: [moved] }, "2026-06-06")).toEqual([])
    expect(warnings({ changes, exceptions: [moved] }, "2026-06-07")).toEqual([
      "open-time-ends 2026-06-06",
    ])
    const yearly = { name: "x", every: "06-06", kind: "extra", rows: nine }
    expect(warnings({ changes, exceptions: [yearly] }, "2199-06-07")).toEqual([])
    const again = { validFrom: "2027-01-01", week: { mon: nine } }
    expect(warnings({ changes: [...changes, again] }, "2199-06-07")).toEqual([])
    const late = { week: {}, days: { "2026-01-01": [["09:00", "24:00"]] } }
    expect(warnings(late, "2027-01-01")).toEqual(["open-time-ends 2026-01-01"])
  })

  it("C14 a row inside the gap is accepted, that date counts 0 minutes and shows no interval", () => {
    const w = WorkingTime.make(
      made({ ...office, timeZone: "Europe/Berlin", week: { sun: [["02:10", "02:50"]] } }),
    )
    expect(WorkingTime.between(w, at("2026-03-28"), at("2026-03-31"))).toBe(0)
    expect([...WorkingTime.intervals(w, at("2026-03-28"), at("2026-03-31"))]).toEqual([])
    expect(WorkingTime.isWorkingDay(w, "2026-03-29")).toBe(false)
    const change = Date.parse("2026-03-29T01:00:00Z")
    expect([...WorkingTime.dates(w, "2026-03-29", "2026-03-29")]).toEqual([
      {
        date: "2026-03-29",
        weekday: "sun",
        rows: [{ start: change, end: change }],
        millis: 0,
        because: { kind: "hours" },
        also: [],
      },
    ])
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

  it.each([
    [
      "rows that lie inside a gap",
      { timeZone: "Europe/Berlin", days: { "2026-03-29": [["02:10", "02:50"]] } },
    ],
    [
      "rows on a date that its zone left out",
      { timeZone: "Pacific/Apia", days: { "2011-12-30": nine } },
    ],
    [
      "rows that are cut off",
      {
        days: { "2026-01-01": nine },
        exceptions: [{ name: "x", date: "2026-01-01", kind: "shortened", minutes: 540 }],
      },
    ],
    [
      "a day moved to a free one",
      { exceptions: [{ name: "x", date: "2026-01-01", kind: "moved", like: "mon" }] },
    ],
    [
      "rows before 1970 in UTC",
      { timeZone: "+03:00", days: { "1970-01-01": [["00:00", "03:00"]] } },
    ],
    [
      "a week that is never in force",
      { week: { mon: nine }, changes: [{ validFrom: "1970-01-01", week: {} }] },
    ],
  ])("a calendar without open time is refused, whatever it has: %s", (_, parts) => {
    expect(codesOf({ ...office, week: {}, ...parts })).toEqual(["no-open-time week"])
  })

  it.each([
    ["a date of long ago", { days: { "1970-01-02": nine } }],
    ["an exception", { exceptions: [{ name: "x", every: "02-29", kind: "extra", rows: nine }] }],
    ["a change", { changes: [{ validFrom: "2200-12-01", week: { mon: nine } }] }],
    ["the last minute of 2200", { timeZone: "UTC", days: { "2200-12-31": [["23:59", "24:00"]] } }],
  ])("%s is open time enough", (_, parts) => {
    expect(codesOf({ ...office, week: {}, ...parts })).toEqual([])
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

describe("zone data", () => {
  it.each(["2024", "2024B", "24a", "2024ab", ""])("C29 %j is no release", (minTzdata) => {
    expect(codesOf({ ...office, minTzdata })).toEqual(["invalid-value minTzdata"])
  })

  it("C29 a host with older or unknown zone data is told of where the calendar says so", () => {
    expect(tzdataProblem({ minTzdata: "2024b" }, "2024a")).toBe(
      'tzdata-too-old: got "2024a", expected zone data 2024b or newer, at minTzdata',
    )
    expect(tzdataProblem({ minTzdata: "2024b" }, "unknown")).toContain("tzdata-too-old")
    for (const zoneData of ["2024b", "2024c", "2025a"])
      expect(tzdataProblem({ minTzdata: "2024b" }, zoneData)).toBeUndefined()
    for (const zoneData of ["1990a", "unknown"]) expect(tzdataProblem({}, zoneData)).toBeUndefined()
  })
})
