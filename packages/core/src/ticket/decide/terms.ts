// What a request is promised: its priority, a deadline by hand, the policy that its clocks follow.
import { Result } from "effect"
import type { Circumstances } from "../Circumstances.ts"
import type { ApplyPolicy, Migrate, SetDeadline, SetPriority } from "../Command.ts"
import type { Event } from "../Event.ts"
import type { Rejection } from "../Rejection.ts"
import { reject } from "../reject.ts"
import type { State } from "../State.ts"

type Decision = Result.Result<ReadonlyArray<Event>, Rejection>

/** The commands of this kind. */
export type Change =
  | typeof SetPriority.Type
  | typeof SetDeadline.Type
  | typeof ApplyPolicy.Type
  | typeof Migrate.Type

/** What the request is promised changes. */
export const carryOut = (circumstances: Circumstances, state: State, command: Change): Decision => {
  switch (command.type) {
    case "setPriority":
      return setPriority(circumstances, state, command)
    case "setDeadline":
      return setDeadline(circumstances, state, command)
    case "applyPolicy":
      return applyPolicy(circumstances, state, command)
    case "migrate":
      return migrate(circumstances, state, command)
  }
}

// The request gets another priority: by name, or as the matrix has it.
const setPriority = (
  circumstances: Circumstances,
  state: State,
  command: typeof SetPriority.Type,
): Decision => {
  const { priorities, matrix } = circumstances
  const { impact, urgency } = command
  const judged = { ...(impact && { impact }), ...(urgency && { urgency }) }
  const no = reject(circumstances, state, "setPriority")
  const found = matrix?.[impact ?? state.impact ?? ""]?.[urgency ?? state.urgency ?? ""]
  const asksMatrix = Object.keys(judged).length > 0
  const got = JSON.stringify(command.priority ?? judged)
  if (asksMatrix && (found === undefined || command.priority !== undefined))
    return Result.fail(no("UnknownPriority", "an impact and an urgency of the matrix, alone", got))
  const priority = asksMatrix ? found : command.priority
  if (priority === undefined || !priorities.includes(priority))
    return Result.fail(no("UnknownPriority", `one of ${priorities.join(", ") || "none"}`, got))
  const same =
    (impact ?? state.impact) === state.impact && (urgency ?? state.urgency) === state.urgency
  if (priority === state.priority && same)
    return Result.fail(no("SamePriority", "another priority than the present one", got))
  const from = state.priority
  return Result.succeed([{ type: "PriorityChanged", from, to: priority, ...judged }])
}

// A clock gets a deadline by hand (T08).
const setDeadline = (
  circumstances: Circumstances,
  state: State,
  { clock, dueAt }: typeof SetDeadline.Type,
): Decision => {
  const { at, instance } = circumstances
  const no = reject(circumstances, state, "setDeadline")
  if (instance === undefined) {
    const got = JSON.stringify(clock)
    return Result.fail(no("ClockNotRunning", "a clock of this ticket that has not ended", got))
  }
  if (dueAt <= at) {
    const expected = `an instant after ${new Date(at).toISOString()}`
    return Result.fail(no("DueInPast", expected, new Date(dueAt).toISOString()))
  }
  return Result.succeed([{ type: "DeadlineSet", clock, instance, dueAt }])
}

// The ticket's clocks follow another policy.
const applyPolicy = (
  circumstances: Circumstances,
  state: State,
  { process, mode }: typeof ApplyPolicy.Type,
): Decision => {
  const { terms } = circumstances
  const no = reject(circumstances, state, "applyPolicy")
  const got = JSON.stringify(process)
  if (terms === undefined)
    return Result.fail(no("UnknownProcess", "the id@version of a published process", got))
  if (terms.process === state.terms)
    return Result.fail(no("SameTerms", "another process than the one it follows", got))
  if (terms.unknownStates.length > 0) {
    const expected = `clocks that know the ticket's states, not ${terms.unknownStates.join(", ")}`
    return Result.fail(no("StatesMissing", expected, got))
  }
  const { policy, calendar } = terms
  return Result.succeed([{ type: "PolicyApplied", process, policy, calendar, mode }])
}

// The ticket goes on by another version of its process, where that has a place for it (P14).
const migrate = (
  circumstances: Circumstances,
  state: State,
  { process, force }: typeof Migrate.Type,
): Decision => {
  const { migration } = circumstances
  const no = reject(circumstances, state, "migrate")
  const got = JSON.stringify(process)
  if (migration === undefined)
    return Result.fail(
      no("UnknownProcess", "the id@version of a published version of its own", got),
    )
  const { process: to, lifecycle, status, skipped } = migration
  if (to === state.process)
    return Result.fail(no("SameProcess", "another version than the present one", got))
  if (status === undefined) {
    const expected =
      lifecycle === undefined
        ? `a version with the request type ${state.requestType}`
        : `a version, or places, with one for ${state.status}`
    return Result.fail(no("NoPlace", expected, got))
  }
  if (skipped.length > 0 && force === undefined) {
    const expected = `no skipped step (${skipped.join(", ")}), or a reason in \`force\``
    return Result.fail(no("MigrationSkipsStep", expected, got))
  }
  const forced = skipped.length > 0
  return Result.succeed([{ type: "ProcessMigrated", from: state.process, to, status, forced }])
}
