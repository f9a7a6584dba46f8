// Local dates, `YYYY-MM-DD`, of a zone.
import * as LocalTime from "../calendar/LocalTime.ts"

const dayMillis = 86_400_000
const dateCharacters = "YYYY-MM-DD".length

/** The date that a zone's wall shows at an instant. */
export const dateOf = (at: number, timeZone: string): string =>
  LocalTime.format(at, timeZone).slice(0, dateCharacters)

/** The date after a date. */
export const dateAfter = (date: string): string => shifted(date, 1)

/** The date before a date. */
export const dateBefore = (date: string): string => shifted(date, -1)

/** The Monday of the week of a date. */
export const mondayOf = (date: string): string =>
  shifted(date, -((new Date(Date.parse(date)).getUTCDay() + 6) % 7))

/** A date so many days later; earlier, where they are negative. */
export const shifted = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * dayMillis).toISOString().slice(0, dateCharacters)
