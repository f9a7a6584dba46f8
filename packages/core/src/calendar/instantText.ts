// The grammar of instants (RFC 3339): the wall time that a text says, and its offset.
import { dateForm, dayOf, firstYear, isRealDate, lastYear } from "./date.ts"
import { dayMillis, hourMillis, minuteMillis, secondMillis } from "./units.ts"

/** Something wrong with a text. */
export interface Fault {
  readonly code: string
  readonly expected: string
}

/** What a text says; `wall` counts only where nothing is wrong with the text. */
export interface Written {
  readonly wall: number
  /** Nothing where the text names none. */
  readonly offsetMillis: number | undefined
  readonly faults: ReadonlyArray<Fault>
}

export const rangeFault: Fault = {
  code: "out-of-range",
  expected: `an instant from ${firstYear} to ${lastYear}`,
}
const formFault: Fault = {
  code: "invalid-instant",
  expected: "an instant such as 2026-03-29T10:00:00+02:00",
}
const dateFault: Fault = { code: "invalid-date", expected: dateForm }
const timeFault: Fault = { code: "invalid-time", expected: "a time from 00:00:00 to 23:59:59" }
const offsetFault: Fault = { code: "invalid-time", expected: "an offset from -23:59 to +23:59" }

const instant = new RegExp(
  [
    /^(?<year>\d{4})-(?<month>\d{2})-(?<date>\d{2})[Tt]/,
    /(?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.(?<fraction>\d+))?)?/,
    /(?<offset>[Zz]|(?<sign>[+-])(?<offsetHour>\d{2}):(?<offsetMinute>\d{2}))?$/,
  ]
    .map(({ source }) => source)
    .join(""),
)

// Years of ECMAScript's longer form, and what PostgreSQL calls the ends of time (T06).
const beyond = /^(?:[+-]?infinity$|[+-]\d{4,}-|\d{5,}-)/i

/** Reads a text as far as that can be done without a zone. */
export const readInstant = (text: string): Written => {
  const parts = instant.exec(text)?.groups
  if (parts === undefined) {
    return { wall: 0, offsetMillis: 0, faults: [beyond.test(text) ? rangeFault : formFault] }
  }
  const part = (name: string) => Number(parts[name] ?? 0)
  const [hour, minute, second] = [part("hour"), part("minute"), part("second")]
  const ahead = part("offsetHour") * hourMillis + part("offsetMinute") * minuteMillis
  const isTime = hour < 24 && minute < 60 && second < 60
  const isOffset = part("offsetHour") < 24 && part("offsetMinute") < 60
  const faults = [
    ...dateFaults(part("year"), part("month"), part("date")),
    ...(isTime ? [] : [timeFault]),
    ...(isOffset ? [] : [offsetFault]),
  ]
  const millis = Number((parts["fraction"] ?? "").slice(0, 3).padEnd(3, "0"))
  const time = hour * hourMillis + minute * minuteMillis + second * secondMillis + millis
  return {
    wall: dayOf(part("year"), part("month"), part("date")) * dayMillis + time,
    offsetMillis:
      parts["offset"] === undefined ? undefined : parts["sign"] === "-" ? -ahead : ahead,
    faults,
  }
}

const dateFaults = (year: number, month: number, date: number): ReadonlyArray<Fault> => {
  // A year more on either side, since the local one may be another than that of UTC.
  if (year < firstYear - 1 || year > lastYear + 1) return [rangeFault]
  return isRealDate(year, month, date) ? [] : [dateFault]
}
