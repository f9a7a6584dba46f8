// What is due on a ticket, and when it next needs somebody: computed, never stored as a timer.
import type { WorkingTime } from "../calendar/WorkingTime.ts"
import type { Due } from "../ticket/Circumstances.ts"
import type { Clock } from "./Clock.ts"
import * as Deadline from "./Deadline.ts"
import type { ClockRule } from "./Policy.ts"
import type { TermsOf } from "./Terms.ts"

/** The clocks of a ticket, and the process whose terms it follows, `id@version`. */
export interface Clocked {
  readonly terms: string
  readonly clocks: ReadonlyArray<Clock>
  /** What of the ticket comes due beside its clocks. */
  readonly timers?: ReadonlyArray<Pending>
}

/** Something that will be due at `at`, unless the ticket changes before. */
export interface Pending {
  readonly at: number
  readonly due: Due
}

/** The next instant at which anything of the ticket is due, or null. */
export const nextAt = (termsOf: TermsOf, clocked: Clocked): number | null => {
  const [next] = pending(termsOf, clocked)
  return next === undefined ? null : next.at
}

/** Everything whose time has come by `now` (inclusive), in the order of its times. */
export const dueBy = (termsOf: TermsOf, clocked: Clocked, now: number): ReadonlyArray<Due> =>
  pendingBy(termsOf, clocked, now).map(({ due }) => due)

/** The same, with their times. */
export const pendingBy = (
  termsOf: TermsOf,
  clocked: Clocked,
  now: number,
): ReadonlyArray<Pending> => pending(termsOf, clocked).filter(({ at }) => at <= now)

const pending = (
  termsOf: TermsOf,
  { terms, clocks, timers = [] }: Clocked,
): ReadonlyArray<Pending> => {
  const { rules } = termsOf(terms)
  const ofClocks = clocks.flatMap((clock) => {
    const rule = rules.get(clock.id)
    if (rule === undefined || isOver(rule, clock)) return []
    return pendingOf(rule, Deadline.timeOf(termsOf, clock), clock)
  })
  return [...ofClocks, ...timers].toSorted((a, b) => a.at - b.at)
}

const isOver = ({ effect }: ClockRule, { breachedAt, ended }: Clock): boolean =>
  breachedAt !== null || (effect === "close" && ended !== null)

const pendingOf = (rule: ClockRule, time: WorkingTime, clock: Clock): ReadonlyArray<Pending> => {
  const dueAt = reachedAt(time, clock)
  const warnings = clock.ended === null ? warningsOf(rule, time, clock, dueAt) : []
  if (dueAt === null) return warnings
  const { id, instance } = clock
  const due: Due =
    rule.effect === "close"
      ? { effect: "close", dueAt }
      : { effect: "breach", clock: id, instance, dueAt, ...actionsOf(rule) }
  return [...warnings, { at: dueAt, due }]
}

const actionsOf = ({ onBreach }: ClockRule) => (onBreach === undefined ? {} : { actions: onBreach })

/**
 * When a clock reaches its target, or null. Reached at the very instant at which it ended is in
 * time. What was reached before it ended, met or cancelled, happened: the journal does not depend
 * on how late a worker looks (P7, P8).
 */
export const reachedAt = (time: WorkingTime, clock: Clock): number | null => {
  const dueAt = Deadline.dueAt(time, clock)
  return dueAt !== null && clock.endedAt !== null && dueAt >= clock.endedAt ? null : dueAt
}

// A warning that comes no earlier than what it warns of warns of nothing.
const warningsOf = (
  { warnAt = [], warnBefore = [] }: ClockRule,
  time: WorkingTime,
  clock: Clock,
  dueAt: number | null,
): ReadonlyArray<Pending> => {
  const { id, instance, warned, warnedBefore } = clock
  const warning = (at: number | null, how: { share?: number; beforeMinutes?: number }) =>
    at === null || (dueAt !== null && at >= dueAt)
      ? []
      : [
          {
            at,
            due: {
              effect: "warn",
              clock: id,
              instance,
              ...how,
              dueAt: dueAt ?? dueThen(time, clock, at),
            } as const,
          },
        ]
  return [
    ...warnAt
      .filter((share) => !warned.includes(share))
      .flatMap((share) => warning(Deadline.shareAt(time, clock, share), { share })),
    ...warnBefore
      .filter((minutes) => !warnedBefore.includes(minutes))
      .flatMap((beforeMinutes) =>
        warning(Deadline.minutesBefore(time, clock, beforeMinutes), { beforeMinutes }),
      ),
  ]
}

// Of a clock that stands by now: when it was due at the instant of the warning.
const dueThen = (time: WorkingTime, clock: Clock, at: number): number => {
  const begun = clock.stretches.filter(({ start }) => start <= at)
  const stretches = begun.map(({ start, end }, index) => ({
    start,
    end: index === begun.length - 1 ? null : end,
  }))
  return Deadline.dueAt(time, { ...clock, stretches }) ?? at
}
