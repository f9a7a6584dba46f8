// The port TicketStore on a connection.
import type { TicketStore } from "@upkeep/core/effect"
import { Effect } from "effect"
import { committer } from "./commit.ts"
import type { Connection } from "./connection.ts"
import { commandBy } from "./insert.ts"
import { integer, integerOrNull, type Row, text, textOrNull } from "./row.ts"

/** The most commands that one transaction forgets, so that writers never wait long. */
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

/** Prepares the load of a ticket by its id. */
export const ticketBy = ({ prepare }: Connection) => {
  const select = prepare(
    `SELECT ${ticketColumns} FROM upkeep_ticket WHERE tenant = ? AND ticket_id = ?`,
  )
  return (tenant: string, ticketId: string): TicketStore.TicketRow | undefined => {
    const row = select.get(tenant, ticketId)
    return row && ticketOf(row)
  }
}

/** The port `TicketStore`. */
export const ticketStore = (connection: Connection): TicketStore.TicketStoreService => {
  const ticket = ticketBy(connection)
  const command = commandBy(connection)
  const commitAll = committer(connection)
  const takeSerials = serialsBy(connection)
  return {
    load: (tenant, ticketId) => connection.read(() => ticket(tenant, ticketId)),
    look: (tenant, { tickets, commands }) =>
      connection.snapshot(() => ({
        tickets: tickets.map((ticketId) => ticket(tenant, ticketId)),
        commands: commands.map((id) => command(tenant, id)),
      })),
    commit: (tenant, commits) => connection.write(() => commitAll(tenant, commits)),
    command: (tenant, id) => connection.read(() => command(tenant, id)),
    takeSerials: (tenant, count) => connection.write(() => takeSerials(tenant, count)),
    forgetCommands: forgetBy(connection),
  }
}

const serialsBy = ({ prepare }: Connection) => {
  const take = prepare(
    "INSERT INTO upkeep_serial (tenant, next) VALUES (?1, ?2 + 1) " +
      "ON CONFLICT DO UPDATE SET next = next + ?2 RETURNING next - ?2 AS first",
  )
  return (tenant: string, count: number): number => integer(take.get(tenant, count) ?? {}, "first")
}

const forgetBy = ({ prepare, write }: Connection) => {
  const forget = prepare(
    "DELETE FROM upkeep_command WHERE (tenant, id) IN (SELECT tenant, id FROM upkeep_command WHERE at < ? LIMIT ?)",
  )
  return Effect.fnUntraced(function* (before: number) {
    let forgotten = 0
    for (let slice = 0; slice < forgetSlices; slice += 1) {
      const changes = yield* write(() => Number(forget.run(before, forgetSlice).changes))
      forgotten += changes
      if (changes < forgetSlice) break
      // Commits that wait in this process come in between.
      yield* Effect.yieldNow
    }
    return forgotten
  })
}
