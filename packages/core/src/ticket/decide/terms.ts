// What a request is promised: its priority, a deadline by hand, the policy that its clocks follow.
import { Result } from "effect"
import type { Circumstances } from "../Circumstances.ts"
import type { ApplyPolicy, SetDeadline, SetPriority } from "../Command.ts"
import type { Event } from "../Event.ts"
import type { Rejection } from "../Rejection.ts"
import { reject } from "../reject.ts"
import type { State } from "../State.ts"

type Decision = Result.Result<ReadonlyArray<Event>, Rejection>

type Change = typeof SetPriority.Type | typeof SetDeadline.Type | typeof ApplyPolicy.Type

/** What the request is promised changes. */
export const carryOut = (circumstances: Circumstances, state: State, command: Change): Decision => {
  switch (command.type) {
    case "setPriority":
      return setPriority(circumstances, state, command)
    case "setDeadline":
      return setDeadline(circumstances, state, command)
    case "applyPolicy":
      return applyPolicy(circumstances, state, command)
  }
}

// The request gets another priority.
const setPriority = (
  circumstances: Circumstances,
  state: State,
  { priority }: typeof SetPriority.Type,
): Decision => {
  const { priorities } = circumstances
  const no = reject(circumstances, state, "setPriority")
  const got = JSON.stringify(priority)
  if (!priorities.includes(priority))
    return Result.fail(no("UnknownPriority", `one of ${priorities.join(", ") || "none"}`, got))
  if (priority === state.priority)
    return Result.fail(no("SamePriority", "another priority than the present one", got))
  return Result.succeed([{ type: "PriorityChanged", from: state.priority, to: priority }])
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
