// Conformance of real life: the event log of any desk, replayed through the chart of a process. The
// chart is the judge: what it does not lead to is counted by its kind, and never passed over.
import { Result } from "effect"
import * as LocalTime from "../calendar/LocalTime.ts"
import type * as Problem from "../problem/Problem.ts"
import type { Process } from "../process/Process.ts"
import { type Judge, judgeOf } from "./judge.ts"
import { type LogMap, logMapOf } from "./logMap.ts"

export {
  type Conformity,
  type Deviation,
  examplesAtMost,
  type Figures,
  figures,
  type Pair,
  pairsAtMost,
} from "./figures.ts"
export { type GenericState, genericStates, logOf, type LogRow } from "./journal.ts"
export type { Judge, Judged, LogEvent, Standing } from "./judge.ts"
export { listed, type LogMap, namesAtMost, type Places, statesAtMost } from "./logMap.ts"
export type { Stay } from "./stays.ts"
export { type Kind, kinds } from "./track.ts"

/** A process and a map, ready to judge a log. */
export interface Conformance {
  readonly process: Process
  readonly map: LogMap
  /** Judges a row of a case. */
  readonly judge: Judge
}

type Problems = ReadonlyArray<Problem.Problem>

/**
 * Prepares the replay of a log, or says everything that is wrong with its map.
 *
 * A row says where its case stands (`to`) and by which signals of the chart it may have come there
 * (`by`). It is played as the fewest of them that lead there, none where the case stands there
 * already. Where several ends are equally near, all of them stay possible.
 *
 * @example
 * const process = Process.make(standard).success
 * const states = {
 *   working: { to: "open.ours", by: ["TurnPassed.ours"] },
 *   solved: { to: "completed", by: ["Answered", "Completed"] },
 * }
 * const { judge } = Conformance.make(process, { states }).success
 * const figures = Conformance.figures()
 * let standing
 * for (const [hour, state] of ["working", "solved", "working"].entries()) {
 *   const event = { state, at: Date.UTC(2026, 2, 2, hour), group: null, type: null }
 *   const judged = judge(standing, event)
 *   figures.add("HD-1", judged)
 *   standing = judged.after
 * }
 * const { fitness, deviations } = figures.conformity()
 * Object.keys(deviations) // => ["reopened-without-marker"]
 * fitness.toFixed(2) // => "0.67"
 */
export const make = (process: Process, map: unknown): Result.Result<Conformance, Problems> =>
  Result.map(logMapOf(map, process), (read) => ({
    process,
    map: read,
    judge: judgeOf(process, read),
  }))

/** How the time of a row is read. */
export interface InstantOptions {
  /** The zone of a text without an offset; where there is none, such a text is refused. */
  readonly timeZone?: string | undefined
  /** The time of the row that it follows, in epoch milliseconds. */
  readonly after?: number | undefined
}

/**
 * Reads the time of a row, as `LocalTime.parse` does, but for the hours in which clocks change: of
 * the two instants that a local time may mean, the earlier one that does not lie before `after`,
 * else the later one. Who kept the log knew which; the order of its rows says it mostly.
 *
 * @example
 * const timeZone = "Europe/Berlin"
 * const after = Date.parse("2026-10-25T02:40:00+02:00")
 * const again = Conformance.instantOf("2026-10-25T02:10:00", { timeZone, after }).success
 * new Date(again).toISOString() // => "2026-10-25T01:10:00.000Z"
 */
export const instantOf = (
  text: string,
  { timeZone, after = 0 }: InstantOptions,
): Result.Result<number, Problems> => {
  const read = LocalTime.parse(text, { timeZone })
  if (Result.isSuccess(read)) return read
  const [problem] = read.failure
  if (problem === undefined || !twofold.has(problem.code)) return read
  // The problem names both instants, each of which can be read.
  const [early = Number.NaN, late = Number.NaN] = problem.expected
    .split(" or ")
    .flatMap((each) => Result.getOrElse(LocalTime.parse(each), () => []))
  return Result.succeed(early >= after ? early : late)
}

const twofold = new Set(["time-is-ambiguous", "time-does-not-exist"])
