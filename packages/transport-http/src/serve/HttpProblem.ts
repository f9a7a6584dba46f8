// A refusal on its way to becoming an answer.
import type { Problem } from "@upkeep/core"
import type { ProblemDetails } from "../api/ProblemDetails.ts"
import { problemKind } from "../api/Problems.ts"

/** What an answer says beside its code. */
export interface Said extends Partial<
  Pick<ProblemDetails, "currentVersion" | "state" | "allowed">
> {
  readonly detail: string
  readonly problems?: ReadonlyArray<Problem.Problem>
  readonly headers?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

/** Thrown where a request is refused; becomes `application/problem+json`. */
export class HttpProblem extends Error {
  override readonly name = "HttpProblem"
  readonly status: number
  readonly title: string
  readonly code: string
  readonly said: Said

  constructor(code: string, said: Said) {
    super(`${code}: ${said.detail}`, { cause: said.cause })
    const { status, title } = problemKind(code)
    this.status = status
    this.title = title
    this.code = code
    this.said = said
  }
}
