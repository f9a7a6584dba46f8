// One run of a clock on a ticket, and how it begins, halts and ends.
import { type Heard, heldAfter, type Moment, standsIn } from "./hearing.ts"
import { type ClockRule, isEverOwed, targetFor } from "./Policy.ts"
import type { Target } from "./Target.ts"
import type { Terms } from "./Terms.ts"

/** A time in which a clock ran: half-open epoch milliseconds; `end` is null while it runs. */
export interface Stretch {
  readonly start: number
  readonly end: number | null
}

/** A deadline that was set by hand, and when. */
export interface ByHand {
  readonly at: number
  readonly dueAt: number
  /** Whether pauses that come later move it. */
  readonly moves: boolean
}

/**
 * One run of a clock of the policy on a ticket. Times are epoch milliseconds.
 *
 * A run may have no target for a time: its ticket is owed nothing, and would be with another
 * priority, line, request type or contract. It goes on as any other, since a target that comes
 * later may count from its start; but nothing of it is due, and nobody is shown it.
 */
export interface Run {
  readonly id: string
  /**
   * 1 for the first run on the ticket that had a target; 0 while it never had one. It is kept with
   * the target gone, for the journal names it.
   */
  readonly instance: number
  readonly target: Target | null
  /** The process from which the target and the calendar come, `id@version`. */
  readonly terms: string
  /** The calendar among those of the process; null for the process's own. */
  readonly calendar: string | null
  readonly stretches: ReadonlyArray<Stretch>
  /** Whether an event holds it, beside the states in which it stands. */
  readonly held: boolean
  /** Target or calendar were changed then: nothing is due before. */
  readonly notBefore: number | null
  readonly byHand: ByHand | null
  readonly ended: "met" | "cancelled" | null
  readonly endedAt: number | null
  /**
   * The phase of the ticket that its end came with (1 completed, 2 closed; 0 for none): should the
   * ticket come back from there, the clock goes on.
   */
  readonly endedIn: number
  /** When it breached, once that is recorded. */
  readonly breachedAt: number | null
  /** The shares whose warnings are recorded. */
  readonly warned: ReadonlyArray<number>
  /** The minutes before the target whose warnings are recorded. */
  readonly warnedBefore: ReadonlyArray<number>
}

/** A run by which something is owed now. */
export interface Targeted extends Run {
  readonly target: Target
}

/** Whether something is owed by a run now. */
export const hasTarget = (run: Run): run is Targeted => run.target !== null

/** By what a run is measured: how long it may run, by which calendar, and who says so. */
export type Measure = Pick<Run, "target" | "terms" | "calendar">

/** What terms promise a ticket for a clock; undefined where they could never promise anything. */
export const measureOf = (terms: Terms, rule: ClockRule, moment: Moment): Measure | undefined => {
  const { facts, contract } = moment
  const target = targetFor(terms.policy, rule, facts, contract) ?? null
  if (target === null && !isEverOwed(rule)) return undefined
  return { target, terms: terms.ref, calendar: calendarFor(rule, moment) }
}

// The contract's calendar where it may say so, else the rule's.
const calendarFor = (rule: ClockRule, { contract }: Moment): string | null =>
  (rule.fromContract === true ? contract?.calendar : undefined) ?? rule.calendar ?? null

interface Beginning {
  readonly rule: ClockRule
  readonly moment: Heard
  readonly measure: Measure
  /** Whether an event held the run that this one replaces. */
  readonly held?: boolean
}

/** A run that begins at a moment, after all of the clock's earlier ones. */
export const begun = (
  { rule, moment, measure, held: heldBefore = false }: Beginning,
  clocks: ReadonlyArray<Run>,
): Run => {
  const before = clocks.findLast(({ id }) => id === rule.id)
  const { effectiveAt } = moment.recorded
  const start = before === undefined ? effectiveAt : Math.max(effectiveAt, lastBoundary(before))
  const held = heldAfter(rule, heldBefore, moment)
  const end = held || standsIn(rule, moment.after) ? start : null
  const run: Run = {
    id: rule.id,
    instance: 0,
    ...measure,
    stretches: [{ start, end }],
    held,
    notBefore: null,
    byHand: null,
    ended: null,
    endedAt: null,
    endedIn: 0,
    breachedAt: null,
    warned: [],
    warnedBefore: [],
  }
  return numbered(run, clocks)
}

/** A run with its number, which it takes with its first target: what people see has no gaps. */
export const numbered = (run: Run, clocks: ReadonlyArray<Run>): Run => {
  if (run.instance > 0 || !hasTarget(run)) return run
  const taken = clocks.filter(({ id, instance }) => id === run.id && instance > 0)
  return { ...run, instance: taken.length + 1 }
}

/** A run that ends. */
export const ended = (run: Run, how: "met" | "cancelled", at: number, endedIn: number): Run => ({
  ...run,
  stretches: halted(run.stretches, at),
  ended: how,
  endedAt: at,
  endedIn,
})

/** Stretches of which the open one, if any, ends. */
export const halted = (stretches: ReadonlyArray<Stretch>, at: number): ReadonlyArray<Stretch> =>
  stretches.map((stretch) => (stretch.end === null ? { ...stretch, end: at } : stretch))

/** A fact that is recorded late never reaches behind what the clock has already counted. */
export const lastBoundary = ({ stretches }: Run): number => {
  const last = stretches.at(-1)
  return last === undefined ? 0 : (last.end ?? last.start)
}
