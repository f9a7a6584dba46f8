// The time that a report is about, from a desk's own dates.
import { Result } from "effect"
import * as LocalTime from "../calendar/LocalTime.ts"
import * as Problem from "../problem/Problem.ts"
import { dateAfter, dateBefore, dateOf, shifted } from "./dates.ts"

/** The longest period of a report, in days: ten years. */
export const periodDaysAtMost = 3_660

/** The offsets of all zones lie within this much of UTC. */
const offsetMillisAtMost = 15 * 3_600_000

/** From an instant (inclusive) to an instant (exclusive), epoch milliseconds. */
export interface Period {
  readonly from: number
  readonly to: number
}

type Problems = ReadonlyArray<Problem.Problem>

/**
 * The time of a zone's dates from the first to the last one, both inclusive (`YYYY-MM-DD`). Refuses
 * `invalid-date`, and `out-of-range` for a last date before the first one or too long after it.
 *
 * @example
 * const { from, to } = Period.ofDates("2026-03-29", "2026-03-29", "Europe/Berlin").success
 * const hours = (to - from) / 3_600_000
 * hours // => 23
 */
export const ofDates = (
  first: string,
  last: string,
  timeZone: string,
): Result.Result<Period, Problems> => {
  const problems = [...dateProblems("from", first), ...dateProblems("to", last)]
  if (problems.length > 0) return Result.fail(problems)
  const latest = shifted(first, periodDaysAtMost - 1)
  if (last < first || last > latest) {
    const expected = `a date from ${first} to ${latest}`
    return Result.fail([Problem.make({ code: "out-of-range", path: "to", got: last, expected })])
  }
  const period = { from: beginning(first, timeZone), to: beginning(dateAfter(last), timeZone) }
  return Result.succeed(period)
}

/**
 * The time of a month of a zone, `YYYY-MM`; refuses `invalid-date`.
 *
 * @example
 * const { from, to } = Period.ofMonth("2026-02", "+03:00").success
 * from // => Date.parse("2026-02-01T00:00:00+03:00")
 * to // => Date.parse("2026-03-01T00:00:00+03:00")
 */
export const ofMonth = (month: string, timeZone: string): Result.Result<Period, Problems> => {
  const first = `${month}-01`
  const isMonth = /^\d{4}-\d{2}$/.test(month) && dateProblems("", first).length === 0
  const last = isMonth ? dateBefore(monthAfter(month)) : ""
  if (dateProblems("", last).length === 0) return ofDates(first, last, timeZone)
  const expected = "a month YYYY-MM from 1970-02 to 2200-11"
  return Result.fail([Problem.make({ code: "invalid-date", path: "month", got: month, expected })])
}

/**
 * How many whole months of a zone a period is; null where it is not made of whole ones.
 *
 * @example
 * Period.monthsIn(Period.ofDates("2026-01-01", "2026-03-31", "UTC").success, "UTC") // => 3
 * Period.monthsIn(Period.ofDates("2026-01-01", "2026-03-30", "UTC").success, "UTC") // => null
 */
export const monthsIn = ({ from, to }: Period, timeZone: string): number | null => {
  const [first, after] = [dateOf(from, timeZone), dateOf(to, timeZone)]
  const isWhole =
    first.endsWith("-01") &&
    after.endsWith("-01") &&
    beginning(first, timeZone) === from &&
    beginning(after, timeZone) === to
  return isWhole ? monthOf(after) - monthOf(first) : null
}

const monthOf = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7))

const monthAfter = (month: string): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1))
    .toISOString()
    .slice(0, "YYYY-MM-DD".length)

// A day to either side is kept free, so that every zone has an instant for it.
const dateProblems = (path: string, date: string): Problems => {
  const isDate =
    /^\d{4}-\d{2}-\d{2}$/.test(date) &&
    Result.isSuccess(LocalTime.parse(`${date}T00:00Z`)) &&
    date > "1970-01-01" &&
    date < "2200-12-31"
  if (isDate) return []
  const expected = "a real date YYYY-MM-DD from 1970-01-02 to 2200-12-30"
  return [Problem.make({ code: "invalid-date", path, got: date, expected })]
}

// The first instant of a date: where a zone skips its midnight, that of the switch. Halves thirty
// hours to one millisecond: 27 rounds.
const beginning = (date: string, timeZone: string): number => {
  const midnight = Date.parse(date)
  let [low, high] = [midnight - offsetMillisAtMost, midnight + offsetMillisAtMost]
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2)
    if (dateOf(middle, timeZone) >= date) high = middle
    else low = middle
  }
  return high
}
