// When a date is open, as instants: its rows on the zone's wall, what is cut off, what is added.
import type { Because, Day } from "./hours.ts"
import * as Interval from "./Interval.ts"
import { dayMinutes, type Row } from "./rows.ts"
import { dayMillis, minuteMillis } from "./units.ts"
import { closingToInstant, openingToInstant, steadyOffset, type Zone } from "./zone.ts"

/** A stretch with one reason. */
export interface Segment extends Interval.Interval {
  readonly open: boolean
  readonly because: Because
}

/** The open stretches of a date, in the order of their openings; some may be empty or touch. */
export const openOn = (zone: Zone, day: number, today: Day): ReadonlyArray<Interval.Interval> =>
  today.cuts.length === 0 && today.extras.length === 0
    ? intervalsOf(zone, day, today.rows)
    : Interval.normalise(segmentsOn(zone, day, today).filter(({ open }) => open))

/** What opens on a date, then what was cut off; of stretches that overlap the first one holds. */
export const segmentsOn = (zone: Zone, day: number, today: Day): ReadonlyArray<Segment> => {
  let kept = Interval.normalise(intervalsOf(zone, day, today.rows))
  const cut: Array<Segment> = []
  for (const { minutes, name } of today.cuts) {
    const at = lastMillisOf(kept, minutes * minuteMillis)
    const because = { kind: "shortened", name } as const
    const away = Interval.intersect(kept, [{ start: at, end: Infinity }])
    cut.push(...away.map((interval) => ({ ...interval, open: false, because })))
    kept = Interval.subtract(kept, away)
  }
  const extras = today.extras.flatMap(({ rows, name }) => {
    const because = { kind: "extra", name } as const
    return intervalsOf(zone, day, rows).map((interval) => ({ ...interval, open: true, because }))
  })
  const own = kept.map((interval) => ({ ...interval, open: true, because: today.because }))
  return [...own, ...extras, ...cut]
}

/** The instant from which on intervals are so long, or where they begin if they are shorter. */
const lastMillisOf = (intervals: ReadonlyArray<Interval.Interval>, millis: number): number => {
  let left = millis
  for (const { start, end } of intervals.toReversed()) {
    if (end - start >= left) return end - left
    left -= end - start
  }
  return -Infinity
}

/** Rows of a date as instants, in the order given; one inside a gap ends where it starts. */
export const intervalsOf = (
  zone: Zone,
  day: number,
  rows: ReadonlyArray<Row>,
): ReadonlyArray<Interval.Interval> => {
  if (rows.length === 0) return []
  const isNight = rows.some(({ close }) => close > dayMinutes)
  const steady = steadyOffset(zone, day, isNight ? day + 2 : day + 1)
  return rows.map(({ open, close }) => {
    const [start, end] = [wallOf(day, open), wallOf(day, close)]
    return steady === undefined
      ? { start: openingToInstant(zone, start), end: closingToInstant(zone, end) }
      : { start: start - steady, end: end - steady }
  })
}

/** Minutes of a date as wall time. */
const wallOf = (day: number, minutes: number): number => day * dayMillis + minutes * minuteMillis
