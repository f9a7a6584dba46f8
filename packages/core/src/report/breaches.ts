// The breaches of a period, each with why.
import type { Explanation } from "../sla/Explanation.ts"
import type { Asked } from "./asked.ts"
import { outcomeIn } from "./compliance.ts"
import { first, instantKey } from "./first.ts"
import { type Life, type Run, standingBefore } from "./Life.ts"

/** The most breaches that a report lists, the earliest; more are counted. */
export const breachesAtMost = 1_000

/** A breach. */
export interface Breach {
  readonly ticketId: string
  readonly number: string
  readonly requestType: string
  /** What it was when it breached. */
  readonly priority: string | null
  readonly line: string
  readonly contract: string | null
  /** When it was due. */
  readonly at: number
  readonly clock: string
  readonly instance: number
  /**
   * Why, without the list of its stretches and dates; null where nothing is owed by the clock any
   * more.
   */
  readonly explanation: Explanation | null
}

/** Breaches under way. */
export const breaches = (asked: Asked) => {
  const { add, listed } = first<Breach>(breachesAtMost)
  return {
    add: (life: Life, run: Run): void => {
      const { at } = run
      if (at === null || outcomeIn(asked, run) !== "breached") return
      const key = instantKey(at, life.state.ticketId, run.clock, run.instance)
      add(key, () => breachOf(life, run, at))
    },
    listed,
  }
}

const breachOf = (life: Life, run: Run, at: number): Breach => {
  const { ticketId, number, requestType, contract } = life.state
  const { priority, line } = standingBefore(life, at)
  const { clock, instance } = run
  const ticket = { ticketId, number, requestType, priority, line, contract: contract?.id ?? null }
  // A clock of years has thousands of stretches, and a report a thousand clocks.
  const why = life.explain(run)
  const explanation = why === undefined ? null : { ...why, stretches: [], dates: [] }
  return { ...ticket, clock, instance, at, explanation }
}
