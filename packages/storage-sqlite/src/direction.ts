// How tickets follow one another in a list, in SQL and here.
import type { SQLInputValue } from "node:sqlite"

/** One of the two ways. */
export interface Direction {
  readonly beyond: ">" | "<"
  readonly sorted: "ASC" | "DESC"
  readonly sign: 1 | -1
  /** What comes before every id: for `<` a blob, which SQLite sorts behind every text. */
  readonly start: SQLInputValue
  /** What comes before every instant. */
  readonly startAt: number
}

/** From the first on. */
export const oldestFirst: Direction = {
  beyond: ">",
  sorted: "ASC",
  sign: 1,
  start: "",
  startAt: Number.MIN_SAFE_INTEGER,
}

/** From the last on. */
export const newestFirst: Direction = {
  beyond: "<",
  sorted: "DESC",
  sign: -1,
  start: new Uint8Array(),
  startAt: Number.MAX_SAFE_INTEGER,
}
