// Reads columns and checks what they hold: a row changed by hand is said, not passed on. Drivers
// differ in how they give a bigint (text, number, bigint), so all three are read.
import { StoreError } from "@upkeep/core/effect"
import type { Row } from "./executor.ts"

/** A text column. */
export const text = (row: Row, column: string): string => {
  const value = row[column]
  if (typeof value !== "string") throw damaged({ column, value, expected: "text" })
  return value
}

/** An integer column within ±2^53. */
export const integer = (row: Row, column: string): number => {
  const value = row[column]
  const number = isWritten(value) ? Number(value) : value
  if (!Number.isSafeInteger(number)) throw damaged({ column, value, expected: "an integer" })
  return Number(number)
}

const isWritten = (value: unknown): boolean =>
  typeof value === "bigint" || (typeof value === "string" && /^-?\d+$/.test(value))

/** A boolean column. */
export const flag = (row: Row, column: string): boolean => {
  const value = row[column]
  if (typeof value !== "boolean") throw damaged({ column, value, expected: "true or false" })
  return value
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

/** A column that holds something else than this code wrote there. */
export const damaged = (parts: {
  readonly column: string
  readonly value: unknown
  readonly expected: string
}) =>
  new StoreError.StoreError({
    reason: "damaged",
    detail:
      `column ${parts.column}: got ${parts.value === null ? "nothing" : `a ${typeof parts.value}`}, ` +
      `expected ${parts.expected}: the row was changed by something else; restore it from a backup`,
  })
