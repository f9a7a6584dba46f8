// A request that has passed the gate: who asks is known, and the desk is at hand.
import { InvalidInput, type Principal } from "@upkeep/core"
import { ActorDesk, Desk } from "@upkeep/core/effect"
import { Effect } from "effect"
import { contract } from "../api/Contract.ts"
import type { ProblemCode } from "../api/Problems.ts"
import type { ServedDesk, Settings } from "../options.ts"
import { type OperationId, routes } from "../routes.ts"
import { untold } from "./gate.ts"
import { HttpProblem } from "./HttpProblem.ts"
import { timedOut, within } from "./within.ts"

/** What a handler works with. */
export interface Call {
  readonly request: Request
  readonly settings: Settings
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly tenant: string
  readonly principal: Principal
  /** Work on the desk of the actor, within the time that a request may take. */
  readonly use: Use
  /** Tells the host of trouble that no answer can tell of any more. */
  readonly tell: (code: ProblemCode, error: unknown) => void
}

/** Runs work on an actor's desk; rejects with what the desk says. */
export type Use = <A, E>(
  work: (desk: ActorDesk.ActorDeskService) => Effect.Effect<A, E>,
  millis?: number,
) => Promise<A>

/** Answers one operation. */
export type Handler = (call: Call) => Promise<Response>

/** The desk of a tenant for a principal whose shape was checked. */
export const useOf = async (
  settings: Settings,
  {
    tenant,
    principal,
    operation,
  }: {
    readonly tenant: string
    readonly principal: Principal
    readonly operation: OperationId
  },
): Promise<Use> => {
  const { requestMillis } = settings.limits
  const theirs = await deskOf(settings, tenant)
  const late = contract[operation].repeatable === true ? tooLong : timedOut
  const isRead = routes[operation].method === "GET"
  return (work, millis = requestMillis) =>
    within({ millis, late }, (signal) =>
      theirs.run(
        Effect.flatMap(Desk.Desk, (desk) =>
          Effect.flatMap(Effect.fromResult(ActorDesk.make(desk, principal)), work),
        ),
        // A read that nobody waits for ends; what is being stored is stored to its end.
        isRead ? { signal } : {},
      ),
    )
}

const deskOf = async ({ desk, limits }: Settings, tenant: string): Promise<ServedDesk> => {
  if (tenant === desk.tenant) return desk
  const patience = { millis: limits.requestMillis, late: timedOut }
  return within(patience, () => desk.forTenant(tenant)).catch((error: unknown) => {
    // The name is the host's, so its mistakes are not the caller's.
    throw error instanceof InvalidInput ? untold("a tenant of no good name", error) : error
  })
}

// What was given to the store goes on there: the caller asks again by the same key (P11).
const tooLong = (millis: number) =>
  new HttpProblem("outcome-unknown", {
    detail: `got no answer of the desk within ${millis} ms; send it again with the same key`,
    headers: { "retry-after": "1" },
  })
