import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as Calendar from "../../src/calendar/Calendar.ts"
import { hourMillis, minuteMillis } from "../../src/calendar/units.ts"
import * as WorkingTime from "../../src/calendar/WorkingTime.ts"

type Rows = ReadonlyArray<readonly [string, string]>
const everyDay = (rows: Rows) => ({
  mon: rows,
  tue: rows,
  wed: rows,
  thu: rows,
  fri: rows,
  sat: rows,
  sun: rows,
})
const { sat: _sat, sun: _sun, ...nineToSix } = everyDay([["09:00", "18:00"]])

const workingTime = (parts: object) =>
  WorkingTime.make(
    Result.getOrThrow(
      Calendar.make({ id: "office", version: "1", timeZone: "+03:00", week: nineToSix, ...parts }),
    ),
  )

const office = workingTime({})
// 2026-01-16 is a Friday.
const at = (text: string, offset = "+03:00") => Date.parse(`${text}:00${offset}`)
const local = (instant: number | undefined) =>
  new Date((instant ?? Number.NaN) + 3 * hourMillis).toISOString().slice(0, 16)

const hours = (w: WorkingTime.WorkingTime, [from, to]: readonly [number, number]) =>
  WorkingTime.between(w, from, to) / hourMillis
const months = (n: number) =>
  local(WorkingTime.addCalendarMonths(office, at("2026-01-31T12:00"), n))

describe("clocks that went wrong elsewhere", () => {
  it("1 a pause from Friday 17:50 to Monday 09:10 moves an 8 h deadline by 20 minutes", () => {
    const from = at("2026-01-16T15:00")
    const pause = { start: at("2026-01-16T17:50"), end: at("2026-01-19T09:10") }
    expect(local(WorkingTime.due(office, from, 8 * hourMillis, []))).toBe("2026-01-19T14:00")
    expect(local(WorkingTime.due(office, from, 8 * hourMillis, [pause]))).toBe("2026-01-19T14:20")
  })

  it("2 a pause wholly outside working hours costs nothing", () => {
    const from = at("2026-01-15T16:00")
    const pause = { start: at("2026-01-15T18:00"), end: at("2026-01-16T09:00") }
    expect(local(WorkingTime.due(office, from, 4 * hourMillis, [pause]))).toBe("2026-01-16T11:00")
  })

  it("6 an hour before a deadline at 09:30 is 17:30 of the working day before", () => {
    expect(local(WorkingTime.add(office, at("2026-01-19T09:30"), -hourMillis))).toBe(
      "2026-01-16T17:30",
    )
  })

  it("8 a lunch break is two intervals", () => {
    const rows: Rows = [
      ["09:00", "13:00"],
      ["14:00", "18:00"],
    ]
    const w = workingTime({ week: everyDay(rows) })
    expect(local(WorkingTime.add(w, at("2026-01-15T12:00"), 2 * hourMillis))).toBe(
      "2026-01-15T15:00",
    )
  })

  it("9 outside hours, on a holiday, at the last open millisecond, at the first", () => {
    const w = workingTime({ holidays: ["2026-01-16"] })
    const hour = (from: number) => local(WorkingTime.add(w, from, hourMillis))
    expect(hour(at("2026-01-15T20:00"))).toBe("2026-01-19T10:00")
    expect(hour(at("2026-01-16T12:00"))).toBe("2026-01-19T10:00")
    expect(hour(at("2026-01-15T09:00"))).toBe("2026-01-15T10:00")
    const last = at("2026-01-15T18:00") - 1
    expect(WorkingTime.add(w, last, 2)).toBe(at("2026-01-19T09:00") + 1)
  })

  it("10 24×7 and 00:00-10:00 count 25 h and 11 h when the clock goes back, 23 h and 9 h forward", () => {
    const round = workingTime({ timeZone: "Europe/Berlin", week: everyDay([["00:00", "24:00"]]) })
    const early = workingTime({ timeZone: "Europe/Berlin", week: everyDay([["00:00", "10:00"]]) })
    const back = [at("2026-10-25T00:00", "+02:00"), at("2026-10-26T00:00", "+01:00")] as const
    const forward = [at("2026-03-29T00:00", "+01:00"), at("2026-03-30T00:00", "+02:00")] as const
    expect([hours(round, back), hours(early, back)]).toEqual([25, 11])
    expect([hours(round, forward), hours(early, forward)]).toEqual([23, 9])
  })

  it("21 from Friday 17:30 three working days are Wednesday 17:30, three dates Monday 17:30", () => {
    const friday = at("2026-01-16T17:30")
    expect(local(WorkingTime.addWorkingDays(office, friday, 3))).toBe("2026-01-21T17:30")
    expect(local(WorkingTime.addCalendarDays(office, friday, 3))).toBe("2026-01-19T17:30")
  })

  it("24 a month from 31 January is the last of February", () => {
    expect([months(1), months(2), months(25), months(-2), months(0)]).toEqual([
      "2026-02-28T12:00",
      "2026-03-31T12:00",
      "2028-02-29T12:00",
      "2025-11-30T12:00",
      "2026-01-31T12:00",
    ])
  })
})

describe("where a working day lands", () => {
  it("on a day that ends at 17:00 it is 17:00", () => {
    const w = workingTime({ days: { "2026-01-21": [["09:00", "17:00"]] } })
    expect(local(WorkingTime.addWorkingDays(w, at("2026-01-16T17:30"), 3))).toBe("2026-01-21T17:00")
  })

  it("on a day whose last row lies inside a gap it is the closing of the row before", () => {
    const sun: Rows = [
      ["00:30", "01:30"],
      ["02:10", "02:50"],
    ]
    const w = workingTime({ timeZone: "Europe/Berlin", week: { sun } })
    expect(WorkingTime.addWorkingDays(w, at("2026-03-22T12:00", "+01:00"), 1)).toBe(
      at("2026-03-29T01:30", "+01:00"),
    )
  })

  it("a moved working day counts, a holiday does not", () => {
    const w = workingTime({
      days: { "2026-01-17": [["09:00", "18:00"]] },
      holidays: ["2026-01-19"],
    })
    const days = (n: number) => local(WorkingTime.addWorkingDays(w, at("2026-01-16T10:00"), n))
    expect([days(1), days(2), days(-1)]).toEqual([
      "2026-01-17T10:00",
      "2026-01-20T10:00",
      "2026-01-15T10:00",
    ])
  })

  it("a wall time inside a gap lands on the switch, inside an overlap on its first occurrence", () => {
    const w = workingTime({ timeZone: "Europe/Berlin", week: everyDay([["00:00", "24:00"]]) })
    expect(WorkingTime.addWorkingDays(w, at("2026-03-28T02:30", "+01:00"), 1)).toBe(
      at("2026-03-29T03:00", "+02:00"),
    )
    expect(WorkingTime.addCalendarDays(w, at("2026-10-24T02:30", "+02:00"), 1)).toBe(
      at("2026-10-25T02:30", "+02:00"),
    )
  })

  it("the date that Apia left out is no working day", () => {
    const w = workingTime({ timeZone: "Pacific/Apia", week: everyDay([["09:00", "17:00"]]) })
    expect(WorkingTime.isWorkingDay(w, "2011-12-30")).toBe(false)
    expect(WorkingTime.addWorkingDays(w, at("2011-12-29T10:00", "-10:00"), 1)).toBe(
      at("2011-12-31T10:00", "+14:00"),
    )
  })
})

describe("edges", () => {
  it("a date's own hours beat a holiday, a holiday beats its weekday", () => {
    const holidays = ["2026-01-15", "2026-01-16"]
    const w = workingTime({ holidays, days: { "2026-01-16": [["10:00", "11:00"]] } })
    const span = [...WorkingTime.intervals(w, at("2026-01-15T00:00"), at("2026-01-17T00:00"))]
    expect(span).toEqual([{ start: at("2026-01-16T10:00"), end: at("2026-01-16T11:00") }])
  })

  it("T13 the end is exclusive: at closing, at midnight, at the switch", () => {
    const w = workingTime({ timeZone: "Europe/Berlin", week: { sun: [["01:00", "02:00"]] } })
    const change = at("2026-03-29T03:00", "+02:00")
    expect(WorkingTime.isOpen(w, change - 1)).toBe(true)
    expect(WorkingTime.isOpen(w, change)).toBe(false)
    expect(WorkingTime.add(w, change - hourMillis, hourMillis)).toBe(change)
    expect(WorkingTime.isOpen(office, at("2026-01-16T18:00"))).toBe(false)
    const late = workingTime({ week: { fri: [["22:00", "24:00"]] } })
    expect(WorkingTime.isOpen(late, at("2026-01-17T00:00") - 1)).toBe(true)
    expect(WorkingTime.isOpen(late, at("2026-01-17T00:00"))).toBe(false)
  })

  it("a night shift on two dates is one interval, over the new year too", () => {
    const w = workingTime({
      week: everyDay([
        ["00:00", "06:00"],
        ["22:00", "24:00"],
      ]),
    })
    expect(local(WorkingTime.nextClose(w, at("2026-12-31T23:00")))).toBe("2027-01-01T06:00")
    expect(local(WorkingTime.previous(w, at("2027-01-01T00:00")))).toBe("2027-01-01T00:00")
    expect(local(WorkingTime.nextOpening(w, at("2026-12-31T23:00")))).toBe("2027-01-01T22:00")
  })

  it("a calendar that never closes has no next closing or opening, and no search is endless", () => {
    const w = workingTime({ week: everyDay([["00:00", "24:00"]]) })
    const now = at("2026-01-16T12:00")
    expect(WorkingTime.nextClose(w, now)).toBeUndefined()
    expect(WorkingTime.nextOpening(w, now)).toBeUndefined()
    expect(WorkingTime.next(w, now)).toBe(now)
  })

  it("a calendar whose dates ran out answers nothing, and adding to it is a RangeError", () => {
    const w = workingTime({ week: {}, days: { "2026-01-16": [["09:00", "18:00"]] } })
    const after = at("2026-01-17T00:00")
    expect(WorkingTime.next(w, after)).toBeUndefined()
    expect(WorkingTime.previous(w, at("2026-01-16T09:00"))).toBeUndefined()
    expect(() => WorkingTime.add(w, after, minuteMillis)).toThrow(/out-of-range/)
    expect(() => WorkingTime.addWorkingDays(w, after, 1)).toThrow(RangeError)
  })

  it.each([Number.NaN, -1, Infinity, -Infinity, 8.64e15])(
    "the instant %d is a RangeError",
    (wrong) => {
      expect(() => WorkingTime.isOpen(office, wrong)).toThrow(/out-of-range/)
      expect(() => WorkingTime.add(office, wrong, 1)).toThrow(/out-of-range/)
      expect(() => WorkingTime.between(office, wrong, at("2026-01-16T12:00"))).toThrow(
        /out-of-range/,
      )
      const zero = [
        WorkingTime.add,
        WorkingTime.addWorkingDays,
        WorkingTime.addCalendarDays,
        WorkingTime.addCalendarMonths,
      ]
      for (const add of zero) expect(() => add(office, wrong, 0)).toThrow(/out-of-range/)
    },
  )

  it.each([-1, Date.UTC(2201, 0, 1) + 1])(
    "the instant %d is a RangeError, whatever was asked before",
    (wrong) => {
      for (const timeZone of ["+14:00", "-12:00", "UTC"]) {
        const w = workingTime({ timeZone })
        WorkingTime.between(w, 0, Date.UTC(2201, 0, 1))
        expect(() => WorkingTime.isOpen(w, wrong)).toThrow(/out-of-range/)
        expect(() => WorkingTime.next(w, wrong)).toThrow(/out-of-range/)
      }
    },
  )

  it("adding nothing returns its input, also where nothing is ever open again", () => {
    const ended = workingTime({ changes: [{ validFrom: "2000-01-01", week: {} }] })
    for (const from of [at("2026-01-16T12:00"), at("2026-01-17T12:00")])
      for (const w of [office, ended])
        for (const millis of [0, -0]) expect(WorkingTime.add(w, from, millis)).toBe(from)
    // What is lost beside what was worked before is no way to a closing that never comes.
    const asked = WorkingTime.between(ended, at("1999-12-01T12:00"), at("2026-01-16T12:00"))
    expect(asked).toBeGreaterThan(0)
    expect(WorkingTime.add(ended, at("2026-01-16T12:00"), 5e-324)).toBe(at("2026-01-16T12:00"))
  })

  it.each([1e15, -1e15, 1e300, 100_000])("%d days or months away is a RangeError", (count) => {
    for (const w of [office, workingTime({ timeZone: "Europe/Berlin" })]) {
      const now = at("2026-01-16T12:00")
      expect(() => WorkingTime.addWorkingDays(w, now, count)).toThrow(/out-of-range/)
      expect(() => WorkingTime.addCalendarDays(w, now, count)).toThrow(/out-of-range/)
      expect(() => WorkingTime.addCalendarMonths(w, now, count)).toThrow(/out-of-range/)
      expect(() => WorkingTime.addCalendarDays(w, now, 0.5)).toThrow(/not-integer/)
    }
  })

  it("a distance that is too far is told as what was asked", () => {
    const now = at("2026-01-16T12:00")
    const far = "so much working time before 2201"
    expect(() => WorkingTime.add(office, now, 1e15)).toThrow(
      `got 1000000000000000, expected ${far}`,
    )
    expect(() => WorkingTime.add(office, now, -1e15)).toThrow("working time since 1970")
    expect(() => WorkingTime.addCalendarMonths(office, now, 1e9)).toThrow(
      "got 1000000000, expected so many months before 2201",
    )
    expect(() => WorkingTime.addWorkingDays(office, now, -1e6)).toThrow(
      "got -1000000, expected so many working dates since 1970",
    )
  })

  it("due takes no negative duration and no pause that is not a number", () => {
    const now = at("2026-01-16T12:00")
    expect(() => WorkingTime.due(office, now, -1, [])).toThrow(/out-of-range: got -1/)
    for (const pause of [
      { start: Number.NaN, end: now },
      { start: now, end: Number.NaN },
    ])
      expect(() => WorkingTime.due(office, now, 1, [pause])).toThrow(/out-of-range: got NaN/)
  })

  it("intervals from or to what is no instant are a RangeError", () => {
    for (const [from, to] of [
      [-1, 0],
      [Number.NaN, 0],
      [0, Number.NaN],
      [0, Infinity],
    ] as const)
      expect(() => [...WorkingTime.intervals(office, from, to)]).toThrow(/out-of-range/)
  })

  it("what is asked near the end of 2200 is reachable or not, and no defect", () => {
    const near = at("2200-12-01T00:00")
    expect(WorkingTime.isReachable(office, near, minuteMillis)).toBe(true)
    expect(WorkingTime.isReachable(office, near, 1e12)).toBe(false)
    expect(() => WorkingTime.isReachable(office, at("2201-06-01T00:00"), 1)).toThrow(RangeError)
  })

  it("the first and the last instant of 1970–2200 can be asked about", () => {
    const w = workingTime({ week: everyDay([["00:00", "24:00"]]) })
    const end = Date.UTC(2201, 0, 1)
    expect(WorkingTime.between(w, 0, end)).toBe(end)
    expect(WorkingTime.add(w, 0, end)).toBe(end)
    expect(WorkingTime.add(w, end, -end)).toBe(0)
    expect(() => WorkingTime.add(w, 1, end)).toThrow(/out-of-range/)
    expect(() => WorkingTime.add(w, 0, Number.NaN)).toThrow(/out-of-range/)
  })
})
