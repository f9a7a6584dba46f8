// Local dates, YYYY-MM-DD, as days to count with.
import { LocalTime } from "@upkeep/core"

const dayMillis = 86_400_000
const lastDate = "2200-12-31"

/** The date on which a zone is now. */
export const today = (timeZone: string): string => dateAt(Date.now(), timeZone)

const dateAt = (at: number, timeZone: string): string =>
  LocalTime.format(at, timeZone).slice(0, lastDate.length)

/** The date so many days later, or the last one that there is. */
export const daysAfter = (date: string, days: number): string => {
  const after = new Date(Date.parse(date) + days * dayMillis).toISOString()
  return after < lastDate ? after.slice(0, lastDate.length) : lastDate
}

/** How many dates there are from one to another, both inclusive. */
export const datesFrom = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / dayMillis + 1

/** The release of the zone data by which this host counts. */
export const zoneData = process.versions["tz"] ?? "unknown"
