// What is claimed no more until somebody releases it, and what waits to be sent.
import { WorkQueue } from "@upkeep/core/effect"
import type { Connection } from "./connection.ts"
import { rejoinBy } from "./line.ts"
import { integer, type Row, text } from "./row.ts"

// A row may be parked because its attempts cannot be read.
const attempts = "CASE WHEN attempts BETWEEN 0 AND 9007199254740991 THEN attempts ELSE 0 END"

/** The part of the port `WorkQueue` that is for people. */
export const parking = (
  connection: Connection,
): Pick<WorkQueue.WorkQueueService, "parked" | "release" | "waiting"> => {
  const { prepare, read, write } = connection
  const tickets = prepare(
    `SELECT ticket_id AS id, ticket_id, ${attempts} AS attempts, parked AS reason FROM upkeep_ticket ` +
      "INDEXED BY upkeep_ticket_parked WHERE tenant = ? AND parked IS NOT NULL AND ticket_id > ? ORDER BY ticket_id LIMIT ?",
  )
  const deliveries = prepare(
    `SELECT id, ticket_id, ${attempts} AS attempts, reason FROM upkeep_delivery ` +
      "INDEXED BY upkeep_delivery_parked WHERE tenant = ? AND status = 'parked' AND id > ? ORDER BY id LIMIT ?",
  )
  // Read from end to end, and a few kept: for people, who ask seldom.
  const pending = prepare(
    "SELECT id, ticket_id, event_number, channel, notice, attempts, wake_at, reason FROM upkeep_delivery " +
      "INDEXED BY upkeep_delivery_line WHERE tenant = ? AND status = 'pending' AND id > ? ORDER BY id LIMIT ?",
  )
  const release = releaseBy(connection)
  return {
    parked: (tenant, kind, page) =>
      read(() => {
        const parked = kind === "ticket" ? tickets : deliveries
        return parked.all(tenant, ...edges(page)).map((row) => parkedOf(kind, row))
      }),
    release: (tenant, work, at) => write(() => release(tenant, work, at)),
    waiting: (tenant, page) => read(() => pending.all(tenant, ...edges(page)).map(waitingOf)),
  }
}

const edges = ({ after = "", limit }: WorkQueue.WorkPage): readonly [string, number] => [
  after,
  Math.min(limit, WorkQueue.claimLimit),
]

const releaseBy = (connection: Connection) => {
  const rejoin = rejoinBy(connection)
  const ticket = connection.prepare(
    "UPDATE upkeep_ticket SET wake_at = ?, parked = NULL, attempts = 0, fence = fence + 1 " +
      "WHERE tenant = ? AND ticket_id = ? AND parked IS NOT NULL",
  )
  const delivery = connection.prepare(
    "UPDATE upkeep_delivery SET wake_at = ?, status = 'pending', attempts = 0, fence = fence + 1 " +
      "WHERE tenant = ? AND id = ? AND status = 'parked' RETURNING tenant, ticket_id, channel",
  )
  return (
    tenant: string,
    { kind, id }: Pick<WorkQueue.ParkedWork, "kind" | "id">,
    at: number,
  ): boolean => {
    if (kind === "ticket") return ticket.run(at, tenant, id).changes === 1
    const back = delivery.get(at, tenant, id)
    if (back !== undefined) rejoin(back)
    return back !== undefined
  }
}

const parkedOf = (kind: WorkQueue.ParkedWork["kind"], row: Row): WorkQueue.ParkedWork => ({
  kind,
  id: text(row, "id"),
  ticketId: text(row, "ticket_id"),
  attempts: integer(row, "attempts"),
  reason: text(row, "reason"),
})

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
