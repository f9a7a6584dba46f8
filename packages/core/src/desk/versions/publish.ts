// Publishes versions of components, and of the product that they make up.
import { randomUUID } from "node:crypto"
import { Clock, Effect, Result } from "effect"
import * as Problem from "../../problem/Problem.ts"
import * as Components from "../../process/Components.ts"
import type { Actor } from "../../ticket/Command.ts"
import * as ProductVersion from "../../version/ProductVersion.ts"
import type { Scheme } from "../../version/Version.ts"
import * as VersionHistory from "../../version/VersionHistory.ts"
import { fingerprint } from "../canonical.ts"
import { InvalidInput } from "../DeskError.ts"
import type { ProductToPublish, VersionToPublish } from "../Versions.ts"
import type { Wiring } from "../wiring.ts"
import { checkProduct, checkVersion, type ProductEntry, type VersionEntry } from "./check.ts"
import type { Kept, Ledger } from "./ledger.ts"

/** Where versions are kept. */
export interface Ledgers {
  readonly ofComponent: (component: string) => Ledger<VersionEntry>
  readonly ofProduct: Ledger<ProductEntry>
}

/** Publishes a version of a component. */
export const publishVersion = Effect.fnUntraced(function* (
  { inForce: { profile } }: Wiring,
  ledgers: Ledgers,
  given: VersionToPublish,
) {
  const { actor, commandId = randomUUID(), ...asked } = yield* checkVersion(given)
  const { component, version } = asked
  const scheme = Components.schemeOf(profile, component)
  if (scheme === undefined) {
    const at = { code: "unknown-component", path: "component", got: component }
    return yield* refused([Problem.make({ ...at, expected: Components.known(profile) })])
  }
  const text = version === undefined ? undefined : yield* readBy(scheme, version)
  const signed = yield* signedBy(actor, commandId, asked)
  return yield* ledgers.ofComponent(component).add({
    ...signed,
    entryAfter: (entries) =>
      Result.mapBoth(numberAfter(scheme, entries, text), {
        onFailure: (problem) => new InvalidInput({ problems: [problem] }),
        onSuccess: (number): VersionEntry => ({
          component,
          version: number,
          scheme: scheme.id,
          ...signed,
          publishedAt: notBefore(entries, signed.publishedAt),
        }),
      }),
  })
})

const refused = (problems: ReadonlyArray<Problem.Problem>): Effect.Effect<never, InvalidInput> =>
  Effect.fail(new InvalidInput({ problems }))

const readBy = (scheme: Scheme<string>, version: string): Effect.Effect<string, InvalidInput> => {
  const read = scheme.parse(version)
  return Result.isSuccess(read)
    ? Effect.succeed(read.success)
    : refused(read.failure.map((problem) => Problem.within("version", problem)))
}

const signedBy = (by: Actor, commandId: string, asked: object) =>
  Effect.map(Clock.currentTimeMillis, (publishedAt) => ({
    publishedAt,
    by,
    commandId,
    asked: fingerprint({ by, ...asked }),
  }))

// Clocks of hosts differ; what comes after is not recorded before.
const notBefore = (entries: ReadonlyArray<Kept>, now: number): number =>
  Math.max(now, entries.at(-1)?.publishedAt ?? now)

// What was published by another scheme, which this one would not read, has no place in its order.
const numberAfter = (
  scheme: Scheme<string>,
  entries: ReadonlyArray<VersionEntry>,
  text: string | undefined,
): Result.Result<string, Problem.Problem> => {
  const isOurs = ({ version }: VersionEntry) => Result.isSuccess(scheme.parse(version))
  const published = entries.filter(isOurs).map(({ version }) => version)
  const version = text ?? VersionHistory.next(scheme, published)
  if (version === undefined) {
    const expected = `a version of the scheme ${scheme.id}, for people choose this one: ${scheme.form}`
    const at = { code: "missing-field", path: "version", got: undefined }
    return Result.fail(Problem.make({ ...at, expected }))
  }
  const judged = VersionHistory.publish(scheme, published, version)
  return Result.map(judged, () => version)
}

/** Publishes a version of the product. */
export const publishProduct = Effect.fnUntraced(function* (
  { inForce: { profile } }: Wiring,
  ledgers: Ledgers,
  given: ProductToPublish,
) {
  const { actor, commandId = randomUUID(), ...product } = yield* checkProduct(given)
  const problems = ProductVersion.problemsOf(product, (component) =>
    Components.schemeOf(profile, component),
  )
  if (problems.length > 0) return yield* refused(problems)
  const unpublished = yield* unknownVersions(ledgers, product)
  if (unpublished.length > 0) return yield* refused(unpublished)
  const signed = yield* signedBy(actor, commandId, product)
  return yield* ledgers.ofProduct.add({
    ...signed,
    entryAfter: (entries) =>
      Result.mapBoth(
        VersionHistory.publish<ProductVersion.ProductVersion>(
          ProductVersion.byOrder,
          entries,
          product,
        ),
        {
          onFailure: (problem) =>
            new InvalidInput({ problems: [asOrdered(problem, entries, product)] }),
          onSuccess: (): ProductEntry => ({
            ...product,
            ...signed,
            publishedAt: notBefore(entries, signed.publishedAt),
          }),
        },
      ),
  })
})

// Where the version's name is new, its order stands in the way.
const asOrdered = (
  problem: Problem.Problem,
  entries: ReadonlyArray<ProductEntry>,
  product: ProductVersion.ProductVersion,
): Problem.Problem => {
  if (entries.some(({ version }) => version === product.version)) return problem
  const isReused = problem.code === "version-reused"
  const stands = isReused ? "same" : "after"
  const other = entries.findLast((each) => ProductVersion.compare(each, product) === stands)
  return Problem.make({
    code: problem.code,
    path: "order",
    got: said(product.order),
    expected: `an order ${isReused ? "other than" : "after"} ${said((other ?? product).order)}`,
  })
}

const said = ({ number, date }: ProductVersion.ProductVersion["order"]): string =>
  `${number} of ${date}`

// A product holds what was published, as it was published.
const unknownVersions = (
  { ofComponent }: Ledgers,
  { components }: Pick<ProductVersion.ProductVersion, "components">,
) =>
  Effect.map(
    Effect.forEach(components, ({ component, version }, index) =>
      Effect.map(ofComponent(component).read, (entries) =>
        entries.some((entry) => entry.version === version)
          ? []
          : [
              Problem.make({
                code: "unknown-version",
                path: `components[${index}].version`,
                got: version,
                expected: `a version of ${component} that was published`,
              }),
            ],
      ),
    ),
    (found) => found.flat(),
  )
