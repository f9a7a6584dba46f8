// What is wrong with rows: their order, overlaps within a date and into the next one.
import * as Problem from "../problem/Problem.ts"
import { isRecord, listOf, type Path, recordOf } from "./lenient.ts"
import { dayMinutes, type Row } from "./rows.ts"
import { closingTime, minutesOf, openingTime, weekdays } from "./wallTime.ts"

/** Everything wrong with the rows of a week, night shifts into the next weekday included. */
export const weekFaults = (week: unknown, path: Path): ReadonlyArray<Problem.Problem> => {
  const rows = recordOf(week)
  const written = weekdays.map((weekday) => ({
    path: [...path, weekday],
    rows: writtenRows(rows[weekday]),
  }))
  const nights = written.flatMap((date, index) => {
    const next = written[(index + 1) % written.length]
    return next === undefined ? [] : nightFaults(date, next)
  })
  return [...weekdays.flatMap((weekday) => rowFaults(rows[weekday], [...path, weekday])), ...nights]
}

/** Everything wrong with the rows of one date. */
export const rowFaults = (rows: unknown, path: Path): ReadonlyArray<Problem.Problem> => {
  const written = writtenRows(rows)
  return [
    ...listOf(rows).flatMap((row, index) => formFaults(row, [...path, index])),
    ...written.flatMap((row) => orderFaults(row, [...path, row.index])),
    ...overlapFaults(written.filter(isOrdered), path),
  ]
}

interface WrittenRow extends Row {
  readonly index: number
  readonly text: string
  readonly overnight: boolean
}

const writtenRows = (rows: unknown): ReadonlyArray<WrittenRow> => listOf(rows).flatMap(writtenRow)

const writtenRow = (row: unknown, index: number): ReadonlyArray<WrittenRow> => {
  const overnight = isRecord(row)
  if (overnight && row["overnight"] !== true) return []
  const [open, close, more] = partsOf(row)
  if (more !== undefined || !isTime(open, openingTime) || !isTime(close, closingTime)) return []
  const text = `${open}-${close}${overnight ? " overnight" : ""}`
  const night = overnight ? dayMinutes : 0
  return [{ index, text, overnight, open: minutesOf(open), close: minutesOf(close) + night }]
}

const partsOf = (row: unknown): ReadonlyArray<unknown> =>
  isRecord(row) ? [row["open"], row["close"]] : Array.isArray(row) ? row : []

const isTime = (value: unknown, form: RegExp): value is string =>
  typeof value === "string" && form.test(value)

/** A row that may be compared with others: it closes after it opens, within 24 hours. */
const isOrdered = ({ open, close }: WrittenRow): boolean =>
  open < close && close <= open + dayMinutes

const formFaults = (row: unknown, path: Path): ReadonlyArray<Problem.Problem> => {
  if (!isRecord(row) || row["overnight"] === true) return []
  const at = { path: Problem.pathOf([...path, "overnight"]), got: row["overnight"] }
  const expected = "true (a row that closes on its own date is [opening, closing])"
  return [Problem.make({ ...at, code: "unknown-value", expected })]
}

const orderFaults = (row: WrittenRow, path: Path): ReadonlyArray<Problem.Problem> => {
  if (isOrdered(row)) return []
  const at = { path: Problem.pathOf(path), got: row.text }
  if (row.overnight) {
    const expected =
      "a closing on the next date, not later than the opening (else [opening, closing])"
    return [Problem.make({ ...at, code: "not-overnight", expected })]
  }
  if (row.open === row.close) {
    const expected = "a closing after the opening (the whole day is 00:00-24:00)"
    return [Problem.make({ ...at, code: "empty-interval", expected })]
  }
  const night = "a night shift is two rows on two dates, or overnight: true"
  const expected = `a closing after the opening (${night})`
  return [Problem.make({ ...at, code: "end-before-start", expected })]
}

const overlapFaults = (
  rows: ReadonlyArray<WrittenRow>,
  path: Path,
): ReadonlyArray<Problem.Problem> => {
  const problems: Array<Problem.Problem> = []
  let longest: WrittenRow | undefined
  for (const row of inOrder(rows)) {
    if (longest !== undefined && row.open < longest.close)
      problems.push(overlap({ path, row }, { path, row: longest }))
    if (longest === undefined || row.close > longest.close) longest = row
  }
  return problems
}

interface WrittenDate {
  readonly path: Path
  readonly rows: ReadonlyArray<WrittenRow>
}

const nightFaults = (date: WrittenDate, next: WrittenDate): ReadonlyArray<Problem.Problem> => {
  const first = inOrder(next.rows.filter(isOrdered))[0]
  if (first === undefined) return []
  return date.rows
    .filter((row) => isOrdered(row) && row.close > first.open + dayMinutes)
    .map((row) => overlap({ path: next.path, row: first }, { path: date.path, row }))
}

const inOrder = (rows: ReadonlyArray<WrittenRow>): ReadonlyArray<WrittenRow> =>
  rows.toSorted((a, b) => a.open - b.open || a.index - b.index)

interface Place {
  readonly path: Path
  readonly row: WrittenRow
}

const overlap = (row: Place, other: Place): Problem.Problem =>
  Problem.make({
    code: "overlap",
    path: Problem.pathOf([...row.path, row.row.index]),
    got: row.row.text,
    expected: `a row that does not overlap ${Problem.pathOf([...other.path, other.row.index])} (${other.row.text})`,
  })
