// Rows as minutes of the wall.
import type { Row as WrittenRow } from "./form.ts"
import { minutesOf } from "./wallTime.ts"

export const dayMinutes = 1_440

/**
 * A row in minutes of the wall after its date's midnight; `open` < `close`, which lies beyond 1440
 * where the row closes on the next date.
 */
export interface Row {
  readonly open: number
  readonly close: number
}

/** Rows in the order of their openings. */
export const rowsOf = (rows: ReadonlyArray<WrittenRow>): ReadonlyArray<Row> =>
  rows.map(rowOf).toSorted((a, b) => a.open - b.open)

const rowOf = (row: WrittenRow): Row =>
  "overnight" in row
    ? { open: minutesOf(row.open), close: minutesOf(row.close) + dayMinutes }
    : { open: minutesOf(row[0]), close: minutesOf(row[1]) }
