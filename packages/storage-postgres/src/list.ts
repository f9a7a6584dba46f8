// Pages of tickets by any mix of filters, without reading the tickets that are not shown.
//
// Indexes of tickets have a lane for each status. In the order of registration, and in that of
// changes, a page takes the first of each lane and merges them, so its cost grows with the page and
// the number of statuses (a process has a few dozen). What is due is walked in its order, and only
// the open ever are. In the order of changes the tickets of a person or a customer are few, as a
// rule: then their places are gathered in an index and sorted; of many a page is soon found.
import { TicketQuery, type TicketStore } from "@upkeep/core/effect"
import type { Answer, Connection } from "./connection.ts"
import { decoded } from "./decoded.ts"
import { ticketColumns, ticketOf } from "./tickets.ts"

/** The most tickets of a person or a customer that are gathered; of more the order is walked. */
export const gatheredAtMost = 10_000

/** What sorts behind all that goes on after the same beginning. */
export const behindAll = "\u{10FFFF}"

/** The list of a connection. */
export const listBy = (
  { read, schema }: Pick<Connection, "read" | "schema">,
  atMost = gatheredAtMost,
) => {
  const sql = `SELECT ${ticketColumns} FROM ${schema}.list_tickets($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`
  return (
    tenant: string,
    filter: TicketQuery.TicketFilter,
  ): Answer<ReadonlyArray<TicketStore.TicketRow>> => {
    const { statusPrefix = "", assignee, customer, after, afterAt = 0 } = filter
    const { few, sorted, page } = waysOf(`${schema}.ticket`, filter)
    const statuses = [statusPrefix, statusPrefix + behindAll]
    const theirs = [assignee ?? null, customer ?? null]
    const place = [afterAt, after ?? null, Math.min(filter.limit, TicketQuery.listLimit)]
    const values = [tenant, ...statuses, ...theirs, ...place]
    return decoded(read(sql, [few, sorted, page, atMost, ...values]), (rows) => rows.map(ticketOf))
  }
}

/** The statements of `list_tickets`. */
interface Ways {
  readonly few: string | null
  readonly sorted: string | null
  readonly page: string
}

/** A question in parts of SQL; its values are those of `list_tickets`. */
interface Asked {
  readonly table: string
  /** The instant of the sort; the same for all where there is none. */
  readonly at: string
  /** Of whom: a person, a customer, both or neither. */
  readonly theirs: string
  readonly beyondPage: string
  readonly order: string
  /** To the planner a column that is null is in no order unless it is named. */
  readonly lead: string
  readonly laneLead: string
}

const waysOf = (table: string, filter: TicketQuery.TicketFilter): Ways => {
  const { sort = "registered", statusPrefix = "", assignee, customer } = filter
  const asked = askedBy(table, filter)
  const isOfSome = assignee !== undefined || customer !== undefined
  const isInOneOrder = sort === "due" || (sort === "registered" && !isOfSome && statusPrefix === "")
  const page = isInOneOrder ? walked(asked) : lanes(asked)
  if (sort !== "updated" || !isOfSome) return { few: null, sorted: null, page }
  const few = placesIn(asked, "")
  return { few, sorted: sortedOf(asked, few), page }
}

const sortedAt = { registered: "0", updated: "updated_at", due: "due_at" } as const

const askedBy = (table: string, filter: TicketQuery.TicketFilter): Asked => {
  const { sort = "registered", assignee, customer, after } = filter
  const isNewest = filter.order === "newestFirst"
  const direction = isNewest ? " DESC" : ""
  const beyond = isNewest ? "<" : ">"
  const at = sortedAt[sort]
  const place =
    sort === "registered" ? `ticket_id ${beyond} $7` : `(${at}, ticket_id) ${beyond} ($6, $7)`
  const theirs = [
    ...(assignee === null ? ["assignee IS NULL"] : []),
    ...(typeof assignee === "string" ? ["assignee = $4"] : []),
    ...(customer === undefined ? [] : ["customer = $5"]),
    ...(sort === "due" ? ["due_at IS NOT NULL"] : []),
  ]
  const isOfNobody = assignee === null && customer === undefined
  return {
    table,
    at,
    theirs: theirs.map((each) => ` AND ${each}`).join(""),
    beyondPage: after === undefined ? "" : ` AND ${place}`,
    order: `${sort === "registered" ? "" : `at${direction}, `}ticket_id${direction}`,
    lead: isOfNobody ? "assignee, " : "",
    laneLead: isOfNobody && sort === "registered" ? `assignee${direction}, ` : "",
  }
}

const ofStatuses = "tenant = $1 AND status >= $2 AND status < $3"

const placesIn = ({ table, at, theirs, beyondPage }: Asked, inLane: string): string =>
  `SELECT ticket_id, ${at} AS at FROM ${table} WHERE ${ofStatuses}${theirs}${inLane}${beyondPage}`

/** The tickets that stand at the places of a page. */
const shownFrom = ({ table, order }: Asked): string =>
  `SELECT ticket.* FROM page JOIN ${table} AS ticket ON ticket.tenant = $1 AND ticket.ticket_id = page.ticket_id ` +
  `ORDER BY ${order.replace("ticket_id", "page.ticket_id")}`

const sortedOf = (asked: Asked, few: string): string =>
  `WITH gathered AS MATERIALIZED (${few}), ` +
  `page AS (SELECT * FROM gathered ORDER BY ${asked.order} LIMIT $8) ${shownFrom(asked)}`

// One index in the order that is asked for; what is not shown is passed over inside it.
const walked = (asked: Asked): string =>
  `WITH page AS (${placesIn(asked, "")} ORDER BY ${asked.order} LIMIT $8) ${shownFrom(asked)}`

// PostgreSQL has no loose index scan: each status is found by a seek behind the one before it.
const lanes = (asked: Asked): string => {
  const { table, theirs, lead, laneLead, order } = asked
  const seek = (beyond: string) =>
    `(SELECT status FROM ${table} WHERE ${ofStatuses}${theirs}${beyond} ORDER BY ${lead}status LIMIT 1)`
  return (
    `WITH RECURSIVE lane (status) AS (${seek("")} UNION ALL ` +
    `SELECT ${seek(" AND status > lane.status")} FROM lane WHERE lane.status IS NOT NULL), ` +
    "page AS (SELECT first.ticket_id, first.at FROM lane CROSS JOIN LATERAL (" +
    `${placesIn(asked, " AND status = lane.status")} ORDER BY ${laneLead}${order} LIMIT $8) AS first ` +
    `ORDER BY ${order} LIMIT $8) ${shownFrom(asked)}`
  )
}
