// What is claimed no more until somebody releases it, what waits to be sent, and who does not send.
import { WorkQueue } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Connection } from "./connection.ts"
import { decoded } from "./decoded.ts"
import type { Param, Row } from "./executor.ts"
import { integer, text } from "./row.ts"

type Parking = Pick<
  WorkQueue.WorkQueueService,
  "parked" | "release" | "waiting" | "sending" | "setSending"
>

/** The part of the queue for people: what stands still, and why. */
export const parkingOn = (connection: Connection): Parking => {
  const { read, write, schema } = connection
  const releaseTicket =
    `UPDATE ${schema}.wake SET parked_reason = NULL, attempts = 0, wake_at = $3, fence = fence + 1 ` +
    "WHERE tenant = $1 AND ticket_id = $2 AND parked_reason IS NOT NULL RETURNING true AS is_released"
  const releaseDelivery = `SELECT ${schema}.release_delivery($1, $2, $3) AS is_released`
  return {
    parked: parkedBy(connection),
    release: (tenant, { kind, id }, at) =>
      Effect.map(
        write(kind === "ticket" ? releaseTicket : releaseDelivery, [tenant, id, at]),
        ([row]) => row?.["is_released"] === true,
      ),
    waiting: (tenant, page) =>
      decoded(read(waitingIn(schema), pageOf(tenant, page)), (rows) => rows.map(waitingOf)),
    ...sendingBy(connection),
  }
}

const parkedBy = ({ read, schema }: Connection) => {
  const tickets =
    `SELECT ticket_id AS id, ticket_id, attempts, parked_reason AS reason FROM ${schema}.wake ` +
    "WHERE tenant = $1 AND parked_reason IS NOT NULL AND ticket_id > $2 ORDER BY ticket_id LIMIT $3"
  const deliveries =
    `SELECT id, ticket_id, attempts, reason FROM ${schema}.delivery ` +
    "WHERE tenant = $1 AND status = 'parked' AND status <> 'delivered' AND id > $2 ORDER BY id LIMIT $3"
  return (tenant: string, kind: WorkQueue.ParkedWork["kind"], page: WorkQueue.WorkPage) =>
    decoded(read(kind === "ticket" ? tickets : deliveries, pageOf(tenant, page)), (rows) =>
      rows.map((row): WorkQueue.ParkedWork => ({
        kind,
        id: text(row, "id"),
        ticketId: text(row, "ticket_id"),
        attempts: integer(row, "attempts"),
        reason: text(row, "reason"),
      })),
    )
}

const waitingIn = (schema: string) =>
  `SELECT id, ticket_id, event_number, channel, notice, attempts, wake_at, reason FROM ${schema}.delivery ` +
  "WHERE tenant = $1 AND status = 'pending' AND status <> 'delivered' AND id > $2 ORDER BY id LIMIT $3"

const waitingOf = (row: Row): WorkQueue.WaitingDelivery => ({
  id: text(row, "id"),
  ticketId: text(row, "ticket_id"),
  eventNumber: integer(row, "event_number"),
  channel: text(row, "channel"),
  notice: text(row, "notice"),
  attempts: integer(row, "attempts"),
  nextAttemptAt: integer(row, "wake_at"),
  reason: text(row, "reason"),
})

const pageOf = (tenant: string, { after = "", limit }: WorkQueue.WorkPage): Array<Param> => [
  tenant,
  after,
  Math.min(limit, WorkQueue.claimLimit),
]

const sendingBy = ({ read, write, schema }: Connection) => {
  const select = `SELECT paused_at, reason FROM ${schema}.sending WHERE tenant = $1`
  const pause = `INSERT INTO ${schema}.sending (tenant, paused_at, reason) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`
  const goOn = `DELETE FROM ${schema}.sending WHERE tenant = $1`
  return {
    sending: (tenant: string) =>
      decoded(read(select, [tenant]), ([row]): WorkQueue.Sending =>
        row === undefined
          ? { pausedAt: null, reason: "" }
          : { pausedAt: integer(row, "paused_at"), reason: text(row, "reason") },
      ),
    setSending: (tenant: string, { pausedAt, reason }: WorkQueue.Sending) =>
      Effect.asVoid(
        pausedAt === null ? write(goOn, [tenant]) : write(pause, [tenant, pausedAt, reason]),
      ),
  }
}
