// The dates that a target in days or months counts, and those that it passes over.
import * as LocalTime from "../../calendar/LocalTime.ts"
import * as WorkingTime from "../../calendar/WorkingTime.ts"
import type { Targeted } from "../run.ts"
import type { CountedDate } from "./explained.ts"

/**
 * The dates after that of the start, up to the last that the target counts, or to that of `until`;
 * of a target in months those on which one is over. None where the target counts no dates, or where
 * a deadline that was set by hand holds.
 */
export function* datesOf(
  time: WorkingTime.WorkingTime,
  { target, byHand, stretches }: Targeted,
  until: number,
): Generator<CountedDate> {
  const start = stretches[0]?.start ?? until
  if (byHand !== null) return
  if ("workingDays" in target)
    yield* days(time, { start, until }, { days: target.workingDays, working: true })
  if ("calendarDays" in target)
    yield* days(time, { start, until }, { days: target.calendarDays, working: false })
  if ("calendarMonths" in target) yield* months(time, { start, until }, target.calendarMonths)
}

interface Span {
  readonly start: number
  readonly until: number
}

function* days(
  time: WorkingTime.WorkingTime,
  { start, until }: Span,
  target: { readonly days: number; readonly working: boolean },
): Generator<CountedDate> {
  const first = dateOf(time, start)
  let left = target.days
  for (const { date, millis, because } of WorkingTime.dates(time, first, dateOf(time, until))) {
    if (date === first) continue
    const counted = !target.working || millis > 0
    yield { date, counted, because: target.working ? because : null }
    if (counted && --left === 0) return
  }
}

function* months(
  time: WorkingTime.WorkingTime,
  { start, until }: Span,
  target: number,
): Generator<CountedDate> {
  const last = dateOf(time, until)
  for (let month = 1; month <= target; month++) {
    const date = dateOf(time, WorkingTime.addCalendarMonths(time, start, month))
    if (date > last) return
    yield { date, counted: true, because: null }
  }
}

const dateOf = ({ calendar }: WorkingTime.WorkingTime, at: number): string =>
  LocalTime.format(at, calendar.timeZone).slice(0, 10)
