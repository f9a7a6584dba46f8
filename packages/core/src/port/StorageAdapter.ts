// One value that gives a desk everything it stores.
import type { Layer } from "effect"
import type { Archive } from "./Archive.ts"
import type { AttachmentError, AttachmentStore } from "./AttachmentStore.ts"
import type { Feed } from "./Feed.ts"
import type { Inbound } from "./Inbound.ts"
import type { Registry } from "./Registry.ts"
import type { StoreError } from "./StoreError.ts"
import type { TicketQuery } from "./TicketQuery.ts"
import type { TicketStore } from "./TicketStore.ts"
import type { WorkQueue } from "./WorkQueue.ts"

/** Everything that a storage adapter provides. */
export type Storage =
  | TicketStore
  | TicketQuery
  | WorkQueue
  | Feed
  | Registry
  | Inbound
  | AttachmentStore
  | Archive

/**
 * What a store can do beyond what every store does. A call that needs what is false here fails as
 * `unsupported`, and conformance lists its rules as not asked.
 */
export interface StorageCapabilities {
  /** What was stored outlives the process: another adapter at the same place finds it (P1). */
  readonly persistent: boolean
  /** Several adapters at one place are open at once and see each other's commits. */
  readonly shared: boolean
  /** `TicketQuery.search`. */
  readonly search: boolean
  /** `Archive`. */
  readonly archive: boolean
  /** `WorkQueue.now` answers: one clock for every host (P9). */
  readonly clock: boolean
  /** `WorkQueue.signal` reaches other processes. */
  readonly signals: boolean
}

/** A storage adapter: its name and what builds it; the same value serves promises and Effect. */
export interface StorageAdapter {
  readonly name: string
  readonly capabilities: StorageCapabilities
  readonly layer: Layer.Layer<Storage, StoreError | AttachmentError>
}
