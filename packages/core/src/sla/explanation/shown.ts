// Instants, spans and lengths as people read them.
import * as LocalTime from "../../calendar/LocalTime.ts"
import type { Words } from "./words.ts"

/** Says times in one language and one zone. */
export interface Shown {
  /** `Fri 2026-03-06 17:00 +03:00`; seconds and milliseconds where there are some. */
  readonly at: (at: number) => string
  /** `Fri 2026-03-06 17:00 – 18:00 +03:00`; date and offset again where they are others. */
  readonly span: (from: number, to: number) => string
  /** `Fri 2026-03-06` */
  readonly date: (date: string) => string
  /** `9 h 00 min`, to the millisecond: `0 h 05 min 03.250 s`. */
  readonly length: (millis: number) => string
  /** The same without minutes where there are none: `24 h`. */
  readonly round: (millis: number) => string
}

/** Says times by the wall of a zone; throws a RangeError for a zone that is not taken. */
export const shownIn = ({ weekdays, units }: Words, timeZone: string): Shown => {
  const dateOf = (date: string) => `${weekdays[weekdayOf(date)] ?? ""} ${date}`
  const length = (millis: number) => {
    const [hours, minutes] = [Math.floor(millis / hourMillis), Math.floor(millis / minuteMillis)]
    const said = `${hours} ${units.hours} ${twoDigits(minutes % 60)} ${units.minutes}`
    const left = millis % minuteMillis
    return left === 0 ? said : `${said} ${seconds(left)} ${units.seconds}`
  }
  return {
    date: dateOf,
    at: (at) => {
      const { date, time, offset } = wallOf(at, timeZone)
      return `${dateOf(date)} ${time} ${offset}`
    },
    span: (from, to) => {
      const [start, end] = [wallOf(from, timeZone), wallOf(to, timeZone)]
      const isSteady = start.offset === end.offset
      const first = `${dateOf(start.date)} ${start.time}${isSteady ? "" : ` ${start.offset}`}`
      const second = start.date === end.date && isSteady ? "" : `${dateOf(end.date)} `
      return `${first} – ${second}${end.time} ${end.offset}`
    },
    length,
    round: (millis) =>
      millis % hourMillis === 0 ? `${millis / hourMillis} ${units.hours}` : length(millis),
  }
}

const minuteMillis = 60_000
const hourMillis = 60 * minuteMillis

const twoDigits = (count: number): string => String(count).padStart(2, "0")

const seconds = (millis: number): string => {
  const whole = twoDigits(Math.floor(millis / 1_000))
  return millis % 1_000 === 0 ? whole : `${whole}.${String(millis % 1_000).padStart(3, "0")}`
}

interface Wall {
  readonly date: string
  readonly time: string
  readonly offset: string
}

// `2026-03-06T17:00:00+03:00`, and its seconds are of interest where they are not zero.
const wallOf = (at: number, timeZone: string): Wall => {
  const text = LocalTime.format(at, timeZone)
  const time = text.slice(11, -6)
  return {
    date: text.slice(0, 10),
    time: time.endsWith(":00") && time.length === 8 ? time.slice(0, 5) : time,
    offset: text.slice(-6),
  }
}

/** Monday is 0. */
const weekdayOf = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
