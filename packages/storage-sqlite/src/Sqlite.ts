// Everything that a desk stores, in one SQLite file with a folder of attachments beside it.
import {
  Archive,
  AttachmentStore,
  Feed,
  Inbound,
  Registry,
  type StorageAdapter,
  type StorageAdmin,
  type StoreError,
  TicketQuery,
  TicketStore,
  WorkQueue,
} from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"
import { adminOf } from "./admin.ts"
import { archive } from "./archive.ts"
import { attachmentStore, sweepIncoming } from "./attachments.ts"
import { inbound, registry } from "./books.ts"
import { Connected } from "./Connected.ts"
import { directoryOn, type SqliteDirectory } from "./directory/SqliteDirectory.ts"
import type { Durability } from "./durability.ts"
import { feed } from "./feed.ts"
import { open } from "./open.ts"
import { settingsOf } from "./options.ts"
import { ticketQuery } from "./query.ts"
import { workQueue } from "./queue.ts"
import { ticketStore } from "./tickets.ts"

/** Where a store lies and how careful it is. */
export interface SqliteOptions {
  /**
   * The database; created if absent, its folder is not. Attachments lie in `<file>.attachments/`.
   */
  readonly file: string
  /** `full` by default; `relaxed` gives up what a crash of the machine may take (P1). */
  readonly durability?: Durability
  /** How long to wait for another process's lock, in milliseconds, 0 or more; 5,000 by default. */
  readonly busyMillis?: number
  /**
   * Whether the file is the product's own and holds other tables too; false by default, which
   * refuses such a file until Upkeep's tables are in it.
   */
  readonly shared?: boolean
  /**
   * Whether opening brings the tables up to date: `auto` by default; with `never` a file that lacks
   * something is refused as `schema-too-old`, until `upkeep migrate up` or `admin.up()` has run.
   */
  readonly migrate?: "auto" | "never"
}

/** A store in one SQLite file, and who people are in the same file. */
export interface SqliteStorage extends StorageAdapter.StorageAdapter {
  /** A directory; it knows nobody before it was filled. */
  readonly directory: SqliteDirectory
  /** The operator's side. It opens the file by itself, whether or not a desk has it open. */
  readonly admin: StorageAdmin.StorageAdmin
}

const capabilities: StorageAdapter.StorageCapabilities = {
  persistent: true,
  shared: true,
  search: true,
  archive: true,
  // All who share a file share its host, and its clock; they poll, which in one host costs little.
  clock: false,
  signals: false,
}

/**
 * A store in one SQLite file, for desks on one host, with a directory in the same file for those
 * who want one. Opening it refuses what is not safe.
 *
 * @example
 * sqlite({ file: "upkeep.db" }).name // => "sqlite"
 */
export const sqlite = (options: SqliteOptions): SqliteStorage => {
  // One value for both: a desk that has the store and the directory opens the file once.
  const connected = Layer.effect(Connected, connection(options))
  return {
    name: "sqlite",
    capabilities,
    layer: Layer.provide(Layer.effectContext(services), connected),
    directory: directoryOn(connected),
    admin: adminOf(settingsOf(options)),
  }
}

const connection = Effect.fnUntraced(function* (options: SqliteOptions) {
  const settings = yield* settingsOf(options)
  return { ...(yield* open(settings)), file: settings.file, busyMillis: settings.busyMillis }
})

const services: Effect.Effect<
  Context.Context<StorageAdapter.Storage>,
  StoreError.StoreError,
  Connected
> = Effect.gen(function* () {
  const connection = yield* Connected
  const folder = `${connection.file}.attachments`
  yield* sweepIncoming(folder)
  return Context.make(TicketStore.TicketStore, ticketStore(connection)).pipe(
    Context.add(TicketQuery.TicketQuery, ticketQuery(connection)),
    Context.add(WorkQueue.WorkQueue, workQueue(connection)),
    Context.add(Registry.Registry, registry(connection)),
    Context.add(Inbound.Inbound, inbound(connection)),
    Context.add(AttachmentStore.AttachmentStore, attachmentStore(folder, connection)),
    Context.add(Feed.Feed, feed(connection)),
    Context.add(Archive.Archive, archive(connection, folder)),
  )
})
