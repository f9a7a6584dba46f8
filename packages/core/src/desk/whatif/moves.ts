// How far deadlines move, counted in constant memory: exactly while they move by hours, and to a
// part in 512 beyond.

// Binary digits that are kept of a move in minutes: all of them below 1,024.
const digits = 10

/**
 * Deadlines that move, as pairs of whole minutes (cut towards zero, negative for earlier) and how
 * many move by them, sorted. At most some 15,000 pairs: a target has ten years at most.
 */
export type Moves = ReadonlyArray<readonly [minutes: number, count: number]>

const minuteMillis = 60_000

/** The minutes under which a move is counted. */
export const countedAs = (millis: number): number => {
  const minutes = Math.trunc(Math.abs(millis) / minuteMillis)
  const step = Math.max(1, 2 ** (Math.floor(Math.log2(Math.max(1, minutes))) + 1 - digits))
  const kept = Math.floor(minutes / step) * step
  return millis < 0 && kept > 0 ? -kept : kept
}

/**
 * How many deadlines move, how many of them to an earlier instant, by how many minutes the middle
 * one moves (of an even number the lower), and by how many the one that moves farthest; null where
 * none does.
 *
 * @example
 * const { earlier, medianMinutes, farthestMinutes } = movesOf([[-600, 1], [30, 2]])
 * earlier // => 1
 * medianMinutes // => 30
 * farthestMinutes // => -600
 */
export const movesOf = (moves: Moves) => {
  const count = sum(moves)
  const farthest = moves.reduce<number | null>(
    (most, [minutes]) => (most === null || Math.abs(minutes) > Math.abs(most) ? minutes : most),
    null,
  )
  return {
    count,
    earlier: sum(moves.filter(([minutes]) => minutes < 0)),
    medianMinutes: middle(moves, count),
    farthestMinutes: farthest,
  }
}

const sum = (moves: Moves): number => moves.reduce((total, [, count]) => total + count, 0)

const middle = (moves: Moves, count: number): number | null => {
  let left = Math.ceil(count / 2)
  for (const [minutes, times] of moves) {
    left -= times
    if (left <= 0) return minutes
  }
  return null
}
