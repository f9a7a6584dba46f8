// Who works on a request, what its cause is, which line has it (M-05, M-06, M-08).
import { Result } from "effect"
import type { Circumstances } from "../Circumstances.ts"
import type { Assign, Diagnose, Escalate } from "../Command.ts"
import type { Event } from "../Event.ts"
import * as Lifecycle from "../Lifecycle.ts"
import type { Rejection } from "../Rejection.ts"
import { reject } from "../reject.ts"
import type { State } from "../State.ts"

type Decision = Result.Result<ReadonlyArray<Event>, Rejection>

/** The customer is told once that the request was received (M-04, P15). */
export const acknowledge = (circumstances: Circumstances, state: State): Decision =>
  state.acknowledged
    ? Result.fail(
        reject(
          circumstances,
          state,
          "acknowledge",
        )("AlreadyAcknowledged", "a ticket not acknowledged yet"),
      )
    : Result.succeed([{ type: "Acknowledged" }])

/** The ticket gets an executor; the first one starts the diagnosis. */
export const assign = (
  circumstances: Circumstances,
  state: State,
  { assignee }: typeof Assign.Type,
): Decision => {
  const no = reject(circumstances, state, "assign")
  const got = JSON.stringify(assignee)
  if (circumstances.assigneeKnown === false)
    return Result.fail(no("UnknownAssignee", "one of the staff", got))
  if (state.assignee === assignee)
    return Result.fail(no("SameAssignee", "somebody else than the present executor", got))
  const starts = Lifecycle.allows(circumstances.lifecycle, state.status, "DiagnosisStarted")
  const assigned: Event = { type: "Assigned", assignee }
  return Result.succeed(starts ? [assigned, { type: "DiagnosisStarted" }] : [assigned])
}

/** The cause is found: the user's error, or the product's fault in a module. */
export const causeFound = ({ cause, module }: typeof Diagnose.Type): Event => ({
  type: "CauseFound",
  cause,
  module: module ?? null,
})

/** The request goes to another line, whose people take it from there. */
export const escalate = (
  circumstances: Circumstances,
  state: State,
  { line }: typeof Escalate.Type,
): Decision => {
  const no = reject(circumstances, state, "escalate")
  const got = JSON.stringify(line)
  if (!circumstances.lines.includes(line))
    return Result.fail(no("UnknownLine", `one of ${circumstances.lines.join(", ")}`, got))
  if (line === state.line)
    return Result.fail(no("SameLine", "another line than the present one", got))
  return Result.succeed([{ type: "Escalated", from: state.line, to: line }])
}
