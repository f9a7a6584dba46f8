// What a change of priority, line or policy does to a clock that runs.
import type { Event } from "../ticket/Event.ts"
import type { Moment } from "./hearing.ts"
import { type ClockRule, type Mode, targetFor } from "./Policy.ts"
import { begun, calendarFor, ended, lastBoundary, type Run } from "./run.ts"
import * as Target from "./Target.ts"
import type { Terms } from "./Terms.ts"

/** Whether an event may change the targets of clocks that run. */
export const changes = ({ type }: Event): boolean =>
  type === "PolicyApplied" || type === "PriorityChanged" || type === "Escalated"

interface Change {
  readonly terms: Terms
  readonly rule: ClockRule
  readonly moment: Moment
}

/** The clocks after a change that meets one of them, a live one. */
export const changed = (
  change: Change,
  clocks: ReadonlyArray<Run>,
  clock: Run,
): ReadonlyArray<Run> => {
  const { terms, rule, moment } = change
  const mode = modeOf(rule, moment)
  if (mode === "keep") return clocks
  const target = targetFor(terms.policy, rule, moment.facts, moment.contract)
  const at = Math.max(moment.recorded.effectiveAt, lastBoundary(clock))
  const replaced = (by: Run) => clocks.map((each) => (each === clock ? by : each))
  if (target === undefined) return replaced(ended(clock, "cancelled", at, 0))
  if (isSame(change, clock, target)) return clocks
  if (mode === "fromNow") {
    const all = replaced(ended(clock, "cancelled", at, 0))
    return [...all, begun({ ...change, held: clock.held }, all, target)]
  }
  const measured = { target, terms: terms.ref, calendar: calendarFor(rule, moment) }
  const unsaid = { notBefore: moment.recorded.at, warned: [], warnedBefore: [] }
  return replaced({ ...clock, ...measured, ...unsaid })
}

const modeOf = ({ onChange = "fromStart" }: ClockRule, { recorded: { event } }: Moment): Mode =>
  event.type === "PolicyApplied" ? event.mode : onChange

const isSame = ({ terms, rule, moment }: Change, clock: Run, target: Target.Target): boolean =>
  Target.same(target, clock.target) &&
  clock.terms === terms.ref &&
  clock.calendar === calendarFor(rule, moment)
