// What happened, in the order of the commits: the table of events has them in the order in which
// they came, and calls take turns.
import { type FeedFunctions, feedLimit, StoreError } from "@upkeep/core"
import type { Ledger } from "./ledger.ts"
import { below, type Tables } from "./tables.ts"

/** The feed on a ledger. */
export const feedFunctions = ({ read }: Ledger): FeedFunctions => ({
  read: (tenant, { after, limit }) =>
    read((tables) => {
      const from = after === null ? 0 : placeOf(after)
      const events = below(tables.events, tenant).slice(from, from + Math.min(limit, feedLimit))
      const cursor = events.length === 0 ? after : `${beginning}${from + events.length}`
      return { events, cursor }
    }),
  tenants: ({ after, limit }) =>
    read((tables) =>
      [...new Set(tenantsIn(tables))]
        .filter((tenant) => after === null || tenant > after)
        .toSorted()
        .slice(0, Math.min(limit, feedLimit)),
    ),
})

// A key is a list whose first part is the tenant.
const tenantsIn = (tables: Tables): ReadonlyArray<string> =>
  [tables.tickets, tables.versions, tables.inbound].flatMap((table) =>
    [...table.keys()].map((key): string => JSON.parse(key)[0]),
  )

const beginning = "ledger:"

const placeOf = (cursor: string): number => {
  const place = cursor.startsWith(beginning) ? Number(cursor.slice(beginning.length)) : Number.NaN
  if (Number.isSafeInteger(place) && place >= 0) return place
  const detail = `got the cursor ${JSON.stringify(cursor)}, expected one of this ledger: begin with null`
  throw new StoreError({ reason: "cannot-read", detail })
}
