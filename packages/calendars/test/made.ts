// Unwraps results: the value that a test expects to be there, or the problems that it expects.
import type { Problem } from "@upkeep/core"
import { Result } from "effect"

type Made<A> = Result.Result<A, ReadonlyArray<Problem.Problem>>

export const made = <A>(result: Made<A>): A => {
  if (Result.isSuccess(result)) return result.success
  throw new Error(result.failure.map(({ message }) => message).join("\n"))
}

/** `code path` of each problem. */
export const refused = <A>(result: Made<A>): ReadonlyArray<string> =>
  problemsOf(result).map(({ code, path }) => `${code} ${path}`)

export const problemsOf = <A>(result: Made<A>): ReadonlyArray<Problem.Problem> =>
  Result.isFailure(result) ? result.failure : []
