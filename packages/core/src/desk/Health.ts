// How a desk is: for a host's readiness, and for whoever looks after it.
import { Effect } from "effect"
import type { StoreReason } from "../port/StoreError.ts"
import type { Sending } from "../port/WorkQueue.ts"
import type { Admission } from "./admission.ts"
import { type ClockSkewService, skewAtMostMillis } from "./StoreClock.ts"
import type { Wiring } from "./wiring.ts"

/** How a desk is. */
export interface DeskHealth {
  /** Whether it should be sent commands: the store answers, and the clocks agree. */
  readonly ready: boolean
  /** Whether the store answers; else why it does not. */
  readonly store: "answers" | StoreReason
  /** By how much the host's clock is ahead (behind: negative); null where the store has none. */
  readonly clockSkewMillis: number | null
  /** Commands that are open, of all tenants of the office. */
  readonly openCommands: number
  /** Above so many a command is refused (P13). */
  readonly maxOpenCommands: number
  /** Whether notifications are sent; null where the store does not answer. */
  readonly sending: Sending | null
}

/** What is looked at beside the store. */
export interface Watched extends ClockSkewService, Pick<Admission, "open" | "openAtMost"> {}

/** Whether the host's clock is near enough to the store's to work by it (P9). */
export const isOnTime = ({ skewMillis }: ClockSkewService): boolean =>
  Math.abs(skewMillis() ?? 0) <= skewAtMostMillis

/** Looks at a desk; trouble of the store is what it tells. */
export const healthOf = (
  { queue, tenant }: Pick<Wiring, "queue" | "tenant">,
  watched: Watched,
): Effect.Effect<DeskHealth> => {
  const told = (found: Pick<DeskHealth, "store" | "sending">): DeskHealth => ({
    ready: found.store === "answers" && isOnTime(watched),
    ...found,
    clockSkewMillis: watched.skewMillis(),
    openCommands: watched.open(),
    maxOpenCommands: watched.openAtMost,
  })
  return Effect.match(
    Effect.suspend(() => queue.sending(tenant)),
    {
      onSuccess: (sending) => told({ store: "answers", sending }),
      onFailure: ({ reason }) => told({ store: reason, sending: null }),
    },
  )
}
