// Everything that a store holds, out of one and into another: what a backup is made of.
import { Context, type Effect } from "effect"
import type { InboundRow, Watermark } from "./Inbound.ts"
import type { RegistryEntry } from "./Registry.ts"
import type { StoreError } from "./StoreError.ts"
import type { DeliveryStatus } from "./TicketQuery.ts"
import type { CommandRow, ContentRow, EventRow, TicketRow } from "./TicketStore.ts"
import type { Served } from "./WorkQueue.ts"

/** A stored delivery, as it stands. Whoever held it when it was read holds it no more. */
export interface ArchivedDelivery extends DeliveryStatus {
  readonly ticketId: string
}

/** One row of a store. Claims are not among them: whoever held something holds it no more. */
export type ArchiveRow = { readonly tenant: string } & (
  | { readonly kind: "registry"; readonly entry: RegistryEntry }
  | { readonly kind: "serial"; readonly next: number }
  | { readonly kind: "sending"; readonly pausedAt: number; readonly reason: string }
  | { readonly kind: "ticket"; readonly row: TicketRow }
  | { readonly kind: "event"; readonly event: EventRow }
  | { readonly kind: "content"; readonly ticketId: string; readonly content: ContentRow }
  | { readonly kind: "delivery"; readonly delivery: ArchivedDelivery }
  | { readonly kind: "command"; readonly at: number; readonly command: CommandRow }
  | { readonly kind: "inbound"; readonly row: InboundRow }
  | { readonly kind: "watermark"; readonly mark: Watermark }
  | { readonly kind: "file"; readonly hash: string; readonly bytes: number }
  /** Of a directory that lies in the same store; the body is JSON, in the order it was given. */
  | { readonly kind: "customer" | "staff"; readonly body: string }
)

/** The most rows of one call of `restore`. */
export const restoreLimit = 1_000

/** What an archive can do. */
export interface ArchiveService {
  /**
   * Every row of these tenants as it stood at one instant, whatever is written meanwhile, in
   * constant memory: tenant by tenant by their names, and of each the kinds in the order of
   * `ArchiveRow`; registry entries in the order in which they were published last, tickets by id,
   * events in the order of the feed, contents and deliveries in that of their commits. Nothing is
   * open before the first row is asked for, nor after the last one or an early stop. What goes
   * wrong on the way is a `StoreError`.
   */
  readonly rows: (tenants: Served) => AsyncIterable<ArchiveRow>
  /**
   * Puts rows into the store, at most `restoreLimit`, all or none of them, in the order in which
   * `rows` gives them. A row that is there already is `damaged`. Files come by `AttachmentStore`:
   * a row of kind `file` changes nothing here.
   */
  readonly restore: (rows: ReadonlyArray<ArchiveRow>) => Effect.Effect<void, StoreError>
}

/** The port through which a store is carried elsewhere. */
export class Archive extends Context.Service<Archive, ArchiveService>()("@upkeep/core/Archive") {}
