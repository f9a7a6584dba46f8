// Which operation a path means.
import { addRoute, createRouter, findRoute } from "rou3"
import { operationIds } from "../api/Contract.ts"
import { routes, type OperationId } from "../routes.ts"
import { HttpProblem } from "./HttpProblem.ts"

/** An operation with the parameters of its path. */
export interface Place {
  readonly operation: OperationId
  readonly params: Readonly<Record<string, string>>
}

const router = createRouter<OperationId>()
for (const id of operationIds) {
  const { method, path } = routes[id]
  addRoute(router, method, path.replaceAll(/\{(\w+)\}/g, ":$1"), id)
}

const methods = ["GET", "POST"] as const

/** The operation of a method and a path (H30, H32); the path is as it came, still encoded. */
export const placeOf = (method: string, path: string): Place => {
  if (isOdd(path)) throw nowhere
  const asked = method === "HEAD" ? "GET" : method
  const found = findRoute(router, asked, path)
  if (found === undefined) throw elsewhere(path)
  return { operation: found.data, params: decoded(found.params ?? {}) }
}

// What a file system or a proxy might read otherwise is no path of ours.
const isOdd = (path: string): boolean =>
  /.\/$|\/\/|;|\\|%2f|%5c|%00|(^|\/)(\.|%2e){1,2}(\/|$)/i.test(path)

const elsewhere = (path: string): HttpProblem => {
  const known = methods.filter((method) => findRoute(router, method, path) !== undefined)
  if (known.length === 0) return nowhere
  const allow = known.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]))
  return new HttpProblem("method-not-allowed", {
    detail: `got another method, expected ${allow.join(" or ")}`,
    headers: { allow: allow.join(", ") },
  })
}

const nowhere = new HttpProblem("not-found", { detail: "got a path that leads nowhere" })

const decoded = (params: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  try {
    return Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, decodeURIComponent(value)]),
    )
  } catch {
    throw nowhere
  }
}
