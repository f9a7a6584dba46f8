// Dates that come back every year.
import { dayOf, firstYear, lastYear, weekdayOf } from "./date.ts"
import { type Weekday, weekdays } from "./wallTime.ts"

/** A date of each year: `MM-DD`, or the nth weekday of a month (-1 is its last one). */
export type Every =
  | string
  | { readonly month: number; readonly weekday: Weekday; readonly nth: number }

/** The years of a recurrence, both inclusive. */
export interface Years {
  readonly fromYear?: number | undefined
  readonly untilYear?: number | undefined
}

/** What a month and a date look like: `02-29`; and `02-30`, which no year has. */
export const monthDay = /^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

/**
 * Which of two recurrences goes first on a date where they meet: `MM-DD`, then the nth weekday
 * counted from the front, then the last one. Two of one rank that meet are written alike.
 */
export const rankOf = (every: Every): number =>
  typeof every === "string" ? 0 : every.nth > 0 ? 1 : 2

/** A recurrence as a message says it. */
export const everyText = (every: Every): string => {
  if (typeof every === "string") return every
  const { month, weekday, nth } = every
  return `the ${nth < 0 ? "last" : `${nth}.`} ${weekday} of month ${month}`
}

/** The day number that a recurrence has in a year; nothing where the year has no such date. */
export const dayIn = (every: Every, year: number): number | undefined => {
  const month = typeof every === "string" ? Number(every.slice(0, 2)) : every.month
  const first = dayOf(year, month, 1)
  const last = dayOf(year, month + 1, 0)
  const day =
    typeof every === "string" ? first + Number(every.slice(3)) - 1 : nthOf(every, first, last)
  return day <= last ? day : undefined
}

const nthOf = (every: Exclude<Every, string>, first: number, last: number): number => {
  const weekday = weekdays.indexOf(every.weekday)
  if (every.nth < 0) return last - ((weekdayOf(last) - weekday + 7) % 7)
  return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (every.nth - 1)
}

/** Whether a year is one of a recurrence. */
export const isWithin = ({ fromYear = -Infinity, untilYear = Infinity }: Years, year: number) =>
  fromYear <= year && year <= untilYear

/** Whether two recurrences have a year in common. */
export const meet = (a: Years, b: Years): boolean =>
  (a.fromYear ?? -Infinity) <= (b.untilYear ?? Infinity) &&
  (b.fromYear ?? -Infinity) <= (a.untilYear ?? Infinity)

/** Whether any year that can be asked about has a date of the recurrence (C30). */
export const everMatches = (every: Every, years: Years): boolean => {
  const last = Math.min(years.untilYear ?? lastYear, lastYear)
  for (let year = Math.max(years.fromYear ?? firstYear, firstYear); year <= last; year++) {
    if (dayIn(every, year) !== undefined) return true
  }
  return false
}
