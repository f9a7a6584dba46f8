// The slow oracle: looks at the clock on the wall every minute, and counts.
import type { Calendar } from "../../../src/calendar/Calendar.ts"
import { hoursOn, type Span } from "./hours.ts"
import type { Wall } from "./wall.ts"

const minuteMillis = 60_000
const dayMinutes = 1_440
/** A night shift of 24 hours that is under way is seen from its opening on. */
const beforeMinutes = 36 * 60
/** The hours of a date that has begun are seen to their end, which may lie on the next date. */
const afterMinutes = 54 * 60

/** Minutes that were looked at: the n-th begins n minutes after `from`, and is 1 if it is open. */
export interface Minutes {
  readonly from: number
  readonly open: Uint8Array
}

/** Looks at every minute from `from` to `to`, which are whole minutes. */
export const look = (calendar: Calendar, wall: Wall, from: number, to: number): Minutes => {
  const start = from / minuteMillis - beforeMinutes
  const end = to / minuteMillis + afterMinutes
  const open = new Uint8Array(end - start)
  for (const { rows, extra, cutMinutes } of datesSeen(calendar, wall, start, end)) {
    fill(open, shortened(rows, cutMinutes), start)
    fill(open, extra, start)
  }
  return { from, open: open.subarray(beforeMinutes, open.length - afterMinutes) }
}

/** How many minutes are open. */
export const count = ({ open }: Minutes): number => open.reduce((sum, one) => sum + one, 0)

/** The minute by whose end so many have been open; nothing where they run out. */
export const countTo = ({ from, open }: Minutes, minutes: number): number | undefined => {
  let left = minutes
  for (const [n, one] of open.entries())
    if (one === 1 && --left === 0) return from + (n + 1) * minuteMillis
  return undefined
}

/** The first and last minute at which the wall showed a time of a row, if there was any. */
interface Shown {
  first: number | undefined
  last: number
}

interface Row extends Shown {
  readonly open: number
  readonly close: number
}

interface Seen {
  readonly rows: ReadonlyArray<Row>
  readonly extra: ReadonlyArray<Row>
  readonly cutMinutes: number
}

/**
 * A row runs from the first minute at which the wall shows a time of it to the last one, whatever
 * the wall shows between them.
 */
const datesSeen = (
  calendar: Calendar,
  wall: Wall,
  start: number,
  end: number,
): ReadonlyArray<Seen> => {
  const seen = new Map<number, Seen>()
  const rowsOf = (day: number): ReadonlyArray<Row> => {
    const date = seen.get(day) ?? dateOf(calendar, day)
    seen.set(day, date)
    return [...date.rows, ...date.extra]
  }
  let today = Number.NaN
  let rows: ReadonlyArray<Row> = []
  for (let hour = Math.floor(start / 60) * 60; hour < end; hour += 60) {
    const shownInHour = wall.hour(hour * minuteMillis)
    for (let minute = Math.max(start, hour); minute < Math.min(end, hour + 60); minute++) {
      const shown = shownInHour[minute - hour] ?? 0
      const day = Math.floor(shown / dayMinutes)
      // Rows of the date before may reach over midnight.
      if (day !== today) rows = [...rowsOf(day - 1), ...rowsOf(day)]
      today = day
      for (const row of rows) notice(row, shown, minute)
    }
  }
  return [...seen.values()]
}

const notice = (row: Row, shown: number, minute: number): void => {
  if (shown < row.open || shown >= row.close) return
  row.first ??= minute
  row.last = minute
}

const dateOf = (calendar: Calendar, day: number): Seen => {
  const midnight = day * dayMinutes
  const date = new Date(midnight * minuteMillis).toISOString().slice(0, 10)
  const { spans, extra, cutMinutes } = hoursOn(calendar, date)
  const rowOf = ({ open, close }: Span): Row => ({
    open: midnight + open,
    close: midnight + close,
    first: undefined,
    last: 0,
  })
  return { rows: spans.map(rowOf), extra: extra.map(rowOf), cutMinutes }
}

const fill = (open: Uint8Array, rows: ReadonlyArray<Shown>, start: number): void => {
  for (const { first, last } of rows)
    if (first !== undefined) open.fill(1, first - start, last - start + 1)
}

/** Takes minutes away, the last one first, and one that two rows share from both. */
const shortened = (rows: ReadonlyArray<Shown>, minutes: number): ReadonlyArray<Shown> => {
  let left = rows
  for (let n = 0; n < minutes; n++) {
    const last = Math.max(...left.map((row) => row.last))
    left = left
      .map((row) => (row.last === last ? { ...row, last: last - 1 } : row))
      .filter(({ first, last }) => first !== undefined && first <= last)
  }
  return left
}
