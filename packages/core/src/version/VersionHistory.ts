// What was published: a number never comes back and never goes down (M-17).
import { Result } from "effect"
import * as Problem from "../problem/Problem.ts"
import type { Scheme } from "./scheme.ts"

/**
 * The versions with one more, or the refusal: `version-reused` for one that is there or is written
 * as one that is there, `version-goes-back` for one that comes before any of them. Where two are
 * incomparable, either may be published after the other.
 *
 * @example
 * const scheme = Version.named("componentBuild")
 * const refused = VersionHistory.publish(scheme, ["3.12.7"], "3.12.6")
 * refused._tag === "Failure" && refused.failure.code // => "version-goes-back"
 * const taken = VersionHistory.publish(scheme, ["3.12.7"], "3.4.1")
 * taken._tag === "Success" && taken.success // => ["3.12.7", "3.4.1"]
 */
export const publish = <V>(
  { compare, format }: Pick<Scheme<V>, "compare" | "format">,
  published: ReadonlyArray<V>,
  version: V,
): Result.Result<ReadonlyArray<V>, Problem.Problem> => {
  const got = format(version)
  const refuse = (code: string, expected: string) =>
    Result.fail(Problem.make({ code, path: "version", got, expected }))
  const orders = published.map((each) => (format(each) === got ? "same" : compare(each, version)))
  if (orders.includes("same")) return refuse("version-reused", "a version that was never published")
  const later = published[orders.lastIndexOf("after")]
  return later === undefined
    ? Result.succeed([...published, version])
    : refuse("version-goes-back", `a version after ${format(later)}`)
}

/**
 * The version that follows the one published last; the first one of the scheme after nothing.
 * Undefined where people choose it.
 *
 * @example
 * VersionHistory.next(Version.named("sequence"), ["v.0.0.1", "v.0.0.4"]) // => "v.0.0.5"
 */
export const next = <V>(scheme: Scheme<V>, published: ReadonlyArray<V>): V | undefined =>
  scheme.next(published.at(-1))
