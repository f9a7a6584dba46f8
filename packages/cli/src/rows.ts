// A file on its way in, chunk by chunk: what cuts it into the rows of its form.
import { Problem } from "@upkeep/core"

/** The most characters of a row, as they stand in the file, without the line feed that ends it. */
export const rowCharactersAtMost = 4 * 1_048_576

/** A row of a file. */
export interface Raw<A> {
  /** The line on which it begins, from 1. */
  readonly line: number
  readonly content: A
  /** Why it cannot be read. */
  readonly problem?: Problem.Problem
}

/** Cuts a text into rows; lines without a character are none. */
export interface Splitter<A> {
  /** The rows that end in the next part of the text. */
  readonly push: (text: string) => ReadonlyArray<Raw<A>>
  /** The row that the end of the text ends. */
  readonly end: () => ReadonlyArray<Raw<A>>
}

/** What is wrong with a row that is longer than the limit. */
export const tooLong: Problem.Problem = Problem.make({
  code: "too-long",
  path: "",
  got: "more characters",
  expected: `at most ${rowCharactersAtMost} characters in a row`,
})
