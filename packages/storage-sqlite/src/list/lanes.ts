// The lanes of a filter: one for each status in which it finds a ticket.
import type { SQLInputValue } from "node:sqlite"
import type { TicketQuery } from "@upkeep/core/effect"
import type { Connection } from "../connection.ts"
import { text } from "../row.ts"
import type { Direction } from "./direction.ts"

/** The most statuses that one list merges. */
export const laneLimit = 1_000

/** An index by which a filter finds its tickets, and what holds for them. */
export interface Lane {
  readonly index: string
  readonly condition: string
}

type Keys = ReadonlyArray<SQLInputValue>

/** What is prepared for each index, and which of it a filter takes, with its keys. */
export const filtersBy = <A>(prepared: (lane: Lane) => A) => {
  const status = prepared({ index: "upkeep_ticket_status", condition: "tenant = ?" })
  const assignee = prepared({
    index: "upkeep_ticket_assignee",
    condition: "tenant = ? AND assignee IS ?",
  })
  const customer = prepared({
    index: "upkeep_ticket_customer",
    condition: "tenant = ? AND customer = ?",
  })
  const both = prepared({
    index: "upkeep_ticket_customer",
    condition: "tenant = ? AND customer = ? AND assignee IS ?",
  })
  return (
    tenant: string,
    filter: TicketQuery.TicketFilter,
  ): { readonly by: A; readonly keys: Keys; readonly isNarrow: boolean } => {
    const narrow = { isNarrow: true }
    if (filter.customer !== undefined && filter.assignee !== undefined)
      return { by: both, keys: [tenant, filter.customer, filter.assignee], ...narrow }
    if (filter.customer !== undefined)
      return { by: customer, keys: [tenant, filter.customer], ...narrow }
    if (filter.assignee !== undefined)
      return { by: assignee, keys: [tenant, filter.assignee], ...narrow }
    return { by: status, keys: [tenant], isNarrow: false }
  }
}

/** Prepares the ids of a page in the order of registration. */
export const lanesBy = (connection: Connection, { beyond, sorted, sign, start }: Direction) => {
  const filters = filtersBy((lane) => ({
    statuses: statusesBy(connection, lane),
    ids: connection.prepare(
      `SELECT ticket_id FROM upkeep_ticket INDEXED BY ${lane.index} WHERE ${lane.condition} AND status = ? ` +
        `AND ticket_id ${beyond} ? ORDER BY ticket_id ${sorted} LIMIT ?`,
    ),
  }))
  return (
    tenant: string,
    filter: TicketQuery.TicketFilter,
    limit: number,
  ): ReadonlyArray<string> => {
    const { statusPrefix = "", after } = filter
    const { by, keys } = filters(tenant, filter)
    return by
      .statuses(keys, statusPrefix)
      .flatMap((status) => by.ids.all(...keys, status, after ?? start, limit))
      .map((row) => text(row, "ticket_id"))
      .toSorted((a, b) => (a < b ? -sign : sign))
      .slice(0, limit)
  }
}

// SQLite has no loose index scan: each status is found by a seek behind the one before it.
/** Prepares the statuses, beginning with a text, of which there is a ticket. */
export const statusesBy = ({ prepare }: Connection, { index, condition }: Lane) => {
  const atLeast = prepare(seek(index, `${condition} AND status >= ?`))
  const beyond = prepare(seek(index, `${condition} AND status > ?`))
  return (keys: Keys, prefix: string): ReadonlyArray<string> => {
    const found: Array<string> = []
    let row = atLeast.get(...keys, prefix)
    while (row !== undefined && found.length < laneLimit) {
      const status = text(row, "status")
      if (!status.startsWith(prefix)) break
      found.push(status)
      row = beyond.get(...keys, status)
    }
    return found
  }
}

const seek = (index: string, condition: string): string =>
  `SELECT status FROM upkeep_ticket INDEXED BY ${index} WHERE ${condition} ORDER BY status LIMIT 1`
