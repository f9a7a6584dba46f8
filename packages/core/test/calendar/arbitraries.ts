// Calendars, zones and instants to throw at the laws and at the oracles.
import * as fc from "fast-check"
import type { Calendar } from "../../src/calendar/Calendar.ts"
import { dayMillis, minuteMillis } from "../../src/calendar/units.ts"

type Exception = NonNullable<Calendar["exceptions"]>[number]
type Row = NonNullable<Calendar["week"]["mon"]>[number]

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

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`

/** Opens and closes at every other minute; one that is left over opens a night shift. */
const rowsBetween = (minutes: ReadonlyArray<number>, morning: number): ReadonlyArray<Row> =>
  minutes.flatMap((open, n): ReadonlyArray<Row> => {
    const close = minutes[n + 1]
    if (n % 2 === 1) return []
    if (close !== undefined) return [[clock(open), clock(close)]]
    return open === 1440 ? [] : [{ open: clock(open), close: clock(morning), overnight: true }]
  })

const wholeDay: ReadonlyArray<Row> = [["00:00", "24:00"]]

/** Half hours mostly: that is where zones switch, so that a boundary meets a switch. */
const minuteFrom = (morning: number) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: morning / 30, max: 48 }).map((half) => half * 30) },
    { weight: 1, arbitrary: fc.integer({ min: morning, max: 1440 }) },
  )

/** Rows that open at `morning` or later, and close by the `morning` after: two dates never meet. */
const rowsFrom = (morning: number): fc.Arbitrary<ReadonlyArray<Row>> => {
  const minutes = fc.uniqueArray(minuteFrom(morning), { minLength: 1, maxLength: 6 })
  const ordered = minutes.map((list) =>
    rowsBetween(
      list.toSorted((a, b) => a - b),
      morning,
    ),
  )
  return fc.oneof(
    { weight: 6, arbitrary: ordered },
    { weight: 1, arbitrary: fc.constant<ReadonlyArray<Row>>([]) },
    { weight: 1, arbitrary: fc.constant(morning === 0 ? wholeDay : []) },
  )
}

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const
const morning = fc.constantFrom(0, 0, 30, 120, 150, 360)
/** Of a single date: nobody compares them with the date before. */
const rows = morning.chain(rowsFrom)
const someRows = rows.map((list) => (list.length === 0 ? wholeDay : list))

const weekOf = fc.memo(() =>
  morning.chain((at) => {
    const some = rowsFrom(at)
    return fc.record({ mon: some, tue: some, thu: some, fri: some, sat: some, sun: some })
  }),
)

/** Open on Wednesday noon at least, so that no deadline is out of reach. */
const week = weekOf(1).map((own): Calendar["week"] => ({ ...own, wed: [["09:00", "13:00"]] }))

const kind = fc.oneof(
  fc.constant({ kind: "closed" } as const),
  fc.record({ kind: fc.constant("hours" as const), rows }),
  fc.record({ kind: fc.constant("moved" as const), like: fc.constantFrom(...weekdays) }),
  fc.record({
    kind: fc.constant("shortened" as const),
    minutes: fc.oneof(fc.constantFrom(30, 60, 90), fc.integer({ min: 1, max: 1439 })),
  }),
  fc.record({ kind: fc.constant("extra" as const), rows: someRows }),
)

/** Days around the one that matters, which is 0. */
const nearby = fc.integer({ min: -9, max: 16 })

/** How many years before that of its date something begins to hold, and after it it still does. */
interface Years {
  readonly before?: number
  readonly after?: number
}

const exception = fc.record({
  day: nearby,
  when: fc.constantFrom("date", "date", "date", "monthDay", "nth", "last"),
  /** For which years it holds. */
  years: fc.constantFrom<Years>(
    {},
    { before: 0 },
    { before: 1, after: 1 },
    { after: 0 },
    { after: -1 },
  ),
  kind,
})

/** A calendar whose dates are days from one that is yet to be chosen. */
export const shape = fc.record({
  week,
  holidays: fc.array(nearby, { maxLength: 4 }),
  days: fc.array(fc.tuple(nearby, rows), { maxLength: 4 }),
  exceptions: fc.array(exception, { maxLength: 8 }),
  changes: fc.array(fc.tuple(nearby, week), { maxLength: 2 }),
})
export type Shape = typeof shape extends fc.Arbitrary<infer Value> ? Value : never

/** A shape as the calendar of a zone, day 0 being the date that begins at `center` in UTC. */
export const placed = (shape: Shape, timeZone: string, center: number): Calendar => {
  const dateOf = (day: number) => new Date(center + day * dayMillis).toISOString().slice(0, 10)
  const changes = new Map(shape.changes.map(([day, week]) => [dateOf(day), week]))
  return {
    id: "any",
    version: "1",
    timeZone,
    week: shape.week,
    holidays: shape.holidays.map(dateOf),
    days: Object.fromEntries(shape.days.map(([day, rows]) => [dateOf(day), rows])),
    exceptions: withoutConflicts(shape.exceptions.map((each) => exceptionOf(each, dateOf))),
    changes: [...changes.keys()]
      .toSorted()
      .flatMap((validFrom) => ({ validFrom, week: changes.get(validFrom) ?? {} })),
  }
}

const exceptionOf = (
  { day, when, years: { before, after }, kind }: Shape["exceptions"][number],
  dateOf: (day: number) => string,
): Exception => {
  const date = dateOf(day)
  if (when === "date") return { name: "an exception", date, ...kind }
  const year = Number(date.slice(0, 4))
  const every = when === "monthDay" ? date.slice(5) : weekdayOf(date, when)
  const fromYear = before === undefined ? {} : { fromYear: year - before }
  const untilYear = after === undefined ? {} : { untilYear: year + after }
  return { name: "an exception", every, ...fromYear, ...untilYear, ...kind }
}

const nths = [1, 2, 3, 4, 5] as const

const weekdayOf = (date: string, when: "nth" | "last") => {
  const at = new Date(`${date}T00:00:00Z`)
  const nth = nths[Math.ceil(at.getUTCDate() / 7) - 1] ?? 5
  return {
    month: at.getUTCMonth() + 1,
    weekday: weekdays[(at.getUTCDay() + 6) % 7] ?? "mon",
    nth: when === "last" ? -1 : nth,
  } as const
}

/** Two that give hours to one date are refused: of those the first stays. */
const withoutConflicts = (exceptions: ReadonlyArray<Exception>): ReadonlyArray<Exception> => {
  const taken = new Set<string>()
  return exceptions.filter((each) => {
    if (each.kind !== "hours" && each.kind !== "moved") return true
    const when = JSON.stringify("date" in each ? each.date : each.every)
    return !taken.has(when) && taken.add(when)
  })
}

/** A calendar with dates of 2025 to mid 2027, open on Wednesdays at least. */
export const calendar = (zones: ReadonlyArray<string>): fc.Arbitrary<Calendar> =>
  fc
    .tuple(shape, fc.constantFrom(...zones), fc.integer({ min: 0, max: days }))
    .map(([shape, zone, day]) => placed(shape, zone, start + day * dayMillis))
