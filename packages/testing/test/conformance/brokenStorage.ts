// Stores that keep every rule but one: the memory, with one of its functions changed.
import { memory, type StorageAdapter } from "@upkeep/core"
import {
  AttachmentStore,
  Inbound,
  Registry,
  TicketQuery,
  TicketStore,
  WorkQueue,
} from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"

/** What of the ports is changed, given what it was. */
interface Ports {
  readonly tickets: TicketStore.TicketStoreService
  readonly query: TicketQuery.TicketQueryService
  readonly queue: WorkQueue.WorkQueueService
  readonly registry: Registry.RegistryService
  readonly inbound: Inbound.InboundService
  readonly files: AttachmentStore.AttachmentStoreService
}
type Changed = { readonly [port in keyof Ports]?: Partial<Ports[port]> }

/** The memory so changed. */
export const memoryWith = (change: (ports: Ports) => Changed): StorageAdapter => {
  const inner = memory()
  return {
    name: "broken memory",
    layer: Layer.effectContext(
      Effect.map(Layer.build(inner.layer), (context) => {
        const ports = portsIn(context)
        const changed = change(ports)
        return Context.make(TicketStore.TicketStore, { ...ports.tickets, ...changed.tickets }).pipe(
          Context.add(TicketQuery.TicketQuery, { ...ports.query, ...changed.query }),
          Context.add(WorkQueue.WorkQueue, { ...ports.queue, ...changed.queue }),
          Context.add(Registry.Registry, { ...ports.registry, ...changed.registry }),
          Context.add(Inbound.Inbound, { ...ports.inbound, ...changed.inbound }),
          Context.add(AttachmentStore.AttachmentStore, { ...ports.files, ...changed.files }),
        )
      }),
    ),
  }
}

const portsIn = (context: Context.Context<Layer.Success<StorageAdapter["layer"]>>): Ports => ({
  tickets: Context.get(context, TicketStore.TicketStore),
  query: Context.get(context, TicketQuery.TicketQuery),
  queue: Context.get(context, WorkQueue.WorkQueue),
  registry: Context.get(context, Registry.Registry),
  inbound: Context.get(context, Inbound.Inbound),
  files: Context.get(context, AttachmentStore.AttachmentStore),
})
