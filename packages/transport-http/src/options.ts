// What a door is given: checked by name and by shape, all of it at once.
import { type Desk, InvalidInput, Problem, type Principal } from "@upkeep/core"
import type { IncomingMessage } from "node:http"
import { defaults, type HttpLimits, longestTimer } from "./HttpLimits.ts"

/** Who asks: a principal of a tenant. The tenant is always said: nothing is guessed. */
export type HttpPrincipal = Principal & { readonly tenant: string }

/**
 * Tells who asks, from the session, the token, the certificate of a request; nothing where nobody
 * is known: the request is refused. `request` has no body. `incoming` is Node's own request, where
 * the Node handler is mounted: what the host's middleware has put on it is there.
 */
export type ActorOf = (
  request: Request,
  incoming?: IncomingMessage,
) => HttpPrincipal | undefined | null | Promise<HttpPrincipal | undefined | null>

/** What the door needs of a desk. */
export type ServedDesk = Pick<Desk, "tenant" | "run" | "forTenant">

/** Trouble that an operator should see; the caller is told its `requestId`. */
export interface Trouble {
  readonly requestId: string
  readonly code: string
  readonly error: unknown
}

/** What a door is made of. */
export interface HttpApiOptions {
  readonly desk: ServedDesk
  /** Who asks. */
  readonly actor: ActorOf
  /** The path under which the door lies, as callers see it: `/support`. Default: none. */
  readonly basePath?: string
  /** `WWW-Authenticate` of a 401 (RFC 9110). Default: `Bearer`. */
  readonly challenge?: string
  /** Whether empty files are kept. Default: true. */
  readonly emptyFiles?: boolean
  /** Bounds other than `HttpLimits.defaults`: whole numbers from 1. */
  readonly limits?: Partial<HttpLimits>
  /** Is told of every 5xx and of a host that breaks its contract. Default: standard error. */
  readonly onTrouble?: (trouble: Trouble) => void
}

/** Options with every default in place. */
export interface Settings extends Required<Omit<HttpApiOptions, "limits">> {
  readonly limits: HttpLimits
}

/** Checks the options; a mistake is thrown as `InvalidInput`, all of them at once. */
export const settingsOf = (options: HttpApiOptions): Settings => {
  if (!isObject(options)) throw new InvalidInput({ problems: is("", options, isObject, "options") })
  const { basePath = "", challenge = "Bearer", emptyFiles = true, limits = {} } = options
  const problems = [
    ...is("desk", options.desk, isDesk, "a desk, as createDesk returns it"),
    ...is("actor", options.actor, isFunction, "a function that tells who asks"),
    ...is("basePath", basePath, isPath, "a path such as /support, with no slash at its end"),
    ...is("challenge", challenge, isHeader, "a value of WWW-Authenticate, such as Bearer"),
    ...is("emptyFiles", emptyFiles, (value) => typeof value === "boolean", "true or false"),
    ...is("onTrouble", options.onTrouble ?? tell, isFunction, "a function"),
    ...is("limits", limits, isObject, "an object of bounds by their names"),
    ...(isObject(limits) ? limitProblems(limits) : []),
    ...Object.keys(options).flatMap((name) => (names.has(name) ? [] : [unknown(name)])),
  ]
  if (problems.length > 0) throw new InvalidInput({ problems })
  const { desk, actor, onTrouble = tell } = options
  const all = { ...defaults, ...limits }
  return { desk, actor, basePath, challenge, emptyFiles, onTrouble, limits: all }
}

const tell = ({ requestId, code, error }: Trouble): void => {
  console.error(`upkeep: ${code}, request ${requestId}:`, error)
}

const names = new Set<string>([
  "desk",
  "actor",
  "basePath",
  "challenge",
  "emptyFiles",
  "limits",
  "onTrouble",
] satisfies ReadonlyArray<keyof HttpApiOptions>)

const is = (
  path: string,
  got: unknown,
  holds: (value: unknown) => boolean,
  expected: string,
): ReadonlyArray<Problem.Problem> =>
  holds(got) ? [] : [Problem.make({ code: "wrong-type", path, got, expected })]

const unknown = (path: string) =>
  Problem.make({ code: "unknown-field", path, got: path, expected: "no option of this name" })

const isFunction = (value: unknown): boolean => typeof value === "function"

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const isDesk = (value: unknown): boolean =>
  isObject(value) && "run" in value && "forTenant" in value

const isPath = (value: unknown): boolean =>
  typeof value === "string" && /^(\/[\w.~-]+)*$/.test(value)

const isHeader = (value: unknown): boolean =>
  typeof value === "string" && /^[\x20-\x7e]{1,1000}$/.test(value)

const limitProblems = (limits: object): ReadonlyArray<Problem.Problem> =>
  Object.entries(limits).flatMap(([name, got]) => {
    const path = `limits.${name}`
    if (!Object.hasOwn(defaults, name))
      return [Problem.make({ code: "unknown-field", path, got: name, expected: expectedLimits })]
    const most = name.endsWith("Millis") ? longestTimer : Number.MAX_SAFE_INTEGER
    const expected = `a whole number from 1 to ${most}`
    return Number.isSafeInteger(got) && got >= 1 && got <= most
      ? []
      : [Problem.make({ code: "out-of-range", path, got, expected })]
  })

const expectedLimits = `one of ${Object.keys(defaults).join(", ")}`
