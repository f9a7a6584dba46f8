// The port WorkQueue on a connection.
import { WorkQueue } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Connection } from "./connection.ts"
import { decoded } from "./decoded.ts"
import type { Row } from "./executor.ts"
import { parkingOn } from "./parking.ts"
import { integer, integerOrNull, text } from "./row.ts"
import { signalOn } from "./signal.ts"

/** The port `WorkQueue`. */
export const workQueue = (connection: Connection): WorkQueue.WorkQueueService => {
  const { read, write, schema } = connection
  const postpone =
    `UPDATE ${schema}.wake SET wake_at = CASE $5 WHEN 'parked' THEN NULL ELSE $4::bigint END, fence = fence + 1, ` +
    "attempts = attempts + CASE $5 WHEN 'untried' THEN 0 ELSE 1 END, " +
    "parked_reason = CASE $5 WHEN 'parked' THEN $6 END " +
    "WHERE tenant = $1 AND ticket_id = $2 AND fence = $3 RETURNING 1"
  const giveBack = `SELECT ${schema}.return_delivery($1, $2, $3, $4, $5, $6) AS is_given`
  const next = `SELECT ${schema}.next_due_at($1::text::json, $2::text::json) AS next`
  return {
    claimTickets: ticketClaimBy(connection),
    postponeTicket: (tenant, ticketId, { fence, until, as, reason }) =>
      Effect.map(write(postpone, [tenant, ticketId, fence, until, as, reason]), isAny),
    claimDeliveries: deliveryClaimBy(connection),
    returnDelivery: (tenant, id, { fence, until, reason, as }) =>
      Effect.map(
        write(giveBack, [tenant, id, fence, until, reason, as]),
        ([row]) => row?.["is_given"] === true,
      ),
    nextDueAt: ({ tenants, channels }) =>
      decoded(read(next, [servedBy(tenants), namesOf(channels)]), ([row]) =>
        integerOrNull(row ?? {}, "next"),
      ),
    ...parkingOn(connection),
    now: decoded(
      read("SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now", []),
      ([row]) => integer(row ?? {}, "now"),
    ),
    signal: signalOn(connection),
    listen: connection.listen,
  }
}

const isAny = (rows: ReadonlyArray<Row>): boolean => rows.length > 0

const namesOf = (names: ReadonlyArray<string>): string => JSON.stringify([...new Set(names)])

const servedBy = (tenants: WorkQueue.Served): string | null =>
  tenants === "all" ? null : namesOf(tenants)

const cut = (limit: number): number => Math.min(limit, WorkQueue.claimLimit)

const ticketClaimBy = ({ write, schema }: Connection) => {
  const claim = `SELECT * FROM ${schema}.claim_tickets($1::text::json, $2, $3, $4)`
  return ({ tenants, now, leaseMillis, limit }: WorkQueue.Claim) =>
    decoded(write(claim, [servedBy(tenants), now, now + leaseMillis, cut(limit)]), (rows) =>
      rows.map(dueTicketOf),
    )
}

const deliveryClaimBy = ({ write, schema }: Connection) => {
  const claim = `SELECT * FROM ${schema}.claim_deliveries($1::text::json, $2::text::json, $3, $4, $5)`
  return ({ tenants, channels, now, leaseMillis, limit }: WorkQueue.DeliveryClaim) => {
    const asked = [servedBy(tenants), namesOf(channels), now, now + leaseMillis, cut(limit)]
    return decoded(write(claim, asked), (rows) => rows.map(dueDeliveryOf))
  }
}

const dueTicketOf = (row: Row): WorkQueue.DueTicket => ({
  tenant: text(row, "tenant"),
  ticketId: text(row, "ticket_id"),
  dueAt: integer(row, "due_at"),
  attempts: integer(row, "attempts"),
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
