// Working time as anybody would count it by hand: no index, no totals, one step after the other.
import type { Calendar } from "../../src/calendar/Calendar.ts"
import { dayMillis, minuteMillis } from "../../src/calendar/units.ts"

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const

const rowsOn = (calendar: Calendar, date: string): ReadonlyArray<readonly [string, string]> => {
  const own = calendar.days?.[date]
  if (own !== undefined) return own
  if (calendar.holidays?.some((holiday) => holiday === date)) return []
  const weekday = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()]
  return (weekday === undefined ? undefined : calendar.week[weekday]) ?? []
}

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const offsetOf = (timeZone: string) => {
  if (timeZone === "UTC") return 0
  const millis = minutes(timeZone.slice(1)) * minuteMillis
  return timeZone.startsWith("-") ? -millis : millis
}

/** Steps through the dates of a fixed offset. */
export const betweenByDates = (calendar: Calendar, from: number, to: number): number => {
  const offset = offsetOf(calendar.timeZone)
  let total = 0
  const first = Math.floor((from + offset) / dayMillis)
  for (let day = first; day * dayMillis - offset < to; day++) {
    for (const [open, close] of rowsOn(
      calendar,
      new Date(day * dayMillis).toISOString().slice(0, 10),
    )) {
      const start = Math.max(from, day * dayMillis + minutes(open) * minuteMillis - offset)
      const end = Math.min(to, day * dayMillis + minutes(close) * minuteMillis - offset)
      total += Math.max(0, end - start)
    }
  }
  return total
}

const halfHour = 30 * minuteMillis
const formats = new Map<string, Intl.DateTimeFormat>()

const wallOf = (timeZone: string, at: number) => {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" })
  formats.set(timeZone, format)
  const [date, time] = format.format(at).split(" ")
  return { date: date ?? "", time: minutes(time ?? "") }
}

/** Looks at the clock on the wall every half hour; `from` and `to` are full half hours. */
export const betweenByClock = (calendar: Calendar, from: number, to: number): number => {
  let total = 0
  for (let at = from; at < to; at += halfHour) {
    const { date, time } = wallOf(calendar.timeZone, at)
    const open = rowsOn(calendar, date).some(
      ([opening, closing]) => minutes(opening) <= time && time < minutes(closing),
    )
    if (open) total += halfHour
  }
  return total
}
