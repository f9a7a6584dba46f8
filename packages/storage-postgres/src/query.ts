// The port TicketQuery on a connection.
import { TicketQuery, type TicketStore } from "@upkeep/core/effect"
import type { Connection } from "./connection.ts"
import { decoded } from "./decoded.ts"
import type { Row } from "./executor.ts"
import { behindAll, listBy } from "./list.ts"
import { integer, integerOrNull, text, textOrNull, word } from "./row.ts"
import { searchBy } from "./search.ts"
import { ticketColumns, ticketOf } from "./tickets.ts"

/** The columns that `eventOf` reads. */
export const eventColumns = "ticket_id, number, id, type, at, body"

/** The columns that `contentOf` reads. */
export const contentColumns = "key, salt, body"

/** The columns that `statusOf` reads. */
export const statusColumns = "id, event_number, channel, notice, status, attempts, wake_at, reason"

/** The port `TicketQuery`. */
export const ticketQuery = (connection: Connection): TicketQuery.TicketQueryService => {
  const { read, schema } = connection
  const byNumber = `SELECT ${ticketColumns} FROM ${schema}.ticket WHERE tenant = $1 AND number = $2`
  const ofTicket = (columns: string, table: string, order: string) => {
    const sql = `SELECT ${columns} FROM ${schema}.${table} WHERE tenant = $1 AND ticket_id = $2 ORDER BY ${order}`
    return (tenant: string, ticketId: string) => read(sql, [tenant, ticketId])
  }
  const journal = ofTicket(eventColumns, "event", "number")
  const contents = ofTicket(contentColumns, "content", "position")
  const deliveries = ofTicket(statusColumns, "delivery", "sequence")
  return {
    byNumber: (tenant, number) =>
      decoded(read(byNumber, [tenant, number]), ([row]) => row && ticketOf(row)),
    list: listBy(connection),
    search: searchBy(connection),
    counts: countsBy(connection),
    journal: (tenant, ticketId) => decoded(journal(tenant, ticketId), (rows) => rows.map(eventOf)),
    contents: (tenant, ticketId) =>
      decoded(contents(tenant, ticketId), (rows) => rows.map(contentOf)),
    subjects: subjectsBy(connection),
    assignments: assignmentsBy(connection),
    deliveries: (tenant, ticketId) =>
      decoded(deliveries(tenant, ticketId), (rows) => rows.map(statusOf)),
    aboutFiles: aboutFilesBy(connection),
  }
}

// The condition is that of the index, word for word: no other events are in it.
const aboutFilesBy = ({
  read,
  schema,
}: Connection): TicketQuery.TicketQueryService["aboutFiles"] => {
  const sql =
    `SELECT ${eventColumns} FROM ${schema}.event WHERE tenant = $1 AND (ticket_id, number) > ($2, $3::bigint) ` +
    `AND (type = 'ContentForgotten' OR strpos(body, '"files":[{') > 0) ` +
    "ORDER BY ticket_id, number LIMIT $4"
  return (tenant, { after: { ticketId, number } = beginning, limit }) => {
    const page = [tenant, ticketId, number, Math.min(limit, TicketQuery.listLimit)]
    return decoded(read(sql, page), (rows) => rows.map(eventOf))
  }
}

const beginning = { ticketId: "", number: 0 }

// Each is counted in an index that holds it beside the status.
const countsBy = ({ read, schema }: Connection): TicketQuery.TicketQueryService["counts"] => {
  const count = (column: TicketQuery.CountBy) =>
    `SELECT ${column} AS value, count(*) AS count FROM ${schema}.ticket ` +
    "WHERE tenant = $1 AND status >= $2 AND status < $3 GROUP BY 1"
  const sql = { status: count("status"), assignee: count("assignee"), customer: count("customer") }
  return (tenant, by, prefix = "") =>
    decoded(read(sql[by], [tenant, prefix, prefix + behindAll]), (rows) =>
      rows.map((row) => ({ value: textOrNull(row, "value"), count: integer(row, "count") })),
    )
}

// The text beside a subject never leaves the database.
const subjectsBy = ({ read, schema }: Connection): TicketQuery.TicketQueryService["subjects"] => {
  const sql =
    `SELECT content.ticket_id, content.key, ${schema}.subject_of(body) AS subject ` +
    'FROM json_to_recordset($2::text::json) AS wanted ("ticketId" text, key text) ' +
    `JOIN ${schema}.content AS content ON content.tenant = $1 ` +
    'AND content.ticket_id = wanted."ticketId" AND content.key = wanted.key'
  return (tenant, keys) =>
    decoded(read(sql, [tenant, JSON.stringify(keys)]), (rows) => rows.flatMap(subjectsIn))
}

const subjectsIn = (row: Row): ReadonlyArray<TicketQuery.ContentSubject> => {
  const subject = textOrNull(row, "subject")
  return subject === null
    ? []
    : [{ ticketId: text(row, "ticket_id"), key: text(row, "key"), subject }]
}

// Both are found in indexes alone: the open tickets are counted, the newest assignment is a seek.
const assignmentsBy = ({
  read,
  schema,
}: Connection): TicketQuery.TicketQueryService["assignments"] => {
  const theirs = `FROM ${schema}.ticket WHERE tenant = $1 AND assignee = asked.assignee`
  const sql =
    `SELECT asked.assignee, (SELECT count(*) ${theirs} AND status >= 'open' AND status < 'opeo') AS open, ` +
    `(SELECT max(assigned_at) ${theirs} AND assigned_at IS NOT NULL) AS last ` +
    "FROM json_array_elements_text($2::text::json) AS asked (assignee)"
  return (tenant, assignees) =>
    decoded(read(sql, [tenant, JSON.stringify(assignees)]), (rows) => rows.map(assignmentsOf))
}

const assignmentsOf = (row: Row): TicketQuery.Assignments => ({
  assignee: text(row, "assignee"),
  open: integer(row, "open"),
  lastAssignedAt: integerOrNull(row, "last"),
})

/** Reads an event's row. */
export const eventOf = (row: Row): TicketStore.EventRow => ({
  ticketId: text(row, "ticket_id"),
  number: integer(row, "number"),
  id: text(row, "id"),
  type: text(row, "type"),
  at: integer(row, "at"),
  body: text(row, "body"),
})

/** Reads a content's row. */
export const contentOf = (row: Row): TicketStore.ContentRow => ({
  key: text(row, "key"),
  salt: text(row, "salt"),
  body: text(row, "body"),
})

/** Reads a delivery's row. */
export const statusOf = (row: Row): TicketQuery.DeliveryStatus => ({
  id: text(row, "id"),
  eventNumber: integer(row, "event_number"),
  channel: text(row, "channel"),
  notice: text(row, "notice"),
  status: word(row, "status", ["pending", "delivered", "parked"]),
  attempts: integer(row, "attempts"),
  nextAttemptAt: integer(row, "wake_at"),
  reason: text(row, "reason"),
})
