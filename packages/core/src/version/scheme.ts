// What a scheme of versions is, and how a text is told from none.
import { Result } from "effect"
import * as Problem from "../problem/Problem.ts"

/** The most characters of a version. */
export const versionCharacters = 64

/** Everything that is wrong with a text; their paths are empty. */
export type Problems = ReadonlyArray<Problem.Problem>

/** How two versions stand to each other; where neither is before the other, they are no pair. */
export type Order = "before" | "same" | "after" | "incomparable"

/** A part of the versions of a scheme. */
export interface Range<V> {
  /** As people read it; reading it again gives the same range. */
  readonly text: string
  readonly contains: (version: V) => boolean
  /** Whether a version lies before everything in it. */
  readonly isAbove: (version: V) => boolean
}

/** How versions are written and ordered; `V` is what a version is once it was read. */
export interface Scheme<V> {
  /** What messages call it. */
  readonly id: string
  /** What its versions look like, for people: `X.Y.Z`. */
  readonly form: string
  /** Reads a version, or says everything that is wrong with it. */
  readonly parse: (text: string) => Result.Result<V, Problems>
  /** Writes a version so that reading it gives the same one. */
  readonly format: (version: V) => string
  /** A partial order: reflexive, antisymmetric, transitive. */
  readonly compare: (left: V, right: V) => Order
  /** The version that follows; the first one after nothing. Undefined where people choose it. */
  readonly next: (version: V | undefined) => V | undefined
  /** Reads a range, where the scheme has a grammar of its own; see `VersionRange.parse`. */
  readonly range?: (text: string) => Result.Result<Range<V>, Problems>
}

/** What messages say of a scheme. */
type Named = Pick<Scheme<unknown>, "id" | "form">

/** One mistake in a text. */
export const fault = (code: string, got: unknown, expected: string): Problem.Problem =>
  Problem.make({ code, path: "", got, expected })

/** A text that is no version of a scheme (V03, V06). */
export const noVersion = ({ id, form }: Named, text: string): Problem.Problem =>
  fault("invalid-version", text, `a version of the scheme ${id}: ${form}`)

/** A range in which nothing can lie (V13). */
export const emptyRange = (text: string): Problem.Problem =>
  fault("empty-range", text, "a range in which a version can lie")

/** What no scheme takes, told before any of them looks at the text (V07, V10). */
export const textFaults = (text: string, characters = versionCharacters): Problems => {
  if (text.length > characters)
    return [fault("too-long", text, `a version of at most ${characters} characters`)]
  return /^[\x20-\x7e]*$/.test(text)
    ? []
    : [fault("invalid-character", text, "ASCII: letters, digits and signs of the basic alphabet")]
}

/** The parts of a text by the pattern of a scheme. */
export const partsOf = (
  scheme: Named,
  text: string,
  pattern: RegExp,
): Result.Result<ReadonlyArray<string | undefined>, Problems> => {
  const faults = textFaults(text)
  if (faults.length > 0) return Result.fail(faults)
  const parts = pattern.exec(text)
  return parts === null ? Result.fail([noVersion(scheme, text)]) : Result.succeed(parts.slice(1))
}

/** Numbers that would be rounded (V09). */
export const sizeFaults = (digits: ReadonlyArray<string>, text: string): Problems =>
  digits.some((each) => Number(each) > Number.MAX_SAFE_INTEGER)
    ? [fault("out-of-range", text, `numbers of at most ${Number.MAX_SAFE_INTEGER}`)]
    : []

/** Everything that is wrong with numbers as they are written (V04, V09). */
export const numberFaults = (digits: ReadonlyArray<string>, text: string): Problems => [
  ...(digits.some((each) => /^0\d/.test(each))
    ? [fault("leading-zero", text, "numbers without a zero before them")]
    : []),
  ...sizeFaults(digits, text),
]

/** The numbers of a text of which the pattern takes nothing else. */
export const numbersOf = (
  scheme: Named,
  text: string,
  pattern: RegExp,
): Result.Result<ReadonlyArray<number>, Problems> =>
  Result.flatMap(partsOf(scheme, text, pattern), (parts) => {
    const digits = parts.filter((part) => part !== undefined)
    const faults = numberFaults(digits, text)
    return faults.length > 0 ? Result.fail(faults) : Result.succeed(digits.map(Number))
  })

/** The order of lists of numbers: by the first that differ; the one that goes on comes after. */
export const orderOf = (left: ReadonlyArray<number>, right: ReadonlyArray<number>): Order => {
  const place = left.findIndex((number, index) => number !== right[index])
  if (place === -1) return left.length === right.length ? "same" : "before"
  const [one = 0, other] = [left[place], right[place]]
  return other === undefined || one > other ? "after" : "before"
}

/** The number that follows, or undefined where no number does. */
export const successor = (number: number): number | undefined =>
  number < Number.MAX_SAFE_INTEGER ? number + 1 : undefined
