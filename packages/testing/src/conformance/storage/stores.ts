// Opens a store for one test, and makes the rows that tests store.
import {
  Archive,
  AttachmentStore,
  Feed,
  Inbound,
  Registry,
  type StorageAdapter,
  TicketQuery,
  TicketStore,
  WorkQueue,
} from "@upkeep/core/effect"
import { Effect } from "effect"

/** Every port of an open store. */
export interface Stores {
  readonly tickets: TicketStore.TicketStoreService
  readonly query: TicketQuery.TicketQueryService
  readonly queue: WorkQueue.WorkQueueService
  readonly feed: Feed.FeedService
  readonly registry: Registry.RegistryService
  readonly inbound: Inbound.InboundService
  readonly files: AttachmentStore.AttachmentStoreService
  readonly archive: Archive.ArchiveService
}

const stores = Effect.gen(function* () {
  const opened: Stores = {
    tickets: yield* TicketStore.TicketStore,
    query: yield* TicketQuery.TicketQuery,
    queue: yield* WorkQueue.WorkQueue,
    feed: yield* Feed.Feed,
    registry: yield* Registry.Registry,
    inbound: yield* Inbound.Inbound,
    files: yield* AttachmentStore.AttachmentStore,
    archive: yield* Archive.Archive,
  }
  return opened
})

/** Opens the adapter, uses it, and closes it. */
export const withStores = <A, E>(
  adapter: StorageAdapter.StorageAdapter,
  use: (stores: Stores) => Effect.Effect<A, E>,
): Promise<A> =>
  Effect.runPromise(Effect.flatMap(stores, use).pipe(Effect.provide(adapter.layer), Effect.scoped))

/** The tenant of the tests. */
export const acme = "acme"

/** What a test says of a commit; the rest is filled in. */
export interface Told {
  readonly ticketId: string
  readonly expectedVersion?: number
  readonly at?: number
  readonly command?: string
  readonly row?: Partial<TicketStore.TicketRow>
  readonly eventIds?: ReadonlyArray<string>
  readonly contents?: ReadonlyArray<TicketStore.ContentRow>
  readonly deliveries?: ReadonlyArray<string>
  /** The channel of its deliveries. */
  readonly channel?: string
  readonly settlements?: ReadonlyArray<TicketStore.Settlement>
  /** Keys of content that it forgets. */
  readonly forgotten?: ReadonlyArray<string>
}

/** A commit of one event (or as many as ids are told) that continues at `expectedVersion`. */
export const commitOf = (told: Told): TicketStore.Commit => {
  const { ticketId, expectedVersion = 0, at = 1_000, settlements = [], contents = [] } = told
  const events = (told.eventIds ?? [`${ticketId}.e${expectedVersion + 1}`]).map((id, index) => ({
    ticketId,
    number: expectedVersion + index + 1,
    id,
    type: "Noted",
    at,
    body: `{"n":${index}}`,
  }))
  const version = expectedVersion + events.length
  return {
    ticketId,
    expectedVersion,
    at,
    command: commandOf(told.command ?? `${ticketId}.c${version}`),
    row: rowOf({ ticketId, version, updatedAt: at, ...told.row }),
    events,
    contents,
    deliveries: (told.deliveries ?? []).map((id) => ({
      id,
      eventNumber: version,
      channel: told.channel ?? "email",
      notice: "answered",
    })),
    settlements,
    forgotten: told.forgotten ?? [],
  }
}

/** A command row by its id. */
export const commandOf = (id: string): TicketStore.CommandRow => ({
  id,
  hash: `hash of ${id}`,
  result: `{"of":"${id}"}`,
})

/** A ticket row with what a test does not care about filled in. */
export const rowOf = (
  row: Partial<TicketStore.TicketRow> & Pick<TicketStore.TicketRow, "ticketId">,
): TicketStore.TicketRow => ({
  number: `T-${row.ticketId}`,
  version: 1,
  status: "open.registered",
  dueAt: null,
  customer: null,
  assignee: null,
  assignedAt: null,
  updatedAt: 1_000,
  body: '{"title":"Grüße 🛠"}',
  ...row,
})

/** A message that opened a ticket, with what a test does not care about filled in. */
export const messageOf = (
  sha256: string,
  row: Partial<Inbound.InboundRow> = {},
): Inbound.InboundRow => ({
  sha256,
  intake: "imap",
  outcome: "new-ticket",
  reason: "",
  ticketId: "t1",
  messageIdHash: null,
  senderHash: "s1",
  receivedAt: 100,
  recordedAt: 110,
  ...row,
})
