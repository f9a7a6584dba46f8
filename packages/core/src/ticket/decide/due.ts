// Times that have come (M-14), and what a breach brings about.
import { Result } from "effect"
import type { Circumstances, Due, DueAction } from "../Circumstances.ts"
import type { Event } from "../Event.ts"
import { statusAfter } from "../evolve.ts"
import * as Lifecycle from "../Lifecycle.ts"
import type { Rejection } from "../Rejection.ts"
import { reject } from "../reject.ts"
import type { State } from "../State.ts"

/**
 * Everything of the ticket that is due happens, in the order of its times; what the ticket does not
 * allow any more does not.
 */
export const wake = (
  circumstances: Circumstances,
  state: State,
): Result.Result<ReadonlyArray<Event>, Rejection> => {
  const { lifecycle, due = [] } = circumstances
  const events: Array<Event> = []
  let now: Standing = state
  const happens = (event: Event): boolean => {
    if (!Lifecycle.allows(lifecycle, now.status, event.type)) return false
    now = after(lifecycle, now, event)
    events.push(event)
    return true
  }
  for (const each of due) {
    if (!happens(eventOf(each)) || each.effect !== "breach") continue
    for (const action of each.actions ?? []) broughtAbout(circumstances, now, action).every(happens)
  }
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
  }
}

// An action that would change nothing, or make the request less urgent, is none.
const broughtAbout = (
  { lifecycle, priorities }: Circumstances,
  { status, line, priority, assignee }: Standing,
  action: DueAction,
): ReadonlyArray<Event> => {
  if ("escalateTo" in action)
    return action.escalateTo === line
      ? []
      : [{ type: "Escalated", from: line, to: action.escalateTo }]
  if ("raisePriorityTo" in action) {
    const to = action.raisePriorityTo
    const rank = (id: string | null) => (id === null ? priorities.length : priorities.indexOf(id))
    return rank(to) < rank(priority) ? [{ type: "PriorityChanged", from: priority, to }] : []
  }
  if (action.reassignTo === assignee) return []
  const assigned: Event = { type: "Assigned", assignee: action.reassignTo }
  return Lifecycle.allows(lifecycle, status, "DiagnosisStarted")
    ? [assigned, { type: "DiagnosisStarted" }]
    : [assigned]
}
