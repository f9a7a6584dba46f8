// What an event does to the state. Nothing is decided here: an event that the chart has no arrow
// for was not written by this code, and is a defect.
import { changeBy } from "./changed.ts"
import { type Event, type Recorded, signalOf } from "./Event.ts"
import * as Lifecycle from "./Lifecycle.ts"
import * as Obligation from "./Obligation.ts"
import { blank, type State } from "./State.ts"

/** The state after an event; `state` is undefined before the first one. */
export const evolve = (
  lifecycle: Lifecycle.Lifecycle,
  state: State | undefined,
  recorded: Recorded,
): State => {
  const { event } = recorded
  if (event.type === "Registered") return born(lifecycle, event, recorded)
  if (state === undefined) throw new Error(`journal-damaged: ${event.type} before Registered`)
  const status = statusAfter(lifecycle, state.status, event)
  return {
    ...state,
    version: recorded.number,
    updatedAt: recorded.at,
    status,
    obligations: Obligation.step(state.obligations, event, recorded.number),
    firstMoveAt: state.firstMoveAt ?? moveOf(recorded),
    closedAt: status.startsWith("closed") ? (state.closedAt ?? recorded.effectiveAt) : null,
    snoozedUntil: isLeftAlone(status, recorded) ? state.snoozedUntil : null,
    assignedAt: event.type === "Assigned" ? recorded.at : state.assignedAt,
    closedFrom: status.startsWith("closed") ? closedFrom(state) : null,
    ...changeBy(state, event, recorded.number),
  }
}

/** The status after an event: moved along the chart's arrow, or unchanged by a fact. */
export const statusAfter = (
  lifecycle: Lifecycle.Lifecycle,
  status: string,
  event: Event,
): string => {
  if (event.type === "Registered") return lifecycle.initial
  if (event.type === "ProcessMigrated") return event.status
  if (Lifecycle.isFact(event.type)) return status
  const next = Lifecycle.next(lifecycle, status, signalOf(event))
  if (next === undefined) throw new Error(`journal-damaged: ${event.type} in ${status}`)
  return next
}

// The acknowledgement, and what the machine does of itself, belong to the registration: what
// corrects its time takes them along. A word that a machine takes in is somebody's.
const moveOf = ({ actor, event, effectiveAt }: Recorded): number | null => {
  const isOfMachine = actor.kind === "robot" && !words.has(event.type)
  return event.type === "Acknowledged" || isOfMachine ? null : effectiveAt
}

const words: ReadonlySet<Event["type"]> = new Set(["MessageReceived", "ThirdPartyAnswered"])

// Whatever a customer does ends the wait for a later day, and so does whatever ends the work.
const isLeftAlone = (status: string, { actor }: Recorded): boolean =>
  status.startsWith("open") && actor.kind !== "customer"

const closedFrom = ({ status, closedFrom: before }: State): string | null => {
  const [phase, work] = status.split(".")
  return phase === "open" && work !== undefined ? work : before
}

const born = (
  lifecycle: Lifecycle.Lifecycle,
  event: Event & { readonly type: "Registered" },
  recorded: Recorded,
): State => ({
  ...blank,
  ticketId: recorded.ticketId,
  number: event.number,
  version: recorded.number,
  status: lifecycle.initial,
  process: recorded.versions.process,
  terms: recorded.versions.process,
  requestType: event.requestType,
  priority: event.priority ?? null,
  impact: event.impact ?? null,
  urgency: event.urgency ?? null,
  channel: event.channel,
  customer: event.customer,
  reachable: event.reachable,
  contract: event.contract,
  timeZone: event.timeZone ?? null,
  environment: event.environment,
  period: event.period,
  fields: event.fields ?? {},
  missing: event.missing,
  follows: event.follows,
  links: event.splitFrom === undefined ? [] : [{ ticket: event.splitFrom, as: "splitFrom" }],
  line: event.line,
  registeredAt: recorded.effectiveAt,
  recordedAt: recorded.at,
  updatedAt: recorded.at,
})
