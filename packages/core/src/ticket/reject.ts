// Makes a refusal: the rule, what was got, what was expected, where the ticket is, what is allowed.
import type { Circumstances } from "./Circumstances.ts"
import type { CommandType } from "./Command.ts"
import { mayAct } from "./Actors.ts"
import * as Lifecycle from "./Lifecycle.ts"
import type { Rejection, RejectionRule } from "./Rejection.ts"
import type { State } from "./State.ts"

/** Makes refusals of one command on one ticket. */
export const reject =
  (
    circumstances: Pick<Circumstances, "actor" | "lifecycle">,
    state: State | undefined,
    command: CommandType,
  ) =>
  (rule: RejectionRule, expected: string, got?: string): Rejection => {
    const status = state?.status ?? ""
    const allowed =
      state === undefined
        ? (["register"] as const)
        : Lifecycle.permitted(circumstances.lifecycle, state.status).filter((each) =>
            mayAct(circumstances.actor, each),
          )
    const what = got ?? `${command} by ${circumstances.actor.kind}`
    const where = state === undefined ? "before registration" : `in ${status}`
    const others = allowed.join(", ") || "nothing"
    return {
      rule,
      command,
      status,
      allowed,
      message: `${rule}: got ${what}, expected ${expected}, ${where}; allowed: ${others}`,
    }
  }
