// Local dates as day numbers (days since 1970-01-01), so that a date can be counted with.
import { type Weekday, weekdays } from "./exception.ts"

/** The first and the last year that a calendar can be asked about, both inclusive. */
export const firstYear = 1970
export const lastYear = 2200

/** What a date must be, as a message says it. */
export const dateForm = `a real date YYYY-MM-DD from ${firstYear} to ${lastYear}`

const dayMillis = 86_400_000

/** The day number of a year, month (1 to 12, rolls over) and date (rolls over). */
export const dayOf = (year: number, month: number, date: number): number =>
  Date.UTC(year, month - 1, date) / dayMillis

/** The day number of a date that exists, `2026-02-20`, of the years 100 to 9999. */
export const realDay = (text: string): number | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const day = dayOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)))
  // Date rolls the 30th of February over to March: such a date does not come back.
  return dateOf(day) === text ? day : undefined
}

/** The same, where a calendar can be asked about it. */
export const parseDate = (text: string): number | undefined => {
  const year = Number(text.slice(0, 4))
  return year >= firstYear && year <= lastYear ? realDay(text) : undefined
}

/** The date of a day number, `YYYY-MM-DD`. */
export const dateOf = (day: number): string => new Date(day * dayMillis).toISOString().slice(0, 10)

/** Monday is 0, Sunday is 6. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7

/** The weekday of a real date `YYYY-MM-DD`, as calendars name it. */
export const weekdayOn = (date: string): Weekday =>
  weekdays[weekdayOf(Date.parse(date) / dayMillis)] ?? "mon"

/** How many dates a month (1 to 12) has. */
export const monthLength = (year: number, month: number): number => {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** A day number as year, month (1 to 12) and date. */
export interface Civil {
  readonly year: number
  readonly month: number
  readonly date: number
}

/**
 * The date of a day number without making a Date: Howard Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms", `civil_from_days`. Its year begins in March, so that February's length ends it.
 */
export const civilOf = (day: number): Civil => {
  const fromMarch = day + 719_468
  const era = Math.floor(fromMarch / 146_097)
  const ofEra = fromMarch - era * 146_097
  const leaps = Math.floor(ofEra / 1_460) - Math.floor(ofEra / 36_524) + Math.floor(ofEra / 146_096)
  const yearOfEra = Math.floor((ofEra - leaps) / 365)
  const century = Math.floor(yearOfEra / 100)
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - century)
  const months = Math.floor((5 * ofYear + 2) / 153)
  const month = months < 10 ? months + 3 : months - 9
  const date = ofYear - Math.floor((153 * months + 2) / 5) + 1
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date }
}
