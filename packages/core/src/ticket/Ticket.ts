// The ticket as a decider: one value that decides, evolves and replays.
import type { Recorded } from "./Event.ts"
import { evolve } from "./evolve.ts"
import type { Lifecycle } from "./Lifecycle.ts"
import type { State } from "./State.ts"

export { decide } from "./decide.ts"
export { eventNumberOf, notificationId } from "./decide/deliver.ts"
export { isLinked, partsDeep } from "./decide/link.ts"
export { evolve, statusAfter } from "./evolve.ts"
export { reject } from "./reject.ts"
export { timers } from "./timers.ts"
export type { State } from "./State.ts"

/** Folds a journal into the state; undefined for an empty one (P4). */
export const replay = (lifecycle: Lifecycle, journal: ReadonlyArray<Recorded>): State | undefined =>
  journal.reduce<State | undefined>(
    (state, recorded) => evolve(lifecycle, state, recorded),
    undefined,
  )
