// The letters of one ticket by one channel stand in line: only the first of them is looked for, and
// those behind it are found from it. So what is blocked costs a claim nothing.
import type { TicketStore } from "@upkeep/core/effect"
import type { Statements } from "./connection.ts"
import { integer, type Row, text } from "./row.ts"

const inLine =
  "FROM upkeep_delivery INDEXED BY upkeep_delivery_line " +
  "WHERE tenant = ?1 AND ticket_id = ?2 AND channel = ?3 AND status = 'pending'"

/** Prepares the insert of deliveries; one is the first where nobody stands in its line. */
export const queueBy = ({ prepare }: Statements) => {
  const insert = prepare(
    "INSERT INTO upkeep_delivery (tenant, ticket_id, channel, id, event_number, notice, wake_at, " +
      "status, attempts, reason, fence, is_first) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, " +
      `'pending', 0, '', 0, NOT EXISTS (SELECT 1 ${inLine}))`,
  )
  return (tenant: string, { ticketId, at, deliveries }: TicketStore.Commit): void => {
    for (const { id, eventNumber, channel, notice } of deliveries) {
      insert.run(tenant, ticketId, channel, id, eventNumber, notice, at)
    }
  }
}

/** Prepares the step of a line after one of its letters has left it. */
export const advanceBy = ({ prepare }: Statements) => {
  const next = prepare(
    `UPDATE upkeep_delivery SET is_first = 1 WHERE sequence = (SELECT min(sequence) ${inLine})`,
  )
  return (left: Row): void => {
    next.run(text(left, "tenant"), text(left, "ticket_id"), text(left, "channel"))
  }
}

/** A letter, and the instant from which neither it nor one before it has to wait. */
export interface Turn {
  readonly row: Row
  readonly turnAt: number
}

/** The columns of a delivery that is claimed. */
export const claimedColumns =
  "sequence, tenant, id, ticket_id, event_number, channel, notice, attempts, wake_at, fence + 1 AS fence"

/** Prepares the walk from the first of a line to those that may be claimed with it. */
export const turnsBy = ({ prepare }: Statements) => {
  const behind = prepare(
    `SELECT ${claimedColumns} ${inLine} AND sequence > ?4 ORDER BY sequence LIMIT ?5`,
  )
  return (first: Row, { now, most }: { now: number; most: number }): ReadonlyArray<Turn> => {
    const line = [text(first, "tenant"), text(first, "ticket_id"), text(first, "channel")] as const
    let turnAt = integer(first, "wake_at")
    const turns = [{ row: first, turnAt }]
    for (const row of behind.all(...line, integer(first, "sequence"), most - 1)) {
      turnAt = Math.max(turnAt, integer(row, "wake_at"))
      if (turnAt > now) break
      turns.push({ row, turnAt })
    }
    return turns
  }
}
