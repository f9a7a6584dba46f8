// What one run of a clock comes to, by the facts alone.
import type { WorkingTime } from "../../calendar/WorkingTime.ts"
import type { Clock } from "../../sla/Clock.ts"
import * as Deadline from "../../sla/Deadline.ts"
import * as Wake from "../../sla/Wake.ts"

/** How a run of a clock stands at the end of the question. Times are epoch milliseconds. */
export interface Verdict {
  /** `absent` where the side has no such run. */
  readonly kind: "breached" | "met" | "running" | "paused" | "cancelled" | "absent"
  /** When it reached its target (`breached`) or ended (`met`, `cancelled`); else null. */
  readonly at: number | null
  /** When it is due, or was when it ended; null where it stood, and where it is never due. */
  readonly dueAt: number | null
}

/** The verdict on a run that is not there. */
export const absent: Verdict = { kind: "absent", at: null, dueAt: null }

/**
 * The verdict on a run at an instant. What was reached before the run ended was breached, however
 * it ended: met too late, or cancelled.
 */
export const verdictOn = (time: WorkingTime, run: Clock, now: number): Verdict => {
  const reachedAt = firstReached(time, run)
  if (reachedAt !== null && reachedAt <= now)
    return { kind: "breached", at: reachedAt, dueAt: reachedAt }
  if (run.ended !== null)
    return { kind: run.ended, at: run.endedAt, dueAt: Deadline.dueAt(time, unended(run)) }
  const kind = run.stretches.at(-1)?.end === null ? "running" : "paused"
  return { kind, at: null, dueAt: reachedAt }
}

// A target that was reached before it was changed stays reached, unless what came to light later
// says that the run had ended by then.
const firstReached = (time: WorkingTime, run: Clock): number | null => {
  const { breachedAt, endedAt } = run
  return breachedAt !== null && (endedAt === null || breachedAt < endedAt)
    ? breachedAt
    : Wake.reachedAt(time, run)
}

// A run as it would have gone on, where it ran to its end.
const unended = (run: Clock): Clock => ({
  ...run,
  stretches: run.stretches.map((stretch) =>
    stretch.end === run.endedAt ? { ...stretch, end: null } : stretch,
  ),
})
