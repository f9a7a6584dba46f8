// What a report is asked for.
import type { Period } from "./Period.ts"

/** What a report is about. Times are epoch milliseconds. */
export interface Asked extends Period {
  /** What was recorded later is not looked at. */
  readonly asOf: number
  /** The zone of its dates. */
  readonly timeZone: string
  /** Only tickets with this contract. */
  readonly contract?: string
  /** Only tickets of this customer. */
  readonly customer?: string
  /** Whether the requests themselves are listed, with their subjects. */
  readonly requests?: boolean
}

/** Until when time is measured: the end of the period, or of what is known. */
export const untilOf = ({ to, asOf }: Asked): number => Math.min(to, asOf)

/** Whether an instant lies in the period. */
export const isIn = ({ from, to }: Period, at: number): boolean => from <= at && at < to
