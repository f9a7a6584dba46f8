// Which hours a date has, from the words of the rule and from nothing of the code that is judged.
import type { Calendar } from "../../../src/calendar/Calendar.ts"

type Exception = NonNullable<Calendar["exceptions"]>[number]
type Row = NonNullable<Calendar["week"]["mon"]>[number]

/** From a minute of the wall (inclusive) to one (exclusive), counted from a date's midnight. */
export interface Span {
  readonly open: number
  readonly close: number
}

/** The hours of a date; what closes after midnight does so beyond 1440. */
export interface Hours {
  readonly spans: ReadonlyArray<Span>
  /** How many minutes of working time fall away at the end of `spans`. */
  readonly cutMinutes: number
  /** Open besides; may overlap `spans`. */
  readonly extra: ReadonlyArray<Span>
}

/** The hours of a date. */
export const hoursOn = (calendar: Calendar, date: string): Hours => {
  const due = (calendar.exceptions ?? []).filter((exception) => falls(exception, date))
  let cutMinutes = 0
  for (const each of due) if (each.kind === "shortened") cutMinutes += each.minutes
  const extra = due.flatMap((each) => (each.kind === "extra" ? each.rows.map(spanOf) : []))
  return { spans: base(calendar, due, date).map(spanOf), cutMinutes, extra }
}

/** Own hours, then dated exceptions, then recurring ones, then the week. */
const base = (
  calendar: Calendar,
  due: ReadonlyArray<Exception>,
  date: string,
): ReadonlyArray<Row> => {
  const own = calendar.days?.[date]
  if (own !== undefined) return own
  const isHoliday = (calendar.holidays ?? []).some(
    (holiday) => (typeof holiday === "string" ? holiday : holiday.date) === date,
  )
  const dated = due.filter((exception) => "date" in exception)
  const recurring = due.filter((exception) => !("date" in exception))
  return (
    byKind(calendar, dated, date) ??
    (isHoliday ? [] : undefined) ??
    byKind(calendar, recurring.toSorted(byForm), date) ??
    weekOn(calendar, date)[weekdayOf(date)] ??
    []
  )
}

// Of two of one kind a date of the year holds before a weekday counted from the front, and that
// before the last one.
const byForm = (a: Exception, b: Exception): number => formOf(a) - formOf(b)

const formOf = (exception: Exception): number => {
  if ("date" in exception || typeof exception.every === "string") return 0
  return exception.every.nth > 0 ? 1 : 2
}

const byKind = (
  calendar: Calendar,
  exceptions: ReadonlyArray<Exception>,
  date: string,
): ReadonlyArray<Row> | undefined => {
  for (const each of exceptions) if (each.kind === "hours") return each.rows
  for (const each of exceptions)
    if (each.kind === "moved") return weekOn(calendar, date)[each.like] ?? []
  return exceptions.some(({ kind }) => kind === "closed") ? [] : undefined
}

const weekOn = ({ week, changes = [] }: Calendar, date: string): Calendar["week"] => {
  let inForce = week
  for (const change of changes) if (change.validFrom <= date) inForce = change.week
  return inForce
}

const falls = (exception: Exception, date: string): boolean => {
  if ("date" in exception) return exception.date === date
  const { every, fromYear = 0, untilYear = 9999 } = exception
  const year = Number(date.slice(0, 4))
  if (year < fromYear || year > untilYear) return false
  if (typeof every === "string") return date.slice(5) === every
  const month = Number(date.slice(5, 7))
  if (month !== every.month || weekdayOf(date) !== every.weekday) return false
  const isLast = new Date(Date.parse(date) + 7 * 86_400_000).getUTCMonth() + 1 !== month
  return every.nth === -1 ? isLast : Math.ceil(Number(date.slice(8)) / 7) === every.nth
}

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const

const weekdayOf = (date: string) => weekdays[new Date(date).getUTCDay()] ?? "sun"

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const spanOf = (row: Row): Span =>
  "overnight" in row
    ? { open: minutesOf(row.open), close: minutesOf(row.close) + 1440 }
    : { open: minutesOf(row[0]), close: minutesOf(row[1]) }
