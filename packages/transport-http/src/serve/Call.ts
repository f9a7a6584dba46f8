// A request that has passed the gate: who asks is known, and the desk is at hand.
import type { Principal } from "@upkeep/core"
import { ActorDesk, Desk } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Settings } from "../options.ts"
import { HttpProblem } from "./HttpProblem.ts"

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
}

/** Runs work on an actor's desk and on the desk behind it; rejects with what either says. */
export type Use = <A, E>(
  work: (
    desk: ActorDesk.ActorDeskService,
    behind: Desk.DeskService,
  ) => Effect.Effect<A, E, Desk.Desk>,
  millis?: number,
) => Promise<A>

/** Answers one operation. */
export type Handler = (call: Call) => Promise<Response>

/** The desk of a tenant for a principal whose shape was checked. */
export const useOf = async (
  { desk, limits }: Settings,
  {
    tenant,
    principal,
    writes,
  }: { readonly tenant: string; readonly principal: Principal; readonly writes: boolean },
): Promise<Use> => {
  const theirs = tenant === desk.tenant ? desk : await desk.forTenant(tenant)
  return (work, millis = limits.requestMillis) =>
    within(
      writes ? tooLong(millis) : timedOut(millis),
      millis,
      theirs.run(
        Effect.flatMap(Desk.Desk, (behind) =>
          Effect.flatMap(Effect.fromResult(ActorDesk.make(behind, principal)), (actors) =>
            work(actors, behind),
          ),
        ),
      ),
    )
}

const within = async <A>(late: HttpProblem, millis: number, work: Promise<A>): Promise<A> => {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(late), millis)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}

// What was given to the store goes on there: the caller asks again by the same key (P11).
const tooLong = (millis: number) =>
  new HttpProblem("outcome-unknown", {
    detail: `got no answer of the desk within ${millis} ms; send it again with the same key`,
    headers: { "retry-after": "1" },
  })

const timedOut = (millis: number) =>
  new HttpProblem("timed-out", {
    detail: `got no answer of the desk within ${millis} ms, expected one; ask again`,
    headers: { "retry-after": "1" },
  })
