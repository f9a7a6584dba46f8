// What a change of priority, line, request type, contract or policy does to a clock that runs, owed
// or not. A run that has ended keeps the target by which it ended, also where its ticket comes
// back.
import type { Event } from "../ticket/Event.ts"
import type { Heard, Moment } from "./hearing.ts"
import type { ClockRule, Mode } from "./Policy.ts"
import { begun, ended, lastBoundary, type Measure, measureOf, numbered, type Run } from "./run.ts"
import * as Target from "./Target.ts"
import type { Terms, TermsOf } from "./Terms.ts"

/** Whether an event may change the targets of clocks that run. */
export const changes = ({ type }: Event): boolean => changing.has(type)

const changing: ReadonlySet<Event["type"]> = new Set<Event["type"]>([
  "ContractCorrected",
  "CustomerCorrected",
  "Escalated",
  "PolicyApplied",
  "PriorityChanged",
  "RequestTypeChanged",
])

interface Change {
  readonly termsOf: TermsOf
  readonly terms: Terms
  readonly rule: ClockRule
  readonly moment: Heard
}

/** The clocks after a change that meets one of them, a live one. */
export const changed = (
  { termsOf, terms, rule, moment }: Change,
  clocks: ReadonlyArray<Run>,
  clock: Run,
): ReadonlyArray<Run> => {
  const { recorded } = moment
  // A clock that kept its target from an older policy asks that one what the ticket is owed now.
  const by = recorded.event.type === "PolicyApplied" ? terms : termsOf(clock.terms)
  const own = by.rules.get(rule.id) ?? rule
  const mode = modeOf(own, moment)
  // A deadline that a person set was promised by that person.
  if (mode === "keep" || clock.byHand !== null) return clocks
  const measure = measureOf(by, own, moment)
  const at = Math.max(recorded.effectiveAt, lastBoundary(clock))
  const replaced = (next: Run) => clocks.map((each) => (each === clock ? next : each))
  if (measure === undefined) return replaced(ended(clock, "cancelled", at, 0))
  if (isSame(termsOf, clock, measure)) return replaced({ ...clock, ...measure })
  if (mode === "fromNow") {
    const all = replaced(ended(clock, "cancelled", at, 0))
    return [...all, begun({ rule, moment, measure, held: clock.held }, all)]
  }
  const unsaid = { notBefore: recorded.at, warned: [], warnedBefore: [] }
  return replaced(numbered({ ...clock, ...measure, ...unsaid }, clocks))
}

const modeOf = ({ onChange = "fromStart" }: ClockRule, { recorded: { event } }: Moment): Mode =>
  event.type === "PolicyApplied" ? event.mode : onChange

const isSame = (termsOf: TermsOf, clock: Run, measure: Measure): boolean =>
  Target.same(measure.target, clock.target) &&
  (isSameCalendar(clock, measure) || textOf(termsOf, clock) === textOf(termsOf, measure))

type Timed = Pick<Run, "terms" | "calendar">

const isSameCalendar = (a: Timed, b: Timed): boolean =>
  a.terms === b.terms && a.calendar === b.calendar

// Word for word: an edited calendar may have kept its version.
const textOf = (termsOf: TermsOf, { terms, calendar }: Timed): string =>
  JSON.stringify(termsOf(terms).timeOf(calendar).calendar)
