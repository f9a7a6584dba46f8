// What is wrong with exceptions: forms that nobody meant, dates that never come, contradictions.
import { Result } from "effect"
import * as Decode from "../problem/Decode.ts"
import * as Problem from "../problem/Problem.ts"
import { firstYear, lastYear, parseDate } from "./date.ts"
import { AnyException, kinds, rowsAtMost } from "./form.ts"
import { isRecord, listOf } from "./lenient.ts"
import {
  type Every,
  everMatches,
  everyText,
  isWithin,
  meet,
  monthDay,
  type Years,
} from "./recurrence.ts"
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
  return [...shapeFaults(exceptions), ...alone, ...conflictFaults(written), ...extraFaults(written)]
}

const shapeFaults = (exceptions: ReadonlyArray<unknown>): ReadonlyArray<Problem.Problem> => {
  const expected = "an object { name, date or every, kind, … }"
  return exceptions.flatMap((got, index) => {
    const path = Problem.pathOf(["exceptions", index])
    return isRecord(got) ? [] : [Problem.make({ code: "unknown-value", path, got, expected })]
  })
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
  if (!kinds.some((known) => known === kind)) {
    const code = kind === undefined ? "missing-field" : "unknown-value"
    return [...wrong(exception, { code, key: "kind", expected }), ...commonFaults(exception)]
  }
  if (kind !== "extra" || !Array.isArray(rows) || rows.length > 0) return []
  return wrong(exception, { code: "empty", key: "rows", expected: "at least one row" })
}

const decodeCommon = Decode.strict(AnyException)

// Where the kind is not known the shape says nothing else: what all kinds share is judged here.
const commonFaults = ({ index, fields }: Written): ReadonlyArray<Problem.Problem> => {
  const common = Object.entries(fields).filter(([key]) => Object.hasOwn(AnyException.fields, key))
  const decoded = decodeCommon(Object.fromEntries(common))
  const problems = Result.isFailure(decoded) ? decoded.failure : []
  return problems.map((problem) => Problem.within(Problem.pathOf(["exceptions", index]), problem))
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
  const path = Problem.pathOf(["exceptions", exception.index, "every"])
  return [Problem.make({ code: "never-matches", path, got: everyText(every), expected })]
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

/** What an exception says of a date, or of a date of some years. */
interface Claim {
  readonly index: number
  readonly kind: unknown
  readonly rows: number
  readonly on: string
  readonly years: Years
}

const claimOf = ({ index, fields }: Written): ReadonlyArray<Claim> => {
  const { date, kind } = fields
  const claim = { index, kind, rows: listOf(fields["rows"]).length }
  if (typeof date === "string" && parseDate(date) !== undefined)
    return [{ ...claim, on: date, years: {} }]
  const [every, years] = [everyOf(fields["every"]), yearsOf(fields)]
  if (every === undefined || years === undefined) return []
  return [{ ...claim, on: everyText(every), years }]
}

// Otherwise the order of a list would settle it, which nobody reads.
const conflictFaults = (written: ReadonlyArray<Written>): ReadonlyArray<Problem.Problem> => {
  const claimed = new Map<string, Array<Claim>>()
  const claims = written.flatMap(claimOf)
  return claims.filter(givesHours).flatMap((claim) => {
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

const givesHours = ({ kind }: Claim): boolean => kind === "hours" || kind === "moved"

// Told once for each date.
const extraFaults = (written: ReadonlyArray<Written>): ReadonlyArray<Problem.Problem> => {
  const extras = written.flatMap(claimOf).filter(({ kind }) => kind === "extra")
  return [...Map.groupBy(extras, ({ on }) => on).values()].flatMap((claims) => {
    // Most rows meet in a year in which one of the recurrences begins.
    const starts = new Set(claims.map(({ years }) => years.fromYear ?? firstYear))
    const meetings = Array.from(starts, (year) =>
      claims.filter(({ years }) => isWithin(years, year)),
    )
    const [last, got] = meetings
      .map((meeting) => [meeting.at(-1), rowsOf(meeting)] as const)
      .find(([, rows]) => rows > rowsAtMost) ?? [undefined, 0]
    if (last === undefined) return []
    const path = Problem.pathOf(["exceptions", last.index, "rows"])
    const expected = `at most ${rowsAtMost} rows of extra hours on ${last.on}`
    return [Problem.make({ code: "too-many", path, got, expected })]
  })
}

const rowsOf = (claims: ReadonlyArray<Claim>): number =>
  claims.reduce((total, { rows }) => total + rows, 0)
