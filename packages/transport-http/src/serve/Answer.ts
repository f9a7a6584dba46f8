// Values and refusals as responses.
import { problemBase, type ProblemDetails } from "../api/ProblemDetails.ts"
import type { HttpProblem } from "./HttpProblem.ts"

/** What every answer says: nobody keeps it, and nobody guesses what it is. */
const always = { "cache-control": "no-store", "x-content-type-options": "nosniff" }

/** A value as JSON. */
export const json = (
  value: unknown,
  {
    status = 200,
    headers = {},
  }: { readonly status?: number; readonly headers?: Record<string, string> } = {},
): Response => {
  const response = new Response(JSON.stringify(value), { status, headers })
  response.headers.set("content-type", "application/json")
  return response
}

/** A refusal as `application/problem+json` (RFC 9457). */
export const problemResponse = (problem: HttpProblem, requestId: string): Response => {
  const { status, title, code, said } = problem
  const { problems, headers = {}, detail, currentVersion, state, allowed } = said
  const errors = problems?.map(({ path, code: rule, expected }) => ({ path, rule, hint: expected }))
  const body: ProblemDetails = {
    type: `${problemBase}${code}`,
    title,
    status,
    detail,
    requestId,
    ...(errors === undefined ? {} : { errors }),
    ...(currentVersion === undefined ? {} : { currentVersion }),
    ...(state === undefined ? {} : { state }),
    ...(allowed === undefined ? {} : { allowed }),
  }
  const response = json(body, { status, headers })
  response.headers.set("content-type", "application/problem+json")
  return response
}

/** The response with what every response has; without its body for HEAD. */
export const finished = (response: Response, method: string, requestId: string): Response => {
  for (const [name, value] of Object.entries(always))
    if (!response.headers.has(name)) response.headers.set(name, value)
  response.headers.set("x-request-id", requestId)
  if (method !== "HEAD") return response
  // A file that does not close well changes no answer.
  void response.body?.cancel().catch(() => undefined)
  return new Response(null, response)
}
