// A day of every year: on which date it falls.
import { dayOf, firstYear, lastYear, parseDate, weekdayOf } from "./date.ts"
import { type Every, type Recurring, weekdays } from "./exception.ts"

/** The day number in a year; nothing where that year has no such day. */
export const dayInYear = (every: Every, year: number): number | undefined => {
  if (typeof every === "string") return parseDate(`${year}-${every}`)
  const { month, nth } = every
  const first = dayOf(year, month, 1)
  const end = dayOf(year, month + 1, 1)
  const weekday = weekdays.indexOf(every.weekday)
  const day =
    nth > 0
      ? first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1)
      : end - 1 - ((weekdayOf(end - 1) - weekday + 7) % 7) + 7 * (nth + 1)
  return day >= first && day < end ? day : undefined
}

/** The first day number of a recurring exception that is not before `from`, inclusive. */
export const firstDay = (when: Recurring, from = 0): number | undefined => {
  const last = Math.min(when.untilYear ?? lastYear, lastYear)
  for (let year = Math.max(when.fromYear ?? firstYear, firstYear); year <= last; year++) {
    const day = dayInYear(when.every, year)
    if (day !== undefined && day >= from) return day
  }
  return undefined
}
