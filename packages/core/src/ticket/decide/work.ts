// Who works on a request, what its cause is, which line has it (M-05, M-06, M-08).
import { Result } from "effect"
import type { Circumstances, Routed } from "../Circumstances.ts"
import type { Acknowledge, Assign, Diagnose, Escalate, Route } from "../Command.ts"
import type { Event } from "../Event.ts"
import * as Lifecycle from "../Lifecycle.ts"
import type { Rejection } from "../Rejection.ts"
import { reject } from "../reject.ts"
import type { State } from "../State.ts"

type Decision = Result.Result<ReadonlyArray<Event>, Rejection>

type Working =
  | typeof Acknowledge.Type
  | typeof Assign.Type
  | typeof Route.Type
  | typeof Diagnose.Type
  | typeof Escalate.Type

/** Somebody gets to work, or hands it over. */
export const carryOut = (
  circumstances: Circumstances,
  state: State,
  command: Working,
): Decision => {
  switch (command.type) {
    case "acknowledge":
      return acknowledge(circumstances, state)
    case "assign":
      return assign(circumstances, state, command)
    case "route":
      return route(circumstances, state)
    case "diagnose": {
      const { cause, module = null } = command
      return Result.succeed([{ type: "CauseFound", cause, module }])
    }
    case "escalate":
      return escalate(circumstances, state, command)
  }
}

// The customer is told once that the request was received (M-04, P15).
const acknowledge = (circumstances: Circumstances, state: State): Decision => {
  if (!state.acknowledged) return Result.succeed([{ type: "Acknowledged" }])
  const no = reject(circumstances, state, "acknowledge")
  return Result.fail(no("AlreadyAcknowledged", "a ticket not acknowledged yet"))
}

// The ticket gets an executor; the first one starts the diagnosis.
const assign = (
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
  return Result.succeed(withStart(circumstances, state.status, { type: "Assigned", assignee }))
}

// The routing of the process found somebody (M-05).
const route = (circumstances: Circumstances, state: State): Decision => {
  const { routed } = circumstances
  const no = reject(circumstances, state, "route")
  if (routed === undefined)
    return Result.fail(no("NobodyToRoute", "somebody who is on shift, able and free"))
  if (routed.assignee === state.assignee)
    return Result.fail(
      no(
        "SameAssignee",
        "somebody else than the present executor",
        JSON.stringify(routed.assignee),
      ),
    )
  return Result.succeed(withStart(circumstances, state.status, assignedBy(routed)))
}

/** An executor whom the routing found. */
export const assignedBy = ({ assignee, rule, candidates }: Routed): Event => ({
  type: "Assigned",
  assignee,
  routed: { rule, candidates },
})

/** An assignment, and the diagnosis that it starts where there was none. */
export const withStart = (
  { lifecycle }: Pick<Circumstances, "lifecycle">,
  status: string,
  assigned: Event,
): ReadonlyArray<Event> =>
  Lifecycle.allows(lifecycle, status, "DiagnosisStarted")
    ? [assigned, { type: "DiagnosisStarted" }]
    : [assigned]

// The request goes to another line, whose people take it from there.
const escalate = (
  circumstances: Circumstances,
  state: State,
  { line }: typeof Escalate.Type,
): Decision => {
  const { lines, routed } = circumstances
  const no = reject(circumstances, state, "escalate")
  const got = JSON.stringify(line)
  if (!lines.includes(line))
    return Result.fail(no("UnknownLine", `one of ${lines.join(", ")}`, got))
  if (line === state.line)
    return Result.fail(no("SameLine", "another line than the present one", got))
  const handed = handedOver(circumstances, state.line, line)
  return Result.succeed(routed === undefined ? [handed] : [handed, assignedBy(routed)])
}

/** A hand-over between lines: those that come later in the process stand higher. */
export const handedOver = (
  { lines, tiers }: Pick<Circumstances, "lines" | "tiers">,
  from: string,
  to: string,
): Event => {
  const tierOf = (line: string) => tiers?.[line] ?? lines.indexOf(line)
  const rise = tierOf(to) - tierOf(from)
  if (rise === 0) return { type: "Escalated", from, to, direction: "sideways" }
  return { type: "Escalated", from, to, direction: rise > 0 ? "up" : "down" }
}
