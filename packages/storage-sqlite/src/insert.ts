// The rows of a commit as they are first written, and what an accepted command led to.
import type { TicketStore } from "@upkeep/core/effect"
import type { Statements } from "./connection.ts"
import { type Row, text } from "./row.ts"

/** Prepares the insert of a ticket, which waits for what is due. */
export const insertTicketBy = ({ prepare }: Statements) => {
  const insert = prepare(
    "INSERT INTO upkeep_ticket (tenant, ticket_id, number, version, status, due_at, wake_at, customer, assignee, " +
      "assigned_at, updated_at, body, fence) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9, ?10, ?11, 1)",
  )
  return (tenant: string, ticketId: string, row: TicketStore.TicketRow): void => {
    const { number, version, status, dueAt, customer, assignee, assignedAt, updatedAt, body } = row
    const people = [customer, assignee, assignedAt]
    insert.run(tenant, ticketId, number, version, status, dueAt, ...people, updatedAt, body)
  }
}

/** Prepares the insert of an event at the end of the feed. */
export const insertEventBy = ({ prepare }: Statements) => {
  const insert = prepare(
    "INSERT INTO upkeep_event (tenant, ticket_id, number, id, type, at, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
  )
  return (tenant: string, ticketId: string, event: TicketStore.EventRow): void => {
    const { number, id, type, at, body } = event
    insert.run(tenant, ticketId, number, id, type, at, body)
  }
}

/** The columns that `commandOf` reads. */
export const commandColumns = "id, hash, result"

/** Reads an accepted command. */
export const commandOf = (row: Row): TicketStore.CommandRow => ({
  id: text(row, "id"),
  hash: text(row, "hash"),
  result: text(row, "result"),
})

/** Prepares the question what an accepted command led to. */
export const commandBy = ({ prepare }: Statements) => {
  const select = prepare(`SELECT ${commandColumns} FROM upkeep_command WHERE tenant = ? AND id = ?`)
  return (tenant: string, id: string): TicketStore.CommandRow | undefined => {
    const row = select.get(tenant, id)
    return row && commandOf(row)
  }
}

/** Prepares the insert of a command that is accepted; answers the one that stands, if there is. */
export const acceptBy = (statements: Statements) => {
  const accepted = commandBy(statements)
  const insert = statements.prepare(
    "INSERT INTO upkeep_command (tenant, id, hash, result, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
  )
  return (
    tenant: string,
    { id, hash, result }: TicketStore.CommandRow,
    at: number,
  ): TicketStore.CommandRow | undefined =>
    insert.run(tenant, id, hash, result, at).changes === 1 ? undefined : accepted(tenant, id)
}
