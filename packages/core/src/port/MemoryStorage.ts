// Every storage port in memory: for a first look, for tests, for desks that need not be kept.
import { Context, Effect, Layer } from "effect"
import { Archive } from "./Archive.ts"
import { AttachmentStore } from "./AttachmentStore.ts"
import { Feed } from "./Feed.ts"
import { Inbound } from "./Inbound.ts"
import { accessThrough, type Door } from "./memory/access.ts"
import { archive } from "./memory/archive.ts"
import { inbound, registry } from "./memory/books.ts"
import { feed } from "./memory/feed.ts"
import { attachmentStore } from "./memory/files.ts"
import { ticketQuery } from "./memory/query.ts"
import { workQueue } from "./memory/queue.ts"
import { emptyState, type State } from "./memory/state.ts"
import { ticketStore } from "./memory/tickets.ts"
import { Registry } from "./Registry.ts"
import type { Storage, StorageAdapter, StorageCapabilities } from "./StorageAdapter.ts"
import { TicketQuery } from "./TicketQuery.ts"
import { TicketStore } from "./TicketStore.ts"
import { WorkQueue } from "./WorkQueue.ts"

/**
 * A store that keeps everything in this process and loses it with it (P1 does not hold).
 *
 * The adapter is the store: desks built on the same value see the same tickets, at once or one
 * after the other, as they would on one file.
 *
 * @example
 * const storage = memory()
 * storage.name // => "memory"
 */
export const memory = (): StorageAdapter => {
  const state = emptyState()
  return { name: "memory", capabilities, layer: Layer.effectContext(services(state)) }
}

const capabilities: StorageCapabilities = {
  persistent: false,
  shared: true,
  search: true,
  archive: true,
  clock: false,
  signals: false,
}

const services = (state: State) =>
  Effect.map(door, (open): Context.Context<Storage> => {
    const access = accessThrough(open)
    return Context.make(TicketStore, ticketStore(state, access)).pipe(
      Context.add(TicketQuery, ticketQuery(state, access)),
      Context.add(WorkQueue, workQueue(state, access)),
      Context.add(Registry, registry(state, access)),
      Context.add(Inbound, inbound(state, access)),
      Context.add(AttachmentStore, attachmentStore(state)),
      Context.add(Feed, feed(state, access)),
      Context.add(Archive, archive(state, access, open)),
    )
  })

const door = Effect.acquireRelease(
  Effect.sync((): Door => ({ open: true })),
  (open) =>
    Effect.sync(() => {
      open.open = false
    }),
)
