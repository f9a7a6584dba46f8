// A clock is a measure, not a counter: it keeps the stretches in which it ran, and everything else
// is computed from them. Nothing is ever added to a deadline.
import type { Event, Recorded } from "../ticket/Event.ts"
import { changed, changes } from "./change.ts"
import {
  concerns,
  endOf,
  type Heard,
  hears,
  heldAfter,
  type Moment,
  phaseOf,
  standsIn,
} from "./hearing.ts"
import type { ClockRule } from "./Policy.ts"
import { begun, ended, halted, hasTarget, lastBoundary, measureOf, type Run } from "./run.ts"
import type { Terms, TermsOf } from "./Terms.ts"

export { changes as changesTargets } from "./change.ts"
export type { Moment } from "./hearing.ts"
export { hasTarget, type Run as Clock, type Stretch, type Targeted } from "./run.ts"

/** The clocks after an event; `ref` names the terms that the ticket follows after it. */
export const step = (
  termsOf: TermsOf,
  ref: string,
  clocks: ReadonlyArray<Run>,
  moment: Moment,
): ReadonlyArray<Run> => {
  const terms = termsOf(ref)
  const { recorded, before, after } = moment
  const { event } = recorded
  const noted = settled(terms, begunAnew(marked(terms, clocks, moment), recorded), event)
  // What changes targets, or comes back from an end, concerns every clock.
  const isForAll = changes(event) || phaseOf(after) < phaseOf(before)
  const listeners = isForAll
    ? terms.listeners
    : terms.listeners.filter((each) => concerns(each, moment))
  if (listeners.length === 0) return noted
  // A clock by which nothing is owed keeps no other one from its start.
  const runs = (id: string) =>
    clocks.some((clock) => clock.id === id && clock.ended === null && hasTarget(clock))
  const heard = { ...moment, runs }
  const stepped = listeners.reduce(
    (now, { rule }) => stepRule({ termsOf, terms, rule, moment: heard }, now),
    noted,
  )
  return event.type === "PolicyApplied" ? withoutGone(terms, stepped, moment) : stepped
}

interface Step {
  readonly termsOf: TermsOf
  readonly terms: Terms
  readonly rule: ClockRule
  readonly moment: Heard
}

const stepRule = (step: Step, clocks: ReadonlyArray<Run>): ReadonlyArray<Run> => {
  const { rule, moment } = step
  const last = clocks.findLast(({ id }) => id === rule.id)
  const live = last === undefined ? undefined : liveOf(rule, last, moment)
  if (live === undefined) return hears(rule.starts, moment) ? started(step, clocks) : clocks
  const next = stepLive(step, live)
  const all = next === last ? clocks : clocks.map((clock) => (clock === last ? next : clock))
  if (next.ended !== null) return hears(rule.starts, moment) ? started(step, all) : all
  return changes(moment.recorded.event) ? changed(step, all, next) : all
}

// A run that has not ended; or that ended with a completion or a closing which is undone now, and
// so ended nothing (P7, M-11, M-12). A silence has run out all the same.
const liveOf = (rule: ClockRule, clock: Run, { before, after }: Moment): Run | undefined => {
  if (clock.ended === null) return clock
  const back = phaseOf(after)
  return back < phaseOf(before) && back < clock.endedIn && rule.effect === "breach"
    ? { ...clock, ended: null, endedAt: null, endedIn: 0 }
    : undefined
}

const started = ({ terms, rule, moment }: Step, clocks: ReadonlyArray<Run>): ReadonlyArray<Run> => {
  const measure = measureOf(terms, rule, moment)
  return measure === undefined ? clocks : [...clocks, begun({ rule, moment, measure }, clocks)]
}

const stepLive = ({ rule, moment }: Step, clock: Run): Run => {
  const at = Math.max(moment.recorded.effectiveAt, lastBoundary(clock))
  const end = endOf(rule, moment)
  if (end !== undefined) return ended(clock, end.how, at, end.phase)
  const held = heldAfter(rule, clock.held, moment)
  const running = clock.stretches.at(-1)?.end === null
  const pause = held || standsIn(rule, moment.after)
  if (running && pause) return { ...clock, held, stretches: halted(clock.stretches, at) }
  if (!running && !pause)
    return { ...clock, held, stretches: [...clock.stretches, { start: at, end: null }] }
  return held === clock.held ? clock : { ...clock, held }
}

// A clock that the new policy does not know warns of nothing any more.
const withoutGone = (
  { rules }: Terms,
  clocks: ReadonlyArray<Run>,
  { recorded }: Moment,
): ReadonlyArray<Run> =>
  clocks.map((clock) =>
    clock.ended !== null || rules.has(clock.id)
      ? clock
      : ended(clock, "cancelled", Math.max(recorded.effectiveAt, lastBoundary(clock)), 0),
  )

// The request reached us at another instant than was written down: what began with it begins then.
// Nothing is due before this was known.
const begunAnew = (clocks: ReadonlyArray<Run>, { at, event }: Recorded): ReadonlyArray<Run> =>
  event.type === "RegistrationTimeCorrected"
    ? clocks.map((clock) => {
        const [first, ...later] = clock.stretches
        if (first?.start !== event.from) return clock
        const end = first.end === first.start ? event.registeredAt : first.end
        const stretches = [{ start: event.registeredAt, end }, ...later]
        return { ...clock, stretches, notBefore: at }
      })
    : clocks

// What is taken up again after its closing is measured anew: what had ended stays so, wherever the
// ticket goes from there.
const settled = (
  { rules }: Terms,
  clocks: ReadonlyArray<Run>,
  { type }: Event,
): ReadonlyArray<Run> =>
  type === "Reopened"
    ? clocks.map((clock) =>
        rules.get(clock.id)?.effect === "breach" ? { ...clock, endedIn: 0 } : clock,
      )
    : clocks

// Warnings and breaches that are recorded are not due again; a deadline that was set by hand holds.
const marked = (
  { rules }: Terms,
  clocks: ReadonlyArray<Run>,
  { recorded: { at, event } }: Moment,
): ReadonlyArray<Run> =>
  isMark(event)
    ? clocks.map((clock) =>
        clock.id === event.clock && clock.instance === event.instance
          ? withMark(rules.get(clock.id), clock, event, at)
          : clock,
      )
    : clocks

type Mark = Event & { readonly type: "ClockWarned" | "ClockBreached" | "DeadlineSet" }

const isMark = (event: Event): event is Mark =>
  event.type === "ClockWarned" || event.type === "ClockBreached" || event.type === "DeadlineSet"

const withMark = (rule: ClockRule | undefined, clock: Run, event: Mark, at: number): Run => {
  switch (event.type) {
    case "ClockBreached":
      return { ...clock, breachedAt: event.dueAt }
    case "ClockWarned":
      return event.beforeMinutes === undefined
        ? { ...clock, warned: [...clock.warned, event.share ?? 0] }
        : { ...clock, warnedBefore: [...clock.warnedBefore, event.beforeMinutes] }
    case "DeadlineSet": {
      const byHand = { at, dueAt: event.dueAt, moves: rule?.byHand === "moves" }
      return { ...clock, byHand, warned: [], warnedBefore: [] }
    }
  }
}
