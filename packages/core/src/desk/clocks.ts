// The clocks of a ticket as they stand now.
import * as Process from "../process/Process.ts"
import * as SlaClock from "../sla/Clock.ts"
import * as Deadline from "../sla/Deadline.ts"
import type { ClockRule } from "../sla/Policy.ts"
import type { Held } from "./row.ts"
import type { ClockView } from "./View.ts"

/** Shows the clocks of a ticket at an instant; none by which nothing is owed. */
export const clocksOf = (
  processOf: Process.ProcessOf,
  { state, clocks }: Held,
  now: number,
): ReadonlyArray<ClockView> => {
  const { rules } = processOf(state.terms).terms
  return clocks
    .filter(SlaClock.hasTarget)
    .map((clock) => clockView(processOf, rules.get(clock.id)?.effect ?? "breach", clock, now))
}

const clockView = (
  processOf: Process.ProcessOf,
  effect: ClockRule["effect"],
  clock: SlaClock.Targeted,
  now: number,
): ClockView => {
  const { id, instance, target, terms, stretches, ended, endedAt } = clock
  const time = Deadline.timeOf(Process.termsOf(processOf), clock)
  const reachedAt = Deadline.dueAt(time, clock)
  return {
    id,
    instance,
    target,
    terms,
    calendar: `${time.calendar.id}@${time.calendar.version}`,
    endedAt,
    status: statusOf(clock, effect, reachedAt, now),
    startedAt: stretches[0]?.start ?? now,
    dueAt: ended === null ? reachedAt : null,
    spentMillis: Deadline.spentMillis(time, clock, now),
  }
}

/** The phase of a closed ticket, see `Clock.endedIn`. */
const closed = 2

const statusOf = (
  { stretches, ended, endedAt, endedIn, breachedAt }: SlaClock.Clock,
  effect: ClockRule["effect"],
  reachedAt: number | null,
  now: number,
): ClockView["status"] => {
  if (ended === "cancelled") return ended
  const open = stretches.at(-1)?.end === null ? "running" : "paused"
  if (effect === "close") {
    if (endedAt === null) return open
    return endedIn === closed && reachedAt !== null && reachedAt <= endedAt ? "elapsed" : "met"
  }
  const overdue = reachedAt !== null && (endedAt === null ? reachedAt <= now : reachedAt < endedAt)
  // Of a clock that has ended the facts alone speak: what came to light late may have been in time.
  if (overdue || (endedAt === null && breachedAt !== null)) return "breached"
  return ended ?? open
}
