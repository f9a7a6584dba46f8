// Reads columns and checks what they hold: a row changed by hand is said, not passed on.
import type { SQLOutputValue, StatementSync } from "node:sqlite"
import { StoreError } from "@upkeep/core/effect"

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, SQLOutputValue>>

/** A text column. */
export const text = (row: Row, column: string): string => {
  const value = row[column]
  if (typeof value !== "string") throw damaged({ column, value, expected: "text" })
  return value
}

/** An integer column within ±2^53. */
export const integer = (row: Row, column: string): number => integerIn(row[column], column)

/** The same of a value that is read already. */
export const integerIn = (value: SQLOutputValue | undefined, column: string): number => {
  if (typeof value !== "number" && typeof value !== "bigint")
    throw damaged({ column, value, expected: "an integer" })
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw damaged({ column, value, expected: "one within ±2^53" })
  return number
}

/** A text column that may be empty. */
export const textOrNull = (row: Row, column: string): string | null =>
  row[column] === null ? null : text(row, column)

/** An integer column that may be empty. */
export const integerOrNull = (row: Row, column: string): number | null =>
  row[column] === null ? null : integer(row, column)

/** A text column that holds one of a few words. */
export const word = <W extends string>(row: Row, column: string, words: ReadonlyArray<W>): W => {
  const found = words.find((each) => each === row[column])
  if (found === undefined) {
    throw damaged({ column, value: row[column], expected: `one of ${words.join(", ")}` })
  }
  return found
}

/** A statement whose rows are read one by one: a number beyond 2^53 is the trouble of one. */
export const rowByRow = (statement: StatementSync): StatementSync => {
  statement.setReadBigInts(true)
  return statement
}

/** What rows hold; what is damaged is told apart, and those behind it are read. */
export const readable = <A>(
  rows: ReadonlyArray<Row>,
  read: (row: Row) => A,
  otherwise: (row: Row) => void = () => undefined,
): ReadonlyArray<A> =>
  rows.flatMap((row) => {
    try {
      return [read(row)]
    } catch (cause) {
      if (!(cause instanceof StoreError.StoreError) || cause.reason !== "damaged") throw cause
      otherwise(row)
      return []
    }
  })

/** A column that holds something else than this code wrote there. */
export const damaged = (parts: {
  readonly column: string
  readonly value: SQLOutputValue | undefined
  readonly expected: string
}) =>
  new StoreError.StoreError({
    reason: "damaged",
    detail:
      `column ${parts.column}: got ${parts.value === null ? "nothing" : `a ${typeof parts.value}`}, ` +
      `expected ${parts.expected}: the row was changed by something else; restore it from a backup`,
  })
