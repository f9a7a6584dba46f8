// The port TicketQuery on a connection.
import { TicketQuery, type TicketStore } from "@upkeep/core/effect"
import type { Connection } from "./connection.ts"
import { countsBy } from "./counts.ts"
import { listBy } from "./list.ts"
import { searchBy } from "./search.ts"
import { integer, integerOrNull, type Row, text, textOrNull, word } from "./row.ts"
import { ticketColumns, ticketOf } from "./tickets.ts"

/** The port `TicketQuery`. */
export const ticketQuery = (connection: Connection): TicketQuery.TicketQueryService => {
  const { prepare, read, snapshot } = connection
  const list = listBy(connection)
  const search = searchBy(connection)
  const counts = countsBy(connection)
  const byNumber = prepare(
    `SELECT ${ticketColumns} FROM upkeep_ticket WHERE tenant = ? AND number = ?`,
  )
  const journal = prepare(
    `SELECT ${eventColumns} FROM upkeep_event WHERE tenant = ? AND ticket_id = ? ORDER BY number`,
  )
  const contents = prepare(
    `SELECT ${contentColumns} FROM upkeep_content WHERE tenant = ? AND ticket_id = ? ORDER BY sequence`,
  )
  // The join goes from the keys to their contents, each of which is one seek in the unique index.
  // The text beside a subject never leaves SQLite. A body that was damaged has no subject.
  const subjects = prepare(
    "SELECT ticket_id, content.key AS key, CASE WHEN json_valid(body) AND json_type(body, '$.subject') = 'text' " +
      "THEN body ->> '$.subject' END AS subject FROM json_each(?2) AS wanted CROSS JOIN upkeep_content AS content " +
      "WHERE tenant = ?1 AND ticket_id = wanted.value ->> 'ticketId' AND content.key = wanted.value ->> 'key'",
  )
  // Both are found in indexes alone: the open tickets are counted, the newest assignment is a seek.
  const assignments = prepare(
    "SELECT value AS assignee, (SELECT count(*) FROM upkeep_ticket WHERE tenant = ?1 AND assignee = value " +
      "AND status >= 'open' AND status < 'opeo') AS open, (SELECT max(assigned_at) FROM upkeep_ticket " +
      "WHERE tenant = ?1 AND assignee = value AND assigned_at IS NOT NULL) AS last FROM json_each(?2) AS wanted",
  )
  const deliveries = prepare(
    `SELECT ${deliveryColumns} FROM upkeep_delivery ` +
      "WHERE tenant = ? AND ticket_id = ? ORDER BY sequence",
  )
  return {
    byNumber: (tenant, number) =>
      read(() => {
        const row = byNumber.get(tenant, number)
        return row && ticketOf(row)
      }),
    list: (tenant, filter) => snapshot(() => list(tenant, filter)),
    search: (tenant, asked) => search(tenant, asked, Math.min(asked.limit, TicketQuery.listLimit)),
    counts: (tenant, by, prefix = "") => snapshot(() => counts(tenant, by, prefix)),
    journal: (tenant, ticketId) => read(() => journal.all(tenant, ticketId).map(eventOf)),
    contents: (tenant, ticketId) => read(() => contents.all(tenant, ticketId).map(contentOf)),
    subjects: (tenant, keys) =>
      read(() => subjects.all(tenant, JSON.stringify(keys)).flatMap(subjectsIn)),
    assignments: (tenant, assignees) =>
      read(() => assignments.all(tenant, JSON.stringify(assignees)).map(assignmentsOf)),
    deliveries: (tenant, ticketId) => read(() => deliveries.all(tenant, ticketId).map(statusOf)),
    aboutFiles: aboutFilesBy(connection),
  }
}

// The condition is that of the index, word for word: no other events are in it.
const aboutFilesBy = ({
  prepare,
  read,
}: Connection): TicketQuery.TicketQueryService["aboutFiles"] => {
  const select = prepare(
    `SELECT ${eventColumns} FROM upkeep_event INDEXED BY upkeep_event_files ` +
      `WHERE (type = 'ContentForgotten' OR instr(body, '"files":[{') > 0) ` +
      "AND tenant = ? AND (ticket_id, number) > (?, ?) ORDER BY ticket_id, number LIMIT ?",
  )
  return (tenant, { after: { ticketId, number } = beginning, limit }) =>
    read(() =>
      select.all(tenant, ticketId, number, Math.min(limit, TicketQuery.listLimit)).map(eventOf),
    )
}

const beginning = { ticketId: "", number: 0 }

/** The columns that `eventOf` reads. */
export const eventColumns = "ticket_id, number, id, type, at, body"

/** Reads an event. */
export const eventOf = (row: Row): TicketStore.EventRow => ({
  ticketId: text(row, "ticket_id"),
  number: integer(row, "number"),
  id: text(row, "id"),
  type: text(row, "type"),
  at: integer(row, "at"),
  body: text(row, "body"),
})

/** The columns that `contentOf` reads. */
export const contentColumns = "key, salt, body"

/** Reads content. */
export const contentOf = (row: Row): TicketStore.ContentRow => ({
  key: text(row, "key"),
  salt: text(row, "salt"),
  body: text(row, "body"),
})

const subjectsIn = (row: Row): ReadonlyArray<TicketQuery.ContentSubject> => {
  const subject = textOrNull(row, "subject")
  if (subject === null) return []
  return [{ ticketId: text(row, "ticket_id"), key: text(row, "key"), subject }]
}

const assignmentsOf = (row: Row): TicketQuery.Assignments => ({
  assignee: text(row, "assignee"),
  open: integer(row, "open"),
  lastAssignedAt: integerOrNull(row, "last"),
})

/** The columns that `statusOf` reads. */
export const deliveryColumns =
  "id, event_number, channel, notice, status, attempts, wake_at, reason"

/** Reads how a delivery stands. */
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
