// A refusal as the client's caller gets it.
import type { ProblemDetails } from "../api/ProblemDetails.ts"

/**
 * The desk answered with a problem. Nothing was done, except where the code is `outcome-unknown` or
 * the answer is not the desk's: then it may have been, and a repeat with the same key tells.
 */
export class ProblemError extends Error {
  override readonly name = "ProblemError"
  /** The code of the problem, as `docs/problems.md` has it: `version-mismatch`. */
  readonly code: string
  readonly status: number
  /** All of it; undefined where the answer was no problem of the desk's (a proxy's, say). */
  readonly problem: ProblemDetails | undefined

  constructor(status: number, problem: ProblemDetails | undefined) {
    super(problem?.detail ?? `got status ${status} without a problem, expected one of the desk`)
    this.status = status
    this.problem = problem
    this.code = problem?.type.slice(problem.type.lastIndexOf("/") + 1) ?? "not-a-problem"
  }
}
