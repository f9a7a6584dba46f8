// The processes that a ticket needs at once: the one it was opened on, the one whose terms its
// clocks follow, and older ones by whose terms some of them still run.
import { Effect } from "effect"
import type { StoreError } from "../port/StoreError.ts"
import type * as Process from "../process/Process.ts"
import type { Recorded } from "../ticket/Event.ts"
import type { Held } from "./row.ts"
import type { Wiring } from "./wiring.ts"

/** Looks processes up, so that they can be found without waiting. */
export const processesOf = Effect.fnUntracedEager(function* (
  { processOf }: Pick<Wiring, "processOf">,
  refs: ReadonlySet<string>,
): Effect.fn.Return<Process.ProcessOf, StoreError> {
  const found = new Map<string, Process.Process>()
  for (const ref of refs) found.set(ref, yield* processOf(ref))
  return (ref) => {
    const process = found.get(ref)
    if (process === undefined) throw new Error(`process ${ref} was not looked up`)
    return process
  }
})

/** The processes of a ticket as it stands. */
export const refsOf = ({ state, clocks }: Held): ReadonlySet<string> =>
  new Set([state.process, state.terms, ...clocks.map(({ terms }) => terms)])

/** The processes of a ticket through all of its history. */
export const refsIn = (journal: ReadonlyArray<Recorded>): ReadonlySet<string> =>
  new Set(
    journal.flatMap(({ versions, event }) => {
      if (event.type === "PolicyApplied") return [versions.process, event.process]
      return event.type === "ProcessMigrated" ? [versions.process, event.to] : [versions.process]
    }),
  )
