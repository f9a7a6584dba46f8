// Instants as people write them: RFC 3339 with an offset, or the time on a zone's wall.
import { Result } from "effect"
import * as Problem from "../problem/Problem.ts"
import { latestMillis, outOfRange } from "./compile.ts"
import { type Fault, rangeFault, readInstant } from "./instantText.ts"
import { dayMillis, minuteMillis } from "./units.ts"
import { occurrences, offsetAt, type Zone, zoneOf } from "./zone.ts"
import { canonicalZone } from "./zoneName.ts"

/** How an instant is read. */
export interface ParseOptions {
  /** The zone of a text without an offset; where there is none, such a text is refused. */
  readonly timeZone?: string | undefined
  /** Where the text lies in its input. */
  readonly path?: string | undefined
}

/**
 * Reads an instant as epoch milliseconds, or lists everything that is wrong with it.
 *
 * RFC 3339, of which the seconds may be left out: `2026-03-29T10:00:00+02:00`, `…Z`; without an
 * offset a wall time of `timeZone`. Fractions of a second are cut to milliseconds (T07). Refuses
 * with `invalid-instant`, `invalid-date` (nothing rolls over), `invalid-time` (there is neither a
 * second 60 nor an hour 24), `offset-missing`, `out-of-range` (1970 to 2200), `unknown-time-zone`,
 * `ambiguous-time-zone`; and with `time-does-not-exist` or `time-is-ambiguous` where the clock went
 * forward or back, naming the two instants that may be meant.
 *
 * @example
 * const timeZone = "Europe/Berlin"
 * const night = LocalTime.parse("2026-10-25T02:30", { timeZone })
 * night.failure.map(({ code, expected }) => `${code}: ${expected}`)
 * // => ["time-is-ambiguous: 2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00"]
 */
export const parse = (
  text: string,
  { timeZone, path = "" }: ParseOptions = {},
): Result.Result<number, ReadonlyArray<Problem.Problem>> => {
  const zone = timeZone === undefined ? Result.succeed(undefined) : zoneNamed(timeZone)
  const { wall, offsetMillis, faults } = readInstant(text)
  const problems = (list: ReadonlyArray<Fault>) =>
    list.map((fault) => Problem.make({ ...fault, path, got: text }))
  const lacking = offsetMillis === undefined && timeZone === undefined ? [offsetMissing] : []
  const said = problems([...faults, ...lacking])
  if (Result.isFailure(zone)) return Result.fail([...said, zone.failure])
  const offset = offsetMillis ?? zone.success
  if (said.length > 0 || offset === undefined) return Result.fail(said)
  return Result.mapError(instantOf(wall, offset), (fault) => problems([fault]))
}

/**
 * Writes an instant as a zone's wall shows it, with the offset: `2026-03-29T03:00:00+02:00`.
 * Milliseconds are written where there are some. Throws a RangeError for an instant outside 1970 to
 * 2200, and for a zone that is not taken.
 *
 * RFC 3339 has no seconds in an offset: where a zone has some (Monrovia until 1972) they are left
 * out of offset and time, so that the text still means the same instant.
 *
 * @example
 * LocalTime.format(Date.parse("2026-03-29T01:00:00Z"), "Europe/Berlin")
 * // => "2026-03-29T03:00:00+02:00"
 */
export const format = (at: number, timeZone: string): string => {
  if (!(at >= 0 && at <= latestMillis)) throw outOfRange(at)
  const zone = Result.getOrThrowWith(zoneNamed(timeZone), ({ message }) => new RangeError(message))
  return textOf(zone, at)
}

const offsetMissing: Fault = {
  code: "offset-missing",
  expected: "an offset at its end, such as +02:00 or Z",
}

const instantOf = (wall: number, offset: number | Zone): Result.Result<number, Fault> => {
  if (typeof offset === "number") return withinRange(wall - offset)
  const { first, last, exists } = occurrences(offset, wall)
  if (exists && first === last) return withinRange(first)
  // In a gap the time is read by the offset after it and by the one before.
  const [early, late] = exists
    ? [first, last]
    : [wall - offsetAt(offset, wall + dayMillis), wall - offsetAt(offset, wall - dayMillis)]
  const code = exists ? "time-is-ambiguous" : "time-does-not-exist"
  return Result.fail({ code, expected: `${textOf(offset, early)} or ${textOf(offset, late)}` })
}

const withinRange = (at: number): Result.Result<number, Fault> =>
  at >= 0 && at < latestMillis ? Result.succeed(at) : Result.fail(rangeFault)

const textOf = (zone: Zone, at: number): string => {
  const minutes = Math.trunc(offsetAt(zone, at) / minuteMillis)
  const wall = new Date(at + minutes * minuteMillis).toISOString()
  const millis = wall.slice(19, 23)
  // A duration of less than a day looks like a time of 1970's first one.
  const offset = new Date(Math.abs(minutes) * minuteMillis).toISOString().slice(11, 16)
  return `${wall.slice(0, 19)}${millis === ".000" ? "" : millis}${minutes < 0 ? "-" : "+"}${offset}`
}

/** Zones by their stored names, of which there are few: judging a name anew takes its time. */
const known = new Map<string, Zone>()

const zoneNamed = (timeZone: string): Result.Result<Zone, Problem.Problem> => {
  const zone = known.get(timeZone)
  if (zone !== undefined) return Result.succeed(zone)
  const canonical = canonicalZone(timeZone)
  if (Result.isFailure(canonical)) {
    return Result.fail(Problem.make({ ...canonical.failure, path: "timeZone", got: timeZone }))
  }
  const found = zoneOf(canonical.success)
  known.set(found.name, found)
  return Result.succeed(found)
}
