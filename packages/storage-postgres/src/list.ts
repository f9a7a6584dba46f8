// Pages of tickets by any mix of filters, without reading the tickets that are not shown.
//
// Indexes of tickets have a lane for each status. In the order of registration, and in that of
// changes, a page takes the first of each lane and merges them, so its cost grows with the page and
// the number of statuses (a process has a few dozen). What is due is walked in its order, and only
// a twentieth of all ever is. The tickets of a person or a customer are few, as a rule: then their
// places are gathered in an index and sorted; of many a page is soon found on the way.
import { TicketQuery, type TicketStore } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Answer, Connection } from "./connection.ts"
import { decoded } from "./decoded.ts"
import type { Param, Row } from "./executor.ts"
import { integer } from "./row.ts"
import { ticketColumns, ticketOf } from "./tickets.ts"

/** The most tickets of a person or a customer that are gathered; of more the order is walked. */
export const gatheredAtMost = 5_000

type Tickets = ReadonlyArray<TicketStore.TicketRow>

/** The list of a connection. */
export const listBy =
  ({ read, schema }: Pick<Connection, "read" | "schema">, atMost = gatheredAtMost) =>
  (tenant: string, filter: TicketQuery.TicketFilter): Answer<Tickets> => {
    const asked = askedBy(schema, tenant, filter)
    const ask = (way: Way) => decoded(read(way(asked), asked.params), pageOf)
    const isOfSome = filter.assignee !== undefined || filter.customer !== undefined
    if (filter.sort === "due") return Effect.map(ask(walked), ticketsIn)
    if (filter.sort === "updated") {
      const few = isOfSome ? ask(gathered(atMost)) : Effect.succeed(tooMany)
      return Effect.map(
        Effect.flatMap(few, (page) => (page.gathered > atMost ? ask(lanes) : Effect.succeed(page))),
        ticketsIn,
      )
    }
    const isOfAll = !isOfSome && (filter.statusPrefix ?? "") === ""
    return Effect.map(ask(isOfAll ? walked : lanes), ticketsIn)
  }

const tooMany: Page = { tickets: [], gathered: Number.POSITIVE_INFINITY }

interface Page {
  readonly tickets: Tickets
  /** How many were gathered for it; 0 where none were. */
  readonly gathered: number
}

const ticketsIn = ({ tickets }: Page): Tickets => tickets

const pageOf = (rows: ReadonlyArray<Row>): Page => ({
  tickets: rows.filter((row) => row["ticket_id"] !== null).map(ticketOf),
  gathered: rows[0]?.["gathered"] === undefined ? 0 : integer(rows[0], "gathered"),
})

/** A question in parts of SQL, with the values that they name. */
interface Asked {
  readonly table: string
  readonly params: ReadonlyArray<Param>
  /** The instant of the sort; the same for all where there is none. */
  readonly at: string
  readonly tenant: string
  /** The conditions that choose, beside the tenant's. */
  readonly shown: string
  /** Behind the lane before. */
  readonly beyondLane: string
  readonly beyondPage: string
  /** By what the lanes are sorted before their status. */
  readonly lead: string
  readonly order: string
  /** The order inside a lane. */
  readonly laneOrder: string
  readonly limit: string
}

/** One statement for a question. */
type Way = (asked: Asked) => string

const sortedAt = { registered: "0", updated: "updated_at", due: "due_at" } as const

/** What sorts behind all that goes on after the same beginning. */
export const behindAll = "\u{10FFFF}"

const askedBy = (schema: string, tenant: string, filter: TicketQuery.TicketFilter): Asked => {
  const { statusPrefix = "", assignee, customer, sort = "registered", after, afterAt = 0 } = filter
  const params: Array<Param> = []
  const $ = (value: Param): string => `$${params.push(value)}`
  const isNewest = filter.order === "newestFirst"
  const sorted = isNewest ? " DESC" : ""
  const ofTenant = `tenant = ${$(tenant)}`
  const shown = [
    `status >= ${$(statusPrefix)} AND status < ${$(`${statusPrefix}${behindAll}`)}`,
    ...(assignee === null ? ["assignee IS NULL"] : []),
    ...(typeof assignee === "string" ? [`assignee = ${$(assignee)}`] : []),
    ...(customer === undefined ? [] : [`customer = ${$(customer)}`]),
    ...(sort === "due" ? ["due_at IS NOT NULL"] : []),
  ]
  const place = sort === "registered" ? "ticket_id" : `(${sortedAt[sort]}, ticket_id)`
  const last = () => (sort === "registered" ? $(after ?? "") : `(${$(afterAt)}, ${$(after ?? "")})`)
  const beyondPage = after === undefined ? "" : ` AND ${place} ${isNewest ? "<" : ">"} ${last()}`
  const order = sort === "registered" ? `ticket_id${sorted}` : `at${sorted}, ticket_id${sorted}`
  // A column that is null is no constant to the planner: it has to stand in the order.
  const lead = assignee === null && customer === undefined ? "assignee, " : ""
  return {
    table: `${schema}.ticket`,
    params,
    at: sortedAt[sort],
    tenant: ofTenant,
    shown: shown.join(" AND "),
    beyondLane: " AND status > lane.status",
    beyondPage,
    lead,
    laneOrder: sort === "registered" && lead !== "" ? `assignee${sorted}, ${order}` : order,
    order,
    limit: $(Math.min(filter.limit, TicketQuery.listLimit)),
  }
}

/** A page of places, and the tickets that stand there. */
const shownFrom = ({ table, tenant, order }: Asked): string =>
  `SELECT ${ticketColumns} FROM page JOIN ${table} AS ticket USING (ticket_id) ` +
  `WHERE ${tenant} ORDER BY ${order}`

// One index in the order that is asked for; what is not shown is passed over inside it.
const walked: Way = (asked) => {
  const { table, at, tenant, shown, beyondPage, order, limit } = asked
  return (
    `WITH page AS (SELECT ticket_id, ${at} AS at FROM ${table} ` +
    `WHERE ${tenant} AND ${shown}${beyondPage} ORDER BY ${order} LIMIT ${limit}) ${shownFrom(asked)}`
  )
}

// PostgreSQL has no loose index scan: each status is found by a seek behind the one before it.
const lanes: Way = (asked) => {
  const { table, at, tenant, shown, beyondLane, beyondPage, lead, order, laneOrder, limit } = asked
  const chosen = `FROM ${table} WHERE ${tenant} AND ${shown}`
  const seek = (beyond: string) =>
    `(SELECT status ${chosen}${beyond} ORDER BY ${lead}status LIMIT 1)`
  return (
    `WITH RECURSIVE lane (status) AS (${seek("")} ` +
    `UNION ALL SELECT ${seek(beyondLane)} FROM lane WHERE lane.status IS NOT NULL), ` +
    `page AS (SELECT first.ticket_id, first.at FROM lane CROSS JOIN LATERAL (` +
    `SELECT ticket_id, ${at} AS at ${chosen} AND status = lane.status${beyondPage} ` +
    `ORDER BY ${laneOrder} LIMIT ${limit}) AS first ORDER BY ${order} LIMIT ${limit}) ` +
    shownFrom(asked)
  )
}

const gathered =
  (atMost: number): Way =>
  (asked) => {
    const { table, at, tenant, shown, beyondPage, order, limit } = asked
    return (
      `WITH theirs AS MATERIALIZED (SELECT ticket_id, ${at} AS at FROM ${table} ` +
      `WHERE ${tenant} AND ${shown}${beyondPage} LIMIT ${atMost + 1}), ` +
      `page AS (SELECT ticket_id, at FROM theirs ORDER BY ${order} LIMIT ${limit}) ` +
      `SELECT ${ticketColumns}, gathered FROM (SELECT count(*) AS gathered FROM theirs) AS counted ` +
      `LEFT JOIN (page JOIN ${table} AS ticket USING (ticket_id)) ON ${tenant} ORDER BY ${order}`
    )
  }
