// What a change of priority, line, policy or deadline made of a run, as an explanation tells it.
import type { Event } from "../../ticket/Event.ts"
import * as Deadline from "../Deadline.ts"
import type { Change, Measure } from "./explained.ts"
import { causeOf, type Met } from "./met.ts"
import type { Mode } from "../Policy.ts"
import type { Run } from "../run.ts"
import * as Target from "../Target.ts"
import type { TermsOf } from "../Terms.ts"

/** A run around an event. */
export interface Altered {
  readonly before: Run
  readonly after: Run
}

/** What an event changed about a run, where it was one to change anything. */
export const changeOf = (termsOf: TermsOf, met: Met, run: Altered): Change | undefined => {
  const { recorded } = met
  const { event } = recorded
  const by = causeOf(recorded)
  const measures = (to: Run) => ({
    before: measureOf(termsOf, run.before),
    after: measureOf(termsOf, to),
  })
  if (isOfDeadline(event))
    return event.clock === run.after.id && event.instance === run.after.instance
      ? { by, ...measures(run.after), ...deadlineIn(event) }
      : undefined
  if (event.type === "RegistrationTimeCorrected")
    return isMoved(run)
      ? {
          by,
          ...measures(run.after),
          kind: "registration",
          from: event.from,
          to: event.registeredAt,
        }
      : undefined
  const said = saidBy(event, run.before)
  const outcome = said === undefined ? undefined : outcomeOf(met, run)
  return said === undefined || outcome === undefined
    ? undefined
    : { by, mode: outcome.mode, ...said, ...measures(outcome.to) }
}

type OfDeadline = Event & { readonly type: "DeadlineSet" | "DeadlineMoved" }

const isOfDeadline = (event: Event): event is OfDeadline =>
  event.type === "DeadlineSet" || event.type === "DeadlineMoved"

const deadlineIn = (event: OfDeadline) => {
  if (event.type === "DeadlineSet") return { kind: "byHand", dueAt: event.dueAt } as const
  const { from, to, zoneData } = event
  return { kind: "zoneData", from, to, zoneData } as const
}

const isMoved = ({ before, after }: Altered): boolean =>
  before.stretches[0]?.start !== after.stretches[0]?.start

const saidBy = (event: Event, before: Run) => {
  switch (event.type) {
    case "PriorityChanged":
      return { kind: "priority", from: event.from, to: event.to } as const
    case "Escalated":
      return { kind: "line", from: event.from, to: event.to } as const
    case "RequestTypeChanged":
      return { kind: "requestType", from: event.from, to: event.to } as const
    case "CustomerCorrected":
      return { kind: "customer", from: event.from, to: event.customer } as const
    case "ContractCorrected":
      return { kind: "contract", from: event.from, to: event.contract?.id ?? null } as const
    case "PolicyApplied":
      return { kind: "policy", from: before.terms, to: event.process } as const
    default:
      return undefined
  }
}

/** What a change came to, and the run whose measure holds from then on. */
interface Outcome {
  readonly mode: Mode
  readonly to: Run
}

// The mode that was asked for is not always what it comes to: a deadline that a person set is kept,
// and the same measure begins nothing anew. A policy is told of even where it leaves a clock as it
// was; a priority or a line is not, for most of them concern other clocks.
const outcomeOf = (met: Met, { before, after }: Altered): Outcome | undefined => {
  const { event } = met.recorded
  if (after.ended === null) {
    if (!isSame(before, after)) return { mode: "fromStart", to: after }
    return event.type === "PolicyApplied" ? { mode: "keep", to: after } : undefined
  }
  const isNext = ({ id, instance }: Run) => id === after.id && instance === after.instance + 1
  const to = after.ended === "cancelled" ? met.after.find(isNext) : undefined
  return to === undefined ? undefined : { mode: "fromNow", to }
}

const isSame = (before: Run, after: Run): boolean =>
  Target.same(before.target, after.target) &&
  before.terms === after.terms &&
  before.calendar === after.calendar

const measureOf = (termsOf: TermsOf, run: Run): Measure => {
  const { policy } = termsOf(run.terms)
  const time = Deadline.timeOf(termsOf, run)
  return {
    target: run.target,
    policy: `${policy.id}@${policy.version}`,
    calendar: `${time.calendar.id}@${time.calendar.version}`,
    dueAt: Deadline.dueAt(time, run),
  }
}
