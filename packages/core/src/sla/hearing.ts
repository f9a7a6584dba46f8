// What a clock hears: conditions, met by an event and by the states before and after it.
import type { PinnedContract, Recorded } from "../ticket/Event.ts"
import type { ClockRule, Condition } from "./Policy.ts"
import type { Facts } from "./Target.ts"

/** What a step of the clocks looks at: the event, the states around it, the ticket after it. */
export interface Moment {
  readonly recorded: Recorded
  readonly before: ReadonlySet<string>
  readonly after: ReadonlySet<string>
  readonly facts: Facts
  readonly contract: PinnedContract | null
}

/** A moment as conditions hear it. */
export interface Heard extends Moment {
  /** Whether a clock had begun before this moment, and not ended. */
  readonly runs: (clock: string) => boolean
}

/** A clock of a policy, and all that it listens for. */
export interface Listener {
  readonly rule: ClockRule
  readonly events: ReadonlySet<string>
  readonly states: ReadonlyArray<string>
}

/** A clock with what its conditions name. */
export const listenerOf = (rule: ClockRule): Listener => {
  const { starts, stops, cancels = [], pauses = [], resumes = [], pausesIn = [] } = rule
  const conditions = [...starts, ...stops, ...cancels, ...pauses, ...resumes]
  const states = conditions.flatMap((condition) => {
    if ("event" in condition) return []
    return "enters" in condition ? [condition.enters] : [condition.leaves]
  })
  return {
    rule,
    events: new Set(conditions.flatMap((each) => ("event" in each ? [each.event] : []))),
    states: [...new Set([...states, ...pausesIn])],
  }
}

/** Whether a clock may have heard something at a moment; one that has not is as it was. */
export const concerns = (
  { events, states }: Listener,
  { recorded, before, after }: Moment,
): boolean =>
  events.has(recorded.event.type) ||
  (before !== after && states.some((state) => before.has(state) !== after.has(state)))

/** Whether a moment meets any of the conditions. */
export const hears = (conditions: ReadonlyArray<Condition> | undefined, moment: Heard): boolean =>
  conditions !== undefined && conditions.some((each) => meets(each, moment))

const meets = (condition: Condition, { recorded, before, after, runs }: Heard): boolean => {
  if ("enters" in condition) return !before.has(condition.enters) && after.has(condition.enters)
  if ("leaves" in condition) return before.has(condition.leaves) && !after.has(condition.leaves)
  const { event, by, in: states, unlessRunning } = condition
  return (
    recorded.event.type === event &&
    (by === undefined || by.includes(recorded.actor.kind)) &&
    (states === undefined || states.some((state) => before.has(state))) &&
    (unlessRunning === undefined || !runs(unlessRunning))
  )
}

/** Whether a clock is held by an event after this moment, given whether it was before. */
export const heldAfter = (rule: ClockRule, held: boolean, moment: Heard): boolean =>
  held ? !hears(rule.resumes, moment) : hears(rule.pauses, moment)

/** Whether a clock stands in these states. */
export const standsIn = ({ pausesIn = [] }: ClockRule, states: ReadonlySet<string>): boolean =>
  pausesIn.some((state) => states.has(state))

/** How a clock ends at a moment. */
export interface End {
  readonly how: "met" | "cancelled"
  /** The phase that the end came with (1 completed, 2 closed; 0 for none). */
  readonly phase: number
}

/** How a clock ends at this moment, if it does. */
export const endOf = (rule: ClockRule, moment: Heard): End | undefined => {
  const cancelled = rule.cancels?.find((each) => meets(each, moment))
  const by = cancelled ?? rule.stops.find((each) => meets(each, moment))
  if (by === undefined) return undefined
  // Nobody comes back to a state within a phase, such as a turn, that was left with the phase.
  const isGone = rule.effect === "breach" && "leaves" in by && !phases.includes(by.leaves)
  return {
    how: cancelled === undefined ? "met" : "cancelled",
    phase: isGone ? 0 : phaseEntered(moment),
  }
}

// What ends a clock within a phase, such as a word to the customer after the completion, ends it
// for good, and no coming back undoes it.
const phaseEntered = ({ before, after }: Moment): number =>
  phaseOf(after) > phaseOf(before) ? phaseOf(after) : 0

const phases = ["open", "completed", "closed"]

/** How far a ticket has come: 0 open, 1 completed, 2 closed. */
export const phaseOf = (states: ReadonlySet<string>): number =>
  phases.findIndex((phase) => states.has(phase))
