import { describe, expect, it } from "vitest"
import { readICalendar, type ReadOptions } from "../../src/index.ts"
import { made } from "../made.ts"
import { dated, event, file } from "./feeds.ts"

const asked: ReadOptions = { from: "2026-01-01", until: "2027-12-31" }

const read = (text: string, options: Partial<ReadOptions> = {}) =>
  made(readICalendar(text, { ...asked, ...options }))

/** The closed dates of a file. */
const closed = (text: string, options: Partial<ReadOptions> = {}) =>
  read(text, options).exceptions.map((each) => ("date" in each ? each.date : "recurring"))

const uncertain = (text: string, options: Partial<ReadOptions> = {}) =>
  read(text, options).uncertain.map(({ date, reason }) => `${date} ${reason}`)

describe("an event of whole days", () => {
  it("closes its date under the name of its SUMMARY, unescaped and unfolded", () => {
    const text = file(
      "BEGIN:VEVENT",
      "DTSTART;VALUE=DATE:20260612",
      "SUMMARY;LANGUAGE=ru:День России\\, выход",
      " ной\\; весь",
      "END:VEVENT",
    )
    const name = "День России, выходной; весь"
    const exceptions = [{ name, date: "2026-06-12", kind: "closed" }]
    expect(read(text)).toEqual({ exceptions, uncertain: [] })
    expect(read(text.replaceAll("\r\n", "\n"))).toEqual({ exceptions, uncertain: [] })
    expect(read(`\uFEFF${text.replaceAll("\r\n", "\r")}`)).toEqual({ exceptions, uncertain: [] })
  })

  it("lasts until its exclusive end, or for its duration, or one day", () => {
    const days = ["2026-01-01", "2026-01-02", "2026-01-03"]
    expect(closed(file(dated("20260101", "DTEND;VALUE=DATE:20260104")))).toEqual(days)
    expect(closed(file(dated("20260101", "DURATION:P3D")))).toEqual(days)
    expect(closed(file(dated("20260101", "DURATION:P1W")))).toHaveLength(7)
    expect(closed(file(dated("20260101")))).toEqual(["2026-01-01"])
    expect(closed(file(dated("20260101", "DTEND;VALUE=DATE:20260101")))).toEqual(["2026-01-01"])
  })

  it("is taken where VALUE=DATE was forgotten", () => {
    expect(closed(file(event("DTSTART:20260101", "DTEND:20260103")))).toEqual([
      "2026-01-01",
      "2026-01-02",
    ])
  })

  it("closes only dates that were asked for, at both ends", () => {
    const text = file(dated("20251230", "DURATION:P4D"), dated("20271230", "DURATION:P4D"))
    expect(closed(text)).toEqual(["2026-01-01", "2026-01-02", "2027-12-30", "2027-12-31"])
  })

  it("is passed over where it was cancelled", () => {
    expect(closed(file(dated("20260101", "STATUS:CANCELLED"), dated("20260102")))).toEqual([
      "2026-01-02",
    ])
  })

  it("keeps what belongs to components inside it out", () => {
    const alarm = ["BEGIN:VALARM", "SUMMARY:Alarm", "DURATION:PT5M", "END:VALARM"]
    const text = file("BEGIN:VTODO", "SUMMARY:No", "END:VTODO", dated("20260101", ...alarm))
    expect(read(text).exceptions).toEqual([{ name: "Day", date: "2026-01-01", kind: "closed" }])
  })

  it("is read from every calendar of a text, and an empty one has none", () => {
    expect(closed(file(dated("20260101")) + file(dated("20260102")))).toHaveLength(2)
    expect(read(file())).toEqual({ exceptions: [], uncertain: [] })
  })
})

describe("a recurring event", () => {
  const christmas = dated("20201225", "RRULE:FREQ=YEARLY", "UID:1")

  it("is expanded within what was asked, an endless one too", () => {
    expect(closed(file(christmas))).toEqual(["2026-12-25", "2027-12-25"])
  })

  it("takes RDATE, leaves EXDATE out, and counts a date once", () => {
    const text = file(
      dated(
        "20201225",
        "RRULE:FREQ=YEARLY",
        "EXDATE;VALUE=DATE:20261225",
        "RDATE;VALUE=DATE:20260107,20271225,20350101",
      ),
    )
    expect(closed(text)).toEqual(["2026-01-07", "2027-12-25"])
  })

  it("lets another event stand for one of its dates, or cancel it", () => {
    const id = ["RECURRENCE-ID;VALUE=DATE:20261225", "UID:1"]
    const moved = file(christmas, dated("20261227", ...id))
    expect(closed(moved)).toEqual(["2027-12-25", "2026-12-27"])
    const cancelled = file(christmas, dated("20261225", ...id, "STATUS:CANCELLED"))
    expect(closed(cancelled)).toEqual(["2027-12-25"])
    const other = file(christmas, dated("20261227", ...id).replace("UID:1", "UID:2"))
    expect(closed(other)).toEqual(["2026-12-25", "2027-12-25", "2026-12-27"])
  })

  it("is uncertain from the date on from which another event changes all", () => {
    const id = ["RECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:20271225", "UID:1"]
    const text = file(dated("20201225", "RRULE:FREQ=YEARLY", "UID:1"), dated("20271224", ...id))
    expect(closed(text, { until: "2028-12-31" })).toEqual(["2026-12-25", "2027-12-24"])
    expect(uncertain(text, { until: "2028-12-31" })).toEqual(["2028-12-25 rule"])
  })

  it("of several days that overlap closes each date once", () => {
    const text = file(dated("20260101", "DURATION:P3D", "RRULE:FREQ=DAILY;COUNT=3"))
    expect(closed(text)).toEqual([1, 2, 3, 4, 5].map((day) => `2026-01-0${day}`))
    const reaching = file(dated("20251231", "DURATION:P3D", "RRULE:FREQ=YEARLY"))
    expect(closed(reaching, { until: "2026-01-31" })).toEqual(["2026-01-01", "2026-01-02"])
  })

  it("is uncertain where it recurs in a way that dates cannot follow", () => {
    const rules = [
      "RRULE:FREQ=YEARLY;INTERVAL=0",
      "RRULE:FREQ=YEARLY;INTERVAL=-1",
      "RRULE:FREQ=YEARLY;COUNT=0",
      "RRULE:FREQ=YEARLY;COUNT=2;UNTIL=20300101",
      "RRULE:UNTIL=20300101;FREQ=YEARLY;COUNT=2",
      "RRULE:FREQ=HOURLY",
      "RRULE:RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=7",
      "RRULE:FREQ=WEEKLY;BYMONTHDAY=3",
      "RRULE:FREQ=WEEKLY;BYDAY=2MO",
      "RRULE:FREQ=MONTHLY;BYYEARDAY=3",
      "EXRULE:FREQ=YEARLY",
    ]
    const text = file(...rules.map((rule) => dated("20260101", rule)))
    expect(uncertain(text)).toEqual(rules.map(() => "2026-01-01 rule"))
    expect(closed(text)).toEqual([])
    const two = dated("20260101", "RRULE:FREQ=YEARLY", "RRULE:FREQ=MONTHLY")
    expect(uncertain(file(two))).toEqual(["2026-01-01 rule"])
  })

  it("begins before 1970 where it likes", () => {
    expect(closed(file(dated("19000101", "RRULE:FREQ=YEARLY")))).toHaveLength(2)
  })
})

describe("what is uncertain closes nothing", () => {
  it("an event with times, on the date that was written or that its zone has", () => {
    const text = file(
      event("DTSTART:20260105T090000", "DTEND:20260105T170000"),
      event("DTSTART;TZID=Europe/Moscow:20260106T000000", "DTEND:20260107T000000"),
      event("DTSTART:20260107T210000Z", "DTEND:20260108T210000Z"),
    )
    expect(read(text).exceptions).toEqual([])
    expect(uncertain(text)).toEqual(["2026-01-05 timed", "2026-01-06 timed", "2026-01-07 timed"])
    expect(uncertain(text, { zone: "Europe/Moscow" })[2]).toBe("2026-01-08 timed")
    expect(uncertain(text, { zone: "+03:00" })[2]).toBe("2026-01-08 timed")
    const [first] = read(text).uncertain
    const times = { start: "09:00:00", end: "17:00:00" }
    expect(first).toEqual({ date: "2026-01-05", name: "Day", reason: "timed", ...times })
  })

  it("a recurring one with times, on each date, asked for in its zone", () => {
    const text = file(event("DTSTART:20251231T210000Z", "RRULE:FREQ=YEARLY;COUNT=2"))
    expect(uncertain(text)).toEqual(["2026-12-31 timed"])
    const moscow = { zone: "Europe/Moscow" }
    expect(uncertain(text, moscow)).toEqual(["2026-01-01 timed", "2027-01-01 timed"])
  })

  it("an event without a name", () => {
    const text = file(dated("20260101").replace("SUMMARY:Day", "SUMMARY: "))
    expect(uncertain(text)).toEqual(["2026-01-01 unnamed"])
    expect(closed(text)).toEqual([])
  })
})
