// Pages of tickets by any mix of filters, without reading the tickets that are not shown.
//
// Every filter has an index that ends in (status, ticket_id), a lane for each status. A page takes
// the first ids of each lane and merges them, so its cost grows with the page and the number of
// statuses (a process has a few dozen), not with the number of tickets.
import type { SQLInputValue } from "node:sqlite"
import { TicketQuery, type TicketStore } from "@upkeep/core/effect"
import type { Connection } from "./connection.ts"
import { text } from "./row.ts"
import { ticketBy, ticketColumns, ticketOf } from "./tickets.ts"

/** The most statuses that one list merges. */
export const laneLimit = 1_000

/** Prepares `list`; call what it returns inside a snapshot. */
export const listBy = (connection: Connection) => {
  const everything = everythingBy(connection)
  const inLanes = lanesBy(connection)
  return (
    tenant: string,
    filter: TicketQuery.TicketFilter,
  ): ReadonlyArray<TicketStore.TicketRow> => {
    const { statusPrefix = "", assignee, customer } = filter
    const isOpen = statusPrefix === "" && assignee === undefined && customer === undefined
    const page = { after: filter.after ?? "", limit: Math.min(filter.limit, TicketQuery.listLimit) }
    return isOpen ? everything(tenant, page) : inLanes(tenant, filter, page)
  }
}

interface Page {
  readonly after: string
  readonly limit: number
}

const everythingBy = ({ prepare }: Connection) => {
  const select = prepare(
    `SELECT ${ticketColumns} FROM ticket WHERE tenant = ? AND ticket_id > ? ORDER BY ticket_id LIMIT ?`,
  )
  return (tenant: string, { after, limit }: Page) =>
    select.all(tenant, after, limit).map((row) => ticketOf(row))
}

const lanesBy = (connection: Connection) => {
  const ticket = ticketBy(connection)
  const byStatus = laneBy(connection, { index: "ticket_status", condition: "tenant = ?" })
  const byAssignee = laneBy(connection, {
    index: "ticket_assignee",
    condition: "tenant = ? AND assignee = ?",
  })
  const byCustomer = laneBy(connection, {
    index: "ticket_customer",
    condition: "tenant = ? AND customer = ?",
  })
  const byBoth = laneBy(connection, {
    index: "ticket_customer",
    condition: "tenant = ? AND customer = ? AND assignee = ?",
  })
  return (tenant: string, filter: TicketQuery.TicketFilter, page: Page) => {
    const { statusPrefix = "", assignee, customer } = filter
    const ids = (() => {
      if (customer !== undefined && assignee !== undefined) {
        return byBoth([tenant, customer, assignee], statusPrefix, page)
      }
      if (customer !== undefined) return byCustomer([tenant, customer], statusPrefix, page)
      if (assignee !== undefined) return byAssignee([tenant, assignee], statusPrefix, page)
      return byStatus([tenant], statusPrefix, page)
    })()
    return ids.flatMap((ticketId) => ticket(tenant, ticketId) ?? [])
  }
}

interface Lane {
  readonly index: string
  readonly condition: string
}

const laneBy = (connection: Connection, lane: Lane) => {
  const statuses = statusesBy(connection, lane)
  const ids = connection.prepare(
    `SELECT ticket_id FROM ticket INDEXED BY ${lane.index} ` +
      `WHERE ${lane.condition} AND status = ? AND ticket_id > ? ORDER BY ticket_id LIMIT ?`,
  )
  return (keys: ReadonlyArray<SQLInputValue>, prefix: string, { after, limit }: Page) =>
    statuses(keys, prefix)
      .flatMap((status) => ids.all(...keys, status, after, limit))
      .map((row) => text(row, "ticket_id"))
      .toSorted((a, b) => (a < b ? -1 : 1))
      .slice(0, limit)
}

// SQLite has no loose index scan: each status is found by a seek behind the one before it.
const statusesBy = ({ prepare }: Connection, { index, condition }: Lane) => {
  const atLeast = prepare(seek(index, `${condition} AND status >= ?`))
  const beyond = prepare(seek(index, `${condition} AND status > ?`))
  return (keys: ReadonlyArray<SQLInputValue>, prefix: string): ReadonlyArray<string> => {
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
  `SELECT status FROM ticket INDEXED BY ${index} WHERE ${condition} ORDER BY status LIMIT 1`
