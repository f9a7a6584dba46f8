// The port TicketStore on a connection.
import type { TicketStore } from "@upkeep/core/effect"
import { Effect } from "effect"
import { committer } from "./commit.ts"
import type { Connection } from "./connection.ts"
import { decoded } from "./decoded.ts"
import type { Row } from "./executor.ts"
import { flag, integer, integerOrNull, text, textOrNull } from "./row.ts"

/** The most commands that one transaction forgets, so that its locks are short. */
export const forgetSlice = 1_000

/** The most slices that one call forgets. */
export const forgetSlices = 1_000

/** The columns that `ticketOf` reads. */
export const ticketColumns =
  "ticket_id, number, version, status, due_at, customer, assignee, assigned_at, updated_at, body"

/** Reads a ticket's row. */
export const ticketOf = (row: Row): TicketStore.TicketRow => ({
  ticketId: text(row, "ticket_id"),
  number: text(row, "number"),
  version: integer(row, "version"),
  status: text(row, "status"),
  dueAt: integerOrNull(row, "due_at"),
  customer: textOrNull(row, "customer"),
  assignee: textOrNull(row, "assignee"),
  assignedAt: integerOrNull(row, "assigned_at"),
  updatedAt: integer(row, "updated_at"),
  body: text(row, "body"),
})

/** The port `TicketStore`. */
export const ticketStore = (connection: Connection): TicketStore.TicketStoreService => {
  const { read, write, schema } = connection
  const select = `SELECT ${ticketColumns} FROM ${schema}.ticket WHERE tenant = $1 AND ticket_id = $2`
  const command = `SELECT id, hash, result FROM ${schema}.command WHERE tenant = $1 AND id = $2`
  const take =
    `INSERT INTO ${schema}.serial AS s (tenant, next) VALUES ($1, $2::bigint + 1) ` +
    "ON CONFLICT (tenant) DO UPDATE SET next = s.next + $2::bigint RETURNING next - $2::bigint AS first"
  return {
    load: (tenant, id) => decoded(read(select, [tenant, id]), ([row]) => row && ticketOf(row)),
    look: lookBy(connection),
    commit: committer(connection),
    command: (tenant, id) => decoded(read(command, [tenant, id]), ([row]) => row && commandOf(row)),
    takeSerials: (tenant, count) =>
      decoded(write(take, [tenant, count]), ([row]) => integer(row ?? {}, "first")),
    forgetCommands: forgetBy(connection),
  }
}

const commandOf = (row: Row): TicketStore.CommandRow => ({
  id: text(row, "id"),
  hash: text(row, "hash"),
  result: text(row, "result"),
})

const lookBy = ({ read, schema }: Connection) => {
  const ask = `SELECT * FROM ${schema}.look($1, $2::text::json, $3::text::json)`
  return (tenant: string, { tickets, commands }: TicketStore.Look) => {
    const asked = [tenant, JSON.stringify(tickets), JSON.stringify(commands)]
    return decoded(read(ask, asked), (rows): TicketStore.Looked => {
      const foundTickets = new Map<string, TicketStore.TicketRow>()
      const foundCommands = new Map<string, TicketStore.CommandRow>()
      for (const row of rows) {
        const id = text(row, "ticket_id")
        if (flag(row, "is_ticket")) foundTickets.set(id, ticketOf(row))
        else foundCommands.set(id, { id, hash: text(row, "number"), result: text(row, "body") })
      }
      return {
        tickets: tickets.map((id) => foundTickets.get(id)),
        commands: commands.map((id) => foundCommands.get(id)),
      }
    })
  }
}

const forgetBy = ({ write, schema }: Connection) => {
  const forget =
    `DELETE FROM ${schema}.command WHERE (tenant, id) IN ` +
    `(SELECT tenant, id FROM ${schema}.command WHERE at < $1 ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`
  return Effect.fnUntraced(function* (before: number) {
    let forgotten = 0
    for (let slice = 0; slice < forgetSlices; slice += 1) {
      const { length } = yield* write(forget, [before, forgetSlice])
      forgotten += length
      if (length < forgetSlice) break
    }
    return forgotten
  })
}
