// A recurring exception as an RRULE, and back: only what we write ourselves comes back as one.
import { civilOf } from "../date.ts"
import { firstDay } from "../every.ts"
import { type Every, type Recurring, weekdays } from "../exception.ts"
import type { Event } from "./event.ts"
import { fromYearMark, kindMark } from "./marks.ts"
import { isRecord, textOf } from "./property.ts"
import { weekdayCodes } from "./rule.ts"

/** The RRULE of a day of every year. */
export const ruleTextOf = ({ every, untilYear }: Recurring): string => {
  const until = untilYear === undefined ? "" : `;UNTIL=${untilYear}1231`
  if (typeof every === "string") {
    const [month, date] = every.split("-").map(Number)
    return `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${date}${until}`
  }
  const code = weekdayCodes[weekdays.indexOf(every.weekday)]
  return `FREQ=YEARLY;BYMONTH=${every.month};BYDAY=${every.nth}${code}${until}`
}

/**
 * The day of every year that an event of our own writing is; nothing where somebody made more of it
 * than an exception can say: its dates are then read one by one.
 */
export const recurringOf = (event: Event): Recurring | undefined => {
  const { properties, recurrence, length, start, replaces } = event
  const isPlain = recurrence.added.length === 0 && recurrence.removed.size === 0 && length === 1
  if (!properties.has(kindMark) || !isPlain || replaces !== undefined) return undefined
  const [rule] = properties.get("RRULE")?.values ?? []
  const { every, untilYear } = isRecord(rule) ? daysOf(rule) : {}
  if (every === undefined) return undefined
  const written = Number(textOf(properties.get(fromYearMark)) ?? Number.NaN)
  // The year from which it holds is not always that of its first date: 29 February.
  const years = [written, undefined, civilOf(start.day).year]
  return years
    .map((fromYear): Recurring => ({
      every,
      ...(fromYear === undefined ? {} : { fromYear }),
      ...(untilYear === undefined ? {} : { untilYear }),
    }))
    .find((each) => firstDay(each) === start.day)
}

const daysOf = (rule: { readonly [part: string]: unknown }) => {
  const { freq, bymonth, bymonthday, byday, until, ...rest } = rule
  const [, year] = /^(\d{4})-12-31$/.exec(typeof until === "string" ? until : "") ?? []
  const isOurs = freq === "YEARLY" && Object.keys(rest).length === 0
  if (!isOurs || (until !== undefined && year === undefined)) return {}
  const every =
    byday === undefined ? onDate(bymonth, bymonthday) : onWeekday(bymonth, byday, bymonthday)
  return { every, untilYear: year === undefined ? undefined : Number(year) }
}

const onDate = (month: unknown, date: unknown): Every | undefined => {
  if (typeof month !== "number" || typeof date !== "number" || date < 1) return undefined
  return [month, date].map((part) => String(part).padStart(2, "0")).join("-")
}

const onWeekday = (month: unknown, byday: unknown, monthDay: unknown): Every | undefined => {
  const [, number, code] = /^(-?\d)([A-Z]{2})$/.exec(String(byday)) ?? []
  const weekday = weekdays[weekdayCodes.findIndex((each) => each === code)]
  const nth = nths.find((each) => each === Number(number))
  const isWhole = typeof month === "number" && weekday !== undefined && nth !== undefined
  return isWhole && monthDay === undefined ? { month, weekday, nth } : undefined
}

const nths = [1, 2, 3, 4, 5, -1] as const
