// Versions of every scheme, as texts and as they are read.
import { Result } from "effect"
import fc from "fast-check"
import * as Version from "../../src/version/Version.ts"

/** As much of any scheme as reads texts. */
export type Reading = Pick<Version.Scheme<unknown>, "id" | "form" | "parse">

/** What a scheme says is wrong with a text: its codes, or nothing. */
export const codesOf = (scheme: Reading, text: string): ReadonlyArray<string> => {
  const read = scheme.parse(text)
  return Result.isSuccess(read) ? [] : read.failure.map(({ code }) => code)
}

/** A version that is good. */
export const versionOf = <V>({ parse }: Version.Scheme<V>, text: string): V =>
  Result.getOrThrow(parse(text))

const number = fc.oneof(
  { weight: 5, arbitrary: fc.nat({ max: 4 }) },
  { weight: 1, arbitrary: fc.maxSafeNat() },
)
const identifier = fc.oneof(
  fc.nat({ max: 12 }).map(String),
  fc.constantFrom("alpha", "beta", "rc-1", "0a", "-", "x"),
)
const identifiers = fc
  .array(identifier, { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join("."))
const after = (sign: string) =>
  fc.option(identifiers, { nil: "" }).map((text) => text && sign + text)

const numbers = fc.tuple(number, number, number).map((parts) => parts.join("."))

/** By scheme, texts that it reads: mostly of few numbers, so that two often meet. */
export const texts = {
  componentBuild: numbers,
  sequence: number.map((each) => `v.0.0.${each}`),
  semver: fc
    .tuple(numbers, after("-"), after("+"))
    .map((parts) => parts.join(""))
    .filter((text) => text.length <= Version.versionCharacters),
  calver: fc
    .tuple(
      fc.integer({ min: 2024, max: 2026 }),
      fc.constantFrom("1", "01", "9", "10", "11"),
      fc.constantFrom("", ".1", ".02", ".2.1"),
    )
    .map(([year, month, rest]) => `${year}.${month}${rest}`),
  opaque: fc.stringMatching(/^[0-9A-Za-z][0-9A-Za-z.+_-]{0,3}$/),
} satisfies { readonly [name in Version.SchemeName]: fc.Arbitrary<string> }

/** Every scheme that a profile can name, with texts that it reads. */
export const schemes = Version.SchemeName.literals.map((name) => ({
  name,
  scheme: Version.named(name),
  text: texts[name],
}))
