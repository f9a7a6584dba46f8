// The instants at which something of a ticket comes due by itself, beside its clocks.
import type { Due } from "./Circumstances.ts"
import type { State } from "./State.ts"

/** Something that is due at an instant, unless the ticket changes before. */
export interface Timer {
  readonly at: number
  readonly due: Due
}

/** What somebody owes by a day, the day that was promised, the end of a rest; of an open ticket. */
export const timers = (state: State): ReadonlyArray<Timer> => {
  const { status, obligations, promisedAt, promiseDue, snoozedUntil } = state
  if (!status.startsWith("open")) return []
  const owed = obligations.flatMap(({ id, owner, dueAt, reminded }): ReadonlyArray<Timer> =>
    dueAt === undefined || reminded === true
      ? []
      : [{ at: dueAt, due: { effect: "remind", obligation: id, owner, dueAt } }],
  )
  return [
    ...owed,
    ...(promisedAt === null || promiseDue ? [] : [timer("promise", promisedAt)]),
    ...(snoozedUntil === null ? [] : [timer("unsnooze", snoozedUntil)]),
  ]
}

const timer = (effect: "promise" | "unsnooze", dueAt: number): Timer => ({
  at: dueAt,
  due: { effect, dueAt },
})
