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
  const lists = {
    oldestFirst: listInBy(connection, oldestFirst),
    newestFirst: listInBy(connection, newestFirst),
  }
  return (tenant: string, filter: TicketQuery.TicketFilter): ReadonlyArray<TicketStore.TicketRow> =>
    lists[filter.order ?? "oldestFirst"](tenant, filter)
}

/** How ids follow one another in a list, in SQL and here. */
interface Direction {
  readonly beyond: ">" | "<"
  readonly sorted: "ASC" | "DESC"
  readonly sign: 1 | -1
  /** What comes before every id: for `<` a blob, which SQLite sorts behind every text. */
  readonly start: SQLInputValue
}

const oldestFirst: Direction = { beyond: ">", sorted: "ASC", sign: 1, start: "" }

const newestFirst: Direction = { beyond: "<", sorted: "DESC", sign: -1, start: new Uint8Array() }

const listInBy = (connection: Connection, direction: Direction) => {
  const everything = everythingBy(connection, direction)
  const inLanes = lanesBy(connection, direction)
  return (
    tenant: string,
    filter: TicketQuery.TicketFilter,
  ): ReadonlyArray<TicketStore.TicketRow> => {
    const { statusPrefix = "", assignee, customer, after = direction.start } = filter
    const isOpen = statusPrefix === "" && assignee === undefined && customer === undefined
    const page = { after, limit: Math.min(filter.limit, TicketQuery.listLimit) }
    return isOpen ? everything(tenant, page) : inLanes(tenant, filter, page)
  }
}

interface Page {
  readonly after: SQLInputValue
  readonly limit: number
}

const everythingBy = ({ prepare }: Connection, { beyond, sorted }: Direction) => {
  const select = prepare(
    `SELECT ${ticketColumns} FROM upkeep_ticket WHERE tenant = ? AND ticket_id ${beyond} ? ` +
      `ORDER BY ticket_id ${sorted} LIMIT ?`,
  )
  return (tenant: string, { after, limit }: Page) =>
    select.all(tenant, after, limit).map((row) => ticketOf(row))
}

const lanesBy = (connection: Connection, direction: Direction) => {
  const ticket = ticketBy(connection)
  const by = (index: string, condition: string) =>
    laneBy(connection, { ...direction, index, condition })
  const byStatus = by("upkeep_ticket_status", "tenant = ?")
  const byAssignee = by("upkeep_ticket_assignee", "tenant = ? AND assignee = ?")
  const byCustomer = by("upkeep_ticket_customer", "tenant = ? AND customer = ?")
  const byBoth = by("upkeep_ticket_customer", "tenant = ? AND customer = ? AND assignee = ?")
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

interface Lane extends Direction {
  readonly index: string
  readonly condition: string
}

const laneBy = (connection: Connection, lane: Lane) => {
  const statuses = statusesBy(connection, lane)
  const { index, condition, beyond, sorted, sign } = lane
  const ids = connection.prepare(
    `SELECT ticket_id FROM upkeep_ticket INDEXED BY ${index} WHERE ${condition} AND status = ? ` +
      `AND ticket_id ${beyond} ? ORDER BY ticket_id ${sorted} LIMIT ?`,
  )
  return (keys: ReadonlyArray<SQLInputValue>, prefix: string, { after, limit }: Page) =>
    statuses(keys, prefix)
      .flatMap((status) => ids.all(...keys, status, after, limit))
      .map((row) => text(row, "ticket_id"))
      .toSorted((a, b) => (a < b ? -sign : sign))
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
  `SELECT status FROM upkeep_ticket INDEXED BY ${index} WHERE ${condition} ORDER BY status LIMIT 1`
