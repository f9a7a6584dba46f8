// The query of a request: only what the operation knows, and each of it once (H56).
import { contract } from "../api/Contract.ts"
import type { OperationId } from "../routes.ts"
import { HttpProblem } from "./HttpProblem.ts"

/** The values of a query. A limit is written in digits; anything else is refused as what it is. */
export const valuesOf = (query: URLSearchParams) =>
  Object.fromEntries(
    [...query].map(([name, value]) => [
      name,
      name === "limit" && /^\d{1,9}$/.test(value) ? Number(value) : value,
    ]),
  )

/** Refuses parameters that nobody knows and those that come twice. */
export const checkQuery = (operation: OperationId, query: URLSearchParams): void => {
  const known = Object.keys(contract[operation].query?.fields ?? {})
  const names = [...query.keys()]
  const unknown = names.find((name) => !known.includes(name))
  const expected = known.length === 0 ? "none" : `one of ${known.join(", ")}`
  if (unknown !== undefined)
    throw new HttpProblem("unknown-parameter", {
      detail: `got a parameter of another name, expected ${expected}`,
    })
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined)
    throw new HttpProblem("duplicate-parameter", {
      detail: `got ${twice} more than once, expected it once`,
    })
}
