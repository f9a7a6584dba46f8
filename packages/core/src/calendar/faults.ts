// What a shape cannot say of a calendar. Input is read leniently here, so that a mistake of shape
// in one place does not hide a mistake of sense in another: all are reported at once.
import { Result } from "effect"
import * as Problem from "../problem/Problem.ts"
import { dateForm, parseDate } from "./date.ts"
import { minutesOf, wallTime, weekdays } from "./wallTime.ts"
import { canonicalZone } from "./zoneName.ts"

type Path = ReadonlyArray<PropertyKey>

/** Everything wrong with zone, rows and dates of what ought to be a calendar. */
export const faultsOf = (input: unknown): ReadonlyArray<Problem.Problem> => {
  if (!isRecord(input)) return []
  const week = isRecord(input["week"]) ? input["week"] : {}
  const days = isRecord(input["days"]) ? input["days"] : {}
  return [
    ...zoneFaults(input["timeZone"]),
    ...weekdays.flatMap((weekday) => rowFaults(week[weekday], ["week", weekday])),
    ...Object.keys(days).flatMap((date) => dateFaults(date)),
    ...Object.entries(days).flatMap(([date, rows]) => rowFaults(rows, pathOfDate(date))),
    ...openTimeFaults([...Object.values(week), ...Object.values(days)]),
  ]
}

const zoneFaults = (timeZone: unknown): ReadonlyArray<Problem.Problem> => {
  if (typeof timeZone !== "string") return []
  const canonical = canonicalZone(timeZone)
  if (Result.isSuccess(canonical)) return []
  return [Problem.make({ ...canonical.failure, path: "timeZone", got: timeZone })]
}

const dateFaults = (date: string): ReadonlyArray<Problem.Problem> => {
  if (parseDate(date) !== undefined) return []
  const path = Problem.pathOf(pathOfDate(date))
  return [Problem.make({ code: "invalid-date", path, got: date, expected: dateForm })]
}

const openTimeFaults = (dates: ReadonlyArray<unknown>): ReadonlyArray<Problem.Problem> => {
  if (dates.some((rows) => !Array.isArray(rows) || rows.length > 0)) return []
  const expected = "at least one row in week or days"
  return [Problem.make({ code: "no-open-time", path: "week", got: "no open time", expected })]
}

interface WrittenRow {
  readonly index: number
  readonly text: string
  readonly open: number
  readonly close: number
}

const rowFaults = (rows: unknown, path: Path): ReadonlyArray<Problem.Problem> => {
  const written = Array.isArray(rows) ? rows.flatMap(writtenRow) : []
  const ordered = written.filter((row) => row.open < row.close)
  return [...written.flatMap((row) => orderFaults(row, path)), ...overlapFaults(ordered, path)]
}

const writtenRow = (row: unknown, index: number): ReadonlyArray<WrittenRow> => {
  if (!Array.isArray(row) || row.length !== 2) return []
  const [open, close]: ReadonlyArray<unknown> = row
  if (!isWallTime(open) || !isWallTime(close)) return []
  return [{ index, text: `${open}-${close}`, open: minutesOf(open), close: minutesOf(close) }]
}

const orderFaults = (row: WrittenRow, path: Path): ReadonlyArray<Problem.Problem> => {
  if (row.open < row.close) return []
  const at = { path: Problem.pathOf([...path, row.index]), got: row.text }
  if (row.open === row.close) {
    const expected = "a closing after the opening (the whole day is 00:00-24:00)"
    return [Problem.make({ ...at, code: "empty-interval", expected })]
  }
  const expected = "a closing after the opening (a night shift is two rows on two dates)"
  return [Problem.make({ ...at, code: "end-before-start", expected })]
}

const overlapFaults = (
  rows: ReadonlyArray<WrittenRow>,
  path: Path,
): ReadonlyArray<Problem.Problem> => {
  const problems: Array<Problem.Problem> = []
  let longest: WrittenRow | undefined
  for (const row of rows.toSorted((a, b) => a.open - b.open || a.index - b.index)) {
    if (longest !== undefined && row.open < longest.close)
      problems.push(overlap(longest, row, path))
    if (longest === undefined || row.close > longest.close) longest = row
  }
  return problems
}

const overlap = (first: WrittenRow, second: WrittenRow, path: Path): Problem.Problem => {
  const other = `${Problem.pathOf([...path, first.index])} (${first.text})`
  return Problem.make({
    code: "overlap",
    path: Problem.pathOf([...path, second.index]),
    got: second.text,
    expected: `a row that does not overlap ${other}`,
  })
}

// A hostile key is no part of a path: a path is printed as it is.
const pathOfDate = (date: string): Path => (/^[\w-]{1,32}$/.test(date) ? ["days", date] : ["days"])

const isWallTime = (value: unknown): value is string =>
  typeof value === "string" && wallTime.test(value)

const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value)
