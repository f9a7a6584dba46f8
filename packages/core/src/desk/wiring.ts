// What one tenant's desk works with.
import type { ArchiveService } from "../port/Archive.ts"
import type { AttachmentStoreService } from "../port/AttachmentStore.ts"
import type { DirectoryService } from "../port/Directory.ts"
import type { FeedService } from "../port/Feed.ts"
import type { InboundService } from "../port/Inbound.ts"
import type { RegistryService } from "../port/Registry.ts"
import type { TicketQueryService } from "../port/TicketQuery.ts"
import type { TicketStoreService } from "../port/TicketStore.ts"
import type { WorkQueueService } from "../port/WorkQueue.ts"
import type * as Process from "../process/Process.ts"
import type { Rows } from "./group/rows.ts"
import type { InTurn } from "./group/turns.ts"
import type { Finder } from "./Processes.ts"
import type { Judged } from "./staff.ts"
import type { Effect } from "effect"
import type { StoreError } from "../port/StoreError.ts"

/** The ports, and what the desk made of them. */
export interface Wiring {
  readonly tenant: string
  readonly inForce: Process.Process
  readonly processOf: Finder["processOf"]
  readonly findProcess: Finder["findProcess"]
  /** Asks the adapter's once for what many ask at one time. */
  readonly store: TicketStoreService
  /** Tickets at hand, as this process saw them last. */
  readonly rows: Rows
  /** Commands of this process on one ticket, one after the other. */
  readonly inTurn: InTurn
  readonly query: TicketQueryService
  readonly queue: WorkQueueService
  readonly inbound: InboundService
  readonly registry: RegistryService
  readonly feed: FeedService
  readonly files: AttachmentStoreService
  readonly archive: ArchiveService
  readonly directory: DirectoryService
  /** The channels that carry notifications, here or in another process on the same store. */
  readonly channels: ReadonlySet<string>
  /** The version of the time-zone data, recorded with every event. */
  readonly zoneData: string
  /** Judges the staff as the directory has it. */
  readonly judged: (staff: ReadonlyArray<unknown>) => Judged
  /** Whether routing finds who gets a ticket; not on paper, where rows say who had it. */
  readonly routes: boolean
  readonly nextSerial: Effect.Effect<number, StoreError>
  /** Tells the worker of this process that there is something to send or to wake. */
  readonly nudge: Effect.Effect<unknown>
  /** Lets the host's event loop go round, where it has not for a while. */
  readonly breathe: Effect.Effect<void>
  /** Signs reply tokens. */
  readonly secret: string
}
