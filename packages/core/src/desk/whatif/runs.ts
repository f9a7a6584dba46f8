// Runs of the same clock on both sides, compared.
import * as Deadline from "../../sla/Deadline.ts"
import * as SlaClock from "../../sla/Clock.ts"
import type { Held } from "../row.ts"
import type { Side } from "./sides.ts"
import { absent, type Verdict, verdictOn } from "./verdict.ts"

/**
 * What the answer comes to: it `breaches` (it would breach, and did not), it is `spared` (it did,
 * and would not), it breaches on `both` sides or on `neither`.
 */
export type Judgement = "breaches" | "spared" | "both" | "neither"

/** One run of a clock, before and after: by what was in force, and by the alternative. */
export interface RunAnswer {
  readonly clock: string
  readonly instance: number
  readonly outcome: Judgement
  readonly before: Verdict
  readonly after: Verdict
  /** How much later it is due, negative for earlier; null where one side has no deadline. */
  readonly movedMillis: number | null
  /** The zone of the calendar that it counts by: of the alternative's, where the run is there. */
  readonly timeZone: string
}

/** The outcome of what did and of what would breach. */
export const outcomeOf = (did: boolean, would: boolean): Judgement => {
  if (did) return would ? "both" : "spared"
  return would ? "breaches" : "neither"
}

/** A side, and the ticket as it has it. */
export interface Folded {
  readonly side: Side
  readonly held: Held
}

/** Compares the runs of a ticket, which are the same by clock and instance. */
export const runsOf = (was: Folded, wouldBe: Folded, now: number): ReadonlyArray<RunAnswer> => {
  const judgedBefore = judged(was, now)
  const judgedAfter = judged(wouldBe, now)
  return [
    ...judgedBefore.map((each) => compared(each, find(judgedAfter, each))),
    ...judgedAfter
      .filter((each) => find(judgedBefore, each) === undefined)
      .map((each) => compared(undefined, each)),
  ]
}

/** A run with what it comes to. */
interface Judged {
  readonly run: Pick<SlaClock.Clock, "id" | "instance">
  readonly verdict: Verdict
  readonly timeZone: string
}

// A clock whose end closes the ticket breaches nothing, nor does one by which nothing is owed: they
// are not asked. But what was breached before nothing was owed any more stays breached.
const judged = ({ side: { termsOf }, held }: Folded, now: number): ReadonlyArray<Judged> =>
  held.clocks.flatMap((run) => {
    if (termsOf(run.terms).rules.get(run.id)?.effect === "close") return []
    if (!SlaClock.hasTarget(run) && run.breachedAt === null) return []
    const time = Deadline.timeOf(termsOf, run)
    return [{ run, verdict: verdictOn(time, run, now), timeZone: time.calendar.timeZone }]
  })

const find = (all: ReadonlyArray<Judged>, { run }: Judged): Judged | undefined =>
  all.find((each) => each.run.id === run.id && each.run.instance === run.instance)

const compared = (before: Judged | undefined, after: Judged | undefined): RunAnswer => {
  const known = after ?? before
  if (known === undefined) throw new Error("a run that neither side has")
  const was = before?.verdict ?? absent
  const wouldBe = after?.verdict ?? absent
  const { dueAt: from } = was
  const { dueAt: to } = wouldBe
  return {
    clock: known.run.id,
    instance: known.run.instance,
    outcome: outcomeOf(was.kind === "breached", wouldBe.kind === "breached"),
    before: was,
    after: wouldBe,
    movedMillis: from === null || to === null ? null : to - from,
    timeZone: known.timeZone,
  }
}
