// A desk whose book of mails is not as it should be.
import type { Desk } from "@upkeep/core"
import { Inbound, StoreError } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { DeskBridge } from "../src/index.ts"

/** The desk, but the book of mails fails at `record` as long as `isDown` says so. */
export const failing = (
  desk: Desk,
  isDown: () => boolean,
  reason: StoreError.StoreReason = "full",
): DeskBridge => {
  const error = new StoreError.StoreError({ reason, detail: "no room" })
  const over = (inbound: Inbound.InboundService) =>
    Inbound.Inbound.of({
      ...inbound,
      record: (tenant, row) => (isDown() ? Effect.fail(error) : inbound.record(tenant, row)),
    })
  return bridge(desk, over)
}

/** The desk with another book of mails. */
export const bridge = (
  desk: Desk,
  over: (inbound: Inbound.InboundService) => Inbound.InboundService,
): DeskBridge => ({
  run: (effect) =>
    desk.run(
      Effect.flatMap(Inbound.Inbound, (inbound) =>
        Effect.provideService(effect, Inbound.Inbound, over(inbound)),
      ),
    ),
})
