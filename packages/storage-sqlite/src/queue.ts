// The port WorkQueue on a connection. `wake_at` alone says when something may be claimed, so that a
// claim reads stretches of partial indexes from their start, and nothing that is held or done.
import { WorkQueue } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Connection } from "./connection.ts"
import { advanceBy, claimedColumns, letterOf, turnsBy } from "./line.ts"
import { parking } from "./parking.ts"
import { integer, readable, type Row, rowByRow, text } from "./row.ts"
import { sendersBy, sending } from "./sending.ts"

/** The port `WorkQueue`. */
export const workQueue = (connection: Connection): WorkQueue.WorkQueueService => {
  const { snapshot, write } = connection
  const claimTickets = ticketClaimBy(connection)
  const claimDeliveries = deliveryClaimBy(connection)
  const returnTicket = ticketReturnBy(connection)
  const returnDelivery = deliveryReturnBy(connection)
  const nextDueAt = nextBy(connection)
  return {
    claimTickets: (claim) => write(() => claimTickets(claim)),
    postponeTicket: (tenant, ticketId, returned) =>
      write(() => returnTicket(tenant, ticketId, returned)),
    claimDeliveries: (claim) => write(() => claimDeliveries(claim)),
    returnDelivery: (tenant, deliveryId, returned) =>
      write(() => returnDelivery(tenant, deliveryId, returned)),
    nextDueAt: (work) => snapshot(() => nextDueAt(work)),
    ...parking(connection),
    ...sending(connection),
    // The clock is the host's, and so is the one desk or the few that share the file: they poll.
    now: Effect.succeed(null),
    signal: Effect.void,
    listen: () => Effect.void,
  }
}

const ticketClaimBy = ({ prepare }: Connection) => {
  const dueBy = (index: string, condition: string) =>
    rowByRow(
      prepare(
        `SELECT sequence, tenant, ticket_id, due_at, wake_at, attempts, fence + 1 AS fence FROM upkeep_ticket INDEXED BY ${index} ` +
          `WHERE ${condition} wake_at IS NOT NULL AND wake_at <= ? ORDER BY wake_at, sequence LIMIT ?`,
      ),
    )
  const due = dueBy("upkeep_ticket_wake", "")
  const dueOf = dueBy("upkeep_ticket_tenant_wake", "tenant = ? AND")
  const hold = prepare("UPDATE upkeep_ticket SET wake_at = ?, fence = fence + 1 WHERE sequence = ?")
  const park = prepare("UPDATE upkeep_ticket SET wake_at = NULL, parked = ? WHERE sequence = ?")
  const parkDamaged = (row: Row) => void park.run(damagedReason, integer(row, "sequence"))
  return ({ tenants, now, leaseMillis, ...claim }: WorkQueue.Claim) => {
    const limit = cut(claim.limit)
    const rows =
      tenants === "all"
        ? due.all(now, limit)
        : [...new Set(tenants)].flatMap((tenant) => dueOf.all(tenant, now, limit))
    const held = readable(rows, waitingTicket, parkDamaged).toSorted(byWake).slice(0, limit)
    for (const { sequence } of held) hold.run(now + leaseMillis, sequence)
    return held.map(({ due }) => due)
  }
}

/** Why a row that cannot be read is claimed no more; the others go on (P12). */
const damagedReason = "damaged: a column of its row is not what this code wrote"

interface Waiting {
  readonly sequence: number
  readonly wakeAt: number
}

const waitingTicket = (row: Row): Waiting & { readonly due: WorkQueue.DueTicket } => ({
  sequence: integer(row, "sequence"),
  wakeAt: integer(row, "wake_at"),
  due: {
    tenant: text(row, "tenant"),
    ticketId: text(row, "ticket_id"),
    dueAt: integer(row, "due_at"),
    attempts: integer(row, "attempts"),
    fence: integer(row, "fence"),
  },
})

const byWake = (a: Waiting, b: Waiting): number => a.wakeAt - b.wakeAt || a.sequence - b.sequence

const deliveryClaimBy = (connection: Connection) => {
  const firsts = firstsBy(connection)
  const turns = turnsBy(connection)
  const parkDamaged = parkDamagedBy(connection)
  const hold = connection.prepare(
    "UPDATE upkeep_delivery SET wake_at = ?, fence = fence + 1 WHERE sequence = ?",
  )
  return (claim: WorkQueue.DeliveryClaim): ReadonlyArray<WorkQueue.DueDelivery> => {
    const { now, leaseMillis } = claim
    const limit = cut(claim.limit)
    // No letter comes before the first of its line: the earliest firsts lead to all that is given.
    const held = readable(firsts(claim), letterOf, parkDamaged)
      .toSorted(byWake)
      .slice(0, limit)
      .flatMap((first, index) => turns(first, { now, most: limit - index }))
      .toSorted((a, b) => a.turnAt - b.turnAt || a.letter.sequence - b.letter.sequence)
      .slice(0, limit)
      .map(({ letter }) => letter)
    for (const { sequence } of held) hold.run(now + leaseMillis, sequence)
    return held.map(({ due }) => due)
  }
}

const parkDamagedBy = (connection: Connection) => {
  const advance = advanceBy(connection)
  const park = connection.prepare(
    "UPDATE upkeep_delivery SET status = 'parked', reason = ? WHERE sequence = ? RETURNING tenant, ticket_id, channel",
  )
  return (row: Row): void => {
    const left = park.get(damagedReason, integer(row, "sequence"))
    if (left !== undefined) advance(left)
  }
}

// Each channel has its own stretch of the index: what waits where nobody serves costs nothing.
const firstsBy = (connection: Connection) => {
  const senders = sendersBy(connection)
  const dueBy = (index: string, condition: string) =>
    rowByRow(
      connection.prepare(
        `SELECT ${claimedColumns} FROM upkeep_delivery INDEXED BY ${index} WHERE ${condition} ` +
          "AND status = 'pending' AND is_first = 1 AND wake_at <= ? ORDER BY wake_at, sequence LIMIT ?",
      ),
    )
  const due = dueBy("upkeep_delivery_wake", "channel = ?")
  const dueOf = dueBy("upkeep_delivery_tenant_wake", "tenant = ? AND channel = ?")
  return ({ channels, now, ...claim }: WorkQueue.DeliveryClaim): ReadonlyArray<Row> => {
    const limit = cut(claim.limit)
    const tenants = senders(claim.tenants)
    return [...new Set(channels)].flatMap((channel) =>
      tenants === "all"
        ? due.all(channel, now, limit)
        : tenants.flatMap((tenant) => dueOf.all(tenant, channel, now, limit)),
    )
  }
}

const cut = (limit: number): number => Math.min(limit, WorkQueue.claimLimit)

const ticketReturnBy = ({ prepare }: Connection) => {
  const give = prepare(
    "UPDATE upkeep_ticket SET wake_at = ?, fence = fence + 1, attempts = attempts + ?, parked = ? " +
      "WHERE tenant = ? AND ticket_id = ? AND fence = ?",
  )
  return (tenant: string, ticketId: string, returned: WorkQueue.Returned): boolean => {
    const { until, reason, fence, as } = returned
    const [wakeAt, parked] = as === "parked" ? [null, reason] : [until, null]
    return give.run(wakeAt, triesOf(returned), parked, tenant, ticketId, fence).changes === 1
  }
}

const triesOf = ({ as }: WorkQueue.Returned): number => (as === "untried" ? 0 : 1)

const deliveryReturnBy = (connection: Connection) => {
  const advance = advanceBy(connection)
  const give = connection.prepare(
    "UPDATE upkeep_delivery SET wake_at = ?, fence = fence + 1, attempts = attempts + ?, reason = ?, status = ? " +
      "WHERE tenant = ? AND id = ? AND fence = ? AND status = 'pending' RETURNING tenant, ticket_id, channel",
  )
  return (tenant: string, deliveryId: string, returned: WorkQueue.Returned): boolean => {
    const { until, reason, fence, as } = returned
    const status = as === "parked" ? "parked" : "pending"
    const row = give.get(until, triesOf(returned), reason, status, tenant, deliveryId, fence)
    if (row !== undefined && as === "parked") advance(row)
    return row !== undefined
  }
}

const nextBy = (connection: Connection) => {
  const senders = sendersBy(connection)
  const earliestBy = (stretch: string) =>
    rowByRow(connection.prepare(`SELECT min(wake_at) AS wake_at FROM ${stretch}`))
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
    const sending = senders(tenants)
    const rows = [
      ...(tenants === "all" ? [ticket.get()] : tenants.map((tenant) => ticketOf.get(tenant))),
      ...channels.flatMap((channel) =>
        sending === "all"
          ? [delivery.get(channel)]
          : sending.map((tenant) => deliveryOf.get(tenant, channel)),
      ),
    ]
    // One that is damaged is due at an instant that is none: the claim will part with it.
    const found = rows.flatMap((row) => row?.["wake_at"] ?? []).map(Number)
    return found.length === 0 ? null : found.reduce((a, b) => Math.min(a, b))
  }
}

type Work = Parameters<WorkQueue.WorkQueueService["nextDueAt"]>[0]
