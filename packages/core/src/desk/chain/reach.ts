// How far the feed of a tenant was read, and one digest over all of that.
import { Effect } from "effect"
import { hash } from "node:crypto"
import type { FeedService } from "../../port/Feed.ts"
import type { StoreError } from "../../port/StoreError.ts"
import type { EventRow } from "../../port/TicketStore.ts"
import { firstLink, linkOf, unlinked } from "./link.ts"

/** How far a feed was read. */
export interface Reach {
  readonly events: number
  /** Empty before the first event. */
  readonly digest: string
  /** Where the feed goes on. */
  readonly cursor: string | null
}

/** Nothing was read yet. */
export const beginning: Reach = { events: 0, digest: "", cursor: null }

/** A stretch of a feed. */
export interface Stretch {
  readonly rows: ReadonlyArray<EventRow>
  /** The digest after each of the rows. */
  readonly digests: ReadonlyArray<string>
  readonly reach: Reach
}

/** Reads on, at most so many events. */
export const readOn = (
  { feed, tenant }: { readonly feed: FeedService; readonly tenant: string },
  from: Reach,
  limit: number,
): Effect.Effect<Stretch, StoreError> =>
  Effect.map(feed.read(tenant, { after: from.cursor, limit }), ({ events: rows, cursor }) => {
    let { digest } = from
    const digests = rows.map((row) => {
      digest = hash("sha256", `${digest}\n${linkIn(tenant, row)}`)
      return digest
    })
    return { rows, digests, reach: { events: from.events + rows.length, digest, cursor } }
  })

// An event that was written before there were chains is known by itself alone.
const linkIn = (tenant: string, row: EventRow): string => {
  const { body, chain } = unlinked(row.body)
  return chain ?? linkOf(firstLink, tenant, body)
}
