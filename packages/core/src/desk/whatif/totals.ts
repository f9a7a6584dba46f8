// Totals that grow ticket by ticket: a plain value, whose parts may be added up in any grouping.
import { countedAs, type Moves } from "./moves.ts"
import type { Judgement, RunAnswer } from "./runs.ts"

/** How many came to which outcome. */
export type Counts = { readonly [outcome in Judgement]: number }

/** What the runs of one clock come to. */
export interface ClockTotals extends Counts {
  readonly runs: number
  /** Runs that only the alternative has, and runs that it lacks. */
  readonly appeared: number
  readonly gone: number
  readonly moves: Moves
}

/** What a journal comes to. */
export interface Totals extends Counts {
  /** The tickets that were asked; of them each has one outcome. */
  readonly tickets: number
  /** Tickets that cannot be asked. */
  readonly unasked: number
  readonly clocks: { readonly [id: string]: ClockTotals }
}

/** What is counted of a ticket. */
export type Counted =
  | { readonly outcome: Judgement; readonly clocks: ReadonlyArray<RunAnswer> }
  | { readonly outcome: "unasked" }

/** The totals of nothing. */
export const none: Totals = {
  tickets: 0,
  breaches: 0,
  spared: 0,
  both: 0,
  neither: 0,
  unasked: 0,
  clocks: {},
}

/** Totals under way: tickets are added, in memory that does not grow with them. */
export interface Tally {
  readonly add: (ticket: Counted) => void
  readonly addTotals: (totals: Totals) => void
  /** What was added so far. */
  readonly totals: () => Totals
}

/**
 * The totals of two parts of a journal, or of two journals. Associative; `none` adds nothing.
 *
 * @example
 * const one = { ...WhatIf.none, tickets: 1, spared: 1 }
 * const { tickets, spared } = WhatIf.plus(one, WhatIf.plus(WhatIf.none, one))
 * tickets // => 2
 * spared // => 2
 */
export const plus = (a: Totals, b: Totals): Totals => {
  const sum = tally()
  sum.addTotals(a)
  sum.addTotals(b)
  return sum.totals()
}

type Mutable<T> = { -readonly [name in keyof T]: T[name] }
type ClockTally = Mutable<Omit<ClockTotals, "moves">> & { readonly moves: Map<number, number> }

/** Begins to count at nothing. */
export const tally = (): Tally => {
  const { clocks: _, ...zero } = none
  const sum: Mutable<Omit<Totals, "clocks">> = { ...zero }
  const clocks = new Map<string, ClockTally>()
  return {
    add: (ticket) => {
      if (ticket.outcome === "unasked") sum.unasked += 1
      else {
        sum.tickets += 1
        sum[ticket.outcome] += 1
        for (const run of ticket.clocks) addRun(tallyOf(clocks, run.clock), run)
      }
    },
    addTotals: ({ clocks: others, ...counts }) => {
      addCounts(sum, counts)
      for (const [id, other] of Object.entries(others)) addClock(tallyOf(clocks, id), other)
    },
    totals: () => ({ ...sum, clocks: closed(clocks) }),
  }
}

const tallyOf = (clocks: Map<string, ClockTally>, id: string): ClockTally => {
  const known = clocks.get(id)
  if (known !== undefined) return known
  const counts = { runs: 0, breaches: 0, spared: 0, both: 0, neither: 0, appeared: 0, gone: 0 }
  const fresh = { ...counts, moves: new Map<number, number>() }
  clocks.set(id, fresh)
  return fresh
}

const addRun = (sum: ClockTally, { outcome, before, after, movedMillis }: RunAnswer): void => {
  sum.runs += 1
  sum[outcome] += 1
  if (before.kind === "absent") sum.appeared += 1
  if (after.kind === "absent") sum.gone += 1
  if (movedMillis !== null && movedMillis !== 0) addMoves(sum, countedAs(movedMillis), 1)
}

const addClock = (sum: ClockTally, { moves, ...counts }: ClockTotals): void => {
  addCounts(sum, counts)
  for (const [minutes, count] of moves) addMoves(sum, minutes, count)
}

const addMoves = ({ moves }: ClockTally, minutes: number, count: number): void => {
  moves.set(minutes, (moves.get(minutes) ?? 0) + count)
}

const addCounts = <Name extends string>(
  sum: { [name in NoInfer<Name>]: number },
  counts: { readonly [name in Name]: number },
): void => {
  for (const name in counts) sum[name] += counts[name]
}

// Sorted, so that the same sum is the same value however it came about.
const closed = (clocks: ReadonlyMap<string, ClockTally>): Totals["clocks"] =>
  Object.fromEntries(
    [...clocks]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, { moves, ...counts }]) => [
        id,
        { ...counts, moves: [...moves].toSorted(([a], [b]) => a - b) },
      ]),
  )
