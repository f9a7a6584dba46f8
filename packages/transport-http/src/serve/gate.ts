// Who asks, and whether there is room: everything that is refused before any work is begun (P13).
import { InvalidInput } from "@upkeep/core"
import { Principal } from "@upkeep/core/effect"
import { Result } from "effect"
import type { IncomingMessage } from "node:http"
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible"
import type { HttpLimits } from "../HttpLimits.ts"
import type { Settings } from "../options.ts"
import { HttpProblem } from "./HttpProblem.ts"
import { internalError } from "./problemOf.ts"
import { timedOut, within } from "./within.ts"

/** Who asks, of which tenant. */
export interface Known {
  readonly tenant: string
  readonly principal: Principal.Principal
}

/** Asks the host who asks; nobody is refused, and so is a host that does not say it whole (I24). */
export const knownBy = async (
  { actor, challenge, limits }: Settings,
  request: Request,
  incoming: IncomingMessage | undefined,
): Promise<Known> => {
  const { url, method, headers, signal } = request
  const asked = new Request(url, { method, headers, signal })
  const patience = { millis: limits.requestMillis, late: timedOut }
  // Whatever the host throws is the host's: a problem of its own could tell a stranger anything.
  const said: unknown = await within(patience, async () => {
    try {
      return await actor(asked, incoming)
    } catch (error) {
      throw internalError(error)
    }
  })
  if (said === undefined || said === null) throw unknown(challenge)
  if (typeof said !== "object" || !("tenant" in said)) throw untold("no tenant")
  const { tenant, ...principal } = said
  if (typeof tenant !== "string" || tenant === "") throw untold("no tenant")
  const checked = Principal.check(principal)
  if (Result.isSuccess(checked)) return { tenant, principal: checked.success }
  throw untold("another principal", new InvalidInput({ problems: checked.failure }))
}

// H37, H38: one and the same body, whatever was wrong with the credential.
const unknown = (challenge: string) =>
  new HttpProblem("not-authenticated", {
    detail: "got no credential that is good here, expected one",
    headers: { "www-authenticate": challenge },
  })

/** 403, and the host is told: what it says of who asks is of no use. */
export const untold = (got: string, cause?: InvalidInput) =>
  new HttpProblem("host-contract", {
    detail: `got ${got} of the host's actor function, expected a principal of a tenant`,
    cause,
  })

/** Counts the requests of each principal; above the limit none is begun (H61). */
export const rateLimit = ({ requestsPerMinute }: HttpLimits) => {
  const limiter = new RateLimiterMemory({ points: requestsPerMinute, duration: 60 })
  return async ({ tenant, principal }: Known): Promise<void> => {
    const key = JSON.stringify([tenant, ...Principal.ownerOf(principal)])
    await limiter.consume(key).catch((refusal: unknown) => {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      throw tooMany(requestsPerMinute, Math.ceil(refusal.msBeforeNext / 1_000))
    })
  }
}

const tooMany = (requestsPerMinute: number, seconds: number) =>
  new HttpProblem("rate-limited", {
    detail: `got more than ${requestsPerMinute} requests in a minute, expected at most that`,
    headers: { "retry-after": String(Math.max(1, seconds)) },
  })
