// What a rule expects, in the grammar of every message: got, expected, where.
import { differenceOf, type Extent, shown } from "./difference.ts"

/** A rule that does not hold: the message says what was got, what was expected and where. */
export class Unmet extends Error {
  override readonly name = "Unmet"
}

interface Expectation {
  /** The same value, or an object with the same fields to every depth. */
  readonly toEqual: (expected: unknown) => void
  /** An object with at least these fields; a list with exactly so many of such objects. */
  readonly toMatch: (expected: unknown) => void
  readonly toDifferFrom: (other: unknown) => void
  readonly toHaveLength: (expected: number) => void
  readonly toContain: (expected: unknown) => void
  readonly toBeMoreThan: (least: number) => void
  readonly toBeThere: () => void
}

/** Expects something of what was got; throws `Unmet` where it is not so. */
export const expect = (got: unknown): Expectation => ({
  toEqual: (expected) => compare(got, expected, "whole"),
  toMatch: (expected) => compare(got, expected, "part"),
  toDifferFrom: (other) => {
    if (differenceOf(got, other, "whole") === undefined) fail(got, "something else")
  },
  toHaveLength: (expected) => {
    if (!Array.isArray(got) || got.length !== expected) fail(got, `a list of ${expected}`)
  },
  toContain: (expected) => {
    const isAmong =
      Array.isArray(got) && got.some((each) => differenceOf(each, expected, "whole") === undefined)
    if (!isAmong) fail(got, `${shown(expected)} among it`)
  },
  toBeMoreThan: (least) => {
    if (typeof got !== "number" || got <= least) fail(got, `a number above ${least}`)
  },
  toBeThere: () => {
    if (got === undefined || got === null) fail(got, "something")
  },
})

const compare = (got: unknown, expected: unknown, extent: Extent): void => {
  const found = differenceOf(got, expected, extent)
  if (found !== undefined) fail(found.got, shown(found.expected), found.path)
}

const fail = (got: unknown, expected: string, path = ""): never => {
  throw new Unmet(`got ${shown(got)}, expected ${expected}${path === "" ? "" : `, at ${path}`}`)
}
