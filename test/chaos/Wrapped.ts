// A store behind something that stands in the way: what harnesses break, hurry and watch.
import type { StorageAdapter } from "@upkeep/core"
import {
  Feed,
  type StorageAdapter as Adapter,
  type StoreError,
  TicketStore,
  WorkQueue,
} from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"

/** The ports of a store that a harness may stand before. */
export interface Ports {
  readonly tickets: TicketStore.TicketStoreService
  readonly queue: WorkQueue.WorkQueueService
  readonly feed: Feed.FeedService
}

/** The same store, with other ports in front of those that it has. */
export const behind = (
  adapter: StorageAdapter,
  change: (ports: Ports) => Partial<Ports>,
): StorageAdapter => ({
  ...adapter,
  layer: Layer.effectContext(
    Effect.map(Layer.build(adapter.layer), (services): Context.Context<Adapter.Storage> => {
      const ports = {
        tickets: Context.get(services, TicketStore.TicketStore),
        queue: Context.get(services, WorkQueue.WorkQueue),
        feed: Context.get(services, Feed.Feed),
      }
      const { tickets, queue, feed } = { ...ports, ...change(ports) }
      return services.pipe(
        Context.add(TicketStore.TicketStore, tickets),
        Context.add(WorkQueue.WorkQueue, queue),
        Context.add(Feed.Feed, feed),
      )
    }),
  ),
})

/** What stands before each call of a store. */
export type Around = <A>(
  name: string,
  call: Effect.Effect<A, StoreError.StoreError>,
) => Effect.Effect<A, StoreError.StoreError>

/** The ports of a store, each call that changes or decides anything inside something. */
export const around = ({ tickets, queue, feed }: Ports, pass: Around): Ports => ({
  feed: { ...feed, read: (...given) => pass("read", feed.read(...given)) },
  tickets: {
    load: (...given) => pass("load", tickets.load(...given)),
    look: (...given) => pass("look", tickets.look(...given)),
    commit: (...given) => pass("commit", tickets.commit(...given)),
    command: (...given) => pass("command", tickets.command(...given)),
    takeSerials: (...given) => pass("takeSerials", tickets.takeSerials(...given)),
    forgetCommands: (...given) => pass("forgetCommands", tickets.forgetCommands(...given)),
  },
  queue: {
    ...queue,
    claimTickets: (...given) => pass("claimTickets", queue.claimTickets(...given)),
    postponeTicket: (...given) => pass("postponeTicket", queue.postponeTicket(...given)),
    claimDeliveries: (...given) => pass("claimDeliveries", queue.claimDeliveries(...given)),
    returnDelivery: (...given) => pass("returnDelivery", queue.returnDelivery(...given)),
    nextDueAt: (...given) => pass("nextDueAt", queue.nextDueAt(...given)),
  },
})
