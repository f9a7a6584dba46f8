// What is due on a ticket, and when it next needs somebody: computed, never stored as a timer.
import type * as WorkingTime from "../calendar/WorkingTime.ts"
import type { Due } from "../ticket/Circumstances.ts"
import type { Clock } from "./Clock.ts"
import * as Deadline from "./Deadline.ts"
import type { ClockRule, Policy } from "./Policy.ts"

/** Something that will be due at `at`, unless the ticket changes before. */
export interface Pending {
  readonly at: number
  readonly due: Due
}

/** The next instant at which anything of the ticket is due, or null. */
export const nextAt = (
  policy: Policy,
  time: WorkingTime.WorkingTime,
  clocks: ReadonlyArray<Clock>,
): number | null => {
  const [next] = pending(policy, time, clocks)
  return next === undefined ? null : next.at
}

/** Everything whose time has come by `now` (inclusive), in the order of its times. */
export const dueBy = (
  policy: Policy,
  time: WorkingTime.WorkingTime,
  clocks: ReadonlyArray<Clock>,
  now: number,
): ReadonlyArray<Due> =>
  pending(policy, time, clocks)
    .filter(({ at }) => at <= now)
    .map(({ due }) => due)

const pending = (
  policy: Policy,
  time: WorkingTime.WorkingTime,
  clocks: ReadonlyArray<Clock>,
): ReadonlyArray<Pending> =>
  clocks
    .flatMap((clock) => {
      const rule = policy.clocks.find(({ id }) => id === clock.id)
      return rule === undefined ? [] : pendingOf(rule, time, clock)
    })
    .toSorted((a, b) => a.at - b.at)

const pendingOf = (
  rule: ClockRule,
  time: WorkingTime.WorkingTime,
  clock: Clock,
): ReadonlyArray<Pending> => {
  if (clock.breachedAt !== null) return []
  if (rule.effect === "close" && clock.ended !== null) return []
  const dueAt = dueOf(time, clock)
  const warnings = clock.ended === null ? warningsOf(rule, time, clock, dueAt) : []
  if (dueAt === null) return warnings
  const { id, instance } = clock
  const due: Due =
    rule.effect === "close"
      ? { effect: "close", dueAt }
      : { effect: "breach", clock: id, instance, dueAt }
  return [...warnings, { at: dueAt, due }]
}

// Reached at the very instant at which it ended is in time. What was reached before it ended, met
// or cancelled, happened: the journal does not depend on how late a worker looks (P7, P8).
const dueOf = (time: WorkingTime.WorkingTime, clock: Clock): number | null => {
  const dueAt = Deadline.dueAt(time, clock)
  return dueAt !== null && clock.endedAt !== null && dueAt >= clock.endedAt ? null : dueAt
}

const warningsOf = (
  rule: ClockRule,
  time: WorkingTime.WorkingTime,
  clock: Clock,
  dueAt: number | null,
): ReadonlyArray<Pending> =>
  (rule.warnAt ?? []).flatMap((share) => {
    const at = clock.warned.includes(share) ? null : Deadline.instantOf(time, clock, share)
    if (at === null) return []
    const { id, instance } = clock
    return [
      { at, due: { effect: "warn", clock: id, instance, share, dueAt: dueAt ?? at } as const },
    ]
  })
