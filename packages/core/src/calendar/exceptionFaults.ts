// What is wrong with exceptions: forms that nobody meant, dates that never come, contradictions.
import * as Problem from "../problem/Problem.ts"
import { firstYear, lastYear, parseDate } from "./date.ts"
import { kinds } from "./form.ts"
import { isRecord } from "./lenient.ts"
import { type Every, everMatches, meet, monthDay, type Years } from "./recurrence.ts"
import { rowFaults } from "./rowFaults.ts"
import { weekdays } from "./wallTime.ts"

interface Written {
  readonly index: number
  readonly fields: { readonly [key: string]: unknown }
}

/** Everything wrong with what ought to be exceptions. */
export const exceptionFaults = (
  exceptions: ReadonlyArray<unknown>,
): ReadonlyArray<Problem.Problem> => {
  const written = exceptions.flatMap((fields, index) => (isRecord(fields) ? { index, fields } : []))
  const alone = written.flatMap((exception) => [
    ...kindFaults(exception),
    ...whenFaults(exception),
    ...rowFaults(exception.fields["rows"], ["exceptions", exception.index, "rows"]),
    ...recurrenceFaults(exception),
  ])
  return [...alone, ...conflictFaults(written)]
}

interface Wrong {
  readonly code: string
  readonly key: string
  readonly expected: string
}

const wrong = ({ index, fields }: Written, { code, key, expected }: Wrong) => [
  Problem.make({
    code,
    path: Problem.pathOf(["exceptions", index, key]),
    got: fields[key],
    expected,
  }),
]

const kindFaults = (exception: Written): ReadonlyArray<Problem.Problem> => {
  const { kind, rows } = exception.fields
  const expected = `one of ${kinds.join(", ")}`
  if (kind === undefined) return wrong(exception, { code: "missing-field", key: "kind", expected })
  if (!kinds.some((known) => known === kind))
    return wrong(exception, { code: "unknown-value", key: "kind", expected })
  if (kind !== "extra" || !Array.isArray(rows) || rows.length > 0) return []
  return wrong(exception, { code: "empty", key: "rows", expected: "at least one row" })
}

const whenFaults = (exception: Written): ReadonlyArray<Problem.Problem> => {
  const { date, every } = exception.fields
  if (date === undefined && every === undefined) {
    const expected = "a date, or else every"
    return wrong(exception, { code: "missing-field", key: "date", expected })
  }
  if (date === undefined || every === undefined) return []
  const expected = "nothing beside a date"
  return wrong(exception, { code: "unknown-field", key: "every", expected })
}

const recurrenceFaults = (exception: Written): ReadonlyArray<Problem.Problem> => {
  const { fields } = exception
  const [every, years] = [everyOf(fields["every"]), yearsOf(fields)]
  if (every === undefined || years === undefined) return []
  const { fromYear = firstYear, untilYear = lastYear } = years
  if (fromYear > untilYear) {
    const expected = `a year from ${fromYear} on`
    return wrong(exception, { code: "invalid-range", key: "untilYear", expected })
  }
  if (everMatches(every, years)) return []
  const expected = `a date that a year from ${fromYear} to ${untilYear} has`
  return wrong(exception, { code: "never-matches", key: "every", expected })
}

const everyOf = (every: unknown): Every | undefined => {
  if (typeof every === "string") return monthDay.test(every) ? every : undefined
  if (!isRecord(every)) return undefined
  const { month, nth } = every
  const weekday = weekdays.find((each) => each === every["weekday"])
  if (weekday === undefined || !isWhole(month, 1, 12) || !isWhole(nth, -1, 5)) return undefined
  return nth === 0 ? undefined : { month, weekday, nth }
}

const yearsOf = ({ fromYear, untilYear }: Written["fields"]): Years | undefined =>
  isYear(fromYear) && isYear(untilYear) ? { fromYear, untilYear } : undefined

const isYear = (value: unknown): value is number | undefined =>
  value === undefined || isWhole(value, firstYear, lastYear)

const isWhole = (value: unknown, least: number, most: number): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= least && value <= most

/** An exception that gives hours to a date, or to a date of some years. */
interface Claim {
  readonly index: number
  readonly on: string
  readonly years: Years
}

const claimOf = ({ index, fields }: Written): ReadonlyArray<Claim> => {
  const { date, kind } = fields
  if (kind !== "hours" && kind !== "moved") return []
  if (typeof date === "string" && parseDate(date) !== undefined)
    return [{ index, on: date, years: {} }]
  const [every, years] = [everyOf(fields["every"]), yearsOf(fields)]
  if (every === undefined || years === undefined) return []
  const on =
    typeof every === "string" ? every : `${every.nth} ${every.weekday} of month ${every.month}`
  return [{ index, on, years }]
}

// Otherwise the order of a list would settle it, which nobody reads.
const conflictFaults = (written: ReadonlyArray<Written>): ReadonlyArray<Problem.Problem> => {
  const claimed = new Map<string, Array<Claim>>()
  return written.flatMap(claimOf).flatMap((claim) => {
    const { index, on, years } = claim
    const earlier = claimed.get(on) ?? []
    const other = earlier.find((each) => meet(each.years, years))
    claimed.set(on, earlier)
    earlier.push(claim)
    if (other === undefined) return []
    const path = Problem.pathOf(["exceptions", index])
    const expected = `one exception with the hours of that date, and not exceptions[${other.index}] too`
    return [Problem.make({ code: "conflicting-exceptions", path, got: on, expected })]
  })
}
