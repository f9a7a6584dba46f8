// What of a ticket is due now, for whoever wakes it.
import { Effect } from "effect"
import type { StoreError } from "../port/StoreError.ts"
import * as Process from "../process/Process.ts"
import * as Wake from "../sla/Wake.ts"
import type { Due } from "../ticket/Circumstances.ts"
import type { Held } from "./row.ts"
import type { Wiring } from "./wiring.ts"

/**
 * Everything whose time has come by `now`; a silence ends only when every intake was read past its
 * end, for a word may still lie unread (P7).
 */
export const dueNow = (
  wiring: Wiring,
  processOf: Process.ProcessOf,
  { state: { terms }, clocks }: Held,
  now: number,
): Effect.Effect<ReadonlyArray<Due>, StoreError> =>
  Effect.map(wiring.inbound.watermarks(wiring.tenant), (marks) => {
    const readUntil = Math.min(...marks.map((mark) => mark.readUntil))
    return Wake.dueBy(Process.termsOf(processOf), { terms, clocks }, now).filter(
      (each) => each.effect !== "close" || each.dueAt < readUntil,
    )
  })
