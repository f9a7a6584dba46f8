// A recurrence rule (RFC 5545, section 3.3.10) as far as whole dates can follow it.
import { civilOf, realDay, weekdayOf } from "../date.ts"
import { isRecord } from "./property.ts"

/** A rule with nothing left open; where a set is absent, every date is in it. */
export interface Rule {
  readonly frequency: (typeof frequencies)[number]
  readonly interval: number
  /** Infinity where there is none. */
  readonly count: number
  /** The last day number, inclusive; Infinity where there is none. */
  readonly until: number
  /** Monday is 0. */
  readonly weekStart: number
  readonly months: ReadonlySet<number> | undefined
  readonly weeks: ReadonlySet<number> | undefined
  readonly yearDays: ReadonlySet<number> | undefined
  readonly monthDays: ReadonlySet<number> | undefined
  /** `MO`, and with its number in the month or year `-1MO`. */
  readonly weekdays: ReadonlySet<string> | undefined
  readonly positions: ReadonlySet<number> | undefined
}

/** The weekdays as iCalendar names them, Monday first. */
export const weekdayCodes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const

const frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const
const days = ["byyearday", "bymonthday", "byday"]
const parts = ["freq", "interval", "count", "until", "wkst", "bymonth", "byweekno", "bysetpos"]
const known = new Set([...parts, ...days])

// Read from the text: ical.js makes an interval of 1 out of one that is none.
const forbidden = [
  /[:;](?:INTERVAL|COUNT)=[+-]?0*(?:;|$)/i,
  /[:;](?:INTERVAL|COUNT)=-/i,
  /[:;]COUNT=.*;UNTIL=|[:;]UNTIL=.*;COUNT=/i,
]

/** Whether a rule says what section 3.3.10 forbids, so that nobody knows what was meant. */
export const isForbidden = (text: string): boolean => forbidden.some((form) => form.test(text))

/** Reads the value of an RRULE; nothing where it is about times, or what we do not know. */
export const ruleOf = (value: unknown, start: number): Rule | undefined => {
  if (!isRecord(value) || !Object.keys(value).every((part) => known.has(part))) return undefined
  const frequency = frequencies.find((each) => each === value["freq"])
  const until = untilOf(value["until"])
  if (frequency === undefined || until === undefined || !isFit(frequency, value)) return undefined
  return completed(
    {
      frequency,
      interval: Number(value["interval"] ?? 1),
      count: Number(value["count"] ?? Infinity),
      until,
      // ical.js counts from Sunday, which is 1; a week begins on Monday by default.
      weekStart: (Number(value["wkst"] ?? 2) + 5) % 7,
      months: numbersOf(value["bymonth"]),
      weeks: numbersOf(value["byweekno"]),
      yearDays: numbersOf(value["byyearday"]),
      monthDays: numbersOf(value["bymonthday"]),
      weekdays: weekdaysOf(value["byday"]),
      positions: numbersOf(value["bysetpos"]),
    },
    start,
  )
}

const untilOf = (value: unknown): number | undefined =>
  typeof value === "string" ? realDay(value.slice(0, 10)) : Infinity

/** What may stand together. */
const isFit = (
  frequency: Rule["frequency"],
  value: { readonly [part: string]: unknown },
): boolean => {
  const { byweekno, byyearday, bymonthday, byday } = value
  if (frequency !== "YEARLY" && (byweekno !== undefined || byyearday !== undefined)) return false
  if (frequency === "WEEKLY" && bymonthday !== undefined) return false
  const isNumbered = listOf(byday).some((each) => /\d/.test(String(each)))
  if (!isNumbered) return true
  return frequency === "MONTHLY" || (frequency === "YEARLY" && byweekno === undefined)
}

const listOf = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : [value])

const numbersOf = (value: unknown): ReadonlySet<number> | undefined =>
  value === undefined ? undefined : new Set(listOf(value).map(Number))

const weekdaysOf = (value: unknown): ReadonlySet<string> | undefined =>
  value === undefined
    ? undefined
    : new Set(listOf(value).map((each) => String(each).replace("+", "")))

/** What a rule leaves open is taken from its first date. */
const completed = (rule: Rule, start: number): Rule => {
  const { frequency, months, weeks, yearDays, monthDays, weekdays } = rule
  const hasDay = [yearDays, monthDays, weekdays].some((each) => each !== undefined)
  if (hasDay || frequency === "DAILY") return rule
  if (frequency === "WEEKLY" || weeks !== undefined) {
    return { ...rule, weekdays: new Set([weekdayCodes[weekdayOf(start)] ?? ""]) }
  }
  const { month, date } = civilOf(start)
  const onDate = { ...rule, monthDays: new Set([date]) }
  return frequency === "MONTHLY" ? onDate : { ...onDate, months: months ?? new Set([month]) }
}
