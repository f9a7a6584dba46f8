// The dates of a recurrence rule. Written here and not taken from ical.js: its iterator steps from
// the first date on, and a rule that matches nothing holds it for 18,000 years or for ever. Here
// every date of the stretch is looked at once, and how many were is counted.
import { type Civil, civilOf, dayOf, monthLength, weekdayOf } from "../date.ts"
import { type Rule, weekdayCodes } from "./rule.ts"

/** Which day numbers are asked for. */
export interface Search {
  readonly from: number
  /** Inclusive. */
  readonly to: number
  readonly effort: Effort
}

/** How much is done for a file in all. */
export interface Effort {
  /** The most dates to look at; beyond it nothing more is found. */
  readonly most: number
  /** How many dates have been looked at. */
  looked: number
}

/**
 * The day numbers of a rule within a search, ascending.
 *
 * The first date is an occurrence and counts as one whether or not the rule matches it (section
 * 3.8.5.3).
 */
export const occurrences = function* (
  rule: Rule,
  start: number,
  search: Search,
): Generator<number> {
  const last = Math.min(search.to, rule.until)
  if (start >= search.from && start <= search.to) yield start
  let left = rule.count - 1
  const { effort } = search
  for (let step = firstStep(rule, start, search.from); effort.looked <= effort.most; step++) {
    const period = periodAt(rule, start, step * rule.interval)
    // A period beyond all dates has none: NaN is not before `last` either.
    if (left <= 0 || !(period.first <= last)) return
    effort.looked += period.end - period.first
    for (const day of chosenIn(period, rule)) {
      if (day <= start || day > last || left-- <= 0) continue
      if (day >= search.from) yield day
    }
  }
}

/** Day numbers, half-open. */
interface Period {
  readonly first: number
  readonly end: number
}

const periodAt = ({ frequency, weekStart }: Rule, start: number, units: number): Period => {
  const { year, month } = civilOf(start)
  switch (frequency) {
    case "DAILY":
      return { first: start + units, end: start + units + 1 }
    case "WEEKLY": {
      const first = weekOf(start, weekStart) + 7 * units
      return { first, end: first + 7 }
    }
    case "MONTHLY":
      return { first: dayOf(year, month + units, 1), end: dayOf(year, month + units + 1, 1) }
    case "YEARLY":
      return { first: dayOf(year + units, 1, 1), end: dayOf(year + units + 1, 1, 1) }
  }
}

/** A rule that counts has to be followed from its first date on, any other from where we look. */
const firstStep = (rule: Rule, start: number, from: number): number => {
  if (rule.count !== Infinity || from <= start) return 0
  return Math.floor(unitsBetween(rule, civilOf(start), civilOf(from), from - start) / rule.interval)
}

const unitsBetween = ({ frequency }: Rule, start: Civil, from: Civil, days: number): number => {
  switch (frequency) {
    case "DAILY":
      return days
    case "WEEKLY":
      return Math.floor(days / 7)
    case "MONTHLY":
      return (from.year - start.year) * 12 + from.month - start.month
    case "YEARLY":
      return from.year - start.year
  }
}

const chosenIn = ({ first, end }: Period, rule: Rule): ReadonlyArray<number> => {
  const matching: Array<number> = []
  for (let day = first; day < end; day++) if (matches(rule, day)) matching.push(day)
  const { positions } = rule
  if (positions === undefined) return matching
  return matching.filter((_, index) => isIn(positions, index + 1, matching.length))
}

const matches = (rule: Rule, day: number): boolean => {
  const { year, month, date } = civilOf(day)
  const { months, monthDays, yearDays, weekdays, weeks } = rule
  if (months !== undefined && !months.has(month)) return false
  const length = monthLength(year, month)
  if (monthDays !== undefined && !isIn(monthDays, date, length)) return false
  if (weeks !== undefined && !isInWeek(weeks, rule.weekStart, day)) return false
  if (yearDays === undefined && weekdays === undefined) return true
  const first = dayOf(year, 1, 1)
  const ofYear = day - first + 1
  const yearLength = dayOf(year + 1, 1, 1) - first
  if (yearDays !== undefined && !isIn(yearDays, ofYear, yearLength)) return false
  if (weekdays === undefined) return true
  return isByMonth(rule)
    ? isWeekday(weekdays, day, date, length)
    : isWeekday(weekdays, day, ofYear, yearLength)
}

/** Whether a set names the nth of so many, counted from the front or from behind. */
const isIn = (set: ReadonlySet<number>, nth: number, of: number): boolean =>
  set.has(nth) || set.has(nth - of - 1)

const isByMonth = ({ frequency, months }: Rule): boolean =>
  frequency === "MONTHLY" || months !== undefined

const isWeekday = (
  weekdays: ReadonlySet<string>,
  day: number,
  nth: number,
  of: number,
): boolean => {
  const code = weekdayCodes[weekdayOf(day)] ?? ""
  const fromFront = Math.ceil(nth / 7)
  const fromBehind = Math.ceil((of - nth + 1) / 7)
  return [code, `${fromFront}${code}`, `-${fromBehind}${code}`].some((each) => weekdays.has(each))
}

/** The first week is the first with four dates in the year; a date has the number of its week. */
const isInWeek = (weeks: ReadonlySet<number>, weekStart: number, day: number): boolean => {
  const week = weekOf(day, weekStart)
  const { year } = civilOf(week + 3)
  const first = weekOf(dayOf(year, 1, 4), weekStart)
  const next = weekOf(dayOf(year + 1, 1, 4), weekStart)
  return isIn(weeks, (week - first) / 7 + 1, (next - first) / 7)
}

const weekOf = (day: number, weekStart: number): number =>
  day - ((weekdayOf(day) - weekStart + 7) % 7)
