// Semantic versions 2.0.0 (https://semver.org), ordered by the package `semver`, with its ranges.
import { Result } from "effect"
import { compare, inc, ltr, minVersion, Range as Comparators, SemVer } from "semver"
import {
  emptyRange,
  noVersion,
  numberFaults,
  partsOf,
  type Problems,
  type Range,
  type Scheme,
  sizeFaults,
  textFaults,
} from "./scheme.ts"

/** The most characters of a range. */
export const rangeCharacters = 256

const identifiers = "([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)"
const grammar = new RegExp(`^(\\d+)\\.(\\d+)\\.(\\d+)(?:-${identifiers})?(?:\\+${identifiers})?$`)

/**
 * Semantic versions, in their exact form (no `v`, no part left out). A build (`+build.7`) is kept
 * and has no part in the order (V05); the version that follows is the next patch.
 */
export const semver: Scheme<string> = {
  id: "semver",
  form: "MAJOR.MINOR.PATCH, with -PRERELEASE and +BUILD",
  parse: (text) =>
    Result.flatMap(partsOf(semver, text, grammar), ([major, minor, patch, prerelease = ""]) => {
      const digits = [major, minor, patch, ...prerelease.split(".").filter(isNumber)]
      const faults = numberFaults(
        digits.filter((each) => each !== undefined),
        text,
      )
      return faults.length > 0 ? Result.fail(faults) : Result.succeed(text)
    }),
  format: (text) => text,
  compare: (left, right) => {
    const order = compare(left, right)
    if (order === 0) return "same"
    return order < 0 ? "before" : "after"
  },
  next: (version) => {
    if (version === undefined) return "1.0.0"
    const isLast = new SemVer(version).patch === Number.MAX_SAFE_INTEGER
    return isLast ? undefined : (inc(version, "patch") ?? undefined)
  },
  range: (text) => rangeOf(text),
}

const isNumber = (identifier: string): boolean => /^\d+$/.test(identifier)

const rangeForm = { id: semver.id, form: "a range such as ^1.2 or >=1.0.0 <2.0.0" }

const rangeOf = (text: string): Result.Result<Range<string>, Problems> => {
  const faults = textFaults(text, rangeCharacters)
  if (faults.length > 0) return Result.fail(faults)
  const tooBig = sizeFaults(text.match(/\d+/g) ?? [], text)
  if (tooBig.length > 0) return Result.fail(tooBig)
  const parts = text.split("||").map(read)
  const range = read(text)
  if (range === undefined || parts.includes(undefined))
    return Result.fail([noVersion(rangeForm, text)])
  // V13: a part in which nothing lies is a mistake, whatever the others hold.
  if (parts.some((part) => part !== undefined && minVersion(part) === null))
    return Result.fail([emptyRange(text)])
  return Result.succeed({
    text: range.raw,
    contains: (version) => range.test(version),
    isAbove: (version) => ltr(version, range),
  })
}

// The package takes no text for any version, and throws where a text is no range.
const read = (text: string): Comparators | undefined => {
  if (text.trim() === "") return undefined
  try {
    return new Comparators(text)
  } catch {
    return undefined
  }
}
