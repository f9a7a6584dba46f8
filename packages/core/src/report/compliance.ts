// What was promised and what was kept.
//
// A run of a clock counts in the period in which its verdict fell: when it ended (`met`), or when
// it was due (`breached`). So no run counts twice, and the counts of two halves of a period are
// those of the whole. Only what was open at the end (`running`) is a look at that instant.
import type { Asked } from "./asked.ts"
import { type Life, type Run, standingBefore } from "./Life.ts"

/** By what runs are told apart. */
export type Dimension = "contract" | "requestType" | "priority" | "line"

/** How many runs came to what. */
export interface Counts {
  readonly met: number
  readonly breached: number
  /** Begun before the end of the period, and without a verdict by then. */
  readonly running: number
  /** Ended without a verdict: nothing was owed any more. */
  readonly cancelled: number
}

/** The runs of one clock, all of them or those of one value of a dimension. */
export interface Compliance extends Counts {
  readonly clock: string
  /** The part of `met` in `met` and `breached`, 0 to 1; null where there is neither. */
  readonly share: number | null
}

/** The runs of one clock by one dimension. */
export interface ComplianceBy extends Compliance {
  readonly by: Dimension
  /** Null where a ticket has none: no contract, no priority. */
  readonly value: string | null
}

/** What a run is in a period, or undefined where it is none of its. */
export const outcomeIn = (
  { from, to }: Asked,
  { kind, at, startedAt }: Run,
): keyof Counts | undefined => {
  if (at === null || at >= to) return startedAt < to ? "running" : undefined
  return at >= from && kind !== "running" && kind !== "paused" ? kind : undefined
}

/** The counts of one clock, under way. */
interface Tallied {
  readonly by: Dimension | "clock"
  readonly value: string | null
  readonly clock: string
  readonly counts: { -readonly [count in keyof Counts]: number }
}

/** Compliance under way: it grows with clocks, contracts, types, priorities and lines alone. */
export const compliance = (asked: Asked) => {
  const tallied = new Map<string, Tallied>()
  return {
    add: (life: Life, run: Run): void => {
      const outcome = outcomeIn(asked, run)
      if (outcome === undefined) return
      for (const [by, value] of valuesOf(asked, life, run))
        tallyOf(tallied, by, value, run.clock).counts[outcome] += 1
    },
    rows: () => {
      const sorted = [...tallied].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)
      const clocks: Array<Compliance> = []
      const compliance: Array<ComplianceBy> = []
      for (const { by, value, clock, counts } of sorted) {
        const row = { clock, ...counts, share: shareOf(counts) }
        if (by === "clock") clocks.push(row)
        else compliance.push({ by, value, ...row })
      }
      return { clocks, compliance }
    },
  }
}

// Contract and type as they are known by now, for a correction says that they never were others;
// priority and line as they were when the verdict fell, for these truly change.
const valuesOf = (
  { to }: Asked,
  life: Life,
  { at }: Run,
): ReadonlyArray<readonly [Tallied["by"], string | null]> => {
  const { contract, requestType } = life.state
  // What a breach itself brought about was not so before it.
  const { priority, line } = standingBefore(life, Math.min(at ?? to, to))
  return [
    ["clock", null],
    ["contract", contract?.id ?? null],
    ["requestType", requestType],
    ["priority", priority],
    ["line", line],
  ]
}

const tallyOf = (
  tallied: Map<string, Tallied>,
  by: Tallied["by"],
  value: string | null,
  clock: string,
): Tallied => {
  const key = JSON.stringify([by, clock, value])
  const known = tallied.get(key)
  if (known !== undefined) return known
  const fresh = { by, value, clock, counts: { met: 0, breached: 0, running: 0, cancelled: 0 } }
  tallied.set(key, fresh)
  return fresh
}

const shareOf = ({ met, breached }: Counts): number | null =>
  met + breached === 0 ? null : met / (met + breached)
