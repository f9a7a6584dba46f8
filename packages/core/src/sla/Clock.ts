// A clock is a measure, not a counter: it keeps the stretches in which it ran, and everything else
// is computed from them. Nothing is ever added to a deadline.
import { Result } from "effect"
import type { Event, PinnedContract, Recorded } from "../ticket/Event.ts"
import {
  type ClockRule,
  type Condition,
  type Policy,
  promisedTarget,
  type Target,
} from "./Policy.ts"

/** A time in which a clock ran: half-open epoch milliseconds; `end` is null while it runs. */
export interface Stretch {
  readonly start: number
  readonly end: number | null
}

/** One run of a clock of the policy on a ticket. */
export interface Clock {
  readonly id: string
  /** 1 for the first run on the ticket. */
  readonly instance: number
  readonly target: Target
  readonly stretches: ReadonlyArray<Stretch>
  readonly ended: "met" | "cancelled" | null
  readonly endedAt: number | null
  /** Whether the closing of the ticket ended it: should that be undone, it goes on. */
  readonly endedByClosing: boolean
  /** When it breached, once that is recorded. */
  readonly breachedAt: number | null
  /** The shares whose warnings are recorded. */
  readonly warned: ReadonlyArray<number>
}

/** What a step of the clocks looks at: the event, and the states before and after it. */
export interface Moment {
  readonly recorded: Recorded
  readonly before: ReadonlySet<string>
  readonly after: ReadonlySet<string>
  readonly contract: PinnedContract | null
}

/** The events that a policy's clocks listen for, beside changes of state. */
export const eventsHeard = ({ clocks }: Policy): ReadonlySet<string> =>
  new Set(
    clocks
      .flatMap(({ starts, stops, cancels = [] }) => [...starts, ...stops, ...cancels])
      .flatMap((condition) => ("event" in condition ? [condition.event] : [])),
  )

/** The clocks after an event; `heard` is the policy's `eventsHeard`. */
export const step = (
  policy: Policy,
  heard: ReadonlySet<string>,
  clocks: ReadonlyArray<Clock>,
  moment: Moment,
): ReadonlyArray<Clock> => {
  const { recorded, before, after } = moment
  const noted = marked(clocks, recorded.event)
  if (before === after && !heard.has(recorded.event.type)) return noted
  const reopened = before.has("closed") && !after.has("closed")
  const now = reopened ? noted.map((clock) => revived(policy, clock)) : noted
  return policy.clocks.reduce((all, rule) => stepRule(rule, all, moment), now)
}

// A closing that is undone ended nothing (P7, M-11); a silence has run out all the same.
const revived = (policy: Policy, clock: Clock): Clock => {
  const rule = policy.clocks.find(({ id }) => id === clock.id)
  return clock.endedByClosing && rule?.effect === "breach"
    ? { ...clock, ended: null, endedAt: null, endedByClosing: false }
    : clock
}

const stepRule = (
  rule: ClockRule,
  clocks: ReadonlyArray<Clock>,
  moment: Moment,
): ReadonlyArray<Clock> => {
  const current = clocks.findLast(({ id }) => id === rule.id)
  const live = current !== undefined && current.ended === null ? current : undefined
  if (live !== undefined) {
    const next = stepLive(rule, live, moment)
    return next === live ? clocks : clocks.map((clock) => (clock === live ? next : clock))
  }
  const target = rule.starts.some((each) => hears(each, moment))
    ? targetOf(rule, moment)
    : undefined
  if (target === undefined) return clocks
  return [...clocks, started(rule, target, current, moment)]
}

const started = (
  rule: ClockRule,
  target: Target,
  before: Clock | undefined,
  moment: Moment,
): Clock => {
  const instance = (before?.instance ?? 0) + 1
  const { effectiveAt } = moment.recorded
  const at = before === undefined ? effectiveAt : Math.max(effectiveAt, lastBoundary(before))
  const end = isPaused(rule, moment.after) ? at : null
  const stretches = [{ start: at, end }]
  const unended = { ended: null, endedAt: null, endedByClosing: false }
  return { id: rule.id, instance, target, stretches, ...unended, breachedAt: null, warned: [] }
}

const stepLive = (rule: ClockRule, clock: Clock, moment: Moment): Clock => {
  const at = Math.max(moment.recorded.effectiveAt, lastBoundary(clock))
  const how = endOf(rule, moment)
  if (how !== null) return ended(clock, how, at, moment.after.has("closed"))
  const running = clock.stretches.at(-1)?.end === null
  const pause = isPaused(rule, moment.after)
  if (running && pause) return { ...clock, stretches: halted(clock.stretches, at) }
  if (running || pause) return clock
  return { ...clock, stretches: [...clock.stretches, { start: at, end: null }] }
}

const endOf = (rule: ClockRule, moment: Moment): "met" | "cancelled" | null => {
  if ((rule.cancels ?? []).some((each) => hears(each, moment))) return "cancelled"
  return rule.stops.some((each) => hears(each, moment)) ? "met" : null
}

const ended = (
  clock: Clock,
  how: "met" | "cancelled",
  at: number,
  endedByClosing: boolean,
): Clock => ({
  ...clock,
  stretches: halted(clock.stretches, at),
  ended: how,
  endedAt: at,
  endedByClosing,
})

const halted = (stretches: ReadonlyArray<Stretch>, at: number): ReadonlyArray<Stretch> =>
  stretches.map((stretch) => (stretch.end === null ? { ...stretch, end: at } : stretch))

// A fact that is recorded late never reaches behind what the clock has already counted.
const lastBoundary = (clock: Clock): number => {
  const last = clock.stretches.at(-1)
  return last === undefined ? 0 : (last.end ?? last.start)
}

const isPaused = (rule: ClockRule, states: ReadonlySet<string>): boolean =>
  (rule.pausesIn ?? []).some((state) => states.has(state))

const hears = (condition: Condition, { recorded, before, after }: Moment): boolean => {
  if ("enters" in condition) return !before.has(condition.enters) && after.has(condition.enters)
  if ("leaves" in condition) return before.has(condition.leaves) && !after.has(condition.leaves)
  const { event, by } = condition
  return recorded.event.type === event && (by === undefined || by.includes(recorded.actor.kind))
}

const targetOf = (rule: ClockRule, { contract }: Moment): Target | undefined => {
  const promised = rule.fromContract === true ? contract?.targets[rule.id] : undefined
  if (promised === undefined) return rule.target
  return Result.getOrElse(promisedTarget(rule, promised), () => rule.target)
}

// Warnings and breaches that are recorded are not due again.
const marked = (clocks: ReadonlyArray<Clock>, event: Event): ReadonlyArray<Clock> => {
  if (event.type !== "ClockWarned" && event.type !== "ClockBreached") return clocks
  return clocks.map((clock) => {
    if (clock.id !== event.clock || clock.instance !== event.instance) return clock
    return event.type === "ClockBreached"
      ? { ...clock, breachedAt: event.dueAt }
      : { ...clock, warned: [...clock.warned, event.share] }
  })
}
