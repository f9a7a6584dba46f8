// What happened, in memory: commits run one by one, so the order of arrival is theirs.
import { type FeedPage, type FeedRead, type FeedService, feedLimit } from "../Feed.ts"
import { StoreError } from "../StoreError.ts"
import type { Access } from "./access.ts"
import { type Book, bookOf, type State } from "./state.ts"

/** The port `Feed` on a state. */
export const feed = (state: State, access: Access): FeedService => ({
  read: (tenant, page) => access(() => read(bookOf(state, tenant), page)),
  tenants: ({ after, limit }) =>
    access(() =>
      [...state.books.values()]
        .filter((book) => holdsAnything(book) && (after === null || book.tenant > after))
        .map(({ tenant }) => tenant)
        .toSorted()
        .slice(0, Math.min(limit, feedLimit)),
    ),
})

const holdsAnything = ({ registry, tickets, inbound, files }: Book): boolean =>
  registry.size + tickets.size + inbound.size + files.size > 0

const read = ({ feed: events }: Book, { after, limit }: FeedPage): FeedRead => {
  const from = after === null ? 0 : placeOf(after)
  const found = events.slice(from, from + Math.min(limit, feedLimit))
  return {
    events: found,
    cursor: found.length === 0 ? after : `memory:${from + found.length}`,
  }
}

const placeOf = (cursor: string): number => {
  const place = /^memory:(\d{1,15})$/.exec(cursor)?.[1]
  if (place !== undefined) return Number(place)
  const detail = `got the cursor ${JSON.stringify(cursor.slice(0, 64))}, expected one of this store: begin with null`
  throw new StoreError({ reason: "cannot-read", detail })
}
