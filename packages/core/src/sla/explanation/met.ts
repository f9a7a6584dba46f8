// An event as the clocks met it, and which event is behind what it found.
import type { Recorded } from "../../ticket/Event.ts"
import type { Cause } from "./explained.ts"
import type { Run } from "../run.ts"
import type { Terms } from "../Terms.ts"

/** An event, and the clocks before and after it; `terms` and `states` are those after it. */
export interface Met {
  readonly recorded: Recorded
  readonly terms: Terms
  readonly states: ReadonlySet<string>
  readonly before: ReadonlyArray<Run>
  readonly after: ReadonlyArray<Run>
}

/** What an explanation says of an event. */
export const causeOf = ({ number, at, effectiveAt, actor, event }: Recorded): Cause => ({
  number,
  type: event.type,
  at,
  effectiveAt,
  actor: actor.kind,
})

/** The events behind what holds now: what led into each state, and what holds each clock. */
export interface Causes {
  readonly entered: Map<string, Cause>
  readonly holding: Map<string, Cause>
}

/** Notes in `causes` what an event brought about. */
export const note = ({ entered, holding }: Causes, met: Met, by: Cause): void => {
  for (const state of entered.keys()) if (!met.states.has(state)) entered.delete(state)
  for (const state of met.states) if (!entered.has(state)) entered.set(state, by)
  for (const [index, run] of met.after.entries())
    if (run.held && !wasHeld(met, index, run)) holding.set(run.id, by)
}

// A run that takes the place of another goes on being held.
const wasHeld = ({ before }: Met, index: number, { id }: Run): boolean => {
  const former = before[index] ?? before.findLast((each) => each.id === id && each.ended === null)
  return former?.held === true
}
