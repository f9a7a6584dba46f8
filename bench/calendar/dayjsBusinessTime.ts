// dayjs-business-time, as its README uses it: it counts in whole minutes.
import dayjs from "dayjs"
import businessTime from "dayjs-business-time"
import timezone from "dayjs/plugin/timezone.js"
import utc from "dayjs/plugin/utc.js"
import { type Peer, type PeerCalendar, weekdays } from "./peer.ts"

dayjs.extend(utc)
dayjs.extend(timezone)
dayjs.extend(businessTime)

const minuteMillis = 60_000

const segments = ({ week }: PeerCalendar, weekday: (typeof weekdays)[number]) => {
  const rows = week[weekday] ?? []
  if (rows.length === 0) return null
  return rows.map(([open, close]) => ({ start: `${open}:00`, end: `${close}:00` }))
}

const use = (calendar: PeerCalendar): void => {
  const [sunday, monday, tuesday, wednesday, thursday, friday, saturday] = weekdays.map((weekday) =>
    segments(calendar, weekday),
  )
  dayjs.setBusinessTime({
    sunday: sunday ?? null,
    monday: monday ?? null,
    tuesday: tuesday ?? null,
    wednesday: wednesday ?? null,
    thursday: thursday ?? null,
    friday: friday ?? null,
    saturday: saturday ?? null,
  })
  dayjs.setHolidays([...calendar.holidays])
}

const dateOf = (timeZone: string, at: number) =>
  timeZone === "UTC" ? dayjs.utc(at) : dayjs.tz(at, timeZone)

/** The peer. */
export const dayjsBusinessTime: Peer = {
  name: "dayjs-business-time",
  use,
  add: (timeZone, from, millis) => {
    const date = dateOf(timeZone, from)
    const minutes = millis / minuteMillis
    const landed =
      minutes < 0 ? date.subtractBusinessMinutes(-minutes) : date.addBusinessMinutes(minutes)
    return landed.valueOf()
  },
  between: (timeZone, from, to) =>
    dateOf(timeZone, from).businessMinutesDiff(dateOf(timeZone, to)) * minuteMillis,
}
