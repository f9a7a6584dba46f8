// A ticket as a report sees it: where it stood when, and what became of its clocks. What the desk
// folds from its journal comes in; nothing is read and nothing is decided here.
import type { WorkingTime } from "../calendar/WorkingTime.ts"
import type { Explanation } from "../sla/Explanation.ts"
import type { Recorded } from "../ticket/Event.ts"
import type { State } from "../ticket/State.ts"

/** Where a ticket stood from an instant on, until that of the next standing. */
export interface Standing {
  /** When it truly came there; epoch milliseconds, never going back. */
  readonly from: number
  /** The configuration: `open.diagnosing.ours`. */
  readonly status: string
  readonly line: string
  readonly priority: string | null
  /** When the customer was promised it by then. */
  readonly promisedAt: number | null
}

/** What a run of a clock comes to. Times are epoch milliseconds. */
export interface Run {
  readonly clock: string
  readonly instance: number
  /** A run that reached its target is `breached`, however it ended. */
  readonly kind: "met" | "breached" | "running" | "paused" | "cancelled"
  /** When its verdict fell: `breached` when it was due, the others when it ended; else null. */
  readonly at: number | null
  readonly startedAt: number
  /** When it is due, or was when it ended; null where it stood, and where it is never due. */
  readonly dueAt: number | null
  readonly endedAt: number | null
}

/** A ticket through all of its time, as far as that is known. */
export interface Life {
  readonly state: State
  readonly journal: ReadonlyArray<Recorded>
  /** At least one: the first begins with the registration. */
  readonly standings: ReadonlyArray<Standing>
  /** The runs by which something is or was owed; none that only closes the ticket. */
  readonly runs: ReadonlyArray<Run>
  /** The same as they stood just before an instant; asked only for tickets that are listed. */
  readonly runsBefore: (end: number) => ReadonlyArray<Run>
  /** The working time by which its own is told. */
  readonly time: WorkingTime
  /**
   * Why a run stands as it does; asked only for runs that are listed. Undefined where nothing is
   * owed by it any more.
   */
  readonly explain: (run: Run) => Explanation | undefined
}

/** How a ticket stood just before an instant; as it was registered, where that is later. */
export const standingBefore = ({ standings }: Life, end: number): Standing => {
  const found = standings.findLast(({ from }) => from < end) ?? standings[0]
  if (found === undefined) throw new Error("a ticket that never stood anywhere")
  return found
}

/** Open, completed or closed. */
export const phaseOf = ({ status }: Standing): string => status.slice(0, status.indexOf("."))

/** The state of an open ticket's work, or of a completed one; and whose turn an open one is. */
export const statesOf = (
  standing: Standing,
): { readonly work: string | undefined; readonly turn: string | undefined } => {
  const [phase, work, turn] = standing.status.split(".")
  return phase === "closed" ? { work: undefined, turn: undefined } : { work, turn }
}
