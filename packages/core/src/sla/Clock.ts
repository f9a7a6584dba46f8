// A clock is a measure, not a counter: it keeps the stretches in which it ran, and everything else
// is computed from them. Nothing is ever added to a deadline.
import type { Event } from "../ticket/Event.ts"
import { changed, changes } from "./change.ts"
import { endOf, hears, heldAfter, type Moment, phaseOf, standsIn } from "./hearing.ts"
import { type ClockRule, targetFor } from "./Policy.ts"
import type { Run } from "./run.ts"
import { begun, ended, halted, lastBoundary } from "./run.ts"
import type { Terms } from "./Terms.ts"

export type { Moment } from "./hearing.ts"
export type { ByHand, Run as Clock, Stretch } from "./run.ts"

/** The clocks after an event; `terms` are those that the ticket follows after it. */
export const step = (
  terms: Terms,
  clocks: ReadonlyArray<Run>,
  moment: Moment,
): ReadonlyArray<Run> => {
  const { recorded, before, after } = moment
  const { event } = recorded
  const noted = marked(terms, clocks, moment)
  if (before === after && !terms.heard.has(event.type) && !changes(event)) return noted
  const back = phaseOf(after) < phaseOf(before)
  const now = back ? noted.map((clock) => revived(terms, clock, phaseOf(after))) : noted
  const stepped = terms.policy.clocks.reduce(
    (all, rule) => stepRule({ terms, rule, moment }, all),
    now,
  )
  return event.type === "PolicyApplied" ? withoutGone(terms, stepped, moment) : stepped
}

// A completion or a closing that is undone ended nothing (P7, M-11, M-12); a silence has run out
// all the same.
const revived = ({ rules }: Terms, clock: Run, phase: number): Run =>
  clock.endedIn > phase && rules.get(clock.id)?.effect === "breach"
    ? { ...clock, ended: null, endedAt: null, endedIn: 0 }
    : clock

interface Step {
  readonly terms: Terms
  readonly rule: ClockRule
  readonly moment: Moment
}

const stepRule = (step: Step, clocks: ReadonlyArray<Run>): ReadonlyArray<Run> => {
  const { rule, moment } = step
  const current = clocks.findLast(({ id }) => id === rule.id)
  const live = current !== undefined && current.ended === null ? current : undefined
  if (live === undefined) return hears(rule.starts, moment) ? started(step, clocks) : clocks
  const next = stepLive(step, live)
  const all = next === live ? clocks : clocks.map((clock) => (clock === live ? next : clock))
  if (next.ended !== null) return hears(rule.starts, moment) ? started(step, all) : all
  return changes(moment.recorded.event) ? changed(step, all, next) : all
}

const started = ({ terms, rule, moment }: Step, clocks: ReadonlyArray<Run>): ReadonlyArray<Run> => {
  const target = targetFor(terms.policy, rule, moment.facts, moment.contract)
  return target === undefined ? clocks : [...clocks, begun({ terms, rule, moment }, clocks, target)]
}

const stepLive = ({ rule, moment }: Step, clock: Run): Run => {
  const at = Math.max(moment.recorded.effectiveAt, lastBoundary(clock))
  const how = endOf(rule, moment)
  if (how !== null) return ended(clock, how, at, phaseOf(moment.after))
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
