// Where two values differ first, told as got and expected.
import { inspect, isDeepStrictEqual } from "node:util"

/** A place at which a value is not as it was expected. */
export interface Difference {
  /** From the root of the value: `[0].version`; empty for the value itself. */
  readonly path: string
  readonly got: unknown
  readonly expected: unknown
}

/** Whether a value may hold more than is expected of it. */
export type Extent = "whole" | "part"

/**
 * The first difference, or undefined where there is none. Fields that are undefined count as
 * absent, and of an object only its fields count, not its class: an adapter may give rows of any
 * make.
 */
export const differenceOf = (
  got: unknown,
  expected: unknown,
  extent: Extent,
  path = "",
): Difference | undefined => {
  if (Object.is(got, expected)) return undefined
  const here = { path, got, expected }
  if (!isObject(got) || !isObject(expected)) return here
  // What says nothing by its fields is compared by what it is.
  if (!hasFields(got) || !hasFields(expected))
    return isDeepStrictEqual(got, expected) ? undefined : here
  if (Array.isArray(got) !== Array.isArray(expected)) return here
  if (Array.isArray(got) && Array.isArray(expected) && got.length !== expected.length) return here
  for (const key of keysOf(got, expected, extent)) {
    const inner = Array.isArray(got) ? `${path}[${key}]` : `${path}${path === "" ? "" : "."}${key}`
    const found = differenceOf(fieldOf(got, key), fieldOf(expected, key), extent, inner)
    if (found !== undefined) return found
  }
  return undefined
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null

const hasFields = (value: object): boolean =>
  !ArrayBuffer.isView(value) &&
  !(value instanceof Date || value instanceof Map || value instanceof Set)

const keysOf = (got: object, expected: object, extent: Extent): ReadonlySet<string> =>
  new Set([...Object.keys(expected), ...(extent === "whole" ? Object.keys(got) : [])])

const fieldOf = (value: object, key: string): unknown => Reflect.get(value, key)

/** The most characters of a value that a message shows. */
export const shownCharacters = 400

/** A value in one line. */
export const shown = (value: unknown): string => {
  const line = inspect(value, { depth: 6, breakLength: Number.POSITIVE_INFINITY })
  return line.length <= shownCharacters ? line : `${line.slice(0, shownCharacters)}…`
}
