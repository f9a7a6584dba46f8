// A calendar made ready to be asked: its intervals are laid out year by year, as far as asked for.
import * as Problem from "../problem/Problem.ts"
import { dayOf, firstYear, lastYear } from "./date.ts"
import type { Calendar } from "./form.ts"
import { dayOn, type Hours, hoursOf, specialIn } from "./hours.ts"
import { openOn } from "./stretches.ts"
import { lineUp, type Opening, type Timeline } from "./timeline.ts"
import { dayMillis } from "./units.ts"
import { openingToInstant, type Zone, zoneOf } from "./zone.ts"

/**
 * A calendar made ready.
 *
 * `timeline` is replaced by a longer one when a question reaches beyond it. That is a cache: no
 * answer depends on what was asked before.
 */
export interface Compiled {
  readonly calendar: Calendar
  readonly zone: Zone
  readonly hours: Hours
  timeline: Timeline
}

/** The last instant that can be asked about, inclusive: the end of 2200 in UTC. */
export const latestMillis = Date.UTC(lastYear + 1, 0, 1)

/** Makes a valid calendar ready; nothing is laid out before the first question. */
export const compile = (calendar: Calendar): Compiled => ({
  calendar,
  zone: zoneOf(calendar.timeZone),
  hours: hoursOf(calendar),
  timeline: nothing,
})

/** A timeline on which both instants lie, `low` ≤ `high`; throws a RangeError outside 1970–2200. */
export const cover = (compiled: Compiled, low: number, high: number): Timeline => {
  const { timeline } = compiled
  return low >= timeline.from && high < timeline.until ? timeline : reach(compiled, low, high)
}

/** A timeline that goes on longer after (1) or before (-1) its years; nothing where time ends. */
export const longer = (compiled: Compiled, direction: 1 | -1): Timeline | undefined => {
  const { firstYear, lastYear } = compiled.timeline
  const more = 1 + ((lastYear - firstYear) >> 1)
  if (direction === 1) {
    return lastYear >= laidOutTo ? undefined : layOut(compiled, firstYear, lastYear + more)
  }
  return firstYear <= laidOutFrom ? undefined : layOut(compiled, firstYear - more, lastYear)
}

/** The defect of a question whose answer lies outside the years that are laid out. */
export const outOfRange = (
  got: number,
  expected = `an instant from ${firstYear} to ${lastYear}`,
): RangeError => {
  return new RangeError(Problem.make({ code: "out-of-range", path: "", got, expected }).message)
}

/** The defect of a distance that leads out of those years, such as `so many dates`. */
export const tooFar = (count: number, distance: string): RangeError =>
  outOfRange(count, `${distance} ${count < 0 ? `since ${firstYear}` : `before ${lastYear + 1}`}`)

// The year before and after, because a local year begins up to 14 hours beside that of UTC.
const laidOutFrom = firstYear - 1
const laidOutTo = lastYear + 1

const nothing: Timeline = lineUp({ firstYear: 0, lastYear: 0, from: 0, until: 0 }, [])

const reach = (compiled: Compiled, low: number, high: number): Timeline => {
  if (!(low >= 0)) throw outOfRange(low)
  if (!(high <= latestMillis)) throw outOfRange(high)
  return layOut(compiled, new Date(low).getUTCFullYear() - 1, new Date(high).getUTCFullYear() + 1)
}

const layOut = (compiled: Compiled, first: number, last: number): Timeline => {
  const old = compiled.timeline
  const known = old !== nothing
  const from = Math.max(laidOutFrom, known ? Math.min(first, old.firstYear) : first)
  const to = Math.min(laidOutTo, known ? Math.max(last, old.lastYear) : last)
  const before = openingsOf(compiled, from, known ? old.firstYear : to + 1)
  const after = known ? openingsOf(compiled, old.lastYear + 1, to + 1) : before
  const openings = known ? [before, withoutSentinel(old), after] : [before]
  compiled.timeline = lineUp(
    {
      firstYear: from,
      lastYear: to,
      from: Math.max(startOfYear(compiled.zone, from), 0),
      until: Math.min(startOfYear(compiled.zone, to + 1), latestMillis + 1),
    },
    openings,
  )
  return compiled.timeline
}

const withoutSentinel = (timeline: Timeline): Opening => ({
  starts: timeline.starts.subarray(0, timeline.count),
  ends: timeline.ends.subarray(0, timeline.count),
  workdays: timeline.workdays,
})

const startOfYear = (zone: Zone, year: number): number =>
  openingToInstant(zone, dayOf(year, 1, 1) * dayMillis)

/** What opens in the local years `first` (inclusive) to `end` (exclusive). */
const openingsOf = ({ hours, zone }: Compiled, first: number, end: number): Opening => {
  const starts: Array<number> = []
  const ends: Array<number> = []
  const workdays: Array<number> = []
  const from = Math.max(startOfYear(zone, first), 0)
  const until = Math.min(startOfYear(zone, end), latestMillis)
  const firstDay = dayOf(first, 1, 1)
  // A night shift of the date before reaches into the first one.
  let day = firstDay - 1
  for (let year = first - 1; year < end; year++) {
    const special = specialIn(hours, year)
    for (const next = dayOf(year + 1, 1, 1); day < next; day++) {
      const before = starts.length
      for (const open of openOn(zone, day, dayOn(hours, day, special))) {
        const start = Math.max(open.start, from)
        const end = Math.min(open.end, until)
        // A row inside a gap is empty, and so is one outside of what can be asked about.
        if (start >= end) continue
        starts.push(start)
        ends.push(end)
      }
      if (starts.length > before && day >= firstDay) workdays.push(day)
    }
  }
  return { starts, ends, workdays }
}
