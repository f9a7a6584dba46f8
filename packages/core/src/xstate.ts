// The machine itself, for those who run it in an actor or look at it; the only door that names
// XState.
import type { Process } from "./process/Process.ts"
import { machineOf } from "./ticket/chart.ts"

/**
 * The statechart of a process: without context, guards, delays or actions. The events of a ticket
 * are its signals; a passed turn is `TurnPassed.ours`, `TurnPassed.customers` or
 * `TurnPassed.thirdPartys`.
 */
export const machine = (process: Pick<Process, "lifecycle">): ReturnType<typeof machineOf> =>
  machineOf(process.lifecycle.shape)
