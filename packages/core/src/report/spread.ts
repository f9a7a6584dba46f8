// How lengths of time spread, in memory that does not grow with them: exact to the minute below
// 1,024 minutes, to a part in 512 beyond; at most some 16,000 counts, however many lengths.

// Binary digits that are kept of a length in minutes: all of them below 1,024.
const digits = 10

const minuteMillis = 60_000

/** What lengths come to. */
export interface Lengths {
  readonly totalMillis: number
  /** The middle one, of an even number the lower; null where there is none. Whole minutes. */
  readonly medianMinutes: number | null
  /** The shortest that nine of ten do not exceed. Whole minutes. */
  readonly p90Minutes: number | null
}

/** Lengths under way. */
export interface Spread {
  readonly add: (millis: number) => void
  readonly lengths: () => Lengths
}

/** Begins without a length. */
export const spread = (): Spread => {
  const counts = new Map<number, number>()
  let [totalMillis, count] = [0, 0]
  return {
    add: (millis) => {
      const minutes = countedAs(millis)
      counts.set(minutes, (counts.get(minutes) ?? 0) + 1)
      totalMillis += millis
      count += 1
    },
    lengths: () => {
      const sorted = [...counts].toSorted(([a], [b]) => a - b)
      const medianMinutes = ranked(sorted, Math.ceil(count / 2))
      return { totalMillis, medianMinutes, p90Minutes: ranked(sorted, Math.ceil(count * 0.9)) }
    },
  }
}

/** The minutes under which a length is counted, cut down to what is kept of it. */
export const countedAs = (millis: number): number => {
  const minutes = Math.floor(millis / minuteMillis)
  const step = Math.max(1, 2 ** (Math.floor(Math.log2(Math.max(1, minutes))) + 1 - digits))
  return Math.floor(minutes / step) * step
}

const ranked = (
  sorted: ReadonlyArray<readonly [minutes: number, count: number]>,
  rank: number,
): number | null => {
  let left = rank
  for (const [minutes, count] of sorted) {
    left -= count
    if (left <= 0) return minutes
  }
  return null
}
