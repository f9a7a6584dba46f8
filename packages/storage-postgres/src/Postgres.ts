// Everything that a desk stores, in one schema of a PostgreSQL database.
import {
  Archive,
  AttachmentStore,
  Feed,
  Inbound,
  Registry,
  type StorageAdapter,
  type StorageAdmin,
  TicketQuery,
  TicketStore,
  WorkQueue,
} from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"
import { adminOf } from "./admin.ts"
import { archive } from "./archive.ts"
import { attachmentStore } from "./attachments.ts"
import { Connected } from "./Connected.ts"
import { directoryOn, type PostgresDirectory } from "./directory/PostgresDirectory.ts"
import { feed } from "./feed.ts"
import { inbound } from "./inbound.ts"
import { open } from "./open.ts"
import { type PostgresOptions, settingsOf } from "./options.ts"
import { ticketQuery } from "./query.ts"
import { workQueue } from "./queue.ts"
import { registry } from "./registry.ts"
import { ticketStore } from "./tickets.ts"

/** A store on PostgreSQL, who people are in the same schema, and what an operator does with it. */
export interface PostgresStorage extends StorageAdapter.StorageAdapter {
  /** A directory; it knows nobody before it was filled. */
  readonly directory: PostgresDirectory
  readonly admin: StorageAdmin.StorageAdmin
}

/**
 * A store on PostgreSQL (13 or later), for desks on any number of hosts, with a directory in the
 * same schema for those who want one. Opening it refuses what is not safe.
 *
 * @example
 * postgres({ url: "postgres://upkeep@localhost/support" }).name // => "postgres"
 */
export const postgres = (options: PostgresOptions): PostgresStorage => {
  // One value for both: a desk that has the store and the directory connects once.
  const connected = Layer.effect(Connected, Effect.flatMap(settingsOf(options), open))
  return {
    name: "postgres",
    capabilities: {
      persistent: true,
      shared: true,
      search: true,
      archive: true,
      clock: true,
      signals: options.executor === undefined,
    },
    layer: Layer.provide(Layer.effectContext(services), connected),
    directory: directoryOn(connected),
    admin: adminOf(options),
  }
}

const services: Effect.Effect<
  Context.Context<StorageAdapter.Storage>,
  never,
  Connected
> = Effect.map(Connected, (connection) =>
  Context.make(TicketStore.TicketStore, ticketStore(connection)).pipe(
    Context.add(TicketQuery.TicketQuery, ticketQuery(connection)),
    Context.add(WorkQueue.WorkQueue, workQueue(connection)),
    Context.add(Feed.Feed, feed(connection)),
    Context.add(Registry.Registry, registry(connection)),
    Context.add(Inbound.Inbound, inbound(connection)),
    Context.add(AttachmentStore.AttachmentStore, attachmentStore(connection)),
    Context.add(Archive.Archive, archive(connection)),
  ),
)
