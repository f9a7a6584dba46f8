// Wall time ↔ instant. Wall time is written like epoch milliseconds, as if the wall were in UTC.
import { fixedOffset } from "./zoneName.ts"
import { chunkMillis, probeChunk, probeOf, type Segment } from "./probe.ts"
import { dayMillis, minuteMillis } from "./units.ts"

/**
 * A time zone and what is known of its offsets so far.
 *
 * `chunks` is a cache that fills as times are asked about; the answers never change.
 */
export interface Zone {
  readonly name: string
  readonly probe: Intl.DateTimeFormat | undefined
  readonly fixedMillis: number
  readonly chunks: Map<number, ReadonlyArray<Segment>>
}

/** The zone of a stored name: an IANA name, a fixed offset such as `+03:00`, or `UTC`. */
export const zoneOf = (name: string): Zone => {
  const known = zones.get(name)
  if (known !== undefined) return known
  const fixedMillis = fixedMillisOf(name)
  const probe = fixedMillis === undefined ? probeOf(name) : undefined
  const zone: Zone = { name, probe, fixedMillis: fixedMillis ?? 0, chunks: new Map() }
  zones.set(name, zone)
  return zone
}

/** How far the zone's wall is ahead of UTC at an instant. */
export const offsetAt = (zone: Zone, at: number): number => {
  if (zone.probe === undefined) return zone.fixedMillis
  const segments = segmentsOf(zone, zone.probe, Math.floor(at / chunkMillis))
  let offsetMillis = 0
  for (const segment of segments) {
    if (segment.start > at) break
    offsetMillis = segment.offsetMillis
  }
  return offsetMillis
}

/**
 * The offset that holds for all wall times of the dates `day` (inclusive) to `end` (exclusive),
 * nothing where a switch is near: then each wall time has to be asked for.
 */
export const steadyOffset = (zone: Zone, day: number, end: number): number | undefined => {
  if (zone.probe === undefined) return zone.fixedMillis
  const before = offsetAt(zone, (day - 1) * dayMillis)
  return before === offsetAt(zone, (end + 1) * dayMillis) ? before : undefined
}

/** What the zone's wall shows at an instant. */
export const instantToWall = (zone: Zone, at: number): number => at + offsetAt(zone, at)

/**
 * The instant at which a wall time opens something.
 *
 * The one rule for gaps and overlaps: **what is written as a row runs from the first instant at
 * which the wall shows a time of that row to the last one.** So an opening inside a gap is the
 * instant of the switch; an opening inside an overlap is its first occurrence; a closing inside a
 * gap is the instant of the switch; a closing inside an overlap is its last occurrence; and a row
 * wholly inside a gap is empty. Being half-open, a row until 02:00 is over when a clock that goes
 * back from 03:00 first reaches 02:00. Its price: a break inside the hour that comes twice vanishes
 * on that date.
 */
export const openingToInstant = (zone: Zone, wall: number): number => occurrences(zone, wall).first

/** The instant at which a wall time closes something; the rule stands at `openingToInstant`. */
export const closingToInstant = (zone: Zone, wall: number): number => {
  const moment = occurrences(zone, wall - 1)
  return moment.exists ? moment.last + 1 : moment.last
}

/**
 * When the wall shows a time: once, twice (`first` < `last`), or never (both are the switch).
 *
 * A day on either side is enough: offsets lie within −12 to +14 hours, and no zone has switched
 * twice within two days since 1970 (or is going to, as far as its rules are known).
 */
export const occurrences = (zone: Zone, wall: number) => {
  const before = offsetAt(zone, wall - dayMillis)
  const after = offsetAt(zone, wall + dayMillis)
  if (before === after) return { first: wall - before, last: wall - before, exists: true }
  const switchAt = switchBetween(zone, wall - dayMillis, wall + dayMillis)
  const old = wall - before < switchAt
  const young = wall - after >= switchAt
  const first = old ? wall - before : young ? wall - after : switchAt
  const last = young ? wall - after : old ? wall - before : switchAt
  return { first, last, exists: old || young }
}

/** The switch after `from` and not after `to`, which have different offsets. */
const switchBetween = (zone: Zone, from: number, to: number): number => {
  const target = offsetAt(zone, to)
  let [low, high] = [from, to]
  // Halves two days to one millisecond: 28 rounds.
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2)
    if (offsetAt(zone, middle) === target) high = middle
    else low = middle
  }
  return high
}

const zones = new Map<string, Zone>()

const fixedMillisOf = (name: string): number | undefined => {
  if (name === "UTC") return 0
  const offset = fixedOffset.exec(name)
  if (offset === null) return undefined
  const minutes = Number(offset[2]) * 60 + Number(offset[3])
  return (offset[1] === "-" ? -minutes : minutes) * minuteMillis
}

const segmentsOf = (zone: Zone, probe: Intl.DateTimeFormat, chunk: number) => {
  const known = zone.chunks.get(chunk)
  if (known !== undefined) return known
  const segments = probeChunk(probe, chunk)
  zone.chunks.set(chunk, segments)
  return segments
}
