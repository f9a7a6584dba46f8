import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as Calendar from "../../src/calendar/Calendar.ts"
import { hourMillis } from "../../src/calendar/units.ts"
import * as WorkingTime from "../../src/calendar/WorkingTime.ts"

const rows = (open: string, close: string) => [[open, close]] as const
const nine = rows("09:00", "18:00")
const night = [{ open: "22:00", close: "06:00", overnight: true }] as const
const week = { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine }
const nightly = { mon: night, tue: night, wed: night, thu: night, fri: night }
const everyNight = { ...nightly, sat: night, sun: night }

const workingTime = (parts: object) => {
  const office = { id: "office", version: "1", timeZone: "+03:00", week }
  return WorkingTime.make(Result.getOrThrow(Calendar.make({ ...office, ...parts })))
}

const time = (at: number) => new Date(at + 3 * hourMillis).toISOString().slice(11, 16)

/** The hours of a date in UTC+3, as `09:00-18:00 hours`. */
const hoursOn = (parts: object, date: string) => {
  const [day] = WorkingTime.dates(workingTime(parts), date, date)
  const shown = (day?.rows ?? []).map(({ start, end }) => `${time(start)}-${time(end)}`)
  const because = day === undefined ? [] : Object.values(day.because).map(String)
  return [...shown, ...because].join(" ")
}

const between = (parts: object, from: string, to: string) =>
  WorkingTime.between(workingTime(parts), Date.parse(from), Date.parse(to)) / hourMillis

// 2026-05-14 is a Thursday, the second of May; 05-25 a Monday, the last one.
const date = "2026-05-14"
const dated = (parts: object) => ({ name: "dated", date, ...parts })
const yearly = (parts: object) => ({ name: "yearly", every: "05-14", ...parts })
const second = (parts: object) => ({
  name: "second",
  every: { month: 5, weekday: "thu", nth: 2 },
  ...parts,
})
const on = (exceptions: ReadonlyArray<object>) => hoursOn({ exceptions }, date)
const closed = { kind: "closed" }
const moved = { kind: "moved", like: "sat" }
const own = (open: string) => ({ kind: "hours", rows: rows(open, "12:00") })

describe("which hours a date has", () => {
  // Each line says less than the one above it: the first that is left holds.
  const falling = [
    { title: "its own hours", parts: { days: { [date]: rows("01:00", "12:00") } } },
    { title: "a dated exception with hours", exception: dated(own("02:00")) },
    { title: "a dated closing", exception: dated(closed) },
    { title: "a recurring exception with hours", exception: yearly(own("03:00")) },
    { title: "a recurring moved day", exception: second(moved) },
    { title: "a recurring closing", exception: yearly(closed) },
    {
      title: "the week in force",
      parts: {
        changes: [
          { validFrom: date, week: { thu: rows("04:00", "12:00"), sat: rows("05:00", "12:00") } },
        ],
      },
    },
    { title: "the week", parts: {} },
  ]
  const expected = [
    "01:00-12:00 ownHours null",
    "02:00-12:00 ownHours dated",
    "holiday dated",
    "03:00-12:00 ownHours yearly",
    "05:00-12:00 moved second",
    "holiday yearly",
    "04:00-12:00 hours",
    "09:00-18:00 hours",
  ]
  it.each(falling.map(({ title }, index) => ({ title, index })))("$title", ({ index }) => {
    const left = falling.slice(index)
    const exceptions = left.flatMap(({ exception }) => exception ?? [])
    const parts = Object.assign({}, ...left.map(({ parts }) => parts ?? {}))
    // Listed the other way round too: between layers the order of the list says nothing.
    for (const listed of [exceptions, exceptions.toReversed()])
      expect(hoursOn({ ...parts, exceptions: listed }, date)).toBe(expected[index])
  })

  it("a dated moved day beats a dated closing and a holiday, whose name is not lost to it", () => {
    const like = dated({ kind: "moved", like: "mon", name: "for Monday" })
    const holidays = [{ date, name: "Feast" }]
    expect(hoursOn({ holidays, exceptions: [dated(closed), like] }, date)).toBe(
      "09:00-18:00 moved for Monday",
    )
    expect(hoursOn({ holidays, exceptions: [dated(own("10:00"))] }, date)).toBe(
      "10:00-12:00 ownHours dated",
    )
  })

  it("a date that is closed twice has both names, each once", () => {
    const holidays = [date, { date, name: "Feast" }]
    const exceptions = [dated(closed), dated({ ...closed, name: "Feast" }), yearly(closed)]
    expect(hoursOn({ holidays, exceptions }, date)).toBe("holiday Feast, dated")
    expect(hoursOn({ holidays: [date] }, date)).toBe("holiday null")
  })

  it("C28 of a date that is closed many times the first eight names are told", () => {
    const named = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ date, name: `F${n + 1}` }))
    const eight = "F1, F2, F3, F4, F5, F6, F7, F8"
    expect(hoursOn({ holidays: named(8) }, date)).toBe(`holiday ${eight}`)
    expect(hoursOn({ holidays: named(5_000) }, date)).toBe(`holiday ${eight}, …`)
  })

  it("hours without rows, and a day moved to a free one, are closed by that name", () => {
    expect(hoursOn({ exceptions: [dated({ kind: "hours", rows: [] })] }, date)).toBe(
      "holiday dated",
    )
    expect(hoursOn({ exceptions: [dated(moved)] }, date)).toBe("holiday dated")
    expect(hoursOn({ days: { [date]: [] } }, date)).toBe("holiday null")
  })

  it("of recurring ones that meet, a date of the year goes first, a last weekday last", () => {
    const both = [yearly(own("07:00")), second(own("08:00"))]
    for (const exceptions of [both, both.toReversed()])
      expect(hoursOn({ exceptions }, date)).toBe("07:00-12:00 ownHours yearly")
    // 2026-05-28 is both the fourth Thursday of May and its last one.
    const thursdays = [4, -1].map((nth, index) => ({
      ...second(own(`0${index + 1}:00`)),
      every: { month: 5, weekday: "thu", nth },
    }))
    for (const exceptions of [thursdays, thursdays.toReversed()])
      expect(hoursOn({ exceptions }, "2026-05-28")).toBe("01:00-12:00 ownHours second")
    // In 2027 the second Thursday is the 13th.
    expect(hoursOn({ exceptions: both }, "2027-05-13")).toBe("08:00-12:00 ownHours second")
  })

  it("a change of the week holds from its date on, and for moved days too", () => {
    const changes = [
      { validFrom: "2026-05-14", week: { thu: rows("08:00", "16:00") } },
      { validFrom: "2026-05-21", week: { fri: rows("10:00", "11:00") } },
    ]
    const on = (day: string) => hoursOn({ changes }, day)
    expect([on("2026-05-13"), on("2026-05-14"), on("2026-05-20"), on("2026-05-21")]).toEqual([
      "09:00-18:00 hours",
      "08:00-16:00 hours",
      "dayOff",
      "dayOff",
    ])
    expect(on("2026-05-22")).toBe("10:00-11:00 hours")
    const exceptions = ["2026-05-17", "2026-05-24"].map((date) =>
      dated({ date, kind: "moved", like: "thu" }),
    )
    expect(hoursOn({ changes, exceptions }, "2026-05-17")).toBe("08:00-16:00 moved dated")
    expect(hoursOn({ changes, exceptions }, "2026-05-24")).toBe("holiday dated")
  })
})

const works = (every: object | string, dates: ReadonlyArray<string>, years: object = {}) => {
  const w = workingTime({ exceptions: [{ name: "feast", every, ...years, ...closed }] })
  return dates.map((day) => WorkingTime.isWorkingDay(w, day))
}
const monday = (nth: number) => ({ month: 5, weekday: "mon", nth })

describe("dates that come back", () => {
  it("the last Monday of May, the second, and a fifth where there is one", () => {
    const dates = ["2026-05-18", "2026-05-25", "2027-05-24", "2027-05-31"]
    expect(works(monday(-1), dates)).toEqual([true, false, true, false])
    expect(works(monday(4), dates)).toEqual([true, false, false, true])
    expect(works(monday(5), dates)).toEqual([true, true, true, false])
    expect(works(monday(1), ["2026-05-04", "2026-06-01", "2023-05-01"])).toEqual([
      false,
      true,
      false,
    ])
  })

  it("29 February comes in leap years alone, and 1 March is no stand-in", () => {
    const dates = ["2024-02-29", "2027-03-01", "2028-02-29"]
    expect(works("02-29", dates)).toEqual([false, true, false])
    // 2100 is none.
    expect(works("02-29", ["2096-02-29", "2100-03-01"])).toEqual([false, true])
  })

  it("from the first to the last of its years, both included", () => {
    const dates = ["2023-05-15", "2024-05-15", "2025-05-15", "2026-05-15"]
    expect(works("05-15", dates, { fromYear: 2024, untilYear: 2025 })).toEqual([
      true,
      false,
      false,
      true,
    ])
    expect(works("05-15", dates, { fromYear: 2025 })).toEqual([true, true, false, false])
    expect(works("05-15", dates, { untilYear: 2024 })).toEqual([false, false, true, true])
  })
})

describe("what is cut off and added", () => {
  it("a moved working day that is shortened too (Russia, Saturday 2024-11-02)", () => {
    const saturday = { name: "за 30 апреля", date: "2024-11-02" }
    const exceptions = [
      { ...saturday, kind: "moved", like: "mon" },
      { ...saturday, name: "предпраздничный день", kind: "shortened", minutes: 60 },
    ]
    expect(hoursOn({ exceptions }, "2024-11-02")).toBe("09:00-17:00 moved за 30 апреля")
    const w = workingTime({ exceptions })
    const from = Date.parse("2024-11-01T17:30:00+03:00")
    expect(WorkingTime.addWorkingDays(w, from, 1)).toBe(Date.parse("2024-11-02T17:00:00+03:00"))
  })

  it("minutes are cut across rows, the last row first, and by every exception of the date", () => {
    const split = { week: { thu: [...rows("09:00", "12:00"), ...rows("13:00", "14:00")] } }
    const cut = (...minutes: ReadonlyArray<number>) =>
      hoursOn(
        {
          ...split,
          exceptions: minutes.map((each) => dated({ kind: "shortened", minutes: each })),
        },
        date,
      )
    expect(cut(30)).toBe("09:00-12:00 13:00-13:30 hours")
    expect(cut(60)).toBe("09:00-12:00 hours")
    expect(cut(61)).toBe("09:00-11:59 hours")
    expect(cut(30, 60)).toBe("09:00-11:30 hours")
    expect(cut(239)).toBe("09:00-09:01 hours")
    expect(cut(200, 100)).toBe("hours")
  })

  it("what is cut off is working time: a shortened night of the switch loses an hour, not two", () => {
    const sunday = { timeZone: "Europe/Berlin", week: { sun: rows("00:00", "03:00") } }
    const exceptions = [{ name: "eve", date: "2026-10-25", kind: "shortened", minutes: 60 }]
    const [day] = WorkingTime.dates(
      workingTime({ ...sunday, exceptions }),
      "2026-10-25",
      "2026-10-25",
    )
    expect(day?.millis).toBe(3 * hourMillis)
    expect(day?.rows.at(-1)?.end).toBe(Date.parse("2026-10-25T02:00:00+01:00"))
    // From 01:00 to 04:00 are four hours, in two rows that both show the hour that comes twice.
    const split = { sun: [...rows("01:00", "02:30"), ...rows("02:30", "04:00")] }
    const three = [{ name: "eve", date: "2026-10-25", kind: "shortened", minutes: 180 }]
    const zoned = { timeZone: "Europe/Berlin", week: split, exceptions: three }
    expect(between(zoned, "2026-10-24T12:00Z", "2026-10-25T12:00Z")).toBe(1)
  })

  it("extra hours are added after the cut, and join what they touch or overlap", () => {
    const extra = (open: string, close: string) => dated({ kind: "extra", rows: rows(open, close) })
    const eve = dated({ kind: "shortened", minutes: 120 })
    expect(on([extra("17:00", "20:00")])).toBe("09:00-20:00 hours")
    expect(on([extra("18:00", "20:00"), extra("07:00", "08:00")])).toBe(
      "07:00-08:00 09:00-20:00 hours",
    )
    expect(on([extra("17:00", "18:00"), eve])).toBe("09:00-16:00 17:00-18:00 hours")
    expect(on([extra("17:00", "18:00"), dated(closed), eve])).toBe("17:00-18:00 holiday dated")
  })

  it("a date that is closed but for extra hours works", () => {
    const exceptions = [dated(closed), dated({ kind: "extra", rows: rows("10:00", "11:00") })]
    const w = workingTime({ exceptions })
    expect(WorkingTime.isWorkingDay(w, date)).toBe(true)
    const from = Date.parse("2026-05-13T17:00:00+03:00")
    expect(WorkingTime.addWorkingDays(w, from, 1)).toBe(Date.parse(`${date}T11:00:00+03:00`))
  })
})

describe("night shifts", () => {
  const berlin = { timeZone: "Europe/Berlin", week: { sat: night } }

  it("22:00-06:00 counts 7 hours when the clock goes forward, 9 when it goes back", () => {
    expect(between(berlin, "2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z")).toBe(7)
    expect(between(berlin, "2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z")).toBe(9)
    expect(between(berlin, "2026-10-17T12:00:00Z", "2026-10-18T12:00:00Z")).toBe(8)
  })

  it("a shift until the next evening meets a switch of that evening (Nuuk)", () => {
    const parts = {
      timeZone: "America/Nuuk",
      week: { fri: [{ open: "23:30", close: "23:15", overnight: true }] },
    }
    // On Saturday at 23:00 it is midnight at once.
    expect(between(parts, "2026-03-27T12:00Z", "2026-03-30T12:00Z")).toBe(23.5)
    expect(between(parts, "2026-03-20T12:00Z", "2026-03-23T12:00Z")).toBe(23.75)
  })

  it("a shift belongs to the date on which it opens, before a holiday and on one", () => {
    const w = workingTime({ week: everyNight, holidays: ["2026-01-07"] })
    const nights = WorkingTime.intervals(
      w,
      Date.parse("2026-01-06T12:00:00+03:00"),
      Date.parse("2026-01-09T12:00:00+03:00"),
    )
    expect([...nights]).toEqual([
      { start: Date.parse("2026-01-06T22:00+03:00"), end: Date.parse("2026-01-07T06:00+03:00") },
      { start: Date.parse("2026-01-08T22:00+03:00"), end: Date.parse("2026-01-09T06:00+03:00") },
    ])
    const days = ["2026-01-06", "2026-01-07"].map((day) => WorkingTime.isWorkingDay(w, day))
    expect(days).toEqual([true, false])
  })

  it("a shift that opens when it closes lasts until the same time of the next date", () => {
    const round = [{ open: "09:00", close: "09:00", overnight: true }]
    const parts = { week: { sat: round }, timeZone: "Europe/Berlin" }
    expect(between(parts, "2026-01-01T00:00:00Z", "2026-01-08T00:00:00Z")).toBe(24)
    expect(between(parts, "2026-03-27T00:00:00Z", "2026-04-01T00:00:00Z")).toBe(23)
  })

  it("the night of the new year counts whatever was asked before", () => {
    const at = Date.parse("2025-01-01T03:00:00+03:00")
    for (const asked of ["2026-06-01", "2023-06-01", "2025-01-01", "2024-12-31", "2010-01-01"]) {
      const w = workingTime({ week: everyNight })
      WorkingTime.isOpen(w, Date.parse(asked))
      expect(WorkingTime.isOpen(w, at)).toBe(true)
      expect(WorkingTime.between(w, at - 24 * hourMillis, at + 24 * hourMillis)).toBe(
        16 * hourMillis,
      )
      expect(WorkingTime.isWorkingDay(w, "2024-12-31")).toBe(true)
      expect(WorkingTime.previous(w, at)).toBe(at)
      expect(WorkingTime.nextClose(w, at)).toBe(at + 3 * hourMillis)
      // Five working dates before Friday the 3rd is Sunday the 29th.
      const friday = Date.parse("2025-01-03T12:00:00+03:00")
      expect(WorkingTime.addWorkingDays(w, friday, -5)).toBe(friday - 120 * hourMillis)
      expect(WorkingTime.addWorkingDays(w, friday - 120 * hourMillis, 5)).toBe(friday)
    }
  })

  it("a shift and the rows of the next date that it meets count once", () => {
    const parts = { week: { fri: night }, days: { "2026-01-17": rows("04:00", "10:00") } }
    const w = workingTime(parts)
    expect(between(parts, "2026-01-16T12:00+03:00", "2026-01-17T12:00+03:00")).toBe(12)
    expect(WorkingTime.nextClose(w, Date.parse("2026-01-16T23:00+03:00"))).toBe(
      Date.parse("2026-01-17T10:00+03:00"),
    )
  })

  it("a shift that is shortened ends before its morning", () => {
    const exceptions = [{ name: "eve", date: "2026-01-16", kind: "shortened", minutes: 420 }]
    expect(hoursOn({ week: nightly, exceptions }, "2026-01-16")).toBe("22:00-23:00 hours")
  })
})

it("an exception on the date that Apia left out opens nothing, and its row is shown so", () => {
  const exceptions = [
    { name: "stocktaking", date: "2011-12-30", kind: "hours", rows: nine },
    { name: "overtime", date: "2011-12-30", kind: "extra", rows: rows("19:00", "20:00") },
  ]
  const w = workingTime({ timeZone: "Pacific/Apia", exceptions })
  const change = Date.parse("2011-12-30T10:00:00Z")
  expect([...WorkingTime.dates(w, "2011-12-30", "2011-12-30")]).toEqual([
    {
      date: "2011-12-30",
      weekday: "fri",
      rows: [
        { start: change, end: change },
        { start: change, end: change },
      ],
      millis: 0,
      because: { kind: "ownHours", name: "stocktaking" },
      also: [{ kind: "extra", name: "overtime" }],
    },
  ])
  expect(WorkingTime.isWorkingDay(w, "2011-12-30")).toBe(false)
  expect(WorkingTime.addWorkingDays(w, Date.parse("2011-12-29T10:00:00-10:00"), 1)).toBe(
    Date.parse("2012-01-02T10:00:00+14:00"),
  )
})
