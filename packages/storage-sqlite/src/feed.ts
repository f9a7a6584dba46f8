// The port Feed on a connection. Only one writes at a time, so the order in which events were
// inserted is that of their commits.
import { Feed, StoreError, type WorkQueue } from "@upkeep/core/effect"
import type { Connection, Place, Statements } from "./connection.ts"
import { eventColumns, eventOf } from "./query.ts"
import { integer, text } from "./row.ts"

/** The port `Feed`. */
export const feed = (connection: Connection & Place): Feed.FeedService => {
  const { prepare, snapshot } = connection
  const place = placeBy(connection)
  const tenants = tenantsBy(connection)
  const select = prepare(
    `SELECT position, ${eventColumns} FROM upkeep_event INDEXED BY upkeep_event_tenant ` +
      "WHERE tenant = ? AND position > ? ORDER BY position LIMIT ?",
  )
  return {
    read: (tenant, { after, limit }) =>
      snapshot(() => {
        const { store, position } = place(after, connection.file)
        const rows = select.all(tenant, position, Math.min(limit, Feed.feedLimit))
        const last = rows.at(-1)
        return {
          events: rows.map(eventOf),
          cursor: last === undefined ? after : `${store}.${integer(last, "position")}`,
        }
      }),
    tenants: ({ after, limit }) =>
      snapshot(() => tenants(after ?? "", Math.min(limit, Feed.feedLimit))),
  }
}

// A cursor names its store: the same place in another file, or in an older copy of this one, is
// behind events that nobody was given.
const placeBy = ({ prepare }: Statements) => {
  const standing = prepare(
    "SELECT store, (SELECT coalesce(max(position), 0) FROM upkeep_event) AS newest FROM upkeep_schema",
  )
  return (after: string | null, file: string) => {
    const row = standing.get() ?? {}
    const store = text(row, "store")
    if (after === null) return { store, position: 0 }
    const [, name, digits = ""] = /^([0-9a-f]{16})\.(\d{1,15})$/.exec(after) ?? []
    const position = Number(digits)
    if (name !== store) throw strange(after, file, "one that this store gave")
    if (position > integer(row, "newest"))
      throw strange(after, file, "one of what is stored: this is an older copy of the file")
    return { store, position }
  }
}

const strange = (after: string, file: string, expected: string) =>
  new StoreError.StoreError({
    reason: "cannot-read",
    detail: `${file}: got the cursor ${JSON.stringify(after.slice(0, 64))}, expected ${expected}: begin with null`,
  })

// Each of these has an index that begins with the tenant; events, contents and deliveries have a
// ticket.
const tables = "ticket command inbound watermark registry serial sending customer staff".split(" ")

/** Prepares the tenants of whom anything is stored: those after a name, by name. */
export const tenantsBy = ({ prepare }: Statements) => {
  const seeks = tables.map(
    (table) =>
      `SELECT (SELECT tenant FROM upkeep_${table} WHERE tenant > ?1 ORDER BY tenant LIMIT 1) AS tenant`,
  )
  const next = prepare(`SELECT min(tenant) AS tenant FROM (${seeks.join(" UNION ALL ")})`)
  return (after: string, limit: number): ReadonlyArray<string> => {
    const found: Array<string> = []
    while (found.length < limit) {
      const row = next.get(found.at(-1) ?? after)
      if (row === undefined || row["tenant"] === null) break
      found.push(text(row, "tenant"))
    }
    return found
  }
}

/** Prepares whose rows an archive takes, by their names. */
export const servedBy = (statements: Statements) => {
  const tenants = tenantsBy(statements)
  return (served: WorkQueue.Served): ReadonlyArray<string> =>
    served === "all"
      ? tenants("", Number.MAX_SAFE_INTEGER)
      : [...new Set(served)].toSorted((a, b) => (a < b ? -1 : 1))
}
