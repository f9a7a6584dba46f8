import { describe, expect, it } from "vitest"
import { bytesAtMost, eventsAtMost, readICalendar, type ReadOptions } from "../../src/index.ts"
import { problemsOf, refused } from "../made.ts"
import { dated, event, file } from "./feeds.ts"

const asked: ReadOptions = { from: "2026-01-01", until: "2026-12-31" }
const refusal = (text: string, options: Partial<ReadOptions> = {}) =>
  refused(readICalendar(text, { ...asked, ...options }))
const messages = (text: string) =>
  problemsOf(readICalendar(text, asked)).map(({ message }) => message)

/** The problems of an event with marks of ours. */
const marked = (...marks: ReadonlyArray<string>) =>
  refusal(file(dated("20260101", ...marks.map((mark) => `X-UPKEEP-${mark}`))))

describe("what is no iCalendar file is refused, and where", () => {
  it("C28 an address is not fetched", () => {
    const found = messages("http://169.254.169.254/latest/meta-data")
    const expected = "BEGIN:VCALENDAR (the text of an iCalendar file; nothing is fetched)"
    expect(found).toEqual([
      `not-icalendar: got "http://169.254.169.254/latest/meta-data", expected ${expected}, at line 1`,
    ])
    expect(refusal("webcal://example.com/feed.ics")).toEqual(["not-icalendar line 1"])
  })

  it.each([
    ["", 1],
    ["   ", 1],
    ["<html></html>", 1],
    ["BEGIN:VCARD\nEND:VCARD", 1],
    ["BEGIN:VCALENDAR", 1],
    ["BEGIN:VCALENDAR\nVERSION:1.0\nEND:VCALENDAR", 2],
    ["BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR", 3],
    ["BEGIN:VCALENDAR\n\nnonsense\nEND:VCALENDAR", 3],
    ["BEGIN:VCALENDAR\nEND:VCALENDAR\nnonsense", 3],
    ["BEGIN:VCALENDAR\nSUMMARY:a\n b\nEND:VEVENT", 4],
  ])("%j, at its line", (text, line) => {
    expect(refusal(text)).toEqual([`not-icalendar line ${line}`])
  })

  it("every wrong line of every event is named", () => {
    const text = file(
      dated("20260230"),
      dated("2026-01-01"),
      event("DTSTART:"),
      event("LOCATION:nowhere"),
      dated("20260105", "DTEND;VALUE=DATE:20260104"),
      dated("20260105", "DURATION:PT24H"),
      dated("20260105", "DURATION:-P1D"),
      dated("20260105", "RRULE:FREQ=NEVER"),
      dated("20260105", "RRULE:FREQ=YEARLY;BYMONTHDAY=45"),
      dated("20260105", "DTEND:20260106T000000"),
      dated("20260105", "RDATE;VALUE=DATE:20260105,soon"),
    )
    expect(refusal(text)).toEqual([
      "invalid-date line 5",
      "invalid-date line 9",
      "invalid-date line 13",
      "not-icalendar line 15",
      "invalid-range line 22",
      "not-icalendar line 27",
      "not-icalendar line 32",
      "not-icalendar line 37",
      "not-icalendar line 42",
      "invalid-range line 47",
      "invalid-date line 52",
    ])
  })

  it("a long list of them is cut, and says so", () => {
    const problems = problemsOf(
      readICalendar(file(...Array.from({ length: 150 }, () => dated("20260230"))), asked),
    )
    expect(problems).toHaveLength(101)
    expect(problems.at(-1)).toMatchObject({ code: "too-many-problems", got: '"50 more"' })
  })

  it("a name that is too long for a calendar is refused at its event", () => {
    const named = dated("20260101").replace("SUMMARY:Day", `SUMMARY:${"x".repeat(321)}`)
    expect(refusal(file(dated("20260102"), named))).toEqual(["too-long line 7"])
  })

  it("an own mark that was spoilt is refused at its line", () => {
    expect(marked("KIND:festive")).toEqual(["invalid-value line 6"])
    expect(marked("KIND:hours")).toEqual(["invalid-value line 6"])
    expect(marked("KIND:hours", "ROWS:9-18")).toEqual(["invalid-value line 7"])
    expect(marked("KIND:moved", "LIKE:monday")).toEqual(["invalid-value line 7"])
    expect(marked("KIND:shortened", "MINUTES:-60")).toEqual(["invalid-value line 7"])
    expect(marked("KIND:shortened", "MINUTES:1440")).toEqual(["out-of-range line 3"])
  })
})

describe("the limits of a file (C28)", () => {
  const day = dated("20260101")

  it("C28 a feed of 1,000,000 events is refused with the count before it is read", () => {
    const feed = file(`${day}\r\n`.repeat(1_000_000))
    const began = performance.now()
    const found = problemsOf(readICalendar(feed, asked))
    expect(performance.now() - began).toBeLessThan(2_000)
    expect(found).toMatchObject([
      { code: "too-many", path: "text", got: "1000000", expected: "at most 5000 events" },
      { code: "too-long", path: "text" },
    ])
  })

  it("C28 5,000 events are read, one more is refused", () => {
    const events = Array.from({ length: eventsAtMost }, () => day)
    expect(refusal(file(...events))).toEqual([])
    const found = problemsOf(readICalendar(file(...events, day), asked))
    expect(found).toMatchObject([{ code: "too-many", got: "5001" }])
  })

  it("C28 no event hides from the count in a folded line", () => {
    const hidden = day.replace("BEGIN:VEVENT", "BEGIN:VEV\r\n ENT")
    const feed = file(`${hidden}\r\n`.repeat(eventsAtMost + 1))
    expect(problemsOf(readICalendar(feed, asked))).toMatchObject([
      { code: "too-many", got: "5001" },
    ])
  })

  it("C28 an endless rule comes to as many dates as were asked for, several to too many", () => {
    const daily = dated("20260101", "RRULE:FREQ=DAILY")
    const ten = { until: "2035-12-31" }
    expect(refusal(file(daily), ten)).toEqual([])
    expect(problemsOf(readICalendar(file(daily, daily), { ...asked, ...ten }))).toMatchObject([
      { code: "too-many", got: '"more than 5000"', expected: "at most 5000 dates" },
    ])
  })

  it("C28 no rule holds us up: not one that never matches, nor thousands that count", () => {
    const never = dated("19000228", "RRULE:FREQ=YEARLY;COUNT=9;BYMONTH=2;BYMONTHDAY=30")
    const began = performance.now()
    expect(refusal(file(dated("20260228", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")))).toEqual([])
    expect(refusal(file(...Array.from({ length: eventsAtMost }, () => never)))).toEqual([
      "too-many text",
    ])
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  it("a file of more than 10 MiB is refused", () => {
    const note = `DESCRIPTION:${"x".repeat(bytesAtMost)}`
    expect(refusal(file(note))).toEqual(["too-long text"])
  })

  it("more than ten years are refused, and ten are not", () => {
    expect(refusal(file(day), { until: "2035-12-31" })).toEqual([])
    expect(refusal(file(day), { until: "2036-01-01" })).toEqual(["too-many until"])
  })
})

describe("what was asked is checked, all at once", () => {
  it("dates, their order, the zone", () => {
    expect(refusal(file(), { from: "2026-02-30", until: "soon", zone: "Mars/Phobos" })).toEqual([
      "invalid-date from",
      "invalid-date until",
      "unknown-time-zone zone",
    ])
    expect(refusal(file(), { until: "2025-12-31" })).toEqual(["invalid-range until"])
  })

  it("a text that is none, and dates that are missing", () => {
    const text: string = JSON.parse("7")
    const options: ReadOptions = JSON.parse("{}")
    expect(refused(readICalendar(text, options))).toEqual([
      "wrong-type text",
      "missing-field from",
      "missing-field until",
    ])
  })
})
