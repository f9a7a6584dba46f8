// The port WorkQueue on a connection. `wake_at` alone says when something may be claimed, so that a
// claim reads one partial index from its start and nothing that is held or done.
import { WorkQueue } from "@upkeep/core/effect"
import type { Connection } from "./connection.ts"
import { integer, integerOrNull, type Row, text } from "./row.ts"

/** The port `WorkQueue`. */
export const workQueue = (connection: Connection): WorkQueue.WorkQueueService => {
  const { prepare, snapshot, write } = connection
  const claimTickets = ticketClaimBy(connection)
  const claimDeliveries = deliveryClaimBy(connection)
  const nextDueAt = nextBy(connection)
  const postpone = prepare(
    "UPDATE ticket SET wake_at = ?, fence = fence + 1 WHERE tenant = ? AND ticket_id = ? AND fence = ?",
  )
  const retry = prepare(
    "UPDATE delivery SET wake_at = ?, fence = fence + 1, attempts = attempts + 1, reason = ? " +
      "WHERE tenant = ? AND id = ? AND fence = ? AND status = 'pending'",
  )
  return {
    claimTickets: (claim) => write(() => claimTickets(claim).map(dueTicketOf)),
    postponeTicket: (tenant, ticketId, { fence, until }) =>
      write(() => postpone.run(until, tenant, ticketId, fence).changes === 1),
    claimDeliveries: (claim) => write(() => claimDeliveries(claim).map(dueDeliveryOf)),
    retryDelivery: (tenant, deliveryId, { fence, until, reason }) =>
      write(() => retry.run(until, reason, tenant, deliveryId, fence).changes === 1),
    nextDueAt: (channels) => snapshot(() => nextDueAt(channels)),
  }
}

const ticketClaimBy = ({ prepare }: Connection) => {
  const due = prepare(
    "SELECT sequence, tenant, ticket_id, due_at, fence + 1 AS fence FROM ticket INDEXED BY ticket_wake " +
      "WHERE wake_at IS NOT NULL AND wake_at <= ? ORDER BY wake_at, sequence LIMIT ?",
  )
  const hold = prepare("UPDATE ticket SET wake_at = ?, fence = fence + 1 WHERE sequence = ?")
  return ({ now, limit, leaseMillis }: WorkQueue.Claim): ReadonlyArray<Row> => {
    const rows = due.all(now, cut(limit))
    for (const row of rows) hold.run(now + leaseMillis, integer(row, "sequence"))
    return rows
  }
}

// Each channel has its own stretch of the index: what waits where nobody serves costs nothing.
const deliveryClaimBy = ({ prepare }: Connection) => {
  const due = prepare(
    "SELECT sequence, tenant, id, ticket_id, event_number, channel, notice, attempts, wake_at, " +
      "fence + 1 AS fence FROM delivery INDEXED BY delivery_wake " +
      "WHERE status = 'pending' AND channel = ? AND wake_at <= ? ORDER BY wake_at, sequence LIMIT ?",
  )
  const hold = prepare("UPDATE delivery SET wake_at = ?, fence = fence + 1 WHERE sequence = ?")
  return ({ now, limit, leaseMillis, channels }: WorkQueue.DeliveryClaim): ReadonlyArray<Row> => {
    const rows = [...new Set(channels)]
      .flatMap((channel) => due.all(channel, now, cut(limit)))
      .toSorted((a, b) => byColumn(a, b, "wake_at") || byColumn(a, b, "sequence"))
      .slice(0, cut(limit))
    for (const row of rows) hold.run(now + leaseMillis, integer(row, "sequence"))
    return rows
  }
}

const cut = (limit: number): number => Math.min(limit, WorkQueue.claimLimit)

const byColumn = (a: Row, b: Row, column: string): number => integer(a, column) - integer(b, column)

const nextBy = ({ prepare }: Connection) => {
  const ticket = prepare(
    "SELECT min(wake_at) AS wake_at FROM ticket INDEXED BY ticket_wake WHERE wake_at IS NOT NULL",
  )
  const delivery = prepare(
    "SELECT min(wake_at) AS wake_at FROM delivery INDEXED BY delivery_wake " +
      "WHERE status = 'pending' AND channel = ?",
  )
  return (channels: ReadonlyArray<string>): number | null => {
    const rows = [ticket.get(), ...channels.map((channel) => delivery.get(channel))]
    const found = rows.flatMap((row) => integerOrNull(row ?? { wake_at: null }, "wake_at") ?? [])
    return found.length === 0 ? null : Math.min(...found)
  }
}

const dueTicketOf = (row: Row): WorkQueue.DueTicket => ({
  tenant: text(row, "tenant"),
  ticketId: text(row, "ticket_id"),
  dueAt: integer(row, "due_at"),
  fence: integer(row, "fence"),
})

const dueDeliveryOf = (row: Row): WorkQueue.DueDelivery => ({
  tenant: text(row, "tenant"),
  id: text(row, "id"),
  ticketId: text(row, "ticket_id"),
  eventNumber: integer(row, "event_number"),
  channel: text(row, "channel"),
  notice: text(row, "notice"),
  attempts: integer(row, "attempts"),
  fence: integer(row, "fence"),
})
