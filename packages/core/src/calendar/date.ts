// Local dates as day numbers (days since 1970-01-01), so that a date can be counted with.
import { dayMillis } from "./units.ts"

/** The first year that is taken, inclusive. */
export const firstYear = 1970
/** The last year that is taken, inclusive. */
export const lastYear = 2200

/** What a date must be, as a message says it. */
export const dateForm = `a real date YYYY-MM-DD from ${firstYear} to ${lastYear}`

/** The day number of `2026-02-20`; nothing where such a date does not exist or is out of range. */
export const parseDate = (text: string): number | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const [year, month, date] = [text.slice(0, 4), text.slice(5, 7), text.slice(8)].map(Number)
  if (year === undefined || month === undefined || date === undefined) return undefined
  if (year < firstYear || year > lastYear || !isRealDate(year, month, date)) return undefined
  return dayOf(year, month, date)
}

/** Whether there is such a date; Date rolls the 30th of February over to March. */
export const isRealDate = (year: number, month: number, date: number): boolean => {
  if (month < 1 || month > 12 || date < 1) return false
  return dayOf(year, month, date) < dayOf(year, month + 1, 1)
}

/** The day number of a year, month (1–12, rolls over) and date (rolls over). */
export const dayOf = (year: number, month: number, date: number): number =>
  Date.UTC(year, month - 1, date) / dayMillis

/** The year of a day number. */
export const yearOf = (day: number): number => new Date(day * dayMillis).getUTCFullYear()

/** `2026-02-20` of a day number. */
export const textOf = (day: number): string => new Date(day * dayMillis).toISOString().slice(0, 10)

/** Monday is 0, Sunday is 6. */
export const weekdayOf = (day: number): number => {
  const sinceMonday = (day + 3) % 7
  return sinceMonday < 0 ? sinceMonday + 7 : sinceMonday
}
