// Ranges of versions: from the one in which something began to the one that mends it.
import { Result } from "effect"
import {
  emptyRange,
  noVersion,
  type Order,
  type Problems,
  type Range,
  type Scheme,
  textFaults,
} from "./scheme.ts"
import { rangeCharacters } from "./semver.ts"

export { rangeCharacters } from "./semver.ts"

/** Where a range begins and ends; at least one of both. */
export interface Bounds<V> {
  /** The first version in it. */
  readonly affectedFrom?: V
  /** The first version after it, which is in it no more. */
  readonly fixedIn?: V
}

/**
 * The versions from one (inclusive) to another (exclusive), by their order alone: those that are
 * incomparable with a bound are not in it. Refuses a range in which nothing can lie
 * (`empty-range`). A grammar of the scheme's own may read its text more narrowly: npm leaves out
 * what was not released.
 *
 * @example
 * const bounds = { affectedFrom: "v.0.0.7", fixedIn: "v.0.0.12" }
 * const range = VersionRange.between(Version.named("sequence"), bounds)
 * range._tag === "Success" && range.success.text // => ">=v.0.0.7 <v.0.0.12"
 * range._tag === "Success" && range.success.contains("v.0.0.12") // => false
 */
export const between = <V>(
  { compare, format }: Scheme<V>,
  { affectedFrom, fixedIn }: Bounds<V>,
): Result.Result<Range<V>, Problems> => {
  const text = [
    ...(affectedFrom === undefined ? [] : [`>=${format(affectedFrom)}`]),
    ...(fixedIn === undefined ? [] : [`<${format(fixedIn)}`]),
  ].join(" ")
  const isEmpty =
    affectedFrom !== undefined &&
    fixedIn !== undefined &&
    compare(affectedFrom, fixedIn) !== "before"
  if (isEmpty || text === "") return Result.fail([emptyRange(text)])
  return Result.succeed({
    text,
    contains: (version) =>
      (affectedFrom === undefined || startsBy.has(compare(version, affectedFrom))) &&
      (fixedIn === undefined || compare(version, fixedIn) === "before"),
    isAbove: (version) => affectedFrom !== undefined && compare(version, affectedFrom) === "before",
  })
}

const startsBy: ReadonlySet<Order> = new Set(["same", "after"])

/**
 * Reads a range of at most 256 characters, or says everything that is wrong with it: `>=A`, `<B`,
 * `>=A <B`, or what the scheme's own grammar takes (of `semver` all of npm's: `^1.2 || ~2.0`).
 * Reading the text of what was read gives the same range.
 *
 * @example
 * const semver = Version.named("semver")
 * const range = VersionRange.parse(semver, "^1.2 || >=2.1.0 <2.3.0")
 * range._tag === "Success" && range.success.contains("2.2.9") // => true
 * const empty = VersionRange.parse(semver, ">=2.0.0 <1.0.0")
 * empty._tag === "Failure" && empty.failure.map(({ code }) => code) // => ["empty-range"]
 */
export const parse = <V>(scheme: Scheme<V>, text: string): Result.Result<Range<V>, Problems> => {
  const faults = textFaults(text, rangeCharacters)
  if (faults.length > 0) return Result.fail(faults)
  if (scheme.range !== undefined) return scheme.range(text)
  const { from, to } = /^(?:>=(?<from>\S+))?(?:(?:^| )<(?<to>[^\s=]\S*))?$/.exec(text)?.groups ?? {}
  if (from === undefined && to === undefined)
    return Result.fail([noVersion({ id: scheme.id, form: rangeForm(scheme) }, text)])
  const [affectedFrom, fixedIn] = [boundOf(scheme, from), boundOf(scheme, to)]
  if (Result.isSuccess(affectedFrom) && Result.isSuccess(fixedIn))
    return between(scheme, {
      ...(affectedFrom.success === undefined ? {} : { affectedFrom: affectedFrom.success }),
      ...(fixedIn.success === undefined ? {} : { fixedIn: fixedIn.success }),
    })
  return Result.fail(
    [affectedFrom, fixedIn].flatMap((bound) => (Result.isFailure(bound) ? bound.failure : [])),
  )
}

const rangeForm = ({ form }: Pick<Scheme<unknown>, "form">): string =>
  `a range >=A, <B or >=A <B, each ${form}`

const boundOf = <V>(
  { parse: read }: Scheme<V>,
  text: string | undefined,
): Result.Result<V | undefined, Problems> =>
  text === undefined ? Result.succeed(undefined) : read(text)
