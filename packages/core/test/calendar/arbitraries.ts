// Calendars, zones and instants to throw at the laws.
import * as fc from "fast-check"
import type { Calendar } from "../../src/calendar/Calendar.ts"
import { dayMillis, minuteMillis } from "../../src/calendar/units.ts"

/**
 * Zones that switch: by an hour, by half an hour, by two, in Ramadan, at midnight, by a whole day.
 */
export const switchingZones = [
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Antarctica/Troll",
  "Africa/Casablanca",
  "Asia/Beirut",
  "America/Havana",
] as const

export const fixedZones = ["UTC", "+03:00", "-09:30", "+14:00"] as const

const start = Date.UTC(2025, 0, 1)
const days = 900

/** An instant of 2025 to mid 2027, to the minute and now and then to the millisecond. */
export const instant = fc
  .tuple(fc.integer({ min: 0, max: days * 1440 }), fc.constantFrom(0, 0, 1, 59_999))
  .map(([minutes, millis]) => start + minutes * minuteMillis + millis)

/** Up to a working month. */
export const duration = fc.integer({ min: 1, max: 20 * dayMillis })

const clock = (halfHours: number) =>
  `${String(Math.floor(halfHours / 2)).padStart(2, "0")}:${halfHours % 2 === 0 ? "00" : "30"}`

const pairs = (cuts: ReadonlyArray<number>): Array<[string, string]> =>
  cuts.flatMap((open, i): Array<[string, string]> => {
    const close = cuts[i + 1]
    return i % 2 === 0 && close !== undefined ? [[clock(open), clock(close)]] : []
  })

/** Rows between half hours of `hours`; none on some dates, the whole day on others. */
const rows = (hours: ReadonlyArray<number>) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.subarray([...hours], { minLength: 2, maxLength: 6 }).map(pairs) },
    { weight: 1, arbitrary: fc.constant<Array<[string, string]>>([]) },
    { weight: 1, arbitrary: fc.constant<Array<[string, string]>>([["00:00", "24:00"]]) },
  )

const date = fc
  .integer({ min: 0, max: days })
  .map((day) => new Date(start + day * dayMillis).toISOString().slice(0, 10))

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i)

/** Every half hour of a day. */
export const anyHours = range(0, 48)
/** Midnight, and what no switch of Berlin, New York or Lord Howe ever shows twice. */
export const calmHours = [0, ...range(8, 48)]

/** A calendar that is open on Wednesdays at least. */
export const calendar = (zones: ReadonlyArray<string>, hours = anyHours): fc.Arbitrary<Calendar> =>
  fc.record({
    id: fc.constant("any"),
    version: fc.constant("1"),
    timeZone: fc.constantFrom(...zones),
    week: fc.record(
      {
        mon: rows(hours),
        tue: rows(hours),
        wed: fc.constant<Array<[string, string]>>([["09:00", "13:00"]]),
        thu: rows(hours),
        sat: rows(hours),
        sun: rows(hours),
      },
      { requiredKeys: ["wed"] },
    ),
    holidays: fc.array(date, { maxLength: 20 }),
    days: fc.dictionary(date, rows(hours), { maxKeys: 20 }),
  })
