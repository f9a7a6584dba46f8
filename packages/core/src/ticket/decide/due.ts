// Times that have come (M-14), and what a breach brings about.
import { Result } from "effect"
import type { Circumstances, Due, DueAction } from "../Circumstances.ts"
import { type Event, signalOf } from "../Event.ts"
import { statusAfter } from "../evolve.ts"
import * as Lifecycle from "../Lifecycle.ts"
import type { Rejection } from "../Rejection.ts"
import { reject } from "../reject.ts"
import type { State } from "../State.ts"
import { handedOver, withStart } from "./work.ts"

/**
 * Everything of the ticket that is due happens, in the order of its times, and after it what its
 * breaches bring about, which may change targets; what the ticket does not allow any more does not.
 */
export const wake = (
  circumstances: Circumstances,
  state: State,
): Result.Result<ReadonlyArray<Event>, Rejection> => {
  const { lifecycle, due = [] } = circumstances
  const events: Array<Event> = []
  let now: Standing = state
  const happens = (event: Event): boolean => {
    if (!Lifecycle.allows(lifecycle, now.status, signalOf(event))) return false
    now = after(lifecycle, now, event)
    events.push(event)
    return true
  }
  const happened = due.filter((each) => happens(eventOf(each)))
  for (const each of happened)
    for (const action of actionsOf(each)) broughtAbout(circumstances, now, action).every(happens)
  const no = reject(circumstances, state, "wake")
  return events.length === 0
    ? Result.fail(no("NothingDue", "something whose time has come"))
    : Result.succeed(events)
}

/** What of a ticket the actions of a breach look at. */
type Standing = Pick<State, "status" | "line" | "priority" | "assignee">

const after = (lifecycle: Lifecycle.Lifecycle, now: Standing, event: Event): Standing => {
  const status = statusAfter(lifecycle, now.status, event)
  if (event.type === "Escalated") return { ...now, status, line: event.to, assignee: null }
  if (event.type === "PriorityChanged") return { ...now, status, priority: event.to }
  return event.type === "Assigned"
    ? { ...now, status, assignee: event.assignee }
    : { ...now, status }
}

const eventOf = (due: Due): Event => {
  switch (due.effect) {
    case "warn": {
      const { effect: _, ...warned } = due
      return { type: "ClockWarned", ...warned }
    }
    case "breach": {
      const { clock, instance, dueAt } = due
      return { type: "ClockBreached", clock, instance, dueAt }
    }
    case "close":
      return { type: "SilenceElapsed", dueAt: due.dueAt }
    case "remind": {
      const { obligation, owner, dueAt } = due
      return { type: "ObligationDue", obligation, owner, dueAt }
    }
    case "promise":
      return { type: "PromiseDue", dueAt: due.dueAt }
    case "unsnooze":
      return { type: "SnoozeEnded", dueAt: due.dueAt }
  }
}

const actionsOf = (due: Due): ReadonlyArray<DueAction> =>
  due.effect === "breach" ? (due.actions ?? []) : []

// An action that would change nothing, or make the request less urgent, is none; nor is one that
// names what the ticket's own process does not know, for a policy may come from a newer one.
const broughtAbout = (
  circumstances: Circumstances,
  { status, line, priority, assignee }: Standing,
  action: DueAction,
): ReadonlyArray<Event> => {
  const { lines, priorities } = circumstances
  if ("escalateTo" in action)
    return action.escalateTo === line || !lines.includes(action.escalateTo)
      ? []
      : [handedOver(circumstances, line, action.escalateTo)]
  if ("raisePriorityTo" in action) {
    const to = action.raisePriorityTo
    const isKnown = priorities.includes(to)
    const rank = priority === null ? priorities.length : priorities.indexOf(priority)
    return isKnown && priorities.indexOf(to) < rank
      ? [{ type: "PriorityChanged", from: priority, to }]
      : []
  }
  if (action.reassignTo === assignee) return []
  return withStart(circumstances, status, { type: "Assigned", assignee: action.reassignTo })
}
