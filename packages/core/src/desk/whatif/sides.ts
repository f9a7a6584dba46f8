// The two sides of the question: a ticket's clocks as they were, and as they would be.
import { Result } from "effect"
import * as Process from "../../process/Process.ts"
import * as SlaClock from "../../sla/Clock.ts"
import * as Deadline from "../../sla/Deadline.ts"
import type { TermsOf } from "../../sla/Terms.ts"
import * as Wake from "../../sla/Wake.ts"
import type { Event, EventType, Recorded } from "../../ticket/Event.ts"
import { step } from "../fold.ts"
import type { Held } from "../row.ts"
import type { Alternative } from "./alternative.ts"

/** The terms of one side, and which events are no facts there. */
export interface Side {
  readonly processOf: Process.ProcessOf
  readonly termsOf: TermsOf
  readonly unheard: ReadonlySet<EventType>
}

// What clocks brought about is found anew on both sides.
const unheard: ReadonlySet<EventType> = new Set(["ClockWarned", "ClockBreached", "DeadlineMoved"])
const unheardPolicies: ReadonlySet<EventType> = new Set([...unheard, "PolicyApplied"])

/** The side of what was in force. */
export const asItWas = (processOf: Process.ProcessOf): Side => ({
  processOf,
  termsOf: Process.termsOf(processOf),
  unheard,
})

/** The side of an alternative, for tickets of a process that can have it. */
export const asItWouldBe = (
  { inPlaceOf, keepsPolicies }: Alternative,
  processOf: Process.ProcessOf,
  ref: string,
): Side => {
  const inPlace = (each: string) => Result.getOrThrow(inPlaceOf(processOf(each)))
  const own = inPlace(ref)
  // Terms of another process go by its name, which is none of the journal's.
  const other = (each: string) => (each === own.terms.ref ? own : inPlace(each))
  return {
    processOf: other,
    termsOf: Process.termsOf(other),
    unheard: keepsPolicies ? unheard : unheardPolicies,
  }
}

/** A ticket as one side has it, from what was recorded by `now` (inclusive). */
export const foldedBy = (
  side: Side,
  journal: ReadonlyArray<Recorded>,
  now: number,
): Held | undefined => {
  let held: Held | undefined
  for (const recorded of journal) {
    if (recorded.at > now) break
    if (side.unheard.has(recorded.event.type)) continue
    const found = movesDeadlines(recorded.event) ? withBreaches(side, held, recorded) : held
    held = step(side.processOf, found, recorded)
  }
  return held
}

// As at the desk, what was due by the targets as they stood is found before an event that changes
// them.
const movesDeadlines = (event: Event): boolean =>
  SlaClock.changesTargets(event) ||
  event.type === "DeadlineSet" ||
  event.type === "RegistrationTimeCorrected"

const withBreaches = (
  { termsOf }: Side,
  held: Held | undefined,
  { at }: Recorded,
): Held | undefined =>
  held && { ...held, clocks: held.clocks.map((run) => breachedBy(termsOf, run, at)) }

const breachedBy = (termsOf: TermsOf, run: SlaClock.Clock, now: number): SlaClock.Clock => {
  if (run.breachedAt !== null) return run
  const reachedAt = Wake.reachedAt(Deadline.timeOf(termsOf, run), run)
  return reachedAt === null || reachedAt > now ? run : { ...run, breachedAt: reachedAt }
}
