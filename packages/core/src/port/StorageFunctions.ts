// The storage ports as async functions, for those who write a store without Effect.
import type { ArchiveRow } from "./Archive.ts"
import type { StoredContent, StoredFile } from "./AttachmentStore.ts"
import type { FeedPage, FeedRead } from "./Feed.ts"
import type { InboundRow, Watermark } from "./Inbound.ts"
import type { RegistryEntry, RegistryPage, VersionExists } from "./Registry.ts"
import type {
  Assignments,
  ContentKey,
  ContentSubject,
  CountBy,
  DeliveryStatus,
  EventPage,
  SearchHit,
  TicketCount,
  TicketFilter,
  TicketSearch,
} from "./TicketQuery.ts"
import type {
  CommandRow,
  Commit,
  CommitRefused,
  ContentRow,
  EventRow,
  Look,
  Looked,
  TicketRow,
} from "./TicketStore.ts"
import type { WorkFunctions } from "./WorkFunctions.ts"
import type { Served } from "./WorkQueue.ts"

/** Where tickets are kept: `TicketStoreService` as async functions. */
export interface TicketFunctions {
  /** The ticket's row, or undefined. */
  readonly load: (tenant: string, ticketId: string) => Promise<TicketRow | undefined>
  /**
   * Tickets and commands, at most 1,000 of each, in one round trip; `load` and `command` are asked
   * one by one where it is absent.
   */
  readonly look?: (tenant: string, look: Look) => Promise<Looked>
  /**
   * Stores commits of one tenant, each succeeding or failing alone, durably when this returns.
   *
   * There is one answer for each commit, in their order: `"stored"`, or why it was refused. Checked
   * in this order: `CommandRepeated` (its command id was accepted before), `VersionConflict` (the
   * ticket does not stand at `expectedVersion`), `LeaseLost` (a settlement's delivery is not held
   * under its fence). Throw a `StoreError` where nothing of the batch was stored: `damaged` for a
   * key that stands already (ticket number, event number, content key, delivery id). Anything else
   * that is thrown is `outcome-unknown`: nobody can tell whether it was stored.
   */
  readonly commit: (
    tenant: string,
    commits: ReadonlyArray<Commit>,
  ) => Promise<ReadonlyArray<"stored" | CommitRefused>>
  /** The stored result of an accepted command, or undefined. */
  readonly command: (tenant: string, commandId: string) => Promise<CommandRow | undefined>
  /** Reserves `count` serial numbers and returns the first; the first ever of a tenant is 1. */
  readonly takeSerials: (tenant: string, count: number) => Promise<number>
  /**
   * Forgets commands whose commit's `at` is before `before` (exclusive), in every tenant; returns
   * how many.
   */
  readonly forgetCommands: (before: number) => Promise<number>
}

/** Reading tickets: `TicketQueryService` as async functions. */
export interface QueryFunctions {
  readonly byNumber: (tenant: string, number: string) => Promise<TicketRow | undefined>
  /** The rows that the filter shows, in its order; at most 1,000 (`listLimit`). */
  readonly list: (tenant: string, filter: TicketFilter) => Promise<ReadonlyArray<TicketRow>>
  /** Needs the capability `search`. */
  readonly search?: (tenant: string, search: TicketSearch) => Promise<ReadonlyArray<SearchHit>>
  /** How many tickets there are of each value, of those whose status begins with the prefix. */
  readonly counts: (
    tenant: string,
    by: CountBy,
    statusPrefix?: string,
  ) => Promise<ReadonlyArray<TicketCount>>
  /** All events of a ticket in their order. */
  readonly journal: (tenant: string, ticketId: string) => Promise<ReadonlyArray<EventRow>>
  /** The personal content of a ticket that is not forgotten, in the order of its commits. */
  readonly contents: (tenant: string, ticketId: string) => Promise<ReadonlyArray<ContentRow>>
  /**
   * The field `subject` of the content under each of these keys (at most 1,000), in any order;
   * passed over is what is not there, has no text there, or is no JSON. It is asked for every page
   * of tickets: find each by its key, and leave the long texts beside it where they are.
   */
  readonly subjects: (
    tenant: string,
    keys: ReadonlyArray<ContentKey>,
  ) => Promise<ReadonlyArray<ContentSubject>>
  /**
   * Of each of these (at most 1,000, none of them twice), in any order: how many tickets they have
   * whose status begins with `open`, and the newest `assignedAt` of all their tickets; 0 and null
   * where they have none. It is asked for every ticket that is routed: count by an index.
   */
  readonly assignments: (
    tenant: string,
    assignees: ReadonlyArray<string>,
  ) => Promise<ReadonlyArray<Assignments>>
  /** The deliveries of a ticket in the order of its commits. */
  readonly deliveries: (tenant: string, ticketId: string) => Promise<ReadonlyArray<DeliveryStatus>>
  /**
   * The events of a tenant for which `isAboutFiles` is true, by ticket id and number, those after a
   * place; at most 1,000. They are few of many: find them by an index.
   */
  readonly aboutFiles: (tenant: string, page: EventPage) => Promise<ReadonlyArray<EventRow>>
}

/** Published versions: `RegistryService` as async functions. */
export interface RegistryFunctions {
  /** Stores an entry; again with the same hash changes nothing but which one is the latest. */
  readonly publish: (tenant: string, entry: RegistryEntry) => Promise<"published" | VersionExists>
  readonly find: (
    tenant: string,
    entry: Pick<RegistryEntry, "kind" | "id" | "version">,
  ) => Promise<RegistryEntry | undefined>
  /** The entries of a kind in the order in which they were published first. */
  readonly list: (
    tenant: string,
    kind: string,
    page: RegistryPage,
  ) => Promise<ReadonlyArray<RegistryEntry>>
  /** The entry of a kind that was published last, again or anew. */
  readonly latest: (tenant: string, kind: string) => Promise<RegistryEntry | undefined>
}

/** The book of incoming messages: `InboundService` as async functions. */
export interface InboundFunctions {
  readonly find: (tenant: string, sha256: string) => Promise<InboundRow | undefined>
  /** Records an outcome; the first one stays. Returns the row that stands. */
  readonly record: (tenant: string, row: InboundRow) => Promise<InboundRow>
  /** The first message recorded with this Message-ID. */
  readonly byMessageId: (tenant: string, messageIdHash: string) => Promise<InboundRow | undefined>
  /** How many tickets this sender's messages opened since an instant (inclusive). */
  readonly countOpened: (tenant: string, senderHash: string, since: number) => Promise<number>
  /** Moves an intake's watermark forward; it never goes back. */
  readonly markRead: (tenant: string, mark: Watermark) => Promise<void>
  /** Forgets the watermark of an intake that is read no more. */
  readonly retire: (tenant: string, intake: string) => Promise<void>
  /** Sorted by the intake's name. */
  readonly watermarks: (tenant: string) => Promise<ReadonlyArray<Watermark>>
}

/** Files: `AttachmentStoreService` as async functions. Trouble is an `AttachmentError`. */
export interface AttachmentFunctions {
  /**
   * Keeps the bytes, synced before this returns; `too-large` where they are more than the limit.
   */
  readonly put: (
    tenant: string,
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    limitBytes: number,
  ) => Promise<StoredFile>
  /** Whether the tenant has a file with this hash; its bytes are not read. */
  readonly find: (tenant: string, hash: string) => Promise<StoredFile | undefined>
  /**
   * As `find`, and the file counts as put again now: no `remove` that was asked before takes it.
   * Without both of them files stay for ever, and `find` is called in its place.
   */
  readonly hold?: (tenant: string, hash: string) => Promise<StoredFile | undefined>
  /**
   * Removes the file if it was put or held last at least so many milliseconds ago, and says whether
   * it did.
   */
  readonly remove?: (tenant: string, hash: string, unheldMillis: number) => Promise<boolean>
  /**
   * The file, after all of its bytes were checked against its hash; `unavailable` where it is
   * missing, or they no longer have it.
   */
  readonly read: (tenant: string, hash: string) => Promise<StoredContent>
}

/** What happened, in the order of the commits: `FeedService` as async functions. */
export interface FeedFunctions {
  readonly read: (tenant: string, page: FeedPage) => Promise<FeedRead>
  readonly tenants: (page: {
    readonly after: string | null
    readonly limit: number
  }) => Promise<ReadonlyArray<string>>
}

/** Everything, out and in: `ArchiveService` as async functions. */
export interface ArchiveFunctions {
  readonly rows: (tenants: Served) => AsyncIterable<ArchiveRow>
  readonly restore: (rows: ReadonlyArray<ArchiveRow>) => Promise<void>
}

/** Every storage port, under its name. */
export interface StoragePorts {
  readonly tickets: TicketFunctions
  readonly query: QueryFunctions
  readonly work: WorkFunctions
  readonly registry: RegistryFunctions
  readonly inbound: InboundFunctions
  readonly attachments: AttachmentFunctions
  readonly feed: FeedFunctions
  /** Needs the capability `archive`. */
  readonly archive?: ArchiveFunctions
}

/**
 * An open store.
 *
 * Each function has the meaning of its namesake in the port. A `StoreError` (of `attachments`: an
 * `AttachmentError`) that it throws says why; anything else that it throws means `unavailable` (of
 * `attachments`: `failed`, of `tickets.commit`: `outcome-unknown`). All tenants share one store,
 * and nothing of one is ever seen by another.
 */
export interface StorageFunctions extends StoragePorts {
  /**
   * Called once, when the desk has stopped and no function but those of `attachments` is under way.
   */
  readonly close?: () => Promise<void>
}
