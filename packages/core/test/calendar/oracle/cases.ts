// The cases of the oracles: every zone, every day of 2020 to 2040 on which one changes its offset,
// and around each of them a random calendar with random questions.
import * as fc from "fast-check"
import { placed, shape } from "../arbitraries.ts"
import type { Case } from "./check.ts"
import { type Wall, wallOf } from "./wall.ts"

const dayMillis = 86_400_000
const dayMinutes = 1_440
const minuteMillis = 60_000

/** Where a case lies: in a zone, around a date. */
export interface Place {
  readonly timeZone: string
  /** Midnight in UTC of the date. */
  readonly center: number
}

const years = { from: Date.UTC(2020, 0, 1), to: Date.UTC(2041, 0, 1) }

/** Every offset to the quarter of an hour that a calendar takes. */
const fixedOffsets = Array.from({ length: 2 * 14 * 4 + 1 }, (_, n) => n - 14 * 4).map(
  (quarters) => {
    const minutes = Math.abs(quarters) * 15
    const [hour, minute] = [Math.floor(minutes / 60), minutes % 60]
    const text = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`
    return quarters === 0 ? "UTC" : `${quarters < 0 ? "-" : "+"}${text}`
  },
)

/** Every zone that Intl knows, and every offset. */
export const everyZone: ReadonlyArray<string> = [
  ...new Set([...Intl.supportedValuesOf("timeZone"), ...fixedOffsets]),
]

/** No zone has switched twice within so short a time since 2020, or is going to until 2040. */
const strideMillis = 5 * dayMillis

const switchesOf = (wall: Wall): ReadonlyArray<Place> => {
  const pieces = wall.pieces(years.from, years.to, strideMillis)
  return pieces.slice(1).map(({ start, offset }) => ({
    timeZone: wall.timeZone,
    center: Math.floor((start + offset) / dayMillis) * dayMillis,
  }))
}

/** Some more days of every zone, from 1970 to 2200, spread as evenly as they can be. */
const anyDays = 2
const firstDay = 60
const dayCount = 84_000
const goldenPart = (Math.sqrt(5) - 1) / 2

const anyDay = (nth: number): number =>
  (firstDay + Math.floor(((nth * goldenPart) % 1) * dayCount)) * dayMillis

/** Every day on which one of the zones switches, and some others. */
export const placesOf = (timeZones: ReadonlyArray<string>): ReadonlyArray<Place> =>
  timeZones.flatMap((timeZone, n) => [
    ...switchesOf(wallOf(timeZone)),
    ...Array.from({ length: anyDays }, (_, k) => ({ timeZone, center: anyDay(n * anyDays + k) })),
  ])

/** Half hours too, which are where things open and close. */
const minutes = (least: number, most: number) =>
  fc.oneof(
    fc.integer({ min: least, max: most }),
    fc.integer({ min: least / 30, max: most / 30 }).map((halfHours) => halfHours * 30),
  )

/** A case that is yet to be placed; minutes are counted from the date's midnight in UTC. */
const unplaced = fc.record({
  shape,
  from: minutes(-4 * dayMinutes, 2 * dayMinutes),
  length: fc.oneof(
    { weight: 3, arbitrary: minutes(0, 2 * dayMinutes) },
    { weight: 1, arbitrary: minutes(0, 14 * dayMinutes) },
  ),
  beside: fc.tuple(fc.constantFrom(0, 0, 1, 59_999), fc.constantFrom(0, 0, 1, 59_999)),
  share: fc.constantFrom(0.001, 0.1, 0.3, 0.5, 0.7, 0.9, 1),
  pauses: fc.array(fc.tuple(minutes(-4 * dayMinutes, 9 * dayMinutes), minutes(0, 3 * dayMinutes)), {
    maxLength: 3,
  }),
  workingDays: fc.constantFrom(-12, -5, -2, -1, 1, 1, 2, 3, 5, 12),
})
type Unplaced = typeof unplaced extends fc.Arbitrary<infer Value> ? Value : never

const caseAt = ({ timeZone, center }: Place, one: Unplaced): Case => {
  const from = center + one.from * minuteMillis
  return {
    calendar: placed(one.shape, timeZone, center),
    from,
    to: from + one.length * minuteMillis,
    beside: one.length === 0 ? [0, 0] : one.beside,
    share: one.share,
    pauses: one.pauses.map(([start, length]) => {
      const at = center + start * minuteMillis
      return [at, at + length * minuteMillis]
    }),
    workingDays: one.workingDays,
  }
}

/** So many cases at a place; a seed gives the same ones again. */
export const casesAt = (place: Place, count: number, seed: number): ReadonlyArray<Case> =>
  fc.sample(unplaced, { numRuns: count, seed }).map((one) => caseAt(place, one))
