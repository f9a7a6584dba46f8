// The storage ports on an author's async functions.
import { Context } from "effect"
import { Archive } from "../../port/Archive.ts"
import { AttachmentStore } from "../../port/AttachmentStore.ts"
import { Feed } from "../../port/Feed.ts"
import { Inbound } from "../../port/Inbound.ts"
import { Registry } from "../../port/Registry.ts"
import type { Storage } from "../../port/StorageAdapter.ts"
import type { StorageFunctions } from "../../port/StorageFunctions.ts"
import { TicketQuery } from "../../port/TicketQuery.ts"
import { TicketStore } from "../../port/TicketStore.ts"
import { WorkQueue } from "../../port/WorkQueue.ts"
import { archive, attachmentStore, feed, inbound, registry } from "./books.ts"
import { type Door, storeCall } from "./call.ts"
import { ticketStore } from "./tickets.ts"
import { ticketQuery, workQueue } from "./work.ts"

/** Every storage port; the functions are called only while the door is open. */
export const servicesOf = (functions: StorageFunctions, door: Door): Context.Context<Storage> => {
  const call = storeCall(door, "unavailable")
  return Context.make(TicketStore, ticketStore(functions, call, door)).pipe(
    Context.add(TicketQuery, ticketQuery(functions, call, door)),
    Context.add(WorkQueue, workQueue(functions, call)),
    Context.add(Registry, registry(functions, call, door)),
    Context.add(Inbound, inbound(functions, call)),
    Context.add(AttachmentStore, attachmentStore(functions, door)),
    Context.add(Feed, feed(functions, call)),
    Context.add(Archive, archive(functions, call, door)),
  )
}
