// What of a ticket is due now, for whoever wakes it.
import { Effect } from "effect"
import type { StoreError } from "../port/StoreError.ts"
import * as Process from "../process/Process.ts"
import * as Wake from "../sla/Wake.ts"
import type { Due } from "../ticket/Circumstances.ts"
import { clockedOf } from "./commit.ts"
import type { Held } from "./row.ts"
import type { Wiring } from "./wiring.ts"

/**
 * Everything whose time has come by `now`, up to the first instant at which it changes what is due
 * after; a silence ends only when every intake was read past its
 * end, for a word may still lie unread (P7).
 */
export const dueNow = (
  wiring: Wiring,
  processOf: Process.ProcessOf,
  held: Held,
  now: number,
): Effect.Effect<ReadonlyArray<Due>, StoreError> =>
  Effect.map(wiring.inbound.watermarks(wiring.tenant), (marks) => {
    const readUntil = Math.min(...marks.map((mark) => mark.readUntil))
    const pending = Wake.pendingBy(Process.termsOf(processOf), clockedOf(held), now).filter(
      ({ due }) => due.effect !== "close" || due.dueAt < readUntil,
    )
    const turn = pending.find(({ due }) => isTurn(due))
    return pending.filter(({ at }) => turn === undefined || at <= turn.at).map(({ due }) => due)
  })

// A closing, or what a breach brings about, changes what is due after it: the next wake says what.
const isTurn = (due: Due): boolean =>
  due.effect === "close" || (due.effect === "breach" && (due.actions ?? []).length > 0)
