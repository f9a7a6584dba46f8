// Our recurrence rules against those of ical.js, and against the examples of the standard.
import * as fc from "fast-check"
import ICAL from "ical.js"
import { describe, expect, it } from "vitest"
import { dateOf, realDay } from "../../src/date.ts"
import { occurrences } from "../../src/icalendar/occurrences.ts"
import { ruleOf } from "../../src/icalendar/rule.ts"

const dayOf = (date: string) => realDay(date) ?? Number.NaN

const ours = (rule: string, start: string, from: string, to: string) => {
  const value: unknown = ICAL.parse.property(`RRULE:${rule}`)[3]
  const read = ruleOf(value, dayOf(start))
  if (read === undefined) return undefined
  const effort = { most: 1_000_000, looked: 0 }
  const search = { from: dayOf(from), to: dayOf(to), effort }
  return [...occurrences(read, dayOf(start), search)].map(dateOf)
}

const theirs = (rule: string, start: string, from: string, to: string) => {
  const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateString(start))
  const dates: Array<string> = []
  for (let next = iterator.next(); next !== null; next = iterator.next()) {
    const date = next.toString()
    if (date > to) break
    if (date >= from) dates.push(date)
  }
  return dates
}

describe("occurrences of a rule", () => {
  // RFC 5545, section 3.8.5.3: those of its examples that are about dates.
  it.each([
    ["FREQ=DAILY;COUNT=3", "1997-09-02", "1997-09-02 1997-09-03 1997-09-04"],
    ["FREQ=DAILY;INTERVAL=10;COUNT=3", "1997-09-02", "1997-09-02 1997-09-12 1997-09-22"],
    ["FREQ=DAILY;UNTIL=19970904T000000Z", "1997-09-02", "1997-09-02 1997-09-03 1997-09-04"],
    ["FREQ=WEEKLY;COUNT=3", "1997-09-02", "1997-09-02 1997-09-09 1997-09-16"],
    [
      "FREQ=WEEKLY;INTERVAL=2;UNTIL=19970930;WKST=SU;BYDAY=MO,WE,FR",
      "1997-09-01",
      "1997-09-01 1997-09-03 1997-09-05 1997-09-15 1997-09-17 1997-09-19 1997-09-29",
    ],
    [
      "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
      "1997-08-05",
      "1997-08-05 1997-08-10 1997-08-19 1997-08-24",
    ],
    [
      "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
      "1997-08-05",
      "1997-08-05 1997-08-17 1997-08-19 1997-08-31",
    ],
    ["FREQ=MONTHLY;COUNT=3;BYDAY=1FR", "1997-09-05", "1997-09-05 1997-10-03 1997-11-07"],
    ["FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", "1997-09-22", "1997-09-22 1997-10-20 1997-11-17"],
    ["FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3", "1997-09-28", "1997-09-28 1997-10-29 1997-11-28"],
    [
      "FREQ=MONTHLY;COUNT=4;BYMONTHDAY=1,-1",
      "1997-09-30",
      "1997-09-30 1997-10-01 1997-10-31 1997-11-01",
    ],
    [
      "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
      "1997-09-04",
      "1997-09-04 1997-10-07 1997-11-06",
    ],
    [
      "FREQ=MONTHLY;COUNT=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
      "1997-09-29",
      "1997-09-29 1997-10-30 1997-11-27",
    ],
    ["FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=2", "1998-02-13", "1998-02-13 1998-03-13"],
    [
      "FREQ=YEARLY;COUNT=4;BYMONTH=6,7",
      "1997-06-10",
      "1997-06-10 1997-07-10 1998-06-10 1998-07-10",
    ],
    [
      "FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200",
      "1997-01-01",
      "1997-01-01 1997-04-10 1997-07-19 2000-01-01",
    ],
    ["FREQ=YEARLY;BYDAY=20MO;COUNT=2", "1997-05-19", "1997-05-19 1998-05-18"],
    ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=2", "1997-05-12", "1997-05-12 1998-05-11"],
    ["FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=2", "1997-03-13", "1997-03-13 1997-03-20"],
    [
      "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3",
      "1996-11-05",
      "1996-11-05 2000-11-07 2004-11-02",
    ],
    [
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=3",
      "1996-02-29",
      "1996-02-29 2000-02-29 2004-02-29",
    ],
  ])("RFC 5545: %s from %s", (rule, start, expected) => {
    expect(ours(rule, start, "1996-01-01", "2010-12-31")?.join(" ")).toBe(expected)
  })

  it("a date that the rule does not match is an occurrence when the event begins on it", () => {
    const found = ours("FREQ=YEARLY;BYMONTH=5;COUNT=3", "2026-01-09", "2026-01-01", "2030-12-31")
    expect(found).toEqual(["2026-01-09", "2026-05-09", "2027-05-09"])
  })

  it("are found from the middle of an endless rule as if it had been followed", () => {
    fc.assert(
      fc.property(anyRule, day, fc.integer({ min: 0, max: 4_000 }), (rule, start, later) => {
        const from = dateOf(start + later)
        const to = dateOf(start + later + 800)
        const all = ours(rule, dateOf(start), dateOf(start), to)
        expect(ours(rule, dateOf(start), from, to)).toEqual(all?.filter((date) => date >= from))
      }),
      { numRuns: 300 },
    )
  })

  it("are those of ical.js, where the event begins on one of them", () => {
    let compared = 0
    fc.assert(
      fc.property(anyRule, day, (rule, start) => {
        const [from, to] = [dateOf(start), dateOf(start + 1_500)]
        // What ical.js makes of a first date that the rule does not match is its own affair: it
        // leaves it out. And it rolls the 31st of April over, which the standard ignores.
        const [, first] = ours(rule, from, from, to) ?? []
        if (first === undefined || Number(first.slice(8)) > 28) return
        compared += 1
        expect(ours(rule, first, first, to)).toEqual(theirs(rule, first, first, to))
      }),
      { numRuns: 300 },
    )
    expect(compared).toBeGreaterThan(200)
  })
})

const day = fc.integer({ min: dayOf("2000-01-01"), max: dayOf("2030-12-31") })
const some = (min: number, max: number) =>
  fc.uniqueArray(
    fc.integer({ min, max }).filter((each) => each !== 0),
    { minLength: 1, maxLength: 4 },
  )
const weekday = fc.constantFrom("MO", "TU", "WE", "TH", "FR", "SA", "SU")
const weekdays = fc.uniqueArray(weekday, { minLength: 1, maxLength: 3 })
const numbered = fc
  .tuple(fc.constantFrom(1, 2, 3, 4, 5, -1, -2), weekday)
  .map((each) => each.join(""))

const part = (name: string) => (values: ReadonlyArray<string | number>) =>
  `;${name}=${values.join()}`
const none = fc.constant("")
const interval = fc.constantFrom("", "", ";INTERVAL=2", ";INTERVAL=3")

const anyRule = fc
  .oneof(
    fc.tuple(fc.constant("FREQ=DAILY"), interval, fc.oneof(none, some(1, 12).map(part("BYMONTH")))),
    fc.tuple(fc.constant("FREQ=WEEKLY"), interval, weekdays.map(part("BYDAY"))),
    fc.tuple(
      fc.constant("FREQ=MONTHLY"),
      interval,
      fc.oneof(
        some(1, 28).map(part("BYMONTHDAY")),
        numbered.map((each) => `;BYDAY=${each}`),
      ),
    ),
    fc.tuple(
      fc.constant("FREQ=YEARLY"),
      interval,
      some(1, 12).map(part("BYMONTH")),
      fc.oneof(
        none,
        some(1, 28).map(part("BYMONTHDAY")),
        numbered.map((each) => `;BYDAY=${each}`),
      ),
    ),
  )
  .map((parts) => parts.join(""))
