// Pages of tickets by any mix of filters and in any order, without reading what is not shown.
//
// Every filter has an index that goes on with (status, ticket_id), a lane for each status. A page
// takes the first of each lane and merges them, so its cost grows with the page and the number of
// statuses (a process has a few dozen), not with the number of tickets.
import { TicketQuery, type TicketStore } from "@upkeep/core/effect"
import type { Connection } from "./connection.ts"
import { type Direction, newestFirst, oldestFirst } from "./direction.ts"
import { lanesBy } from "./lanes.ts"
import { sortedBy } from "./sorted.ts"
import { readable, rowByRow } from "./row.ts"
import { ticketColumns, ticketOf } from "./tickets.ts"

/** Prepares `list`; call what it returns inside a snapshot. */
export const listBy = (connection: Connection) => {
  const lists = {
    oldestFirst: listInBy(connection, oldestFirst),
    newestFirst: listInBy(connection, newestFirst),
  }
  return (tenant: string, filter: TicketQuery.TicketFilter): ReadonlyArray<TicketStore.TicketRow> =>
    lists[filter.order ?? "oldestFirst"](tenant, filter)
}

const listInBy = (connection: Connection, direction: Direction) => {
  const everything = everythingBy(connection, direction)
  const registered = lanesBy(connection, direction)
  const sorted = {
    updated: sortedBy(connection, direction, "updated"),
    due: sortedBy(connection, direction, "due"),
  }
  const found = foundBy(connection)
  return (
    tenant: string,
    filter: TicketQuery.TicketFilter,
  ): ReadonlyArray<TicketStore.TicketRow> => {
    const { sort = "registered", statusPrefix = "", assignee, customer } = filter
    const limit = Math.min(filter.limit, TicketQuery.listLimit)
    if (sort !== "registered") return found(tenant, sorted[sort](tenant, filter, limit))
    const isWhole = statusPrefix === "" && assignee === undefined && customer === undefined
    return isWhole
      ? everything(tenant, filter, limit)
      : found(tenant, registered(tenant, filter, limit))
  }
}

// A row that is damaged is passed over: it is said where it is asked for alone.
const everythingBy = ({ prepare }: Connection, { beyond, sorted, start }: Direction) => {
  const select = rowByRow(
    prepare(
      `SELECT ${ticketColumns} FROM upkeep_ticket WHERE tenant = ? AND ticket_id ${beyond} ? ` +
        `ORDER BY ticket_id ${sorted} LIMIT ?`,
    ),
  )
  return (tenant: string, { after }: TicketQuery.TicketFilter, limit: number) =>
    readable(select.all(tenant, after ?? start, limit), ticketOf)
}

const foundBy = ({ prepare }: Connection) => {
  const select = rowByRow(
    prepare(`SELECT ${ticketColumns} FROM upkeep_ticket WHERE tenant = ? AND ticket_id = ?`),
  )
  return (tenant: string, ids: ReadonlyArray<string>) =>
    readable(
      ids.flatMap((ticketId) => select.all(tenant, ticketId)),
      ticketOf,
    )
}
