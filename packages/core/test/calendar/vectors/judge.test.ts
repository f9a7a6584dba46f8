import { describe, expect, it } from "vitest"
import { judge } from "./judge.ts"

const week = { mon: [["09:00", "18:00"]] }
const monday = {
  id: "monday",
  op: "add",
  calendar: { timeZone: "+03:00", week },
  input: { from: "2026-01-05T17:00+03:00", duration: "PT2H" },
  expected: "2026-01-12T07:00:00Z",
}

const judged = (vector: object) => judge(JSON.stringify(vector))
const asked = (op: string, input: object, expected: unknown, calendar: object = {}) =>
  judged({ ...monday, op, input, expected, calendar: { ...monday.calendar, ...calendar } })

const day = (from: string, to: string) => [`2026-01-05T${from}+03:00`, `2026-01-05T${to}+03:00`]

describe("an answer passes", () => {
  it.each([
    ["isOpen", { at: "2026-01-05T09:00+03:00" }, true],
    ["add", { from: "2026-01-05T10:00+03:00", duration: "-PT2H" }, "2025-12-29T14:00Z"],
    ["between", { from: "2026-01-06T00:00Z", to: "2026-01-05T14:00Z" }, "-PT1H"],
    ["nextOpen", { at: "2026-01-06T00:00Z" }, "2026-01-12T09:00+03:00"],
    ["nextOpening", { at: "2026-01-05T06:00Z" }, "2026-01-12T09:00+03:00"],
    ["nextClose", { at: "2026-01-05T06:00Z" }, "2026-01-05T18:00+03:00"],
    ["prevClose", { at: "2026-01-05T06:00Z" }, "2025-12-29T18:00+03:00"],
    ["isWorkingDay", { date: "2026-01-06" }, false],
    ["addDaysDate", { date: "2026-01-06", days: -1 }, "2026-01-05"],
    ["addDaysDate", { date: "2026-01-06", days: 0 }, "2026-01-06"],
    ["addDays", { from: "2026-01-05T06:00Z", days: 2 }, "2026-01-19T06:00Z"],
  ])("%s %j", (op, input, expected) => {
    expect(asked(op, input, expected)).toBeUndefined()
  })

  const [from, to] = day("09:00", "18:00")

  it("due and elapsed know pauses, and a reversed span is negative", () => {
    const pauses = [day("10:00", "11:00"), day("10:30", "12:00")]
    expect(asked("due", { from, duration: "PT2H", pauses }, "2026-01-05T10:00Z")).toBeUndefined()
    expect(asked("elapsed", { from, to, pauses }, "PT7H")).toBeUndefined()
    expect(asked("elapsed", { from: to, to: from, pauses }, "-PT7H")).toBeUndefined()
    expect(asked("elapsed", { from: to, to }, "-PT0S")).toBeUndefined()
    expect(asked("elapsed", { from, to }, "PT7H")).toMatchObject({ got: "PT9H", expected: "PT7H" })
  })

  it("addDays keeps the wall time, where a deadline of ours would be cut to closing", () => {
    const days = { "2026-01-12": [["09:00", "12:00"]] }
    const input = { from: "2026-01-05T17:30+03:00", days: 1 }
    expect(asked("addDays", input, "2026-01-12T17:30+03:00", { days })).toBeUndefined()
  })

  it("addDaysDate needs no instant: a date that a zone left out is counted from, too", () => {
    const apia = { timeZone: "Pacific/Apia", week: { ...week, sat: week.mon, fri: week.mon } }
    const input = { date: "2011-12-30", days: 1 }
    expect(asked("addDaysDate", input, "2011-12-31", apia)).toBeUndefined()
    expect(asked("addDaysDate", { ...input, days: -1 }, "2011-12-26", apia)).toBeUndefined()
  })

  it("no answer is null", () => {
    const always = [["00:00", "24:00"]]
    const week = {
      mon: always,
      tue: always,
      wed: always,
      thu: always,
      fri: always,
      sat: always,
      sun: always,
    }
    expect(asked("nextClose", { at: from }, null, { week })).toBeUndefined()
    expect(asked("nextClose", { at: from }, null)).toMatchObject({ expected: "none" })
  })
})

describe("a line fails and says why", () => {
  it.each([
    ["that is broken", '{"id":', "JSON"],
    ["that is no object", "[]", "expected a JSON object, got []"],
    ["with an unknown op", { ...monday, op: "round" }, 'unknown op "round", known are isOpen'],
    ["with an op of every object", { ...monday, op: "toString" }, 'unknown op "toString"'],
    [
      "with a refused calendar",
      { ...monday, calendar: { timeZone: "EST", week } },
      "calendar refused: ambiguous-time-zone",
    ],
    [
      "with a closed calendar",
      { ...monday, calendar: { ...monday.calendar, week: {} } },
      "no-open-time",
    ],
    ["without a calendar", { ...monday, calendar: undefined }, "calendar: expected a JSON object"],
    ["without input", { ...monday, input: undefined }, "input: expected a JSON object"],
    ["without a field", { ...monday, input: {} }, "input.from: expected a text, got undefined"],
    [
      "with a duration in days",
      { ...monday, input: { ...monday.input, duration: "P1D" } },
      "not a duration in hours, minutes and seconds: P1D",
    ],
    [
      "with days that are no number",
      { ...monday, op: "addDays" },
      "input.days: expected a whole number",
    ],
    [
      "with a pause that has no end",
      { ...monday, op: "due", input: { ...monday.input, pauses: [["2026-01-05T06:00Z"]] } },
      "input.pauses: expected [from, to]",
    ],
    [
      "with an answer out of range",
      { ...monday, input: { ...monday.input, duration: "PT9999999H" } },
      "out-of-range",
    ],
  ])("%s", (_, line, why) => {
    const failure = judge(typeof line === "string" ? line : JSON.stringify(line))
    expect(failure?.got).toContain(why)
  })

  it("that expects what cannot be read", () => {
    const failure = judged({ ...monday, expected: true })
    expect(failure).toMatchObject({ expected: "no value of the kind instant: true" })
    expect(judged({ ...monday, expected: "2026-02-30T07:00Z" })?.expected).toContain("no such date")
    expect(asked("isOpen", { at: "2026-01-05T06:00Z" }, "true")).toBeDefined()
  })
})
