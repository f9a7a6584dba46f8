// Working time told stretch by stretch and date by date: what is open, what is not, and why.
import { type Compiled, latestMillis, outOfRange } from "./compile.ts"
import { textOf, weekdayOf } from "./date.ts"
import { type Because, type Day, dayOn } from "./hours.ts"
import * as Interval from "./Interval.ts"
import { realDay } from "./landing.ts"
import { intervalsOf, openOn, type Segment, segmentsOn } from "./stretches.ts"
import { dayMillis } from "./units.ts"
import { type Weekday, weekdays } from "./wallTime.ts"
import { instantToWall, openingToInstant } from "./zone.ts"

/** What a date works, and why. */
export interface DateHours {
  readonly date: string
  readonly weekday: Weekday
  /**
   * Its open stretches, in order and joined; a night shift is whole here. A row inside a gap is
   * there too, and ends where it starts (C14).
   */
  readonly rows: ReadonlyArray<Interval.Interval>
  readonly millis: number
  /** Why it has these hours, or none. */
  readonly because: Because
  /** What was cut off and added. */
  readonly also: ReadonlyArray<Because>
}

/**
 * A span stretch by stretch, working or not, each with the reason; produced one at a time.
 *
 * They cover the span without a gap, neighbours differ, and those that are open add up to
 * `between`. A night shift has the reason of the date on which it opens; what is closed has that of
 * its own date, which begins when its midnight first comes.
 *
 * @example
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC",
 *   week: { thu: [["09:00", "17:00"]], fri: [["09:00", "18:00"]] },
 *   exceptions: [{ name: "Eve", date: "2026-01-15", kind: "shortened", minutes: 60 }] })
 * const [from, to] = [Date.parse("2026-01-15T12:00:00Z"), Date.parse("2026-01-15T18:00:00Z")]
 * Array.from(WorkingTime.segments(office, from, to), ({ start, end, because }) =>
 *   `${(end - start) / 3_600_000} h ${because.kind}`)
 * // => ["4 h hours", "1 h shortened", "1 h outsideHours"]
 */
export function* segments(compiled: Compiled, from: number, to: number): Generator<Segment> {
  let last: Segment | undefined
  for (const part of partsOf(compiled, from, to)) {
    const { open, because, end } = part
    if (last !== undefined && isLike(last, part)) last = { start: last.start, end, open, because }
    else {
      if (last !== undefined) yield last
      last = part
    }
  }
  if (last !== undefined) yield last
}

/**
 * The hours of the local dates `from` to `to` (`YYYY-MM-DD`, both inclusive), produced one at a
 * time: the preview of a calendar. Throws a RangeError where there is no such date.
 *
 * @example
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC",
 *   week: { fri: [["09:00", "18:00"]] },
 *   exceptions: [{ name: "For Friday", date: "2026-01-17", kind: "moved", like: "fri" }] })
 * Array.from(WorkingTime.dates(office, "2026-01-16", "2026-01-18"),
 *   ({ weekday, millis, because }) => `${weekday} ${millis / 3_600_000} h ${because.kind}`)
 * // => ["fri 9 h hours", "sat 9 h moved", "sun 0 h dayOff"]
 */
export function* dates(compiled: Compiled, from: string, to: string): Generator<DateHours> {
  const { hours, zone } = compiled
  const last = realDay(to)
  for (let day = realDay(from); day <= last; day++) {
    const today = dayOn(hours, day)
    const open = Interval.intersect(Interval.normalise(openOn(zone, day, today)), [allTime])
    const inGaps = intervalsOf(zone, day, [
      ...today.rows,
      ...today.extras.flatMap(({ rows }) => rows),
    ])
      .filter(({ start, end }) => start >= end)
      .filter(({ start }) => !open.some((each) => each.start <= start && start <= each.end))
    yield {
      date: textOf(day),
      weekday: weekdays[weekdayOf(day)]!,
      rows: [...open, ...inGaps].toSorted((a, b) => a.start - b.start),
      millis: Interval.lengthMillis(open),
      because: today.because,
      also: [...today.cuts, ...today.extras].map(({ kind, name }) => ({ kind, name })),
    }
  }
}

const allTime: Interval.Interval = { start: 0, end: latestMillis }

const isLike = (a: Segment, b: Segment): boolean =>
  a.open === b.open && a.because.kind === b.because.kind && nameOf(a) === nameOf(b)

const nameOf = ({ because }: Segment) => ("name" in because ? because.name : null)

function* partsOf({ hours, zone }: Compiled, from: number, to: number): Generator<Segment> {
  if (!(from >= 0)) throw outOfRange(from)
  if (!(to <= latestMillis)) throw outOfRange(to)
  let day = Math.floor(instantToWall(zone, from) / dayMillis)
  let before = segmentsOn(zone, day - 1, dayOn(hours, day - 1))
  // A date begins when its midnight first comes, and ends when that of the next one does.
  for (let start = openingToInstant(zone, day * dayMillis); start < to; day++) {
    const today = dayOn(hours, day)
    const said = segmentsOn(zone, day, today)
    const end = openingToInstant(zone, (day + 1) * dayMillis)
    const span = { start: Math.max(start, from), end: Math.min(end, to) }
    // A night shift of the date before reaches into this one.
    yield* partition(span, [...before, ...said], closedBecause(today))
    before = said
    start = end
  }
}

/** Each instant of a span goes to the first that claims it, before all to what is open. */
const partition = (
  span: Interval.Interval,
  claims: ReadonlyArray<Segment>,
  rest: Because,
): ReadonlyArray<Segment> => {
  const parts: Array<Segment> = []
  let free = Interval.normalise([span])
  for (const claim of claims.toSorted((a, b) => Number(b.open) - Number(a.open))) {
    const taken = Interval.intersect(free, [claim])
    parts.push(...taken.map((interval) => ({ ...claim, ...interval })))
    free = Interval.subtract(free, taken)
  }
  parts.push(...free.map((interval) => ({ ...interval, open: false, because: rest })))
  return parts.toSorted((a, b) => a.start - b.start)
}

const closedBecause = ({ rows, because }: Day): Because =>
  rows.length === 0 ? because : { kind: "outsideHours" }
