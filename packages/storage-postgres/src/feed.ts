// The port Feed on a connection.
//
// Commits do not end in the order in which they begin, so neither number of an event says alone
// what was committed first. Events are ordered by their transaction, and only those are given
// before which nothing can appear any more: of transactions older than every one under way.
import { Feed, StoreError } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Answer, Connection } from "./connection.ts"
import { decoded } from "./decoded.ts"
import type { Row } from "./executor.ts"
import { eventColumns, eventOf } from "./query.ts"
import { flag, text } from "./row.ts"
import { tenantsStatement } from "./tenants.ts"

/** The port `Feed`. */
export const feed = ({ read, schema }: Connection): Feed.FeedService => {
  const events = readStatement(schema)
  const tenants = tenantsStatement(schema)
  return {
    read: (tenant, { after, limit }) =>
      Effect.flatMap(placeOf(after), ({ xid, position }) =>
        Effect.flatMap(
          read(events, [tenant, xid, position, Math.min(limit, Feed.feedLimit)]),
          (rows) =>
            rows[0]?.["is_known"] === false
              ? Effect.fail(unknown(after))
              : decoded(Effect.succeed(rows), (rows) => pageOf(rows, after)),
        ),
      ),
    tenants: ({ after, limit }) =>
      decoded(read(tenants, [after ?? "", Math.min(limit, Feed.feedLimit)]), (rows) =>
        rows.map((row) => text(row, "tenant")),
      ),
  }
}

// A cursor names an event, and no event goes away: one that is not there is another store's.
const readStatement = (schema: string): string =>
  `SELECT is_known, next.* FROM (SELECT $2::xid8 = '0' OR EXISTS (SELECT FROM ${schema}.event ` +
  "WHERE tenant = $1 AND xid = $2::xid8 AND position = $3) AS is_known) AS cursor LEFT JOIN LATERAL (" +
  `SELECT xid::text AS xid, position::text AS position, ${eventColumns} FROM ${schema}.event AS event ` +
  "WHERE tenant = $1 AND (event.xid, event.position) > ($2::xid8, $3::bigint) " +
  "AND event.xid < pg_snapshot_xmin(pg_current_snapshot()) " +
  "ORDER BY event.xid, event.position LIMIT $4) AS next ON is_known"

interface Place {
  readonly xid: string
  readonly position: string
}

const start: Place = { xid: "0", position: "0" }

const placeOf = (cursor: string | null): Answer<Place> => {
  if (cursor === null) return Effect.succeed(start)
  const place = /^postgres:(?<xid>[1-9]\d{0,18})\.(?<position>\d{1,18})$/.exec(cursor)?.groups
  if (place === undefined) return Effect.fail(unknown(cursor))
  return Effect.succeed({ xid: place["xid"] ?? "", position: place["position"] ?? "" })
}

const pageOf = (rows: ReadonlyArray<Row>, after: string | null): Feed.FeedRead => {
  const found = rows.filter((row) => flag(row, "is_known") && row["xid"] !== null)
  const last = found.at(-1)
  const cursor = last && `postgres:${text(last, "xid")}.${text(last, "position")}`
  return { events: found.map(eventOf), cursor: cursor ?? after }
}

const unknown = (cursor: string | null) =>
  new StoreError.StoreError({
    reason: "cannot-read",
    detail:
      `got the cursor ${JSON.stringify((cursor ?? "").slice(0, 64))}, expected one of this tenant's feed in ` +
      "this store: begin with null",
  })
