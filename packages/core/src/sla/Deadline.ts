// When a clock's time is up, and how much of it is spent: the length of its stretches, in working
// time where the target counts that.
import * as WorkingTime from "../calendar/WorkingTime.ts"
import type { Clock, Stretch } from "./Clock.ts"
import type { Target } from "./Policy.ts"

const minuteMillis = 60_000

/**
 * The instant at which the clock reaches its target, or null where it does not: it is paused, or it
 * ended before. Half-open: at the very instant the target is reached.
 */
export const dueAt = (time: WorkingTime.WorkingTime, clock: Clock): number | null =>
  instantOf(time, clock, 1)

/** The instant at which a share of the target is spent, or null; a target in days has no shares. */
export const instantOf = (
  time: WorkingTime.WorkingTime,
  { target, stretches }: Clock,
  share: number,
): number | null => {
  const [first] = stretches
  if (first === undefined) return null
  if ("workingDays" in target)
    return within(stretches, WorkingTime.addWorkingDays(time, first.start, target.workingDays))
  if ("calendarDays" in target)
    return within(stretches, WorkingTime.addCalendarDays(time, first.start, target.calendarDays))
  return walk(measureOf(time, target), stretches, targetMillis(target) * share)
}

/** Milliseconds spent until `now`, in working or elapsed time as the target counts. */
export const spentMillis = (
  time: WorkingTime.WorkingTime,
  { target, stretches }: Clock,
  now: number,
): number => {
  const { between } = measureOf(time, target)
  return stretches.reduce(
    (spent, { start, end }) => spent + Math.max(0, between(start, end ?? Math.max(now, start))),
    0,
  )
}

/** A way to measure time: working or elapsed. */
interface Measure {
  readonly add: (from: number, millis: number) => number
  readonly between: (from: number, to: number) => number
}

const elapsed: Measure = {
  add: (from, millis) => from + millis,
  between: (from, to) => to - from,
}

const measureOf = (time: WorkingTime.WorkingTime, target: Target): Measure =>
  "workingMinutes" in target || "workingDays" in target
    ? {
        add: (from, millis) => WorkingTime.add(time, from, millis),
        between: (from, to) => WorkingTime.between(time, from, to),
      }
    : elapsed

const targetMillis = (target: Target): number => {
  if ("workingMinutes" in target) return target.workingMinutes * minuteMillis
  return "elapsedMinutes" in target ? target.elapsedMinutes * minuteMillis : 0
}

// Walks the stretches until the target is spent; a share of a millisecond is rounded up.
const walk = (
  measure: Measure,
  stretches: ReadonlyArray<Stretch>,
  target: number,
): number | null => {
  let left = Math.ceil(target)
  for (const { start, end } of stretches) {
    if (end === null) return measure.add(start, left)
    const spent = measure.between(start, end)
    if (spent >= left) return measure.add(start, left)
    left -= spent
  }
  return null
}

const within = (stretches: ReadonlyArray<Stretch>, instant: number): number | null => {
  const last = stretches.at(-1)
  return last !== undefined && (last.end === null || instant <= last.end) ? instant : null
}
