// When a clock's time is up, and how much of it is spent: the length of its stretches, in working
// time where the target counts that.
import * as WorkingTime from "../calendar/WorkingTime.ts"
import type { Clock, Stretch, Targeted } from "./Clock.ts"
import { hasTarget } from "./run.ts"
import type { Target } from "./Target.ts"
import type { TermsOf } from "./Terms.ts"

const minuteMillis = 60_000

/** The working time that a clock counts by. */
export const timeOf = (
  termsOf: TermsOf,
  { terms, calendar }: Pick<Clock, "terms" | "calendar">,
): WorkingTime.WorkingTime => termsOf(terms).timeOf(calendar)

/**
 * The instant at which the clock reaches its target, or null where it does not: it is paused, it
 * ended before, or it has none. Half-open: at the very instant the target is reached. A target that
 * was changed is not reached before the change.
 */
export const dueAt = (time: WorkingTime.WorkingTime, run: Clock): number | null =>
  ofTarget(run, (clock) => {
    const goal = goalOf(time, clock)
    const at = "at" in goal ? runningFrom(clock, goal.at) : walk(time, clock, goal.millis)
    return notBefore(clock, noSoonerThanSet(clock, at))
  })

/**
 * The instant at which a share of the target is spent, or null; a target that counts dates has no
 * shares. Of a deadline that was set by hand and stands, a share of the time up to it.
 */
export const shareAt = (time: WorkingTime.WorkingTime, run: Clock, share: number): number | null =>
  ofTarget(run, (clock) => {
    const goal = goalOf(time, clock)
    if ("millis" in goal) return notBefore(clock, walk(time, clock, Math.ceil(goal.millis * share)))
    if (clock.byHand === null) return null
    const { add, between } = countingOf(time, clock.target)
    const start = startOf(clock)
    const at = add(start, Math.ceil(Math.max(0, between(start, goal.at)) * share))
    return notBefore(clock, runningFrom(clock, at))
  })

/**
 * The instant from which on no more than so many minutes are left, as the target counts them: an
 * hour before a deadline at 09:30 is 17:30 of the working day before. Never before the start.
 */
export const minutesBefore = (
  time: WorkingTime.WorkingTime,
  run: Clock,
  minutes: number,
): number | null =>
  ofTarget(run, (clock) => {
    const goal = goalOf(time, clock)
    const millis = minutes * minuteMillis
    if ("millis" in goal)
      return notBefore(clock, walk(time, clock, Math.max(0, goal.millis - millis)))
    const at = countingOf(time, clock.target).add(goal.at, -millis)
    return notBefore(clock, runningFrom(clock, Math.max(at, startOf(clock))))
  })

/** Milliseconds spent until `now`, in working or elapsed time as the target counts. */
export const spentMillis = (
  time: WorkingTime.WorkingTime,
  { target, stretches }: Pick<Targeted, "target" | "stretches">,
  now: number,
): number => {
  const { between } = countingOf(time, target)
  return stretches.reduce(
    (spent, { start, end }) => spent + Math.max(0, between(start, end ?? Math.max(now, start))),
    0,
  )
}

/** When a target is reached from an instant on where nothing pauses; null where it never is. */
export const landing = (
  time: WorkingTime.WorkingTime,
  target: Target,
  from: number,
): number | null =>
  orNever(() => {
    const goal = goalFrom(time, target, from)
    return "at" in goal ? goal.at : countingOf(time, target).add(from, goal.millis)
  })

/** Whether a target comes within five years of an instant, where nothing pauses the clock (C09). */
export const isReachable = (
  time: WorkingTime.WorkingTime,
  target: Target,
  from: number,
): boolean => {
  if (!countsWorkingTime(target)) return true
  const at = landing(time, target, from)
  return at !== null && at - from <= WorkingTime.searchMillis
}

/** Whether a target counts working time; else it counts all time. */
export const countsWorkingTime = (target: Target): boolean =>
  "workingMinutes" in target || "workingDays" in target || "businessDays" in target

/** What has to be reached: so much time spent, or an instant. */
type Goal = { readonly millis: number } | { readonly at: number }

const goalOf = (time: WorkingTime.WorkingTime, clock: Targeted): Goal => {
  const { target, byHand } = clock
  if (byHand !== null) {
    if (!byHand.moves) return { at: byHand.dueAt }
    const left = countingOf(time, target).between(byHand.at, byHand.dueAt)
    return { millis: spentMillis(time, { target, stretches: until(clock, byHand.at) }, 0) + left }
  }
  return goalFrom(time, target, startOf(clock))
}

const goalFrom = (time: WorkingTime.WorkingTime, target: Target, start: number): Goal => {
  if ("workingMinutes" in target) return { millis: target.workingMinutes * minuteMillis }
  if ("elapsedMinutes" in target) return { millis: target.elapsedMinutes * minuteMillis }
  if ("workingDays" in target)
    return { at: WorkingTime.addWorkingDays(time, start, target.workingDays) }
  if ("calendarDays" in target)
    return { at: WorkingTime.addCalendarDays(time, start, target.calendarDays) }
  if ("calendarMonths" in target)
    return { at: WorkingTime.addCalendarMonths(time, start, target.calendarMonths) }
  // A target in business days became minutes when the clock began.
  throw new Error("a clock that runs by business days")
}

// Without a target there is nothing to reach.
const ofTarget = (run: Clock, find: (clock: Targeted) => number | null): number | null =>
  hasTarget(run) ? orNever(() => find(run)) : null

// A calendar may run out of open time: what lies beyond its years never comes.
const orNever = (find: () => number | null): number | null => {
  try {
    return find()
  } catch (error) {
    if (error instanceof RangeError && error.message.startsWith("out-of-range")) return null
    throw error
  }
}

const startOf = ({ stretches }: Clock): number => stretches[0]?.start ?? 0

const until = ({ stretches }: Clock, at: number): ReadonlyArray<Stretch> =>
  stretches.flatMap(({ start, end }) =>
    start >= at ? [] : [{ start, end: Math.min(end ?? at, at) }],
  )

/** A way to count time: working or elapsed. */
interface Counting {
  readonly add: (from: number, millis: number) => number
  readonly between: (from: number, to: number) => number
}

const elapsed: Counting = {
  add: (from, millis) => from + millis,
  between: (from, to) => to - from,
}

const countingOf = (time: WorkingTime.WorkingTime, target: Target): Counting =>
  countsWorkingTime(target)
    ? {
        add: (from, millis) => WorkingTime.add(time, from, millis),
        between: (from, to) => WorkingTime.between(time, from, to),
      }
    : elapsed

// Walks the stretches until so much is spent.
const walk = (
  time: WorkingTime.WorkingTime,
  { stretches, target }: Targeted,
  millis: number,
): number | null => {
  const { add, between } = countingOf(time, target)
  let left = millis
  for (const { start, end } of stretches) {
    if (end === null) return add(start, left)
    const spent = between(start, end)
    if (spent >= left) return add(start, left)
    left -= spent
  }
  return null
}

// The first instant from `at` on at which the clock runs; the very instant of a pause still counts,
// for what is reached then was reached in time that ran.
const runningFrom = (clock: Clock, at: number): number | null =>
  fromIn(clock, at, ({ end }) => end === null || at <= end)

// The same, but a clock that is paused at this very instant runs no more (clock regression 18).
const runningAfter = (clock: Clock, at: number): number | null =>
  fromIn(clock, at, ({ end }) => end === null || at < end)

const fromIn = (
  { stretches }: Clock,
  at: number,
  isIn: (stretch: Stretch) => boolean,
): number | null => {
  const stretch = stretches.find(isIn)
  return stretch === undefined ? null : Math.max(stretch.start, at)
}

// What was set for a closed time has its last open time spent before.
const noSoonerThanSet = (clock: Clock, at: number | null): number | null =>
  at === null || clock.byHand === null || at >= clock.byHand.dueAt
    ? at
    : runningFrom(clock, clock.byHand.dueAt)

const notBefore = (clock: Clock, at: number | null): number | null =>
  at === null || clock.notBefore === null || at >= clock.notBefore
    ? at
    : runningAfter(clock, clock.notBefore)
