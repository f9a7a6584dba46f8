// Until when a closed request may be taken up again.
import type * as Process from "../process/Process.ts"
import * as Deadline from "../sla/Deadline.ts"
import { inMinutes } from "../sla/Policy.ts"
import type { State } from "../ticket/State.ts"

/** The end of the window of a closed ticket, where its process opens one. */
export const windowOf = (
  { profile, workingTime }: Process.Process,
  { closedAt }: State,
): { readonly reopenUntil?: number } => {
  const { reopenWithin, policy } = profile
  if (reopenWithin === undefined || closedAt === null) return {}
  const until = Deadline.landing(workingTime, inMinutes(policy, reopenWithin), closedAt)
  // A calendar without open time ahead never ends the window.
  return { reopenUntil: until ?? Number.MAX_SAFE_INTEGER }
}
