// A journal asked again: what its clocks would have said under another policy or other calendars.
//
// Both answers are folded from the same facts by the same code: how clocks stand by the terms that
// were in force, and how they would stand by others. What clocks themselves brought about
// (warnings, breaches, deadlines that moved with the zone data) is found anew on both sides, and no
// clock hears of it. What the desk or people did because of it stays a fact: a request that a
// breach escalated stays escalated, a deadline that was set by hand stays set, a ticket that a
// silence closed stays closed; a clock whose end closes a ticket is not asked.
import { Result } from "effect"
import * as Decode from "../problem/Decode.ts"
import * as Problem from "../problem/Problem.ts"
import type * as Process from "../process/Process.ts"
import { formatVersion, Recorded } from "../ticket/Event.ts"
import { refsIn } from "./processesOf.ts"
import type { Alternative } from "./whatif/alternative.ts"
import { isRecorded } from "./whatif/isRecorded.ts"
import { type Judgement, outcomeOf, type RunAnswer, runsOf } from "./whatif/runs.ts"
import { asItWas, asItWouldBe, foldedBy } from "./whatif/sides.ts"
import type { Verdict } from "./whatif/verdict.ts"

export { type Alternative, type Instead, make } from "./whatif/alternative.ts"
export { type Moves, movesOf } from "./whatif/moves.ts"
export type { Judgement, RunAnswer } from "./whatif/runs.ts"
export {
  type ClockTotals,
  type Counts,
  none,
  plus,
  type Tally,
  tally,
  type Totals,
} from "./whatif/totals.ts"
export type { Recorded, Verdict }

/** What is asked of a journal. */
export interface Question {
  readonly alternative: Alternative
  /** Finds the processes of the journal, which were looked up before. */
  readonly processOf: Process.ProcessOf
  /** Ends the question, in epoch milliseconds: what was recorded later is not looked at. */
  readonly now: number
}

/** What a ticket's journal comes to. */
export interface Asked {
  readonly ticketId: string
  readonly number: string
  readonly outcome: Judgement
  /** Every run of every clock that has a verdict on either side. */
  readonly clocks: ReadonlyArray<RunAnswer>
}

/** A ticket that cannot be asked: its process cannot have the alternative, or it is damaged. */
export interface Unasked {
  readonly ticketId: string
  readonly number: string
  readonly outcome: "unasked"
  readonly problems: ReadonlyArray<Problem.Problem>
}

/** The answer for one ticket. */
export type Answer = Asked | Unasked

/**
 * Asks the journal of one ticket, all of its events in their order; undefined where nothing of it
 * was recorded by then. A ticket `breaches` where any of its clocks would and none did; it is
 * `spared` where one did and none would.
 *
 * Throws where an event stands for which the chart has no arrow, as every replay does.
 *
 * @example
 * const process = Process.make(standard).success
 * const [firstResponse] = standard.policy.clocks
 * const clocks = [{ ...firstResponse, target: { workingMinutes: 60 } }]
 * const alternative = WhatIf.make({ policy: { id: "strict", version: "1", clocks } }).success
 * const parts = { number: "T-1", requestType: "request", channel: "email", line: "first" }
 * const event = { type: "Registered", ...parts, contract: null }
 * const at = Date.UTC(2026, 2, 2, 7)
 * const recorded = { ticketId: "t", number: 1, at, effectiveAt: at, actor: { kind: "customer" } }
 * const journal = [{ ...recorded, versions: { process: process.ref }, event }]
 * const question = { alternative, processOf: () => process, now: Date.UTC(2026, 2, 2, 12) }
 * const { outcome, clocks: [{ before, after }] } = WhatIf.ask(question, journal)
 * outcome // => "breaches"
 * before // => { kind: "running", at: null, dueAt: 1772629200000 }
 * after // => { kind: "breached", at: 1772438400000, dueAt: 1772438400000 }
 */
export const ask = (
  { alternative, processOf, now }: Question,
  journal: ReadonlyArray<Recorded>,
): Answer | undefined => {
  const was = asItWas(processOf)
  const held = foldedBy(was, journal, now)
  if (held === undefined) return undefined
  const { ticketId, number, process } = held.state
  const refs = alternative.keepsPolicies ? refsIn(journal) : [process]
  const problems = [...refs].flatMap((ref) => problemsWith(alternative, processOf(ref)))
  if (problems.length > 0) return { ticketId, number, outcome: "unasked", problems }
  const other = asItWouldBe(alternative, processOf, process)
  const otherHeld = foldedBy(other, journal, now)
  if (otherHeld === undefined) throw new Error("a ticket that is there on one side only")
  const clocks = runsOf({ side: was, held }, { side: other, held: otherHeld }, now)
  return { ticketId, number, outcome: outcomeOfAll(clocks), clocks }
}

/** What stands against an alternative for the tickets of a process: nothing where it fits. */
export const problemsWith = (
  { inPlaceOf }: Alternative,
  process: Process.Process,
): ReadonlyArray<Problem.Problem> =>
  Result.match(inPlaceOf(process), { onSuccess: () => [], onFailure: (problems) => problems })

const outcomeOfAll = (clocks: ReadonlyArray<RunAnswer>): Judgement =>
  outcomeOf(
    clocks.some(({ before }) => before.kind === "breached"),
    clocks.some(({ after }) => after.kind === "breached"),
  )

/** Whether anything of a ticket would be otherwise, or could not be asked. */
export const differs = (answer: Answer): boolean =>
  answer.outcome === "unasked" || answer.clocks.some(({ before, after }) => !isSame(before, after))

const isSame = (before: Verdict, after: Verdict): boolean =>
  before.kind === after.kind && before.at === after.at && before.dueAt === after.dueAt

const decodeRecorded = Decode.strict(Recorded)

/**
 * Reads an event from JSON as a journal holds it, or says everything that is wrong with it;
 * `event-too-new` where a later format wrote it (V16).
 *
 * @example
 * WhatIf.recordedOf({ format: 2 }).failure.map(({ message }) => message)
 * // => ["event-too-new: got 2, expected at most 1: use the Upkeep that wrote it, at format"]
 */
export const recordedOf = (
  input: unknown,
): Result.Result<Recorded, ReadonlyArray<Problem.Problem>> => {
  if (isRecorded(input)) return Result.succeed(input)
  const { format } = Object(input)
  if (typeof format !== "number" || format <= formatVersion) return decodeRecorded(input)
  const expected = `at most ${formatVersion}: use the Upkeep that wrote it`
  return Result.fail([
    Problem.make({ code: "event-too-new", path: "format", got: format, expected }),
  ])
}
