// Unknown input as far as it is what it ought to be.

/** Where something lies in the input, as keys from its root. */
export type Path = ReadonlyArray<PropertyKey>

export const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/**
 * Where the hours of a date lie. A hostile key is no part of a path: a path is printed as it is.
 */
export const pathOfDate = (date: string): Path =>
  /^[\w-]{1,32}$/.test(date) ? ["days", date] : ["days"]

/** The fields of an object, none of anything else. */
export const recordOf = (value: unknown): { readonly [key: string]: unknown } =>
  isRecord(value) ? value : {}

/** The entries of a list, none of anything else. */
export const listOf = (value: unknown): ReadonlyArray<unknown> =>
  Array.isArray(value) ? value : []
