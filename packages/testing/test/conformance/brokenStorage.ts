// Stores that keep every rule but one: the memory, with one of its functions changed.
import { memory, type StorageAdapter } from "@upkeep/core"
import {
  Archive,
  AttachmentStore,
  Feed,
  Inbound,
  Registry,
  TicketQuery,
  TicketStore,
  WorkQueue,
} from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"
import type { Declared } from "../../src/conformance/rule.ts"
import { runSuite } from "../../src/conformance/run.ts"
import { storageSuite } from "../../src/conformance/storage.ts"

/** What of the ports is changed, given what it was. */
interface Ports {
  readonly tickets: TicketStore.TicketStoreService
  readonly query: TicketQuery.TicketQueryService
  readonly queue: WorkQueue.WorkQueueService
  readonly feed: Feed.FeedService
  readonly registry: Registry.RegistryService
  readonly inbound: Inbound.InboundService
  readonly files: AttachmentStore.AttachmentStoreService
  readonly archive: Archive.ArchiveService
}

/** A change of some functions of some ports. */
export type Change = (ports: Ports) => {
  readonly [port in keyof Ports]?: Partial<Ports[port]>
}

/** The memory so changed; it declares what the memory does, unless it is told otherwise. */
export const memoryWith = (
  change: Change,
  capabilities: Partial<StorageAdapter["capabilities"]> = {},
): StorageAdapter => {
  const inner = memory()
  return {
    name: "broken memory",
    capabilities: { ...inner.capabilities, ...capabilities },
    layer: Layer.effectContext(
      Effect.map(Layer.build(inner.layer), (context) => {
        const ports = portsIn(context)
        const changed = change(ports)
        return Context.make(TicketStore.TicketStore, { ...ports.tickets, ...changed.tickets }).pipe(
          Context.add(TicketQuery.TicketQuery, { ...ports.query, ...changed.query }),
          Context.add(WorkQueue.WorkQueue, { ...ports.queue, ...changed.queue }),
          Context.add(Feed.Feed, { ...ports.feed, ...changed.feed }),
          Context.add(Registry.Registry, { ...ports.registry, ...changed.registry }),
          Context.add(Inbound.Inbound, { ...ports.inbound, ...changed.inbound }),
          Context.add(AttachmentStore.AttachmentStore, { ...ports.files, ...changed.files }),
          Context.add(Archive.Archive, { ...ports.archive, ...changed.archive }),
        )
      }),
    ),
  }
}

const portsIn = (context: Context.Context<Layer.Success<StorageAdapter["layer"]>>): Ports => ({
  tickets: Context.get(context, TicketStore.TicketStore),
  query: Context.get(context, TicketQuery.TicketQuery),
  queue: Context.get(context, WorkQueue.WorkQueue),
  feed: Context.get(context, Feed.Feed),
  registry: Context.get(context, Registry.Registry),
  inbound: Context.get(context, Inbound.Inbound),
  files: Context.get(context, AttachmentStore.AttachmentStore),
  archive: Context.get(context, Archive.Archive),
})

/** The rules that a store breaks, without what all of their ids begin with. */
export const brokenBy = async (
  open: () => StorageAdapter,
  capabilities: Declared = { shared: false },
) => {
  const make = () => {
    const store = open()
    return { open: () => store }
  }
  const { rules } = await runSuite(storageSuite, { name: "broken", make, capabilities })
  const failed = rules.filter(({ outcome }) => outcome === "failed")
  return failed.map(({ id }) => id.slice("storage.".length))
}

const mixes = ["all", "nobody", "assignee", "customer", "status", "everything"]

/** The rules that ask for lists in these orders. */
export const listsOf = (...sorts: ReadonlyArray<string>): ReadonlyArray<string> =>
  sorts.flatMap((sort) => mixes.map((mix) => `lists.${sort}.${mix}`))
