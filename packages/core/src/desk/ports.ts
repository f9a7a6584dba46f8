// The ports of a store that no desk has opened: opening one would write into it.
import { Clock, Context, Effect, ManagedRuntime } from "effect"
import { Archive, type ArchiveService } from "../port/Archive.ts"
import { AttachmentStore, type AttachmentStoreService } from "../port/AttachmentStore.ts"
import { Feed, type FeedService } from "../port/Feed.ts"
import { Inbound, type InboundService } from "../port/Inbound.ts"
import { Registry, type RegistryService } from "../port/Registry.ts"
import type { StorageAdapter } from "../port/StorageAdapter.ts"
import { WorkQueue, type WorkQueueService } from "../port/WorkQueue.ts"

/** What an operator works with. */
export interface Ports extends AsyncDisposable {
  readonly archive: ArchiveService
  readonly files: AttachmentStoreService
  readonly feed: FeedService
  readonly inbound: InboundService
  readonly queue: WorkQueueService
  readonly registry: RegistryService
  /** This host's clock, in epoch milliseconds. */
  readonly now: Effect.Effect<number>
  readonly run: <A, E>(effect: Effect.Effect<A, E>) => Promise<A>
}

/** Opens a store; it is closed with them. */
export const portsOf = async ({ layer }: StorageAdapter): Promise<Ports> => {
  const runtime = ManagedRuntime.make(layer)
  const services = await runtime.context().catch(async (error: unknown) => {
    await runtime.dispose()
    throw error
  })
  return {
    archive: Context.get(services, Archive),
    files: Context.get(services, AttachmentStore),
    feed: Context.get(services, Feed),
    inbound: Context.get(services, Inbound),
    queue: Context.get(services, WorkQueue),
    registry: Context.get(services, Registry),
    now: Clock.currentTimeMillis,
    run: (effect) => runtime.runPromise(effect),
    [Symbol.asyncDispose]: () => runtime.dispose(),
  }
}
