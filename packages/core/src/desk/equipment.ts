// What a worker works with.
import type { Effect, Latch } from "effect"
import type { NotifierService } from "../port/Notifier.ts"
import type { StoreError } from "../port/StoreError.ts"
import type { Served } from "../port/WorkQueue.ts"
import type { Wiring } from "./wiring.ts"

/** What a worker works with. */
export interface Equipment {
  readonly wiring: Wiring
  readonly wiringOf: (tenant: string) => Effect.Effect<Wiring, StoreError>
  /** The tenants that are served in the background: those whose desks were opened, or all. */
  readonly served: () => Served
  readonly notifiers: ReadonlyMap<string, NotifierService>
  /** Opened by every commit of this process that leaves something to do; one for each round. */
  readonly nudges: { readonly wake: Latch.Latch; readonly deliver: Latch.Latch }
}
