import { Result } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Calendar from "../../src/calendar/Calendar.ts"
import * as Interval from "../../src/calendar/Interval.ts"
import { dayMillis, hourMillis } from "../../src/calendar/units.ts"
import * as WorkingTime from "../../src/calendar/WorkingTime.ts"
import { calendar, duration, fixedZones, instant, switchingZones } from "./arbitraries.ts"

const nine = [["09:00", "18:00"]]
const night = [{ open: "22:00", close: "06:00", overnight: true }]
const week = { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine }

const workingTime = (parts: object) => {
  const office = { id: "office", version: "1", timeZone: "+03:00", week }
  return WorkingTime.make(Result.getOrThrow(Calendar.make({ ...office, ...parts })))
}

const end = Date.UTC(2201, 0, 1)
const at = (text: string) => Date.parse(`${text}+03:00`)

const time = (at: number) => new Date(at + 3 * hourMillis).toISOString().slice(8, 16)

/** Segments as `31T09:00 31T18:00 open hours`, in UTC+3. */
const told = (parts: object, from: string, to: string) => {
  const segments = WorkingTime.segments(workingTime(parts), at(from), at(to))
  return Array.from(segments, ({ start, end, open, because }) => {
    const name = "name" in because ? ` ${because.name}` : ""
    return `${time(start)} ${time(end)} ${open ? "open" : "closed"} ${because.kind}${name}`
  })
}

describe("segments", () => {
  it("name the reason of every stretch: hours, nights, days off, holidays, eves, extra hours", () => {
    const exceptions = [
      { name: "Eve", date: "2026-12-31", kind: "shortened", minutes: 60 },
      { name: "New Year", every: "01-01", kind: "closed" },
      { name: "Overtime", date: "2026-12-31", kind: "extra", rows: [["17:30", "19:00"]] },
      { name: "For Friday", date: "2027-01-02", kind: "moved", like: "fri" },
    ]
    // 31 December 2026 is a Thursday.
    expect(told({ exceptions }, "2026-12-31T08:00", "2027-01-04T10:00")).toEqual([
      "31T08:00 31T09:00 closed outsideHours",
      "31T09:00 31T17:00 open hours",
      "31T17:00 31T17:30 closed shortened Eve",
      "31T17:30 31T19:00 open extra Overtime",
      "31T19:00 01T00:00 closed outsideHours",
      "01T00:00 02T00:00 closed holiday New Year",
      "02T00:00 02T09:00 closed outsideHours",
      "02T09:00 02T18:00 open moved For Friday",
      "02T18:00 03T00:00 closed outsideHours",
      "03T00:00 04T00:00 closed dayOff",
      "04T00:00 04T09:00 closed outsideHours",
      "04T09:00 04T10:00 open hours",
    ])
  })

  it("a night shift into a holiday is the working date's, the rest of the holiday is its own", () => {
    const parts = {
      week: { fri: night, sat: night, mon: nine },
      holidays: [{ date: "2026-01-17", name: "Feast" }],
    }
    expect(told(parts, "2026-01-16T23:00", "2026-01-19T00:00")).toEqual([
      "16T23:00 17T06:00 open hours",
      "17T06:00 18T00:00 closed holiday Feast",
      "18T00:00 19T00:00 closed dayOff",
    ])
  })

  it("what two shortened days cut off is told apart, the first one listed cuts last", () => {
    const exceptions = [
      { name: "Eve", date: "2026-01-16", kind: "shortened", minutes: 60 },
      { name: "Heat", date: "2026-01-16", kind: "shortened", minutes: 90 },
    ]
    expect(told({ exceptions }, "2026-01-16T15:00", "2026-01-16T19:00")).toEqual([
      "16T15:00 16T15:30 open hours",
      "16T15:30 16T17:00 closed shortened Heat",
      "16T17:00 16T18:00 closed shortened Eve",
      "16T18:00 16T19:00 closed outsideHours",
    ])
  })

  it("a night that was cut short does not hide the next date's own hours", () => {
    const parts = {
      week: { fri: night },
      days: { "2026-01-17": [["05:00", "07:00"]] },
      exceptions: [{ name: "Eve", date: "2026-01-16", kind: "shortened", minutes: 120 }],
    }
    expect(told(parts, "2026-01-16T22:00", "2026-01-17T08:00")).toEqual([
      "16T22:00 17T04:00 open hours",
      "17T04:00 17T05:00 closed shortened Eve",
      "17T05:00 17T07:00 open ownHours null",
      "17T07:00 17T08:00 closed outsideHours",
    ])
  })

  it("neighbours of the same reason are one: a weekend, a feast of days, a week without a pause", () => {
    const days = ["2026-01-01", "2026-01-02"].map((date) => ({ date, name: "New Year" }))
    const round = [["00:00", "24:00"]]
    expect(told({ holidays: days }, "2026-01-01T00:00", "2026-01-05T00:00")).toEqual([
      "01T00:00 03T00:00 closed holiday New Year",
      "03T00:00 05T00:00 closed dayOff",
    ])
    const all = {
      mon: round,
      tue: round,
      wed: round,
      thu: round,
      fri: round,
      sat: round,
      sun: round,
    }
    expect(told({ week: all }, "2026-01-01T07:00", "2026-03-01T08:00")).toHaveLength(1)
  })

  it("a date begins when its midnight first comes (St. John's, back from 00:01 to 23:01)", () => {
    const parts = { timeZone: "America/St_Johns", week: { sat: nine }, holidays: ["2010-11-07"] }
    const from = Date.parse("2010-11-07T02:00:00Z")
    const segments = [...WorkingTime.segments(workingTime(parts), from, from + 6 * hourMillis)]
    expect(segments).toEqual([
      { start: from, end: from + hourMillis / 2, open: false, because: { kind: "outsideHours" } },
      {
        start: from + hourMillis / 2,
        end: from + 6 * hourMillis,
        open: false,
        because: { kind: "holiday", name: null },
      },
    ])
  })

  it("are produced one at a time, however long the span", () => {
    const w = workingTime({ timeZone: "Europe/Berlin" })
    const [first] = WorkingTime.segments(w, 0, end)
    expect(first).toEqual({
      start: 0,
      end: 8 * hourMillis,
      open: false,
      because: { kind: "outsideHours" },
    })
    // A few years of zone data were asked for, and not 231.
    expect(w.zone.chunks.size).toBeLessThan(20)
  })

  it("of an empty or reversed span are none; outside 1970-2200 they are a RangeError", () => {
    const w = workingTime({})
    const [a, b] = [at("2026-01-16T10:00"), at("2026-01-16T11:00")]
    expect([...WorkingTime.segments(w, a, a), ...WorkingTime.segments(w, b, a)]).toEqual([])
    for (const [from, to] of [
      [-1, a],
      [a, end + 1],
      [Number.NaN, a],
      [a, Number.NaN],
    ] as const)
      expect(() => [...WorkingTime.segments(w, from, to)]).toThrow(/out-of-range/)
    for (const [from, to] of [
      [0, dayMillis],
      [end - dayMillis, end],
    ] as const)
      expect(Interval.lengthMillis([...WorkingTime.segments(w, from, to)])).toBe(dayMillis)
  })
})

const date = (at: number) => new Date(at).toISOString().slice(0, 10)

describe("laws of what is told, on calendars with exceptions, changes and nights", () => {
  const anyCalendar = calendar([...switchingZones, ...fixedZones])
  const openKinds = new Set(["hours", "ownHours", "moved", "extra"])

  it("segments partition their span, neighbours differ, and what is open adds up to between", () => {
    fc.assert(
      fc.property(anyCalendar, instant, duration, (any, from, length) => {
        const w = WorkingTime.make(any)
        const to = from + length
        const segments = [...WorkingTime.segments(w, from, to)]
        expect([segments[0]?.start, segments.at(-1)?.end]).toEqual([from, to])
        for (const [index, segment] of segments.entries()) {
          const { start, end, open, because } = segment
          expect(start).toBeLessThan(end)
          expect(openKinds.has(because.kind)).toBe(open)
          const next = segments[index + 1]
          if (next !== undefined) {
            expect(next.start).toBe(end)
            expect([next.open, next.because]).not.toEqual([open, because])
          }
        }
        const open = Interval.normalise(
          segments.flatMap(({ start, end, open }) => (open ? { start, end } : [])),
        )
        expect(open).toEqual([...WorkingTime.intervals(w, from, to)])
        expect(Interval.lengthMillis(open)).toBe(WorkingTime.between(w, from, to))
      }),
      { numRuns: 150 },
    )
  })

  it("a span in two parts is told like the whole", () => {
    fc.assert(
      fc.property(anyCalendar, instant, duration, duration, (any, from, first, second) => {
        const w = WorkingTime.make(any)
        const [middle, to] = [from + first, from + first + second]
        const whole = [...WorkingTime.segments(w, from, to)]
        const parts = [
          ...WorkingTime.segments(w, from, middle),
          ...WorkingTime.segments(w, middle, to),
        ]
        const cut = whole.flatMap((segment) =>
          segment.start < middle && middle < segment.end
            ? [
                { ...segment, end: middle },
                { ...segment, start: middle },
              ]
            : segment,
        )
        expect(parts).toEqual(cut)
      }),
    )
  })

  it("dates together open what is open, and a date works where it has open time", () => {
    fc.assert(
      fc.property(anyCalendar, instant, (any, from) => {
        const w = WorkingTime.make(any)
        const days = [
          ...WorkingTime.dates(w, date(from - 3 * dayMillis), date(from + 9 * dayMillis)),
        ]
        expect(days).toHaveLength(13)
        const span = [{ start: from, end: from + 6 * dayMillis }]
        const open = Interval.normalise(days.flatMap(({ rows }) => rows))
        expect(Interval.intersect(open, span)).toEqual([
          ...WorkingTime.intervals(w, from, from + 6 * dayMillis),
        ])
        for (const { date, millis, rows } of days) {
          expect(WorkingTime.isWorkingDay(w, date)).toBe(millis > 0)
          expect(Interval.lengthMillis(rows)).toBe(millis)
        }
      }),
    )
  })
})

it("dates that do not exist are a RangeError, reversed ones are none", () => {
  const w = workingTime({})
  expect(() => [...WorkingTime.dates(w, "2026-02-30", "2026-03-01")]).toThrow(/invalid-date/)
  expect(() => [...WorkingTime.dates(w, "2026-02-01", "2026-02-30")]).toThrow(/invalid-date/)
  expect([...WorkingTime.dates(w, "2026-03-02", "2026-03-01")]).toEqual([])
  // What lies before 1970 in UTC cannot be asked about, and is not counted.
  const first = workingTime({ days: { "1970-01-01": [["00:00", "24:00"]] } })
  const [day] = WorkingTime.dates(first, "1970-01-01", "1970-01-01")
  expect(day).toMatchObject({ millis: 21 * hourMillis, weekday: "thu" })
})
