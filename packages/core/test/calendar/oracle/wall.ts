// What the clock on the wall of a zone shows, read off Intl and remembered for the zone at hand.

const minuteMillis = 60_000
const hourMillis = 60 * minuteMillis

/** A zone's clock. Walls are written as if they were in UTC. */
export interface Wall {
  readonly timeZone: string
  /** Milliseconds of the wall at an instant. */
  readonly at: (instant: number) => number
  /** Minutes of the wall at every minute of the hour that begins at an instant. */
  readonly hour: (instant: number) => ReadonlyArray<number>
  /** The stretches of one offset between two instants; two switches lie a stride apart. */
  readonly pieces: (from: number, to: number, strideMillis?: number) => ReadonlyArray<Piece>
}

/** Instants from `start` to `end` at which the wall is `offset` milliseconds ahead. */
export interface Piece {
  readonly start: number
  readonly end: number
  readonly offset: number
}

/** Makes a clock; it grows with the times that are asked about. */
export const wallOf = (timeZone: string): Wall => {
  const format = formatOf(timeZone)
  // "2026-03-29 03:00:00"; seconds, because zones had such offsets until 1972.
  const at = (instant: number): number => {
    const seconds = Math.floor(instant / 1_000) * 1_000
    return Date.parse(`${format.format(seconds).replace(" ", "T")}Z`) + (instant - seconds)
  }
  const offsets = new Map<number, number>()
  const offsetAt = (instant: number): number => {
    const known = offsets.get(instant) ?? at(instant) - instant
    offsets.set(instant, known)
    return known
  }
  const hours = new Map<number, ReadonlyArray<number>>()
  const hour = (instant: number): ReadonlyArray<number> => {
    const known =
      hours.get(instant) ?? minutesOfHour((minute) => minute + offsetAt(minute), instant)
    hours.set(instant, known)
    return known
  }
  return { timeZone, at, hour, pieces: piecesBy(offsetAt) }
}

const formats = new Map<string, Intl.DateTimeFormat>()

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const style = { timeZone, dateStyle: "short", timeStyle: "medium" } as const
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("sv-SE", style)
  formats.set(timeZone, format)
  return format
}

/** Read minute by minute, unless an hour later the wall shows an hour more. */
const minutesOfHour = (at: Wall["at"], from: number): ReadonlyArray<number> => {
  const first = at(from)
  const isPlain = at(from + hourMillis) - first === hourMillis
  const minutes: Array<number> = []
  for (let n = 0; n < 60; n++)
    minutes.push(isPlain ? first / minuteMillis + n : at(from + n * minuteMillis) / minuteMillis)
  return minutes
}

const piecesBy =
  (offsetAt: Wall["at"]): Wall["pieces"] =>
  (from, to, strideMillis = 24 * hourMillis) => {
    const pieces: Array<Piece> = []
    let start = Math.floor(from / strideMillis) * strideMillis
    let offset = offsetAt(start)
    for (let at = start; at < to; at += strideMillis) {
      const next = offsetAt(at + strideMillis)
      if (next === offset) continue
      const end = switchBetween(offsetAt, at, at + strideMillis)
      pieces.push({ start, end, offset })
      start = end
      offset = next
    }
    return [...pieces, { start, end: Number.POSITIVE_INFINITY, offset }]
  }

/** The second at which the offset changes. */
const switchBetween = (offsetAt: Wall["at"], from: number, to: number): number => {
  let [before, after] = [from / 1_000, to / 1_000]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (offsetAt(middle * 1_000) === offsetAt(to)) after = middle
    else before = middle
  }
  return after * 1_000
}
