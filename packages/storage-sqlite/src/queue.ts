// The port WorkQueue on a connection. `wake_at` alone says when something may be claimed, so that a
// claim reads stretches of partial indexes from their start, and nothing that is held or done.
import { WorkQueue } from "@upkeep/core/effect"
import type { Connection } from "./connection.ts"
import { advanceBy, claimedColumns, turnsBy } from "./line.ts"
import { integer, integerOrNull, type Row, text } from "./row.ts"

/** The port `WorkQueue`. */
export const workQueue = (connection: Connection): WorkQueue.WorkQueueService => {
  const { prepare, snapshot, write } = connection
  const claimTickets = ticketClaimBy(connection)
  const claimDeliveries = deliveryClaimBy(connection)
  const giveBack = returnBy(connection)
  const nextDueAt = nextBy(connection)
  const postpone = prepare(
    "UPDATE upkeep_ticket SET wake_at = ?, fence = fence + 1 WHERE tenant = ? AND ticket_id = ? AND fence = ?",
  )
  return {
    claimTickets: (claim) => write(() => claimTickets(claim).map(dueTicketOf)),
    postponeTicket: (tenant, ticketId, { fence, until }) =>
      write(() => postpone.run(until, tenant, ticketId, fence).changes === 1),
    claimDeliveries: (claim) => write(() => claimDeliveries(claim).map(dueDeliveryOf)),
    returnDelivery: (tenant, deliveryId, returned) =>
      write(() => giveBack(tenant, deliveryId, returned)),
    nextDueAt: (work) => snapshot(() => nextDueAt(work)),
  }
}

const ticketClaimBy = ({ prepare }: Connection) => {
  const dueBy = (index: string, condition: string) =>
    prepare(
      `SELECT sequence, tenant, ticket_id, due_at, wake_at, fence + 1 AS fence FROM upkeep_ticket INDEXED BY ${index} ` +
        `WHERE ${condition} wake_at IS NOT NULL AND wake_at <= ? ORDER BY wake_at, sequence LIMIT ?`,
    )
  const due = dueBy("upkeep_ticket_wake", "")
  const dueOf = dueBy("upkeep_ticket_tenant_wake", "tenant = ? AND")
  const hold = prepare("UPDATE upkeep_ticket SET wake_at = ?, fence = fence + 1 WHERE sequence = ?")
  return ({ tenants, now, leaseMillis, ...claim }: WorkQueue.Claim): ReadonlyArray<Row> => {
    const limit = cut(claim.limit)
    const rows =
      tenants === "all"
        ? due.all(now, limit)
        : [...new Set(tenants)].flatMap((tenant) => dueOf.all(tenant, now, limit))
    const held = rows.toSorted(byWake).slice(0, limit)
    for (const row of held) hold.run(now + leaseMillis, integer(row, "sequence"))
    return held
  }
}

const deliveryClaimBy = (connection: Connection) => {
  const firsts = firstsBy(connection)
  const turns = turnsBy(connection)
  const hold = connection.prepare(
    "UPDATE upkeep_delivery SET wake_at = ?, fence = fence + 1 WHERE sequence = ?",
  )
  return (claim: WorkQueue.DeliveryClaim): ReadonlyArray<Row> => {
    const { now, leaseMillis } = claim
    const limit = cut(claim.limit)
    // No letter comes before the first of its line: the earliest firsts lead to all that is given.
    const held = firsts(claim)
      .toSorted(byWake)
      .slice(0, limit)
      .flatMap((first, index) => turns(first, { now, most: limit - index }))
      .toSorted((a, b) => a.turnAt - b.turnAt || byColumn(a.row, b.row, "sequence"))
      .slice(0, limit)
      .map(({ row }) => row)
    for (const row of held) hold.run(now + leaseMillis, integer(row, "sequence"))
    return held
  }
}

// Each channel has its own stretch of the index: what waits where nobody serves costs nothing.
const firstsBy = ({ prepare }: Connection) => {
  const dueBy = (index: string, condition: string) =>
    prepare(
      `SELECT ${claimedColumns} FROM upkeep_delivery INDEXED BY ${index} WHERE ${condition} ` +
        "AND status = 'pending' AND is_first = 1 AND wake_at <= ? ORDER BY wake_at, sequence LIMIT ?",
    )
  const due = dueBy("upkeep_delivery_wake", "channel = ?")
  const dueOf = dueBy("upkeep_delivery_tenant_wake", "tenant = ? AND channel = ?")
  return ({ tenants, channels, now, limit }: WorkQueue.DeliveryClaim): ReadonlyArray<Row> =>
    [...new Set(channels)].flatMap((channel) =>
      tenants === "all"
        ? due.all(channel, now, cut(limit))
        : [...new Set(tenants)].flatMap((tenant) => dueOf.all(tenant, channel, now, cut(limit))),
    )
}

const cut = (limit: number): number => Math.min(limit, WorkQueue.claimLimit)

const byWake = (a: Row, b: Row): number => byColumn(a, b, "wake_at") || byColumn(a, b, "sequence")

const byColumn = (a: Row, b: Row, column: string): number => integer(a, column) - integer(b, column)

const returnBy = (connection: Connection) => {
  const advance = advanceBy(connection)
  const give = connection.prepare(
    "UPDATE upkeep_delivery SET wake_at = ?, fence = fence + 1, attempts = attempts + ?, reason = ?, status = ? " +
      "WHERE tenant = ? AND id = ? AND fence = ? AND status = 'pending' RETURNING tenant, ticket_id, channel",
  )
  return (tenant: string, deliveryId: string, returned: WorkQueue.Returned): boolean => {
    const { until, reason, fence, as } = returned
    const status = as === "parked" ? "parked" : "pending"
    const row = give.get(until, as === "untried" ? 0 : 1, reason, status, tenant, deliveryId, fence)
    if (row !== undefined && as === "parked") advance(row)
    return row !== undefined
  }
}

const nextBy = ({ prepare }: Connection) => {
  const earliestBy = (stretch: string) => prepare(`SELECT min(wake_at) AS wake_at FROM ${stretch}`)
  const isFirst = "status = 'pending' AND is_first = 1"
  const ticket = earliestBy("upkeep_ticket INDEXED BY upkeep_ticket_wake WHERE wake_at IS NOT NULL")
  const ticketOf = earliestBy(
    "upkeep_ticket INDEXED BY upkeep_ticket_tenant_wake WHERE tenant = ? AND wake_at IS NOT NULL",
  )
  const delivery = earliestBy(
    `upkeep_delivery INDEXED BY upkeep_delivery_wake WHERE channel = ? AND ${isFirst}`,
  )
  const deliveryOf = earliestBy(
    `upkeep_delivery INDEXED BY upkeep_delivery_tenant_wake WHERE tenant = ? AND channel = ? AND ${isFirst}`,
  )
  return ({ tenants, channels }: Work): number | null => {
    const rows =
      tenants === "all"
        ? [ticket.get(), ...channels.map((channel) => delivery.get(channel))]
        : tenants.flatMap((tenant) => [
            ticketOf.get(tenant),
            ...channels.map((channel) => deliveryOf.get(tenant, channel)),
          ])
    const found = rows.flatMap((row) => integerOrNull(row ?? { wake_at: null }, "wake_at") ?? [])
    return found.length === 0 ? null : found.reduce((a, b) => Math.min(a, b))
  }
}

type Work = Parameters<WorkQueue.WorkQueueService["nextDueAt"]>[0]

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
