// Which hours a date has: its own, or none on a holiday, or those of its weekday.
import type { Calendar } from "./Calendar.ts"
import { parseDate, weekdayOf } from "./date.ts"
import { minutesOf, weekdays } from "./wallTime.ts"

/** A row in minutes of the wall after midnight, 0 to 1440; `open` < `close`. */
export interface Row {
  readonly open: number
  readonly close: number
}

/** A calendar's rows, ready to be asked by day number. */
export interface Hours {
  readonly week: ReadonlyArray<ReadonlyArray<Row>>
  readonly holidays: ReadonlySet<number>
  readonly days: ReadonlyMap<number, ReadonlyArray<Row>>
}

/** Reads the hours of a valid calendar. */
export const hoursOf = (calendar: Calendar): Hours => ({
  week: weekdays.map((weekday) => rowsOf(calendar.week[weekday] ?? [])),
  holidays: new Set((calendar.holidays ?? []).map((holiday) => dayOfHoliday(holiday))),
  days: new Map(
    Object.entries(calendar.days ?? {}).map(([date, rows]) => [dayOfText(date), rowsOf(rows)]),
  ),
})

/** The rows of a date in the order of their openings; they may touch and do not overlap. */
export const rowsOn = (hours: Hours, day: number): ReadonlyArray<Row> => {
  const own = hours.days.get(day)
  if (own !== undefined) return own
  return hours.holidays.has(day) ? [] : (hours.week[weekdayOf(day)] ?? [])
}

const rowsOf = (rows: ReadonlyArray<readonly [string, string]>): ReadonlyArray<Row> =>
  rows
    .map(([open, close]) => ({ open: minutesOf(open), close: minutesOf(close) }))
    .toSorted((a, b) => a.open - b.open)

const dayOfHoliday = (holiday: string | { readonly date: string }): number =>
  dayOfText(typeof holiday === "string" ? holiday : holiday.date)

// A calendar that was made has only real dates; NaN is no date, so it changes nothing.
const dayOfText = (date: string): number => parseDate(date) ?? Number.NaN
