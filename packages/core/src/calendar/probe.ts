// What Intl knows of a zone's offsets, found out by reading its clock.
import { dayMillis, hourMillis, secondMillis } from "./units.ts"

/** A part of a chunk with one offset, from `start` to the next segment or the chunk's end. */
export interface Segment {
  readonly start: number
  readonly offsetMillis: number
}

/** Two switches of a zone lie further apart than this: the nearest are Recife's in 2000, a week. */
const strideMillis = 6 * dayMillis
/**
 * Offsets are found out by the chunk, about a year; the n-th begins n × `chunkMillis` after 1970.
 */
export const chunkMillis = 60 * strideMillis

/** A clock of an IANA zone that says how far it is ahead of UTC. */
export const probeOf = (timeZone: string) =>
  new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    hour: "2-digit",
    timeZoneName: "longOffset",
  })

// "03 GMT+02:00", "03 GMT-00:44:30", "03 GMT"; asking Intl costs microseconds, therefore it is
// asked sparingly, and for no more fields than it insists on.
const probeOffset = (probe: Intl.DateTimeFormat, at: number): number => {
  const text = probe.format(at)
  const part = (from: number) => Number(text.slice(from, from + 2))
  const millis = (part(7) * 3_600 + part(10) * 60 + part(13)) * secondMillis
  return text[6] === "-" ? -millis : millis
}

/** The offsets of a chunk. */
export const probeChunk = (probe: Intl.DateTimeFormat, chunk: number): ReadonlyArray<Segment> => {
  const from = chunk * chunkMillis
  let offsetMillis = probeOffset(probe, from)
  const segments: Array<Segment> = [{ start: from, offsetMillis }]
  for (let low = from; low < from + chunkMillis; low += strideMillis) {
    const high = low + strideMillis
    const next = probeOffset(probe, high)
    if (next === offsetMillis) continue
    segments.push({ start: probeSwitch(probe, { low, high, target: next }), offsetMillis: next })
    offsetMillis = next
  }
  return segments
}

const probeSwitch = (probe: Intl.DateTimeFormat, range: Range): number => {
  const byHour = narrowed(probe, range, hourMillis)
  // Nearly every switch falls on a full hour of UTC, which one more question settles.
  const onTheHour = probeOffset(probe, byHour.high - secondMillis) !== range.target
  return onTheHour ? byHour.high : narrowed(probe, byHour, secondMillis).high
}

/** Where `target` begins to hold: after `low`, and at `high` at the latest. */
interface Range {
  readonly low: number
  readonly high: number
  readonly target: number
}

const narrowed = (probe: Intl.DateTimeFormat, range: Range, grainMillis: number): Range => {
  let { low, high } = range
  // Halves 144 hours to one in 8 rounds, an hour to a second in 12.
  while (high - low > grainMillis) {
    const middle = low + Math.floor((high - low) / 2 / grainMillis) * grainMillis
    if (probeOffset(probe, middle) === range.target) high = middle
    else low = middle
  }
  return { low, high, target: range.target }
}
