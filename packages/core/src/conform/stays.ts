// How long cases stood where, in memory that does not grow with them: sums are exact, and lengths
// are counted in steps of two thousandths, so that a median is told to one thousandth.

const step = Math.log(1.002)
const hourMillis = 3_600_000

/** How long cases stood somewhere, once each time they came there. */
export interface Stay {
  readonly stays: number
  readonly sumHours: number
  /** The middle one, to a thousandth; of an even number the lower. */
  readonly medianHours: number
  /** What nine of ten do not exceed, to a thousandth. */
  readonly p90Hours: number
}

/** Lengths under way. */
export interface Stays {
  readonly add: (millis: number) => void
  readonly stay: () => Stay
}

/** Begins without a length. */
export const stays = (): Stays => {
  // By step; nothing and a millisecond are told apart.
  const counts = new Map<number, number>()
  let [count, sumMillis] = [0, 0]
  return {
    add: (millis) => {
      const length = millis === 0 ? -1 : Math.floor(Math.log(millis) / step)
      counts.set(length, (counts.get(length) ?? 0) + 1)
      sumMillis += millis
      count += 1
    },
    stay: () => {
      const sorted = [...counts].toSorted(([a], [b]) => a - b)
      const ranked = (share: number) => hoursAt(sorted, Math.ceil(count * share))
      return {
        stays: count,
        sumHours: sumMillis / hourMillis,
        medianHours: ranked(0.5),
        p90Hours: ranked(0.9),
      }
    },
  }
}

const hoursAt = (
  sorted: ReadonlyArray<readonly [length: number, count: number]>,
  rank: number,
): number => {
  let left = rank
  for (const [length, count] of sorted) {
    left -= count
    if (left <= 0) return length === -1 ? 0 : Math.exp((length + 0.5) * step) / hourMillis
  }
  return 0
}
