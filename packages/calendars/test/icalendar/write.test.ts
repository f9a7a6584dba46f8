import { Calendar } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { readICalendar, type WriteOptions, writeICalendar } from "../../src/index.ts"
import { made, refused } from "../made.ts"

const options: WriteOptions = { name: "Office", stamp: Date.parse("2026-02-01T10:00:00.999Z") }
const outing: Calendar.Exception = { name: "Works outing", date: "2026-06-12", kind: "closed" }

const lines = (
  source: ReadonlyArray<Calendar.Exception> | Calendar.Calendar,
  changed: Partial<WriteOptions> = {},
) => made(writeICalendar(source, { ...options, ...changed })).split("\r\n")

/** When an exception is, as its lines say it. */
const recurring = (exception: Calendar.Exception) =>
  lines([exception]).filter((line) => /^(?:DTSTART|RRULE|X-UPKEEP-FROM)/.test(line))

const uids = (source: ReadonlyArray<Calendar.Exception>, name = "Office") =>
  lines(source, { name, stamp: 0 }).filter((line) => line.startsWith("UID:"))

/** The problems of a name. */
const named = (name: string) => refused(writeICalendar([outing, { ...outing, name }], options))

describe("a file", () => {
  it("is what RFC 5545 asks for", () => {
    const uid = lines([outing]).find((line) => line.startsWith("UID:"))
    expect(uid).toMatch(/^UID:[0-9a-f]{32}@upkeep$/)
    expect(lines([outing])).toEqual([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Upkeep//Calendars//EN",
      "X-WR-CALNAME;VALUE=TEXT:Office",
      "BEGIN:VEVENT",
      uid,
      "DTSTAMP:20260201T100000Z",
      "DTSTART;VALUE=DATE:20260612",
      "SUMMARY:Works outing",
      "CATEGORIES:Holiday",
      "TRANSP:TRANSPARENT",
      "X-UPKEEP-KIND:closed",
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ])
  })

  it("has no line of more than 75 octets, and none that is cut inside a character", () => {
    const name = "🎄 Выходной день, перенесённый с воскресенья 4 января; «особый» ".repeat(4)
    const file = made(writeICalendar([{ ...outing, name }], options))
    const octets = file.split("\r\n").map((line) => Buffer.byteLength(line))
    expect(Math.max(...octets)).toBe(75)
    expect(file).not.toContain("\uFFFD")
    const escaped = name.replaceAll(",", "\\,").replaceAll(";", "\\;")
    expect(file.replaceAll("\r\n ", "")).toContain(`SUMMARY:${escaped}\r\n`)
  })

  it("says what recurs as a yearly rule, from the first year that has the day", () => {
    const memorial = { month: 5, weekday: "mon", nth: -1 } as const
    expect(recurring({ name: "a", every: memorial, kind: "closed" })).toEqual([
      "DTSTART;VALUE=DATE:19700525",
      "RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO",
    ])
    const years = { fromYear: 2025, untilYear: 2030 }
    expect(recurring({ name: "a", every: "02-29", ...years, kind: "closed" })).toEqual([
      "DTSTART;VALUE=DATE:20280229",
      "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;UNTIL=20301231",
      "X-UPKEEP-FROM-YEAR:2025",
    ])
  })

  it("gives an event the same UID whenever it is written, another name or not, and no two one", () => {
    const renamed = { ...outing, name: "Outing" }
    const later = { ...outing, date: "2026-06-13" }
    expect(uids([later, renamed])[1]).toBe(uids([outing])[0])
    const all = [...uids([outing, outing, later]), ...uids([outing], "Other office")]
    expect(new Set(all).size).toBe(4)
  })

  it("of a calendar holds its holidays and days too; what has no name gets the calendar's", () => {
    const calendar = Calendar.make({
      id: "office",
      version: "1",
      timeZone: "UTC",
      week: { mon: [["09:00", "18:00"]] },
      holidays: ["2026-01-01", { date: "2026-01-02", name: "Second" }],
      days: { "2026-01-03": [["10:00", "12:00"]], "2026-01-04": [] },
      exceptions: [outing],
    })
    const kept = lines(made(calendar)).filter((line) => /^(?:SUMM|DTSTART|X-UPKEEP)/.test(line))
    const values = kept.map((line) => line.replace(/^.*?:/, "")).join("|")
    expect(values.split("|2026")).toEqual([
      "20260612|Works outing|closed",
      "0101|Office|closed",
      "0102|Second|closed",
      "0103|Office|hours|10:00-12:00",
      "0104|Office|hours|",
    ])
  })
})

const calendarWith = (parts: object) =>
  made(
    Calendar.make({
      id: "office",
      version: "1",
      timeZone: "UTC",
      week: { mon: [["09:00", "18:00"]] },
      ...parts,
    }),
  )

describe("of a calendar", () => {
  it("what its days outdo is not written, so that the file can be read back", () => {
    const date = "2026-01-03"
    const on = (parts: object) => ({ name: "Old", date, ...parts })
    const calendar = calendarWith({
      holidays: [date],
      days: { [date]: [["10:00", "12:00"]] },
      exceptions: [
        on({ kind: "hours", rows: [["01:00", "02:00"]] }),
        on({ kind: "closed" }),
        on({ kind: "shortened", minutes: 30 }),
        on({ kind: "extra", rows: [["13:00", "14:00"]] }),
      ],
    })
    const file = made(writeICalendar(calendar, options))
    const read = made(readICalendar(file, { from: "2026-01-01", until: "2026-12-31" }))
    expect(read.exceptions).toEqual([
      on({ kind: "shortened", minutes: 30 }),
      on({ kind: "extra", rows: [["13:00", "14:00"]] }),
      { name: "Office", date, kind: "hours", rows: [["10:00", "12:00"]] },
    ])
  })

  it("C28 more than 5,000 in its lists together are refused, and a name by its own place", () => {
    const holidays = Array.from({ length: 5_000 }, () => "2026-01-03")
    expect(refused(writeICalendar(calendarWith({ holidays }), options))).toEqual([])
    const calendar = calendarWith({ holidays, exceptions: [outing] })
    expect(refused(writeICalendar(calendar, options))).toEqual(["too-many exceptions"])
    const bell = calendarWith({ holidays: ["2026-01-02", { date: "2026-01-03", name: "a\u0007" }] })
    expect(refused(writeICalendar(bell, options))).toEqual(["forbidden-character holidays[1].name"])
  })
})

describe("what cannot be written is refused", () => {
  it("with everything that is wrong with what it says of itself", () => {
    const wrong = { name: " ", stamp: Number.NaN, prodId: "a\r\nMETHOD:CANCEL" }
    expect(refused(writeICalendar([outing], wrong))).toEqual([
      "empty name",
      "forbidden-character prodId",
      "out-of-range stamp",
    ])
    const outside = { ...options, stamp: Date.UTC(2201, 0) }
    expect(refused(writeICalendar([outing], outside))).toEqual(["out-of-range stamp"])
  })

  it("a name that the file could not hold", () => {
    expect(named("a\r\nEND:VEVENT")).toEqual(["forbidden-character exceptions[1].name"])
    expect(named("a\u0000")).toEqual(["forbidden-character exceptions[1].name"])
    expect(named("a\uD83C")).toEqual(["invalid-unicode exceptions[1].name"])
    expect(named("one\n\ttwo")).toEqual([])
  })

  it("what is no exception and no calendar, by the rules of calendars", () => {
    const wrong = { ...outing, date: "2026-02-30" }
    expect(refused(writeICalendar([outing, wrong], options))).toEqual([
      "invalid-date exceptions[1].date",
    ])
    const never: Calendar.Exception = { name: "a", every: "02-30", kind: "closed" }
    expect(refused(writeICalendar([never], options))).toEqual(["never-matches exceptions[0].every"])
    const empty = { id: "a", version: "1", timeZone: "UTC", week: {} }
    expect(refused(writeICalendar(empty, options))).toEqual(["no-open-time week"])
  })
})
