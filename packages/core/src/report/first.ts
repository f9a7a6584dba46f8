// The first of many by their keys, in memory that does not grow with them.

/** The first entries, and how many there are beyond them. */
export interface Listed<A> {
  readonly first: ReadonlyArray<A>
  readonly more: number
}

/** A list under way. */
export interface First<A> {
  /** Keeps an entry where it is among the first; it is made only then. */
  readonly add: (key: string, make: () => A) => void
  readonly listed: () => Listed<A>
}

/** Begins an empty list: the first by their keys, whatever the order in which they come. */
export const first = <A>(atMost: number): First<A> => {
  const kept: Array<{ readonly key: string; readonly value: A }> = []
  let more = 0
  return {
    add: (key, make) => {
      const last = kept.at(-1)
      const isFull = kept.length === atMost
      if (isFull) more += 1
      if (isFull && last !== undefined && last.key <= key) return
      kept.splice(placeOf(kept, key), 0, { key, value: make() })
      if (isFull) kept.pop()
    },
    listed: () => ({ first: kept.map(({ value }) => value), more }),
  }
}

const placeOf = (kept: ReadonlyArray<{ readonly key: string }>, key: string): number => {
  let [low, high] = [0, kept.length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((kept[middle]?.key ?? "") <= key) low = middle + 1
    else high = middle
  }
  return low
}

/** A key that sorts by an instant first. */
export const instantKey = (at: number, ...rest: ReadonlyArray<string | number>): string =>
  [String(at).padStart(instantDigits, "0"), ...rest].join(" ")

// Of the last millisecond of 2200.
const instantDigits = 13
