// Arbitrary calendars: weeks with odd hours and night shifts, zones that switch, dates that differ.
import type { Calendar } from "@upkeep/core"
import fc from "fast-check"

type Row = NonNullable<Calendar.Week["mon"]>[number]
type Exception = NonNullable<Calendar.Calendar["exceptions"]>[number]

/**
 * Zones that stand still, and zones that switch: by an hour, by half an hour, by two, in Ramadan,
 * at midnight.
 */
export const zones = [
  "UTC",
  "+03:00",
  "-09:30",
  "+14:00",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Antarctica/Troll",
  "Africa/Casablanca",
  "America/Havana",
] as const

const dayMinutes = 1_440

const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`

/** Opens and closes at every other minute; one that is left over opens a night shift. */
const rowsBetween = (minutes: ReadonlyArray<number>, morning: number): ReadonlyArray<Row> =>
  minutes.flatMap((open, index): ReadonlyArray<Row> => {
    const close = minutes[index + 1]
    if (index % 2 === 1) return []
    if (close !== undefined) return [[timeOf(open), timeOf(close)]]
    if (open === dayMinutes) return []
    return [{ open: timeOf(open), close: timeOf(morning), overnight: true }]
  })

/** Rows that open at `morning` or later and close by the `morning` after: two dates never meet. */
const rowsFrom = (morning: number): fc.Arbitrary<ReadonlyArray<Row>> => {
  // Half hours mostly: that is where zones switch, so that a boundary meets a switch.
  const minute = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: morning / 30, max: 48 }).map((half) => half * 30) },
    { weight: 1, arbitrary: fc.integer({ min: morning, max: dayMinutes }) },
  )
  const minutes = fc.uniqueArray(minute, { maxLength: 6 })
  return minutes.map((list) =>
    rowsBetween(
      list.toSorted((a, b) => a - b),
      morning,
    ),
  )
}

const morning = fc.constantFrom(0, 0, 30, 120, 360)
const rows = morning.chain(rowsFrom)

/** Open on Wednesday noon at least, so that no deadline is out of reach. */
const week = morning.chain((from) => {
  const some = rowsFrom(from)
  const days = fc.record({ mon: some, tue: some, thu: some, fri: some, sat: some, sun: some })
  return days.map((own): Calendar.Week => ({ ...own, wed: [["09:00", "13:00"]] }))
})

const dayMillis = dayMinutes * 60_000
/** The dates that differ lie in 2025 and 2026. */
const date = fc
  .integer({ min: 0, max: 729 })
  .map((day) => new Date(Date.UTC(2025, 0, 1) + day * dayMillis).toISOString().slice(0, 10))

const difference = fc.oneof(
  fc.constant({ kind: "closed" } as const),
  fc.record({ kind: fc.constant("hours" as const), rows }),
  fc.record({
    kind: fc.constant("moved" as const),
    like: fc.constantFrom("mon", "wed", "sat", "sun"),
  }),
  fc.record({
    kind: fc.constant("shortened" as const),
    minutes: fc.oneof(fc.constantFrom(30, 60), fc.integer({ min: 1, max: dayMinutes - 1 })),
  }),
  fc.record({
    kind: fc.constant("extra" as const),
    rows: fc.constant<ReadonlyArray<Row>>([["00:00", "24:00"]]),
  }),
)

const exception = fc
  .tuple(date, difference, fc.boolean())
  .map(([date, kind, isYearly]): Exception => {
    const when = isYearly ? { every: date.slice(5) } : { date }
    return { name: "an exception", ...when, ...kind }
  })

/** Two that give hours to one date are refused: one exception for each date. */
const exceptions = fc.uniqueArray(exception, {
  maxLength: 4,
  selector: (each) => ("date" in each ? each.date.slice(5) : each.every),
})

/**
 * Calendars that `Calendar.make` takes: any hours on most days of the week, night shifts too, in
 * zones that switch; holidays, dates with hours of their own, exceptions once and each year, in
 * 2025 and 2026. Each is open on Wednesdays from 9 to 13, but for its exceptions.
 *
 * @example
 * import { Calendar } from "@upkeep/core"
 * import fc from "fast-check"
 * const [calendar] = fc.sample(arbitraryCalendar, { numRuns: 1, seed: 7 })
 * Calendar.make(calendar)._tag // => "Success"
 */
export const arbitraryCalendar: fc.Arbitrary<Calendar.Calendar> = fc.record({
  id: fc.constant("arbitrary"),
  version: fc.constant("1"),
  timeZone: fc.constantFrom(...zones),
  week,
  holidays: fc.uniqueArray(date, { maxLength: 4 }),
  days: fc.dictionary(date, rows, { maxKeys: 3 }),
  exceptions,
})
