// What is written is read back as it was.
import { Calendar } from "@upkeep/core"
import { Result } from "effect"
import * as fc from "fast-check"
import { expect, it } from "vitest"
import { readICalendar, russianExceptions, writeICalendar } from "../../src/index.ts"
import { made } from "../made.ts"
import { dated, file } from "./feeds.ts"

const options = { name: "Office", stamp: 0 }
const span = { from: "2024-01-01", until: "2033-12-31" }
const written = (exceptions: ReadonlyArray<Calendar.Exception>) =>
  made(writeICalendar(exceptions, options))
const roundTrip = (exceptions: ReadonlyArray<Calendar.Exception>) =>
  made(readICalendar(written(exceptions), span))

const two = (part: number) => String(part).padStart(2, "0")
const clock = (halfHours: number) => `${two(halfHours >> 1)}:${halfHours % 2 === 0 ? "00" : "30"}`

const name = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 60 })
  .filter((text) => text.trim() !== "" && text.length <= 300 && !/[^\P{Cc}\n\t]/u.test(text))
const tricky = fc.constantFrom(
  "a\\,b;c\\n",
  " a\n\tb ",
  "x".repeat(200),
  "Ё🎄".repeat(60),
  ":;,\"'",
)
const weekday = fc.constantFrom("mon", "tue", "wed", "thu", "fri", "sat", "sun")
const date = fc
  .integer({ min: Date.UTC(2024, 0, 1) / 86_400_000, max: Date.UTC(2033, 11, 31) / 86_400_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10))

const row = (open: number, close: number) =>
  close > open
    ? ([clock(open), clock(close)] as const)
    : { open: clock(open), close: clock(close), overnight: true as const }
const rows = fc.oneof(
  fc.constant([]),
  fc.constant([row(18, 26), row(28, 36), row(44, 12)]),
  fc.constant([row(0, 48)]),
  fc
    .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 21, max: 48 }))
    .map(([a, b]) => [row(a, b)]),
  fc.integer({ min: 1, max: 47 }).map((halfHour) => [row(halfHour, halfHour)]),
)

const monthDay = fc.oneof(
  fc.constant("02-29"),
  fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
    .map((parts) => parts.map(two).join("-")),
)
const nthWeekday = fc.record({
  month: fc.integer({ min: 1, max: 12 }),
  weekday,
  nth: fc.constantFrom(1, 2, 3, 4, 5, -1),
})
const year = fc.integer({ min: 1970, max: 2200 })
const when = fc.oneof(
  date.map((date) => ({ date })),
  fc.record(
    { every: fc.oneof(monthDay, nthWeekday), fromYear: year, untilYear: year },
    { requiredKeys: ["every"] },
  ),
)
const kind = fc.oneof(
  fc.constant({ kind: "closed" }),
  fc.record({ kind: fc.constant("hours"), rows }),
  fc.record({ kind: fc.constant("moved"), like: weekday }),
  fc.record({ kind: fc.constant("shortened"), minutes: fc.integer({ min: 1, max: 1_439 }) }),
  fc.record({ kind: fc.constant("extra"), rows }),
)

const week = { mon: [["12:00", "12:01"]] }
const judge = (exceptions: ReadonlyArray<unknown>) =>
  Calendar.make({ id: "any", version: "1", timeZone: "UTC", week, exceptions })

/** Exceptions that a calendar takes; what it refuses is none. */
const exceptions = fc
  .array(
    fc
      .tuple(fc.oneof(name, tricky), when, kind)
      .map(([name, when, kind]) => ({ name, ...when, ...kind })),
    { maxLength: 8 },
  )
  .map((list) => {
    const good = list.filter((each) => Result.isSuccess(judge([each])))
    return Result.getOrElse(judge(good), () => ({ exceptions: [] })).exceptions ?? []
  })

/** Whether an exception has a date in the span, found by looking at every year of it. */
const isInSpan = (exception: Calendar.Exception): boolean => {
  if ("date" in exception) return true
  const { every, fromYear = 1970, untilYear = 2200 } = exception
  return [2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031, 2032, 2033]
    .filter((year) => year >= fromYear && year <= untilYear)
    .some((year) => {
      if (every === "02-29") return year % 4 === 0
      if (typeof every === "string" || every.nth !== 5) return true
      const days = new Date(Date.UTC(year, every.month, 0)).getUTCDate()
      const first = new Date(Date.UTC(year, every.month - 1, 1)).getUTCDay()
      const wanted = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"].indexOf(every.weekday)
      return 1 + ((wanted - first + 7) % 7) + 28 <= days
    })
}

it("every kind of exception, dated or recurring, under any name", () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(exceptions, (list) => {
      for (const each of list) seen.add(`${each.kind} ${"date" in each ? "dated" : "recurring"}`)
      expect(roundTrip(list)).toEqual({ exceptions: list.filter(isInSpan), uncertain: [] })
    }),
    { numRuns: 500 },
  )
  expect(seen.size).toBe(10)
})

it("the Russian production calendar of three years", () => {
  const asked = { years: [2024, 2025, 2026], decreeDays: "closed", language: "ru" } as const
  const list = made(russianExceptions(asked))
  expect(roundTrip(list).exceptions).toEqual(list)
})

it("an own recurring event that another program changed is read date by date, in its kind", () => {
  const marks = ["X-UPKEEP-KIND:shortened", "X-UPKEEP-MINUTES:60"]
  const rule = "RRULE:FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=8"
  const dates = (...lines: ReadonlyArray<string>) =>
    made(readICalendar(file(dated("20240508", ...marks, ...lines)), span)).exceptions.map((each) =>
      "date" in each ? `${each.date} ${each.kind}` : each.every,
    )
  expect(dates(rule)).toEqual(["05-08"])
  expect(dates(`${rule};COUNT=2`)).toEqual(["2024-05-08 shortened", "2025-05-08 shortened"])
  expect(dates(`${rule};UNTIL=20260101`)).toHaveLength(2)
  expect(dates(rule, "EXDATE;VALUE=DATE:20250508")).toHaveLength(9)
  expect(dates(rule.replace("MONTHDAY=8", "MONTHDAY=9"))).toHaveLength(11)
  expect(dates(rule, "DURATION:P2D")).toHaveLength(20)
})
