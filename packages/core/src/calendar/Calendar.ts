// A working calendar as data: whose clock, which hours of the week, which dates differ.
import { Result, Schema } from "effect"
import * as Decode from "../problem/Decode.ts"
import * as Problem from "../problem/Problem.ts"
import { dateForm, parseDate } from "./date.ts"
import { faultsOf } from "./faults.ts"
import { wallTime } from "./wallTime.ts"
import { canonicalZone } from "./zoneName.ts"

/** The most characters of an id, a version, a holiday's name. */
export const nameCharacters = 320
/** The most rows of one date. */
export const rowsAtMost = 48
/** The most holidays (C28). */
export const holidaysAtMost = 5_000

const Name = Schema.String.check(
  Schema.makeFilter((text: string) => text.trim() !== "", {
    code: "empty",
    expected: "at least one visible character",
  }),
  Schema.makeFilter((text: string) => text.length <= nameCharacters, {
    code: "too-long",
    expected: `at most ${nameCharacters} characters`,
  }),
)

const WallTime = Schema.String.check(
  Schema.makeFilter((text: string) => wallTime.test(text), {
    code: "invalid-time",
    expected: "HH:MM from 00:00 to 23:59, or 24:00 as a closing",
  }),
)

const LocalDate = Schema.String.check(
  Schema.makeFilter((text: string) => parseDate(text) !== undefined, {
    code: "invalid-date",
    expected: dateForm,
  }),
)

const atMost = (limit: number, things: string) =>
  Schema.makeFilter((list: ReadonlyArray<unknown>) => list.length <= limit, {
    code: "too-many",
    expected: `at most ${limit} ${things}`,
  })

const Rows = Schema.Array(Schema.Tuple([WallTime, WallTime])).check(atMost(rowsAtMost, "rows"))

const Holiday = Schema.Union([LocalDate, Schema.Struct({ date: LocalDate, name: Name })])

const Week = Schema.Struct({
  mon: Schema.optionalKey(Rows),
  tue: Schema.optionalKey(Rows),
  wed: Schema.optionalKey(Rows),
  thu: Schema.optionalKey(Rows),
  fri: Schema.optionalKey(Rows),
  sat: Schema.optionalKey(Rows),
  sun: Schema.optionalKey(Rows),
})

/**
 * A working calendar: plain data that can be stored, compared and versioned.
 *
 * `week` and `days` hold rows `[opening, closing]` of wall time `HH:MM`, opening inclusive, closing
 * exclusive, `24:00` allowed as a closing; a weekday without rows is closed. For one date `days`
 * beats `holidays`, which beat `week`. A night shift is two rows on two dates; rows that touch, at
 * midnight too, are one. `timeZone` is an IANA name, a fixed offset such as `+03:00`, or `UTC`.
 *
 * This is the shape alone: `make` also judges zone, order and overlaps.
 */
export const Calendar = Schema.Struct({
  id: Name,
  version: Name,
  timeZone: Schema.String,
  week: Week,
  holidays: Schema.optionalKey(Schema.Array(Holiday).check(atMost(holidaysAtMost, "holidays"))),
  days: Schema.optionalKey(Schema.Record(Schema.String, Rows)),
})
export type Calendar = typeof Calendar.Type

const decode = Decode.strict(Calendar)

/**
 * Makes a calendar from unknown input, or lists everything that is wrong with it.
 *
 * The zone is stored under its present IANA spelling. Refuses with `unknown-time-zone`,
 * `ambiguous-time-zone`, `invalid-time`, `end-before-start`, `empty-interval`, `overlap`,
 * `invalid-date`, `no-open-time`, and the codes of every decoding (`missing-field` …).
 *
 * @example
 * const week = { mon: [["09:00", "18:00"]], tue: [["18:00", "09:00"]] }
 * const made = Calendar.make({ id: "office", version: "1", timeZone: "+03:00", week })
 * made.failure.map((problem) => `${problem.code} ${problem.path}`)
 * // => ["end-before-start week.tue[0]"]
 */
export const make = (input: unknown): Result.Result<Calendar, ReadonlyArray<Problem.Problem>> => {
  const decoded = decode(input)
  const misshapen = Result.isFailure(decoded) ? decoded.failure : []
  const problems = listed([...misshapen, ...faultsOf(input)])
  if (Result.isFailure(decoded) || problems.length > 0) return Result.fail(problems)
  const timeZone = Result.getOrElse(canonicalZone(decoded.success.timeZone), () => "UTC")
  return Result.succeed({ ...decoded.success, timeZone })
}

/**
 * The last date for which holidays are known: the end of the last year that has one, since they are
 * published by the year. Nothing where the calendar lists none.
 *
 * @example
 * const holidays = ["2026-11-04"]
 * Calendar.holidaysEnd({ id: "ru", version: "1", timeZone: "+03:00", week: {}, holidays })
 * // => "2026-12-31"
 */
export const holidaysEnd = (calendar: Calendar): string | undefined => {
  const dates = (calendar.holidays ?? []).map((each) =>
    typeof each === "string" ? each : each.date,
  )
  const last = dates.toSorted().at(-1)
  return last === undefined ? undefined : `${last.slice(0, 4)}-12-31`
}

/**
 * What is allowed and yet deserves a look: `holidays-end` where the list of holidays ends before
 * `until`, the local date (`YYYY-MM-DD`) of the longest deadline.
 *
 * @example
 * const ru = { id: "ru", version: "1", timeZone: "+03:00", week: {}, holidays: ["2026-11-04"] }
 * Calendar.warnings(ru, { until: "2027-01-15" }).map((problem) => `${problem.code} ${problem.got}`)
 * // => ["holidays-end 2026-12-31"]
 */
export const warnings = (
  calendar: Calendar,
  { until }: { readonly until: string },
): ReadonlyArray<Problem.Problem> => {
  const end = holidaysEnd(calendar)
  if (end === undefined || end >= until) return []
  const expected = `holidays to ${until}`
  return [
    { ...Problem.make({ code: "holidays-end", path: "holidays", got: end, expected }), got: end },
  ]
}

const listed = (problems: ReadonlyArray<Problem.Problem>): ReadonlyArray<Problem.Problem> => {
  if (problems.length <= Decode.listedProblems) return problems
  const got = `${problems.length - Decode.listedProblems} more`
  const rest = Problem.make({ code: "too-many-problems", path: "", got, expected: "none" })
  return [...problems.slice(0, Decode.listedProblems), rest]
}
