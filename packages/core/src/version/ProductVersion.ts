// The version of the whole product, which an administrative order sets (B-10) over the versions of
// the components that it holds.
import { Result, Schema } from "effect"
import * as Decode from "../problem/Decode.ts"
import * as Problem from "../problem/Problem.ts"
import { opaque } from "./opaque.ts"
import type { Order, Problems, Scheme } from "./scheme.ts"

/** The most characters of an order's number, of a signer, of a component's id. */
export const wordCharacters = 320
/** The most components of a product. */
export const componentsAtMost = 1_000

const Words = Schema.String.check(
  Schema.makeFilter((text: string) => text.length <= wordCharacters, {
    code: "too-long",
    expected: `at most ${wordCharacters} characters`,
  }),
  Schema.makeFilter((text: string) => text.isWellFormed(), {
    code: "invalid-unicode",
    expected: "well-formed Unicode without lone surrogates",
  }),
  Schema.makeFilter((text: string) => !/\p{Cc}/u.test(text), {
    code: "forbidden-character",
    expected: "one line without control characters",
  }),
  Schema.makeFilter((text: string) => !/^[\s\p{Cf}]*$/u.test(text), {
    code: "empty",
    expected: "at least one visible character",
  }),
)

// A day that there is: the 30th of February would come back as the 2nd of March.
const isDay = (text: string): boolean => {
  if (!/^(?:19[7-9]\d|2[01]\d\d|2200)-\d\d-\d\d$/.test(text)) return false
  const start = Date.parse(`${text}T00:00:00Z`)
  return Number.isFinite(start) && new Date(start).toISOString().startsWith(text)
}

/** The version of a product, as an order sets it. */
export const ProductVersion = Schema.Struct({
  /** What the order calls it: a version of the scheme `opaque`. */
  version: Schema.String,
  order: Schema.Struct({
    number: Words,
    /** The day of the order, `YYYY-MM-DD`, 1970 to 2200. */
    date: Schema.String.check(
      Schema.makeFilter(isDay, {
        code: "invalid-date",
        expected: "a day such as 2026-11-21, 1970 to 2200",
      }),
    ),
    signer: Words,
  }),
  components: Schema.Array(Schema.Struct({ component: Words, version: Schema.String })).check(
    Schema.makeFilter((held: ReadonlyArray<unknown>) => held.length > 0, {
      code: "empty",
      expected: "at least one component",
    }),
    Schema.makeFilter((held: ReadonlyArray<unknown>) => held.length <= componentsAtMost, {
      code: "too-many",
      expected: `at most ${componentsAtMost} components`,
    }),
  ),
})
export type ProductVersion = typeof ProductVersion.Type

const decode = Decode.strict(ProductVersion)

/**
 * Checks a version of a product, or says everything that is wrong with it: an order that is none, a
 * component that nobody knows (`unknown-component`) or that is there twice (`duplicate-name`), a
 * version that its component's scheme does not take.
 *
 * @example
 * const order = { number: "14-П", date: "2026-11-21", signer: "И. Петров" }
 * const held = { component: "orders", version: "7" }
 * const schemeOf = () => Version.named("sequence")
 * const made = ProductVersion.make({ version: "2.0", order, components: [held, held] }, schemeOf)
 * made._tag === "Failure" && made.failure.map(({ code }) => code)
 * // => ["invalid-version", "duplicate-name", "invalid-version"]
 */
export const make = (
  input: unknown,
  schemeOf: SchemeOf,
): Result.Result<ProductVersion, Problems> => {
  const decoded = decode(input)
  if (Result.isFailure(decoded)) return decoded
  const problems = problemsOf(decoded.success, schemeOf)
  return problems.length > 0 ? Result.fail(problems) : decoded
}

/** The scheme of a component; undefined where nobody knows it. */
export type SchemeOf = (component: string) => Scheme<string> | undefined

/** Everything that is wrong with what a well-formed version of a product says. */
export const problemsOf = (
  { version, components }: Pick<ProductVersion, "version" | "components">,
  schemeOf: SchemeOf,
): Problems =>
  Decode.listed([
    ...faultsOf(opaque, version),
    ...components.flatMap(({ component, version: held }, index) => {
      const first = components.findIndex((each) => each.component === component)
      const scheme = schemeOf(component)
      return [
        ...(first < index ? [nameFault("duplicate-name", component, "each component once")] : []),
        ...(scheme === undefined && first === index
          ? [nameFault("unknown-component", component, "a component of the product")]
          : []),
        ...faultsOf(scheme, held),
      ].map((each) => Problem.within(`components[${index}]`, each))
    }),
  ])

const nameFault = (code: string, got: string, expected: string): Problem.Problem =>
  Problem.make({ code, path: "component", got, expected })

const faultsOf = (scheme: Scheme<string> | undefined, text: string): Problems => {
  const read = scheme?.parse(text)
  const faults = read !== undefined && Result.isFailure(read) ? read.failure : []
  return faults.map((each) => Problem.within("version", each))
}

/**
 * Which of two came first: by the day of the order; of one day by the order's number, where only
 * the digits at its start differ. Other orders of one day are incomparable. What the components say
 * has no part in it: an order may take one back.
 *
 * @example
 * const by = (number: string, date: string) => ({
 *   version: "2.0",
 *   order: { number, date, signer: "И. Петров" },
 *   components: [{ component: "orders", version: "v.0.0.7" }],
 * })
 * ProductVersion.compare(by("9-П", "2026-11-21"), by("14-П", "2026-11-21")) // => "before"
 * ProductVersion.compare(by("14-П", "2026-11-21"), by("2-К", "2026-11-21")) // => "incomparable"
 */
export const compare = (
  { order: left }: Pick<ProductVersion, "order">,
  { order: right }: Pick<ProductVersion, "order">,
): Order => {
  if (left.date !== right.date) return left.date < right.date ? "before" : "after"
  if (left.number === right.number) return "same"
  const [one, other] = [numbered(left.number), numbered(right.number)]
  if (one?.rest !== other?.rest || one === undefined || other === undefined) return "incomparable"
  if (one.number === other.number) return "same"
  return one.number < other.number ? "before" : "after"
}

const numbered = (text: string) => {
  const { digits, rest } = /^(?<digits>\d{1,15})(?!\d)(?<rest>.*)$/u.exec(text)?.groups ?? {}
  return digits === undefined ? undefined : { number: Number(digits), rest }
}

/** What `VersionHistory.publish` needs of versions that are set by orders. */
export const byOrder: Pick<Scheme<ProductVersion>, "compare" | "format"> = {
  compare,
  format: ({ version }) => version,
}
