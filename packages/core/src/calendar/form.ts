// The shape of a calendar as it is written down. What a shape cannot say stands in `faults`.
import { Schema } from "effect"
import { dateForm, firstYear, lastYear, parseDate } from "./date.ts"
import { monthDay } from "./recurrence.ts"
import { closingTime, openingTime, weekdays } from "./wallTime.ts"

/** The most characters of an id, a version, a name. */
export const nameCharacters = 320
/** The most rows of one date. */
export const rowsAtMost = 48
/** The most holidays (C28). */
export const holidaysAtMost = 5_000
/** The most exceptions (C28). */
export const exceptionsAtMost = 5_000
/** The most dates with hours of their own. */
export const daysAtMost = 5_000
/** The most minutes that one exception cuts off: a date that loses more is closed. */
export const shortenedMinutesAtMost = 1_439
/** The most changes of the week. */
export const changesAtMost = 100

const text = (holds: (text: string) => boolean, code: string, expected: string) =>
  Schema.String.check(Schema.makeFilter(holds, { code, expected }))

const Name = text((name) => name.trim() !== "", "empty", "at least one visible character").check(
  // One that a store cannot keep, or would keep as another one.
  Schema.makeFilter((name: string) => !name.includes("\0"), {
    code: "forbidden-character",
    expected: "text without U+0000",
  }),
  Schema.makeFilter((name: string) => name.isWellFormed(), {
    code: "invalid-unicode",
    expected: "well-formed Unicode without lone surrogates",
  }),
  Schema.makeFilter((name: string) => name.length <= nameCharacters, {
    code: "too-long",
    expected: `at most ${nameCharacters} characters`,
  }),
)

const timeForm = "HH:MM from 00:00 to 23:59, or 24:00 as a closing"
const Opening = text((time) => openingTime.test(time), "invalid-time", timeForm)
const Closing = text((time) => closingTime.test(time), "invalid-time", timeForm)

const LocalDate = text((date) => parseDate(date) !== undefined, "invalid-date", dateForm)

const atMost = (limit: number, things: string) =>
  Schema.makeFilter((list: ReadonlyArray<unknown>) => list.length <= limit, {
    code: "too-many",
    expected: `at most ${limit} ${things}`,
  })

// NaN, infinities and fractions are told of by Int itself: one mistake is told once.
const whole = (least: number, most: number) =>
  Schema.Int.check(
    Schema.makeFilter(
      (value: number) => !Number.isInteger(value) || (value >= least && value <= most),
      { code: "out-of-range", expected: `a whole number from ${least} to ${most}` },
    ),
  )

const Row = Schema.Union([
  Schema.Tuple([Opening, Closing]),
  Schema.Struct({ open: Opening, close: Closing, overnight: Schema.Literal(true) }),
])
/**
 * When a date is open: `[opening, closing]`, or with `overnight` a night shift, which closes on the
 * next date (24 hours later at most) and belongs to the one on which it opens.
 */
export type Row = typeof Row.Type

const Rows = Schema.Array(Row).check(atMost(rowsAtMost, "rows"))

const Week = Schema.Struct({
  mon: Schema.optionalKey(Rows),
  tue: Schema.optionalKey(Rows),
  wed: Schema.optionalKey(Rows),
  thu: Schema.optionalKey(Rows),
  fri: Schema.optionalKey(Rows),
  sat: Schema.optionalKey(Rows),
  sun: Schema.optionalKey(Rows),
})
/** The rows of the weekdays; a weekday without rows is closed. */
export type Week = typeof Week.Type

const Holiday = Schema.Union([LocalDate, Schema.Struct({ date: LocalDate, name: Name })])

const Every = Schema.Union([
  text((every) => monthDay.test(every), "invalid-date", "a month and a date, MM-DD"),
  Schema.Struct({
    month: whole(1, 12),
    weekday: Schema.Literals(weekdays),
    nth: Schema.Literals([1, 2, 3, 4, 5, -1]),
  }),
])
const dated = { name: Name, date: LocalDate }
const recurring = {
  name: Name,
  every: Every,
  fromYear: Schema.optionalKey(whole(firstYear, lastYear)),
  untilYear: Schema.optionalKey(whole(firstYear, lastYear)),
}
const closed = { kind: Schema.Literal("closed") }
const hours = { kind: Schema.Literal("hours"), rows: Rows }
const moved = { kind: Schema.Literal("moved"), like: Schema.Literals(weekdays) }
const shortened = { kind: Schema.Literal("shortened"), minutes: whole(1, shortenedMinutesAtMost) }
const extra = { kind: Schema.Literal("extra"), rows: Rows }

const Exception = Schema.Union([
  Schema.Struct({ ...dated, ...closed }),
  Schema.Struct({ ...dated, ...hours }),
  Schema.Struct({ ...dated, ...moved }),
  Schema.Struct({ ...dated, ...shortened }),
  Schema.Struct({ ...dated, ...extra }),
  Schema.Struct({ ...recurring, ...closed }),
  Schema.Struct({ ...recurring, ...hours }),
  Schema.Struct({ ...recurring, ...moved }),
  Schema.Struct({ ...recurring, ...shortened }),
  Schema.Struct({ ...recurring, ...extra }),
])
/**
 * What differs on a `date`, or on `every` such date of the years `fromYear` to `untilYear` (both
 * inclusive; all years where absent): `MM-DD`, or the nth weekday of a month (-1 is its last one).
 *
 * `closed`; `hours`: rows of its own; `moved`: works as the weekday `like` does; `shortened`: its
 * last `minutes` of working time fall away; `extra`: these rows besides.
 */
export type Exception = typeof Exception.Type

/** What can be said of an exception whose kind is not known. */
export const AnyException = Schema.Struct({
  name: Name,
  date: Schema.optionalKey(LocalDate),
  every: Schema.optionalKey(Every),
  fromYear: recurring.fromYear,
  untilYear: recurring.untilYear,
})

/** The kinds of exceptions. */
export const kinds: ReadonlyArray<Exception["kind"]> = [
  "closed",
  "hours",
  "moved",
  "shortened",
  "extra",
]

/** How a release of the zone data is named, so that names sort as releases do. */
export const tzdataRelease = /^\d{4}[a-z]$/

const Change = Schema.Struct({ validFrom: LocalDate, week: Week })

/**
 * A working calendar: plain data that can be stored, compared and versioned.
 *
 * Rows are wall time `HH:MM`, opening inclusive, closing exclusive, `24:00` allowed as a closing;
 * rows that touch, at midnight too, are one. `timeZone` is an IANA name, a fixed offset such as
 * `+03:00`, or `UTC`. `minTzdata` is the oldest release of the zone data that will do (`2024b`).
 *
 * A date has the hours that the first of these gives it: `days`; dated exceptions, `hours` before
 * `moved` before `closed` and `holidays`; recurring ones in the same order; the week in force,
 * that of the last of `changes` whose `validFrom` is not later, else `week`. Of two recurring ones
 * of one kind that meet, a date of the year goes before the nth weekday of a month, and that
 * before the last one, in whatever order they are listed. Then every `shortened` of the date takes
 * its minutes of working time off the end, and every `extra` adds its rows.
 *
 * This is the shape alone: `make` also judges zone, order, overlaps and contradictions.
 */
export const Calendar = Schema.Struct({
  id: Name,
  version: Name,
  timeZone: Schema.String,
  week: Week,
  holidays: Schema.optionalKey(Schema.Array(Holiday).check(atMost(holidaysAtMost, "holidays"))),
  days: Schema.optionalKey(
    Schema.Record(Schema.String, Rows).check(
      Schema.makeFilter(
        (days: { readonly [date: string]: unknown }) => Object.keys(days).length <= daysAtMost,
        { code: "too-many", expected: `at most ${daysAtMost} dates` },
      ),
    ),
  ),
  exceptions: Schema.optionalKey(
    Schema.Array(Exception).check(atMost(exceptionsAtMost, "exceptions")),
  ),
  changes: Schema.optionalKey(Schema.Array(Change).check(atMost(changesAtMost, "changes"))),
  minTzdata: Schema.optionalKey(
    text(
      (release) => tzdataRelease.test(release),
      "invalid-value",
      'a release of the IANA zone data such as "2024b"',
    ),
  ),
})
export type Calendar = typeof Calendar.Type
