// One value that gives a desk everything it stores.
import type { Layer } from "effect"
import type { AttachmentError, AttachmentStore } from "./AttachmentStore.ts"
import type { Inbound } from "./Inbound.ts"
import type { Registry } from "./Registry.ts"
import type { StoreError } from "./StoreError.ts"
import type { TicketQuery } from "./TicketQuery.ts"
import type { TicketStore } from "./TicketStore.ts"
import type { WorkQueue } from "./WorkQueue.ts"

/** Everything that a storage adapter provides. */
export type Storage = TicketStore | TicketQuery | WorkQueue | Registry | Inbound | AttachmentStore

/** A storage adapter: its name and what builds it; the same value serves promises and Effect. */
export interface StorageAdapter {
  readonly name: string
  readonly layer: Layer.Layer<Storage, StoreError | AttachmentError>
}
