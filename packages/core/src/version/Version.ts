// Versions of a product and of its parts: written, read, compared and sorted by schemes (M-17,
// B-09).
import { Result, Schema } from "effect"
import { buildsOf, componentBuild } from "./componentBuild.ts"
import { calver } from "./calver.ts"
import { opaque } from "./opaque.ts"
import { type Range, type Scheme, textFaults } from "./scheme.ts"
import { semver } from "./semver.ts"
import { sequence } from "./sequence.ts"

export { buildsOf, type ComponentBuild, componentBuild } from "./componentBuild.ts"
export { type Calver, calver } from "./calver.ts"
export { opaque } from "./opaque.ts"
export { type Order, type Problems, type Range, type Scheme, versionCharacters } from "./scheme.ts"
export { semver } from "./semver.ts"
export { sequence } from "./sequence.ts"

/** The schemes that a profile can name. */
export const SchemeName = Schema.Literals([
  "componentBuild",
  "sequence",
  "semver",
  "calver",
  "opaque",
])
export type SchemeName = typeof SchemeName.Type

/**
 * The scheme of this name, for texts; of a `componentBuild` the builds of one component alone,
 * where its number is given.
 */
export const named = (name: SchemeName, component?: number): Scheme<string> => {
  switch (name) {
    case "componentBuild":
      return ofTexts(component === undefined ? componentBuild : buildsOf(component))
    case "sequence":
      return ofTexts(sequence)
    case "semver":
      return ofTexts(semver)
    case "calver":
      return ofTexts(calver)
    case "opaque":
      return opaque
  }
}

/**
 * The same scheme for those who keep versions as texts: what it reads is the version as it writes
 * it. To compare a text that it would not read is a mistake of the caller's, and thrown.
 *
 * @example
 * const scheme = Version.ofTexts(Version.sequence)
 * scheme.compare("v.0.0.9", "v.0.0.10") // => "before"
 * scheme.next("v.0.0.10") // => "v.0.0.11"
 * scheme.parse("v.1.0.10")._tag // => "Failure"
 */
export const ofTexts = <V>(scheme: Scheme<V>): Scheme<string> => {
  const { id, form, format, compare, next, range } = scheme
  const parse = (text: string) => {
    const faults = textFaults(text)
    return faults.length > 0 ? Result.fail(faults) : scheme.parse(text)
  }
  const read = (text: string): V => Result.getOrThrowWith(parse(text), thrown)
  return {
    id,
    form,
    parse: (text) => Result.map(parse(text), format),
    format: (text) => text,
    compare: (left, right) => compare(read(left), read(right)),
    next: (text) => {
      const following = next(text === undefined ? undefined : read(text))
      return following === undefined ? undefined : format(following)
    },
    ...(range === undefined
      ? {}
      : { range: (text: string) => Result.map(range(text), (found) => rangeOfTexts(found, read)) }),
  }
}

const thrown = ([problem]: ReadonlyArray<{ readonly message: string }>) =>
  new Error(problem?.message ?? "no version")

const rangeOfTexts = <V>(range: Range<V>, read: (text: string) => V): Range<string> => ({
  text: range.text,
  contains: (text) => range.contains(read(text)),
  isAbove: (text) => range.isAbove(read(text)),
})

/**
 * Versions in an order in which none stands before one that it follows. Those that are the same
 * stay as they stood, and a list that is in order already stays as it is. Each is compared with all
 * that stand before it: fine for thousands.
 *
 * @example
 * const scheme = Version.named("componentBuild")
 * Version.sort(scheme, ["2.1.4", "1.7.30", "2.7.1", "1.1.12"])
 * // => ["1.1.12", "2.1.4", "1.7.30", "2.7.1"]
 */
export const sort = <V>(
  { compare }: Pick<Scheme<V>, "compare">,
  versions: ReadonlyArray<V>,
): ReadonlyArray<V> => {
  const sorted: Array<V> = []
  for (const version of versions) {
    // All that it follows stand before the first that follows it: the order is transitive.
    const place = sorted.findIndex((each) => compare(version, each) === "before")
    sorted.splice(place === -1 ? sorted.length : place, 0, version)
  }
  return sorted
}
