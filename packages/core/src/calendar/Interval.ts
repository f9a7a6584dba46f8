// Half-open stretches of time as sets: sorted lists that can be met, taken away and measured.

/** From `start` (inclusive) to `end` (exclusive), epoch milliseconds. */
export interface Interval {
  readonly start: number
  readonly end: number
}

/**
 * Puts intervals in the form that the other functions expect: sorted, without empty ones, and those
 * that touch or overlap made one. An interval that ends before it starts is empty.
 *
 * @example
 * Interval.normalise([{ start: 5, end: 9 }, { start: 1, end: 5 }, { start: 7, end: 7 }])
 * // => [{ start: 1, end: 9 }]
 */
export const normalise = (intervals: ReadonlyArray<Interval>): ReadonlyArray<Interval> => {
  const joined: Array<Interval> = []
  for (const interval of sorted(intervals)) {
    const last = joined.at(-1)
    if (last === undefined || interval.start > last.end) joined.push(interval)
    else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, interval.end) }
  }
  return joined
}

/**
 * What lies in both; both normalised, and so is the answer.
 *
 * @example
 * Interval.intersect([{ start: 0, end: 10 }], [{ start: 2, end: 4 }, { start: 8, end: 12 }])
 * // => [{ start: 2, end: 4 }, { start: 8, end: 10 }]
 */
export const intersect = (
  left: ReadonlyArray<Interval>,
  right: ReadonlyArray<Interval>,
): ReadonlyArray<Interval> => {
  const common: Array<Interval> = []
  let [l, r] = [0, 0]
  for (;;) {
    const [a, b] = [left[l], right[r]]
    if (a === undefined || b === undefined) return common
    const both = { start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) }
    if (both.start < both.end) common.push(both)
    if (a.end < b.end) l++
    else r++
  }
}

/**
 * What lies in `left` and not in `right`; both normalised, and so is the answer.
 *
 * @example
 * Interval.subtract([{ start: 0, end: 10 }], [{ start: 2, end: 4 }, { start: 8, end: 12 }])
 * // => [{ start: 0, end: 2 }, { start: 4, end: 8 }]
 */
export const subtract = (
  left: ReadonlyArray<Interval>,
  right: ReadonlyArray<Interval>,
): ReadonlyArray<Interval> => {
  const rest: Array<Interval> = []
  let r = 0
  for (const { start, end } of left) {
    let at = start
    for (; at < end; r++) {
      const hole = right[r]
      if (hole === undefined || hole.start >= end) break
      if (at < hole.start) rest.push({ start: at, end: hole.start })
      at = Math.max(at, hole.end)
      // This hole may reach into the next interval of `left`, so it is not left behind yet.
      if (hole.end > end) break
    }
    if (at < end) rest.push({ start: at, end })
  }
  return rest
}

/**
 * How long a normalised list is, in milliseconds.
 *
 * @example
 * Interval.lengthMillis([{ start: 0, end: 2 }, { start: 4, end: 8 }])
 * // => 6
 */
export const lengthMillis = (intervals: ReadonlyArray<Interval>): number =>
  intervals.reduce((total, { start, end }) => total + (end - start), 0)

const sorted = (intervals: ReadonlyArray<Interval>): ReadonlyArray<Interval> =>
  intervals.filter(({ start, end }) => start < end).toSorted((a, b) => a.start - b.start)
