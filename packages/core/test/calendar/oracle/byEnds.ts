// The exact oracle: where intervals begin and end, to the millisecond, and sums over them.
import type { Calendar } from "../../../src/calendar/Calendar.ts"
import { hoursOn, type Span } from "./hours.ts"
import type { Piece, Wall } from "./wall.ts"

const dayMillis = 86_400_000
const minuteMillis = 60_000

/** Half-open; sorted and apart from one another. */
export type Intervals = ReadonlyArray<readonly [start: number, end: number]>

/** What is open on the dates around two instants. */
export interface Opened {
  readonly intervals: Intervals
  /** What opens on each date, in the order of dates; nothing where it is closed. */
  readonly byDate: ReadonlyMap<string, Intervals>
}

/** Everything that opens from two days before `from` to two days after `to`. */
export const opened = (calendar: Calendar, wall: Wall, from: number, to: number): Opened => {
  const pieces = wall.pieces(from - 4 * dayMillis, to + 4 * dayMillis)
  const byDate = new Map<string, Intervals>()
  const first = Math.floor(from / dayMillis) - 2
  for (let day = first; day * dayMillis < to + 2 * dayMillis; day++) {
    const midnight = day * dayMillis
    const date = dateOf(midnight)
    const { spans, cutMinutes, extra } = hoursOn(calendar, date)
    const rows = (some: ReadonlyArray<Span>) =>
      joined(
        some
          .map(({ open, close }) => [open * minuteMillis, close * minuteMillis] as const)
          .map(([open, close]) => hull(pieces, midnight + open, midnight + close))
          .filter(([start, end]) => start < end),
      )
    const uncut = rows(spans)
    const end = latest(uncut, cutMinutes * minuteMillis) ?? Number.NEGATIVE_INFINITY
    byDate.set(date, joined([...within(uncut, Number.NEGATIVE_INFINITY, end), ...rows(extra)]))
  }
  return { intervals: joined([...byDate.values()].flat()), byDate }
}

/**
 * The n-th date with open time after or before that of an instant, at the same wall time but not
 * after its closing; nothing where it lies beyond the dates.
 */
export const landing = (
  wall: Wall,
  byDate: Opened["byDate"],
  from: number,
  days: number,
): number | undefined => {
  const shown = wall.at(from)
  const today = dateOf(shown)
  const working = [...byDate.keys()].filter((date) => byDate.get(date)?.length !== 0)
  const ahead = working.filter((date) => date > today)
  const behind = working.filter((date) => date < today)
  const date = days > 0 ? ahead[days - 1] : behind.at(days)
  if (date === undefined) return undefined
  const then = Date.parse(date) + (shown - Date.parse(today))
  const pieces = wall.pieces(then - 2 * dayMillis, then + 2 * dayMillis)
  const [target] = hull(pieces, then, then + dayMillis)
  const closing = Math.max(...(byDate.get(date) ?? []).map(([, end]) => end))
  return Math.min(target, closing)
}

const dateOf = (wall: number): string => new Date(wall).toISOString().slice(0, 10)

/**
 * From the first instant at which the wall lies between two times of it to the last one; it ends
 * before it starts where there is none.
 */
const hull = (pieces: ReadonlyArray<Piece>, open: number, close: number) => {
  const shown = pieces
    .map(({ start, end, offset }) => ({
      start: Math.max(start, open - offset),
      end: Math.min(end, close - offset),
    }))
    .filter(({ start, end }) => start < end)
  const first = Math.min(...shown.map(({ start }) => start))
  const last = Math.max(...shown.map(({ end }) => end))
  return [first, last] as const
}

const joined = (intervals: Intervals): Intervals => {
  const apart: Array<readonly [number, number]> = []
  for (const [start, end] of intervals.toSorted(([a], [b]) => a - b)) {
    const last = apart.at(-1)
    if (last === undefined || start > last[1]) apart.push([start, end])
    else apart[apart.length - 1] = [last[0], Math.max(last[1], end)]
  }
  return apart
}

/** What of intervals lies outside pauses. */
export const outside = (intervals: Intervals, pauses: Intervals): Intervals =>
  pauses.reduce<Intervals>(
    (left, [from, to]) =>
      left.flatMap(([start, end]) =>
        [[start, Math.min(end, from)] as const, [Math.max(start, to), end] as const].filter(
          ([a, b]) => a < b,
        ),
      ),
    intervals,
  )

/** What of intervals lies between two instants. */
export const within = (intervals: Intervals, from: number, to: number): Intervals =>
  intervals
    .map(([start, end]) => [Math.max(start, from), Math.min(end, to)] as const)
    .filter(([start, end]) => start < end)

/** How long they are together. */
export const total = (intervals: Intervals): number =>
  intervals.reduce((sum, [start, end]) => sum + end - start, 0)

/** The earliest instant by which so much of them is over; nothing where they run out. */
export const earliest = (intervals: Intervals, millis: number): number | undefined => {
  let left = millis
  for (const [start, end] of intervals) {
    if (left <= end - start) return start + left
    left -= end - start
  }
  return undefined
}

/** The latest instant from which on so much of them is left; nothing where they run out. */
export const latest = (intervals: Intervals, millis: number): number | undefined => {
  let left = millis
  for (const [start, end] of intervals.toReversed()) {
    if (left <= end - start) return end - left
    left -= end - start
  }
  return undefined
}
