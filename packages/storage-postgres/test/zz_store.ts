import { Context, Effect, Layer } from "effect"
import * as C from "@upkeep/core/effect"
import { open } from "/work/main/packages/storage-postgres/src/open.ts"
import { settingsOf } from "/work/main/packages/storage-postgres/src/options.ts"
import { Connected } from "/work/main/packages/storage-postgres/src/Connected.ts"
import { archive } from "/work/main/packages/storage-postgres/src/archive.ts"
import { attachmentStore } from "/work/main/packages/storage-postgres/src/attachments.ts"
import { feed } from "/work/main/packages/storage-postgres/src/feed.ts"
import { inbound } from "/work/main/packages/storage-postgres/src/inbound.ts"
import { ticketQuery } from "/work/main/packages/storage-postgres/src/query.ts"
import { workQueue } from "/work/main/packages/storage-postgres/src/queue.ts"
import { registry } from "/work/main/packages/storage-postgres/src/registry.ts"
import { ticketStore } from "/work/main/packages/storage-postgres/src/tickets.ts"
export const store = (options: any): any => ({ name: "postgres", capabilities: { persistent: true, shared: true, search: true, archive: true, clock: true, signals: true },
  layer: Layer.provide(Layer.effectContext(Effect.map(Connected, (c: any) => Context.make(C.TicketStore.TicketStore, ticketStore(c)).pipe(
   Context.add(C.TicketQuery.TicketQuery, ticketQuery(c)), Context.add(C.WorkQueue.WorkQueue, workQueue(c)), Context.add(C.Feed.Feed, feed(c)), Context.add(C.Registry.Registry, registry(c)), Context.add(C.Inbound.Inbound, inbound(c)), Context.add(C.AttachmentStore.AttachmentStore, attachmentStore(c)), Context.add(C.Archive.Archive, archive(c))))), Layer.effect(Connected, Effect.flatMap(settingsOf(options), (s: any) => open(s)))) })
