// Days, dates and months later, and where within its date such a target lands.
import * as Problem from "../problem/Problem.ts"
import { type Compiled, cover, latestMillis, longer, outOfRange, tooFar } from "./compile.ts"
import { dateForm, dayOf, parseDate } from "./date.ts"
import { dayOn } from "./hours.ts"
import * as Interval from "./Interval.ts"
import { openOn } from "./stretches.ts"
import { workdayFrom } from "./timeline.ts"
import { dayMillis } from "./units.ts"
import { instantToWall, openingToInstant } from "./zone.ts"

/** Whether a date has open time; its rows alone do not say so, they may lie inside a gap. */
export const isWorkingDay = (compiled: Compiled, date: string): boolean => {
  const day = realDay(date)
  const noon = day * dayMillis + dayMillis / 2
  const timeline = cover(compiled, noon, noon)
  return timeline.workdays[workdayFrom(timeline, day)] === day
}

/** The n-th working date after (before) that of `from`, same wall time, at most its closing. */
export const addWorkingDays = (compiled: Compiled, from: number, days: number): number => {
  if (whole(days) === 0) return withinRange(from)
  const wall = wallAt(compiled, from)
  const day = Math.floor(wall / dayMillis)
  const landing = nthWorkingDay(compiled, { from, day, days })
  const target = openingToInstant(compiled.zone, wall + (landing - day) * dayMillis)
  return withinRange(Math.min(target, closingOf(compiled, landing)))
}

/** The same wall time so many dates later or earlier. */
export const addCalendarDays = (compiled: Compiled, from: number, days: number): number => {
  if (whole(days) === 0) return withinRange(from)
  return landAt(compiled, wallAt(compiled, from) + days * dayMillis)
}

/**
 * The same date and wall time so many months later or earlier; the month's last date if shorter.
 */
export const addCalendarMonths = (compiled: Compiled, from: number, months: number): number => {
  if (whole(months) === 0) return withinRange(from)
  const wall = wallAt(compiled, from)
  const date = new Date(wall)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1 + months]
  const lastDay = dayOf(year, month + 1, 0)
  // Where Date knows no such month.
  if (Number.isNaN(lastDay)) throw tooFar(months, "so many months")
  const day = Math.min(dayOf(year, month, date.getUTCDate()), lastDay)
  const timeOfDay = wall - Math.floor(wall / dayMillis) * dayMillis
  return landAt(compiled, day * dayMillis + timeOfDay)
}

/** The day number of a date; throws a RangeError where there is no such date. */
export const realDay = (date: string): number => {
  const day = parseDate(date)
  if (day === undefined) throw defect("invalid-date", date, dateForm)
  return day
}

interface Count {
  readonly from: number
  readonly day: number
  readonly days: number
}

const nthWorkingDay = (compiled: Compiled, { from, day, days }: Count): number => {
  let timeline = cover(compiled, from, from)
  for (;;) {
    const index =
      days > 0 ? workdayFrom(timeline, day + 1) + days - 1 : workdayFrom(timeline, day) + days
    const landing = timeline.workdays[index]
    if (landing !== undefined) return landing
    const more = longer(compiled, days > 0 ? 1 : -1)
    if (more === undefined) throw tooFar(days, "so many working dates")
    timeline = more
  }
}

const closingOf = ({ hours, zone }: Compiled, day: number): number =>
  Interval.normalise(openOn(zone, day, dayOn(hours, day))).at(-1)?.end ?? 0

const wallAt = (compiled: Compiled, at: number): number =>
  instantToWall(compiled.zone, withinRange(at))

const landAt = (compiled: Compiled, wall: number): number => {
  // Walls differ from UTC by less than a day: beyond that no zone needs to be asked.
  if (!(wall > -dayMillis && wall < latestMillis + dayMillis)) throw outOfRange(wall)
  return withinRange(openingToInstant(compiled.zone, wall))
}

const withinRange = (at: number): number => {
  if (at >= 0 && at <= latestMillis) return at
  throw outOfRange(at)
}

const whole = (count: number): number => {
  if (Number.isInteger(count)) return count
  throw defect("not-integer", count, "a whole number")
}

const defect = (code: string, got: unknown, expected: string): RangeError =>
  new RangeError(Problem.make({ code, path: "", got, expected }).message)
