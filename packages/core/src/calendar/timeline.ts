// The working intervals of some years in a row, as sorted arrays that are looked up, never walked.
// An index that is read with `!` lies within its array by what is said of the arrays below; this is
// the innermost loop of all deadlines, so it is not asked again.
import { dayMillis } from "./units.ts"

/**
 * Working intervals of the local years `firstYear` to `lastYear`, disjoint and apart.
 *
 * `starts` and `ends` close with a sentinel at infinity; `totals[i]` is the working time before the
 * i-th interval, so that its last entry is that of all; `byDay[d]` is the first interval that ends
 * after `from` + d × 24 h; `workdays` are the numbers of the local dates that have open time.
 */
export interface Timeline {
  readonly firstYear: number
  readonly lastYear: number
  readonly from: number
  readonly until: number
  readonly count: number
  readonly starts: Float64Array
  readonly ends: Float64Array
  readonly totals: Float64Array
  readonly byDay: Int32Array
  readonly workdays: Int32Array
}

/** What a timeline is made of: years, the instants they span, and what opens in them. */
export interface Opening {
  readonly starts: ArrayLike<number>
  readonly ends: ArrayLike<number>
  readonly workdays: ArrayLike<number>
}

/** Lines up openings in the order of time; those that touch become one interval. */
export const lineUp = (
  span: Pick<Timeline, "firstYear" | "lastYear" | "from" | "until">,
  openings: ReadonlyArray<Opening>,
): Timeline => {
  const { starts, ends } = joined(openings)
  const count = starts.length
  const totals = new Float64Array(count + 1)
  for (let i = 0; i < count; i++) totals[i + 1] = totals[i]! + (ends[i]! - starts[i]!)
  const closings = withSentinel(ends)
  return {
    ...span,
    count,
    starts: withSentinel(starts),
    ends: closings,
    totals,
    byDay: indexByDay(span.from, span.until, closings),
    workdays: Int32Array.from(openings.flatMap((opening) => Array.from(opening.workdays))),
  }
}

/**
 * The first interval that ends after an instant within the timeline; `count` where there is none.
 */
export const indexAt = (timeline: Timeline, at: number): number => {
  const { ends } = timeline
  let index = timeline.byDay[Math.floor((at - timeline.from) / dayMillis)]!
  // At most the intervals of one day lie between: the sentinel ends the search.
  while (ends[index]! <= at) index++
  return index
}

/** The working time from the beginning of the timeline to an instant within it. */
export const measure = (timeline: Timeline, at: number, index = indexAt(timeline, at)): number => {
  const within = at - timeline.starts[index]!
  return timeline.totals[index]! + (within > 0 ? within : 0)
}

/** The earliest instant by which `total` has been worked; the search starts at interval `index`. */
export const earliestAt = (timeline: Timeline, total: number, index: number): number => {
  const { totals, ends } = timeline
  let low = index
  let step = 1
  // Gallops, since most durations are short: doubles until `total` lies behind, then halves.
  while (low + step < timeline.count && totals[low + step]! < total) {
    low += step
    step *= 2
  }
  let high = Math.min(low + step, timeline.count)
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (totals[middle]! < total) low = middle
    else high = middle
  }
  return ends[low]! - (totals[low + 1]! - total)
}

/**
 * The latest instant by which no more than `total` has been worked; it lies before `index` ends.
 */
export const latestAt = (timeline: Timeline, total: number, index: number): number => {
  const { totals, starts } = timeline
  let high = Math.min(index + 1, timeline.count)
  let step = 1
  while (high - step > 0 && totals[high - step]! > total) {
    high -= step
    step *= 2
  }
  let low = Math.max(high - step, 0)
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (totals[middle]! > total) high = middle
    else low = middle
  }
  return starts[low]! + (total - totals[low]!)
}

/** The first working date whose number is at least `day`, as an index into `workdays`. */
export const workdayFrom = (timeline: Timeline, day: number): number => {
  let low = 0
  let high = timeline.workdays.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (timeline.workdays[middle]! < day) low = middle + 1
    else high = middle
  }
  return low
}

const withSentinel = (instants: ReadonlyArray<number>): Float64Array => {
  const array = new Float64Array(instants.length + 1)
  array.set(instants)
  array[instants.length] = Number.POSITIVE_INFINITY
  return array
}

const joined = (openings: ReadonlyArray<Opening>) => {
  const starts: Array<number> = []
  const ends: Array<number> = []
  for (const opening of openings) {
    for (let i = 0; i < opening.starts.length; i++) {
      const start = opening.starts[i]!
      const end = opening.ends[i]!
      const last = ends.length - 1
      if (last < 0 || start > ends[last]!) {
        starts.push(start)
        ends.push(end)
      } else if (end > ends[last]!) ends[last] = end
    }
  }
  return { starts, ends }
}

const indexByDay = (from: number, until: number, ends: Float64Array): Int32Array => {
  const byDay = new Int32Array(Math.ceil((until - from) / dayMillis) + 1)
  let index = 0
  for (let day = 0; day < byDay.length; day++) {
    while (ends[index]! <= from + day * dayMillis) index++
    byDay[day] = index
  }
  return byDay
}
