// Reads the feed, as rules need it: a store may hold events back for a moment.
import type { Feed } from "@upkeep/core/effect"
import { Effect } from "effect"
import { acme, type Stores } from "./stores.ts"

/** A read of the tests' tenant. */
export const read = ({ feed }: Stores, after: string | null = null, limit = 100) =>
  feed.read(acme, { after, limit })

/** How often a read is tried anew where a store holds events back; 20 ms lie between. */
const triesAtMost = 250

/** A read that gives so many events: what others have under way may hold them back. */
export const awaited = Effect.fnUntraced(function* (
  stores: Stores,
  count: number,
  after: string | null = null,
  limit = 100,
) {
  let page: Feed.FeedRead = yield* read(stores, after, limit)
  for (let tries = 0; page.events.length < count && tries < triesAtMost; tries += 1) {
    yield* Effect.sleep(20)
    page = yield* read(stores, after, limit)
  }
  return page
})
