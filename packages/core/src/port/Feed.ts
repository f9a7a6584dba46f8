// What happened, for others: every event of a tenant in the order in which the store committed it.
import { Context, type Effect } from "effect"
import type { StoreError } from "./StoreError.ts"
import type { EventRow } from "./TicketStore.ts"

/** The most events or tenants that one read gives; a larger limit is cut to it. */
export const feedLimit = 1_000

/** Where to go on. */
export interface FeedPage {
  /** The `cursor` of the page before; null for the beginning. */
  readonly after: string | null
  /** From 1 on; cut to `feedLimit`. */
  readonly limit: number
}

/** A stretch of the feed. */
export interface FeedRead {
  readonly events: ReadonlyArray<EventRow>
  /** Where to go on; that of the question, or null, where there is nothing new. */
  readonly cursor: string | null
}

/** What a feed can do. */
export interface FeedService {
  /**
   * The events of a tenant after a cursor, in the order of their commits, those of one commit by
   * their numbers. What was given once is never followed by an event that comes before it: events
   * of commits under way are held back until they, and all that began before them, have ended. A
   * cursor that is none of this store's is a `StoreError` (`cannot-read`).
   */
  readonly read: (tenant: string, page: FeedPage) => Effect.Effect<FeedRead, StoreError>
  /** The tenants of whom anything is stored, by name, those after one of them. */
  readonly tenants: (page: {
    readonly after: string | null
    readonly limit: number
  }) => Effect.Effect<ReadonlyArray<string>, StoreError>
}

/** The port through which others follow what happened. */
export class Feed extends Context.Service<Feed, FeedService>()("@upkeep/core/Feed") {}
