// What an event does to the state. Nothing is decided here: an event that the chart has no arrow
// for was not written by this code, and is a defect.
import { type Event, type Recorded, signalOf } from "./Event.ts"
import * as Lifecycle from "./Lifecycle.ts"
import * as Obligation from "./Obligation.ts"
import type { State } from "./State.ts"

/** The state after an event; `state` is undefined before the first one. */
export const evolve = (
  lifecycle: Lifecycle.Lifecycle,
  state: State | undefined,
  recorded: Recorded,
): State => {
  const { event } = recorded
  if (event.type === "Registered") return born(lifecycle, event, recorded)
  if (state === undefined) throw new Error(`journal-damaged: ${event.type} before Registered`)
  const moved = {
    ...state,
    version: recorded.number,
    updatedAt: recorded.at,
    status: statusAfter(lifecycle, state.status, event),
    obligations: Obligation.step(state.obligations, event, recorded.number),
  }
  return changed(moved, event)
}

/** The status after an event: moved along the chart's arrow, or unchanged by a fact. */
export const statusAfter = (
  lifecycle: Lifecycle.Lifecycle,
  status: string,
  event: Event,
): string => {
  if (Lifecycle.isFact(event.type)) return status
  const next = Lifecycle.next(lifecycle, status, signalOf(event))
  if (next === undefined) throw new Error(`journal-damaged: ${event.type} in ${status}`)
  return next
}

const changed = (state: State, event: Event): State => {
  switch (event.type) {
    case "Acknowledged":
      return { ...state, acknowledged: true }
    case "Assigned":
      return { ...state, assignee: event.assignee }
    case "CauseFound":
      return { ...state, cause: event.cause, module: event.module }
    case "PriorityChanged":
      return { ...state, priority: event.to }
    case "PolicyApplied":
      return { ...state, terms: event.process }
    case "Escalated":
      return { ...state, line: event.to, assignee: null }
    case "Answered":
      return { ...state, answer: state.version }
    case "SilenceElapsed":
      return { ...state, silenceDueAt: event.dueAt }
    case "ClosingUndone":
      return { ...state, silenceDueAt: null }
    default:
      return state
  }
}

const born = (
  lifecycle: Lifecycle.Lifecycle,
  event: Event & { readonly type: "Registered" },
  recorded: Recorded,
): State => ({
  ticketId: recorded.ticketId,
  number: event.number,
  version: recorded.number,
  status: lifecycle.initial,
  process: recorded.versions.process,
  terms: recorded.versions.process,
  requestType: event.requestType,
  priority: event.priority ?? null,
  channel: event.channel,
  customer: event.customer,
  reachable: event.reachable,
  contract: event.contract,
  timeZone: event.timeZone ?? null,
  follows: event.follows,
  line: event.line,
  assignee: null,
  acknowledged: false,
  cause: null,
  module: null,
  obligations: [],
  answer: null,
  silenceDueAt: null,
  registeredAt: recorded.effectiveAt,
  updatedAt: recorded.at,
})
