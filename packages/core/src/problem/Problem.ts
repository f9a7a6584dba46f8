// One mistake in something handed to us, in the grammar of every message: what, got, expected,
// where.

/** The most characters of a hostile or mistaken value that a message shows. */
export const shownCharacters = 64

/**
 * One mistake in an input or a configuration.
 *
 * `code` is stable and documented in `docs/problems.md`; `path` leads from the root of the input to
 * the place (`week.mon[0]`, empty for the root itself).
 */
export interface Problem {
  readonly code: string
  readonly path: string
  readonly got: string
  readonly expected: string
  readonly message: string
}

/**
 * Makes a problem; `got` is any value and is shown in at most 64 characters.
 *
 * @example
 * const at = { path: "clocks[0].starts", got: "opne" }
 * Problem.make({ code: "unknown-state", ...at, expected: "a state of the chart" }).message
 * // => 'unknown-state: got "opne", expected a state of the chart, at clocks[0].starts'
 */
export const make = (parts: {
  readonly code: string
  readonly path: string
  readonly got: unknown
  readonly expected: string
}): Problem => told({ ...parts, got: show(parts.got) })

const told = (parts: Omit<Problem, "message">): Problem => {
  const { code, path, got, expected } = parts
  const where = path === "" ? "" : `, at ${path}`
  return { code, path, got, expected, message: `${code}: got ${got}, expected ${expected}${where}` }
}

/** The same problem, seen from an input in which its own input lies at `path`. */
export const within = (path: string, problem: Problem): Problem =>
  told({ ...problem, path: `${path}${/^(?:\[|$)/.test(problem.path) ? "" : "."}${problem.path}` })

/** Writes a path of keys as one string: `["week", "mon", 0]` is `week.mon[0]`. */
export const pathOf = (keys: ReadonlyArray<PropertyKey>): string =>
  keys.reduce<string>((path, key) => {
    if (typeof key === "number") return `${path}[${key}]`
    const name = nameOf(key)
    return path === "" ? name : `${path}.${name}`
  }, "")

// A field's name may be hostile too; a plain one stays as it is.
const nameOf = (key: PropertyKey): string => {
  const name = String(key)
  return /^[\w-]{1,64}$/.test(name) ? name : quote(name)
}

/**
 * A value as a message may show it: one line, at most 64 characters, control characters as `\u…`.
 */
export const show = (value: unknown): string => {
  if (value === undefined) return "nothing"
  if (typeof value === "number" || typeof value === "bigint") return String(value)
  if (typeof value === "function") return "a function"
  if (typeof value === "string") return quote(value)
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === "object" && value !== null) return "an object"
  return String(value)
}

const quote = (text: string): string => {
  const clipped = text.length > shownCharacters ? `${text.slice(0, shownCharacters - 1)}…` : text
  return JSON.stringify(clipped).replace(unseen, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`
  })
}

// Control, format, separator and surrogate characters: what a terminal or a log must not obey.
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu
