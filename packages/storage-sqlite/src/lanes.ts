// The lanes of a filter: one for each status in which it finds a ticket.
import type { SQLInputValue } from "node:sqlite"
import type { TicketQuery } from "@upkeep/core/effect"
import type { Connection } from "./connection.ts"
import { text } from "./row.ts"
import type { Direction } from "./direction.ts"

/** The most statuses that one list merges. */
export const laneLimit = 1_000

/** An index by which a filter finds its tickets, and what holds for them. */
export interface Lane {
  readonly index: string
  /** What the index finds them by, before their status. */
  readonly condition: string
  /** What each is asked behind it. */
  readonly also: string
}

type Keys = ReadonlyArray<SQLInputValue>

/** What was prepared for the index of a filter, and the keys for both conditions. */
export interface Narrowed<A> {
  readonly by: A
  readonly keys: Keys
  readonly also: Keys
}

/** What is prepared for each index, and which of it a filter takes. */
export const filtersBy = <A>(prepared: (lane: Lane) => A) => {
  const ofStatus = { index: "upkeep_ticket_status", condition: "tenant = ?", also: "" }
  const ofCustomer = {
    index: "upkeep_ticket_customer",
    condition: "tenant = ? AND customer = ?",
    also: "",
  }
  const ofAssignee = {
    index: "upkeep_ticket_assignee",
    condition: "tenant = ? AND assignee IS ?",
    also: "",
  }
  const status = prepared(ofStatus)
  const customers = prepared(ofCustomer)
  const assignees = prepared(ofAssignee)
  const both = prepared({ ...ofAssignee, also: "AND customer = ?" })
  return (tenant: string, { assignee, customer }: TicketQuery.TicketFilter): Narrowed<A> => {
    if (assignee === undefined)
      return customer === undefined
        ? { by: status, keys: [tenant], also: [] }
        : { by: customers, keys: [tenant, customer], also: [] }
    return customer === undefined
      ? { by: assignees, keys: [tenant, assignee], also: [] }
      : { by: both, keys: [tenant, assignee], also: [customer] }
  }
}

/** Prepares the ids of a page in the order of registration. */
export const lanesBy = (connection: Connection, { beyond, sorted, sign, start }: Direction) => {
  const filters = filtersBy((lane) => ({
    statuses: statusesBy(connection, lane),
    ids: connection.prepare(
      `SELECT ticket_id FROM upkeep_ticket INDEXED BY ${lane.index} WHERE ${lane.condition} AND status = ? ${lane.also} ` +
        `AND ticket_id ${beyond} ? ORDER BY ticket_id ${sorted} LIMIT ?`,
    ),
  }))
  return (
    tenant: string,
    filter: TicketQuery.TicketFilter,
    limit: number,
  ): ReadonlyArray<string> => {
    const { statusPrefix = "", after } = filter
    const { by, keys, also } = filters(tenant, filter)
    return by
      .statuses(keys, statusPrefix)
      .flatMap((status) => by.ids.all(...keys, status, ...also, after ?? start, limit))
      .map((row) => text(row, "ticket_id"))
      .toSorted((a, b) => (a < b ? -sign : sign))
      .slice(0, limit)
  }
}

// SQLite has no loose index scan: each status is found by a seek behind the one before it.
/** Prepares the statuses, beginning with a text, of which there is a ticket. */
export const statusesBy = ({ prepare }: Connection, { index, condition }: Omit<Lane, "also">) => {
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
