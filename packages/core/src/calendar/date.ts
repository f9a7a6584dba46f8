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
  if (year < firstYear || year > lastYear || month < 1 || month > 12) return undefined
  // Date rolls the 30th of February over to March: the last of the month is its next one's zeroth.
  const lastDate = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return date >= 1 && date <= lastDate ? dayOf(year, month, date) : undefined
}

/** The day number of a year, month (1–12, rolls over) and date (rolls over). */
export const dayOf = (year: number, month: number, date: number): number =>
  Date.UTC(year, month - 1, date) / dayMillis

/** Monday is 0, Sunday is 6. */
export const weekdayOf = (day: number): number => {
  const sinceMonday = (day + 3) % 7
  return sinceMonday < 0 ? sinceMonday + 7 : sinceMonday
}
