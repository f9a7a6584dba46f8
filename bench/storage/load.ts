// A load of so many calls in flight, for so long.

/** How long one round of a load lasts, in milliseconds. */
export const roundMillis = 2_000

/** The characters of a row and of an event as a desk writes them: so long are bare ones. */
export const characters = { row: 900, event: 500 } as const

/** Calls `step` over and over, so many at a time; returns how many calls ended. */
export const inFlight = async (
  count: number,
  step: (lane: number) => Promise<unknown>,
): Promise<number> => {
  const end = performance.now() + roundMillis
  let done = 0
  const lane = async (number: number) => {
    while (performance.now() < end) {
      await step(number)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: count }, (_, number) => lane(number)))
  return done
}

/** The value below which so large a share of the values lies. */
export const percentile = (values: ReadonlyArray<number>, share: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
