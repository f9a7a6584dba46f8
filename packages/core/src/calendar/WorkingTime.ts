// Questions to a working calendar: what is open, how much has been worked, until when.
import type { Calendar } from "./form.ts"
import { type Compiled, compile, latestMillis } from "./compile.ts"
import * as landing from "./landing.ts"
import * as switches from "./switches.ts"
import { dayMillis } from "./units.ts"
import * as worked from "./worked.ts"

export type { Because } from "./hours.ts"
export { type DateHours, dates, segments } from "./segments.ts"
export type { Segment } from "./stretches.ts"

/**
 * A calendar made ready to be asked. Treat it as opaque: it keeps what it has worked out.
 *
 * Instants are whole epoch milliseconds from 1970 to 2200; durations are whole milliseconds of
 * physical time (a date of 25 hours that is open throughout counts 25 hours); intervals are
 * half-open. A question or an answer outside those years throws a RangeError `out-of-range`, unless
 * said otherwise; no question loops, and none costs more for a longer span.
 */
export type WorkingTime = Compiled

/** For how long a deadline is looked for before it counts as unreachable (C09): five years. */
export const searchMillis = 5 * 366 * dayMillis

/**
 * Makes a valid calendar (see `Calendar.make`) ready to be asked. Years are laid out when they are
 * first asked about.
 *
 * @example
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC",
 *   week: { thu: [["09:00", "17:00"]], fri: [["09:00", "18:00"]] } })
 * office.calendar.id
 * // => "office"
 */
export const make = (calendar: Calendar): WorkingTime => compile(calendar)

/**
 * Whether an instant works: the opening instant does, the closing one does not.
 *
 * @example
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC",
 *   week: { thu: [["09:00", "17:00"]], fri: [["09:00", "18:00"]] } })
 * WorkingTime.isOpen(office, Date.parse("2026-01-16T18:00:00Z"))
 * // => false
 */
export const isOpen = worked.isOpen

/**
 * The working time between two instants, in milliseconds; negative when `to` lies before `from`, so
 * that `between(a, b) === -between(b, a)`.
 *
 * @example
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC",
 *   week: { thu: [["09:00", "17:00"]], fri: [["09:00", "18:00"]] } })
 * const from = Date.parse("2026-01-15T16:00:00Z")
 * WorkingTime.between(office, from, Date.parse("2026-01-16T10:00:00Z"))
 * // => 7200000
 */
export const between = worked.between

/**
 * The earliest instant t with `between(from, t) === millis`; for negative `millis` the latest one.
 *
 * What is used up exactly at closing ends at the closing instant (going back: at the opening one).
 * Adding 0 returns `from`, working or not.
 *
 * @example
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC",
 *   week: { thu: [["09:00", "17:00"]], fri: [["09:00", "18:00"]] } })
 * const from = Date.parse("2026-01-15T16:00:00Z")
 * new Date(WorkingTime.add(office, from, 7_200_000)).toISOString()
 * // => "2026-01-16T10:00:00.000Z"
 */
export const add = worked.add

/**
 * Whether so much working time comes within five years of `from` and before 2201: a target that
 * cannot be reached by then is refused (`deadline-unreachable`).
 *
 * @example
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC",
 *   week: { thu: [["09:00", "17:00"]], fri: [["09:00", "18:00"]] } })
 * WorkingTime.isReachable(office, Date.parse("2026-01-15T16:00:00Z"), 7_200_000)
 * // => true
 */
export const isReachable = (compiled: WorkingTime, from: number, millis: number): boolean =>
  between(compiled, from, Math.min(from + searchMillis, Math.max(from, latestMillis))) >= millis

/**
 * The working time within stretches, in milliseconds; they are normalised (see `Interval`).
 *
 * @example
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC",
 *   week: { thu: [["09:00", "17:00"]], fri: [["09:00", "18:00"]] } })
 * const [start, end] = [Date.parse("2026-01-15T16:00:00Z"), Date.parse("2026-01-16T10:00:00Z")]
 * const stretch = { start, end }
 * WorkingTime.spentIn(office, [stretch])
 * // => 7200000
 */
export const spentIn = worked.spentIn

/**
 * The earliest instant by which `millis` (not negative) have been worked since `from` outside
 * pauses. Pauses need no order, may overlap and begin before `from`; each has an end. A negative
 * duration and a pause that is not a number throw too.
 *
 * @example
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC",
 *   week: { thu: [["09:00", "17:00"]], fri: [["09:00", "18:00"]] } })
 * const from = Date.parse("2026-01-16T09:00:00Z")
 * const pause = { start: from + 3_600_000, end: from + 7_200_000 }
 * new Date(WorkingTime.due(office, from, 7_200_000, [pause])).toISOString()
 * // => "2026-01-16T12:00:00.000Z"
 */
export const due = worked.due

/**
 * `at` if it works, else the first working instant after it; undefined if none comes before 2201.
 *
 * @example
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC",
 *   week: { thu: [["09:00", "17:00"]], fri: [["09:00", "18:00"]] } })
 * new Date(WorkingTime.next(office, Date.parse("2026-01-14T20:00:00Z"))).toISOString()
 * // => "2026-01-15T09:00:00.000Z"
 */
export const next = switches.next

/**
 * The first switch to open strictly after `at`; undefined if none comes before 2201.
 *
 * @example
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC",
 *   week: { thu: [["09:00", "17:00"]], fri: [["09:00", "18:00"]] } })
 * new Date(WorkingTime.nextOpening(office, Date.parse("2026-01-15T09:00:00Z"))).toISOString()
 * // => "2026-01-16T09:00:00.000Z"
 */
export const nextOpening = switches.nextOpening

/**
 * The first switch to closed strictly after `at`; undefined if none comes before 2201.
 *
 * @example
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC",
 *   week: { thu: [["09:00", "17:00"]], fri: [["09:00", "18:00"]] } })
 * new Date(WorkingTime.nextClose(office, Date.parse("2026-01-15T09:00:00Z"))).toISOString()
 * // => "2026-01-15T17:00:00.000Z"
 */
export const nextClose = switches.nextClose

/**
 * `at` if the moment just before it works, else the latest closing before it; undefined if there is
 * none since 1970.
 *
 * @example
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC",
 *   week: { thu: [["09:00", "17:00"]], fri: [["09:00", "18:00"]] } })
 * new Date(WorkingTime.previous(office, Date.parse("2026-01-16T08:00:00Z"))).toISOString()
 * // => "2026-01-15T17:00:00.000Z"
 */
export const previous = switches.previous

/**
 * The working intervals within a span, cut to it, produced one at a time.
 *
 * @example
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC",
 *   week: { thu: [["09:00", "17:00"]], fri: [["09:00", "18:00"]] } })
 * const from = Date.parse("2026-01-15T16:00:00Z")
 * const tomorrow = from + 86_400_000
 * Array.from(WorkingTime.intervals(office, from, tomorrow), ({ start, end }) => end - start)
 * // => [3600000, 25200000]
 */
export const intervals = switches.intervals

/**
 * Whether a local date (`YYYY-MM-DD`) has open time; throws a RangeError where there is no such
 * date.
 *
 * @example
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC",
 *   week: { thu: [["09:00", "17:00"]], fri: [["09:00", "18:00"]] } })
 * WorkingTime.isWorkingDay(office, "2026-01-16")
 * // => true
 */
export const isWorkingDay = landing.isWorkingDay

/**
 * The n-th working date strictly after (for negative n before) the local date of `from`, at the
 * same wall time, but not after that date's closing: from Friday 17:30 to 17:00 where it ends then.
 * A wall time before the opening stays. 0 returns `from`; n is a whole number.
 *
 * @example
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC",
 *   week: { thu: [["09:00", "17:00"]], fri: [["09:00", "18:00"]] } })
 * new Date(WorkingTime.addWorkingDays(office, Date.parse("2026-01-16T17:30:00Z"), 1)).toISOString()
 * // => "2026-01-22T17:00:00.000Z"
 */
export const addWorkingDays = landing.addWorkingDays

/**
 * The same wall time n dates later or earlier in the calendar's zone, working or not. A wall time
 * inside a gap is the instant of the switch, inside an overlap its first occurrence.
 *
 * @example
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC",
 *   week: { thu: [["09:00", "17:00"]], fri: [["09:00", "18:00"]] } })
 * const from = Date.parse("2026-01-16T17:30:00Z")
 * new Date(WorkingTime.addCalendarDays(office, from, 3)).toISOString()
 * // => "2026-01-19T17:30:00.000Z"
 */
export const addCalendarDays = landing.addCalendarDays

/**
 * The same date and wall time n months later or earlier; the last date of a month that is shorter.
 *
 * @example
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC",
 *   week: { thu: [["09:00", "17:00"]], fri: [["09:00", "18:00"]] } })
 * const from = Date.parse("2026-01-31T12:00:00Z")
 * new Date(WorkingTime.addCalendarMonths(office, from, 1)).toISOString()
 * // => "2026-02-28T12:00:00.000Z"
 */
export const addCalendarMonths = landing.addCalendarMonths
