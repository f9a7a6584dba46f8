// Why a clock stands as it does: every stretch since its start, counted or not, with its reason,
// and together exactly the time spent. Told from the journal; clocks store nothing for it.
import type { Course } from "./explanation/course.ts"
import type { WorkingTime } from "../calendar/WorkingTime.ts"
import * as Deadline from "./Deadline.ts"
import { datesOf } from "./explanation/dates.ts"
import type { CountedDate, Explanation, Stretch } from "./explanation/explained.ts"
import { stretchesOf } from "./explanation/stretches.ts"
import { lastBoundary, type Targeted } from "./run.ts"
import type { Target } from "./Target.ts"
import type { TermsOf } from "./Terms.ts"
import * as Wake from "./Wake.ts"

export { type Course, coursesOf } from "./explanation/course.ts"
export type {
  Cause,
  Change,
  CountedDate,
  Explanation,
  Measure,
  Stretch,
  Why,
} from "./explanation/explained.ts"
export type { Met } from "./explanation/met.ts"

/** The most stretches of an explanation, and the most dates. */
export const stretchesAtMost = 10_000

/** What an explanation is made of. */
export interface Told {
  readonly run: Targeted
  readonly course: Course
  readonly status: Explanation["status"]
}

/** What it is measured by, and until when. */
export interface Measured {
  readonly termsOf: TermsOf
  readonly zoneData: string
  readonly now: number
}

/**
 * Explains a run of a clock. What counts adds up to `spentMillis` exactly, unless it is `truncated`
 * after `stretchesAtMost`.
 */
export const make = ({ termsOf, zoneData, now }: Measured, told: Told): Explanation => {
  const { run, course, status } = told
  const { policy } = termsOf(run.terms)
  const time = Deadline.timeOf(termsOf, run)
  const { calendar } = time
  const dueAt = Deadline.dueAt(time, run)
  const until = run.endedAt ?? Math.max(now, lastBoundary(run))
  const stretches = upTo<Stretch>(stretchesOf(time, run, course.phases, until))
  const dates = upTo<CountedDate>(datesOf(time, run, Math.max(until, dueAt ?? until)))
  return {
    clock: run.id,
    instance: run.instance,
    status,
    asOf: now,
    target: run.target,
    targetMillis: millisOf(run.target),
    byHand: run.byHand,
    startedAt: run.stretches[0]?.start ?? now,
    startedBy: course.startedBy,
    dueAt,
    breachedAt: breachedAt(time, told),
    endedAt: run.endedAt,
    endedBy: course.endedBy,
    spentMillis: Deadline.spentMillis(time, run, now),
    versions: {
      process: run.terms,
      policy: `${policy.id}@${policy.version}`,
      calendar: `${calendar.id}@${calendar.version}`,
      zoneData,
    },
    timeZone: calendar.timeZone,
    stretches: stretches.first,
    truncated: stretches.more || dates.more,
    dates: dates.first,
    changes: course.changes,
  }
}

// A run that was cancelled may have breached before.
const breachedAt = (time: WorkingTime, { run, status }: Told): number | null => {
  if (status === "cancelled") return run.breachedAt ?? Wake.reachedAt(time, run)
  return status === "breached" ? (run.breachedAt ?? Deadline.dueAt(time, run)) : null
}

const upTo = <A>(
  all: Iterable<A>,
): { readonly first: ReadonlyArray<A>; readonly more: boolean } => {
  const first: Array<A> = []
  for (const each of all) {
    if (first.length === stretchesAtMost) return { first, more: true }
    first.push(each)
  }
  return { first, more: false }
}

const minuteMillis = 60_000

const millisOf = (target: Target): number | null => {
  if ("workingMinutes" in target) return target.workingMinutes * minuteMillis
  return "elapsedMinutes" in target ? target.elapsedMinutes * minuteMillis : null
}
