// What a worker works with.
import type { Effect } from "effect"
import type { NotifierService } from "../port/Notifier.ts"
import type { StoreError } from "../port/StoreError.ts"
import type { Served } from "../port/WorkQueue.ts"
import type { Nudges } from "./nudges.ts"
import type { Wiring } from "./wiring.ts"

/** What a worker works with. */
export interface Equipment {
  readonly wiring: Wiring
  readonly wiringOf: (tenant: string) => Effect.Effect<Wiring, StoreError>
  /** The tenants that are served in the background: those whose desks were opened, or all. */
  readonly served: () => Served
  readonly notifiers: ReadonlyMap<string, NotifierService>
  /** Opened by every commit of this process that leaves something to do, and by signals. */
  readonly nudges: Nudges
  /** Whether the clock of this host is near enough to the store's to work by it (P9). */
  readonly isOnTime: () => boolean
}
