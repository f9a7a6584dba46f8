// The letters of one ticket by one channel stand in line: only the first of them is looked for, and
// those behind it are found from it. So what is blocked costs a claim nothing.
import type { Archive, TicketStore, WorkQueue } from "@upkeep/core/effect"
import type { Statements } from "./connection.ts"
import { integer, readable, type Row, rowByRow, text } from "./row.ts"

const inLine =
  "FROM upkeep_delivery INDEXED BY upkeep_delivery_line " +
  "WHERE tenant = ?1 AND ticket_id = ?2 AND channel = ?3 AND status = 'pending'"

/** Prepares the insert of a delivery; it is the first where nobody stands in its line. */
export const insertBy = ({ prepare }: Statements) => {
  const insert = prepare(
    "INSERT INTO upkeep_delivery (tenant, ticket_id, channel, id, event_number, notice, wake_at, " +
      "status, attempts, reason, fence, is_first) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, " +
      `?8 = 'pending' AND NOT EXISTS (SELECT 1 ${inLine}))`,
  )
  return (tenant: string, delivery: Archive.ArchivedDelivery): void => {
    const { ticketId, channel, id, eventNumber, notice, nextAttemptAt, ...rest } = delivery
    const { status, attempts, reason } = rest
    const stands = [nextAttemptAt, status, attempts, reason]
    insert.run(tenant, ticketId, channel, id, eventNumber, notice, ...stands)
  }
}

/** Prepares the insert of the deliveries of a commit. */
export const queueBy = (statements: Statements) => {
  const insert = insertBy(statements)
  return (tenant: string, { ticketId, at, deliveries }: TicketStore.Commit): void => {
    for (const delivery of deliveries) {
      insert(tenant, { ...delivery, ...untried, ticketId, nextAttemptAt: at })
    }
  }
}

const untried = { status: "pending", attempts: 0, reason: "" } as const

/** Prepares the step of a line after one of its letters has left it. */
export const advanceBy = ({ prepare }: Statements) => {
  const next = prepare(
    `UPDATE upkeep_delivery SET is_first = 1 WHERE sequence = (SELECT min(sequence) ${inLine})`,
  )
  return (left: Row): void => {
    next.run(text(left, "tenant"), text(left, "ticket_id"), text(left, "channel"))
  }
}

/** Prepares the return of a letter into its place, among those that came before it and after. */
export const rejoinBy = (statements: Statements) => {
  const advance = advanceBy(statements)
  const step = statements.prepare(
    `UPDATE upkeep_delivery SET is_first = 0 WHERE sequence IN (SELECT sequence ${inLine})`,
  )
  return (back: Row): void => {
    step.run(text(back, "tenant"), text(back, "ticket_id"), text(back, "channel"))
    advance(back)
  }
}

/** A letter that waits to be claimed. */
export interface Letter {
  readonly sequence: number
  readonly wakeAt: number
  readonly due: WorkQueue.DueDelivery
}

/** A letter, and the instant from which neither it nor one before it has to wait. */
export interface Turn {
  readonly letter: Letter
  readonly turnAt: number
}

/** The columns of which `letterOf` makes a letter: its fence is that of the claim. */
export const claimedColumns =
  "sequence, tenant, id, ticket_id, event_number, channel, notice, attempts, wake_at, fence + 1 AS fence"

/** Reads a letter. */
export const letterOf = (row: Row): Letter => ({
  sequence: integer(row, "sequence"),
  wakeAt: integer(row, "wake_at"),
  due: {
    tenant: text(row, "tenant"),
    id: text(row, "id"),
    ticketId: text(row, "ticket_id"),
    eventNumber: integer(row, "event_number"),
    channel: text(row, "channel"),
    notice: text(row, "notice"),
    attempts: integer(row, "attempts"),
    fence: integer(row, "fence"),
  },
})

/** Prepares the walk from the first of a line to those that may be claimed with it. */
export const turnsBy = ({ prepare }: Statements) => {
  const behind = rowByRow(
    prepare(`SELECT ${claimedColumns} ${inLine} AND sequence > ?4 ORDER BY sequence LIMIT ?5`),
  )
  return (first: Letter, { now, most }: { now: number; most: number }): ReadonlyArray<Turn> => {
    const { tenant, ticketId, channel } = first.due
    let turnAt = first.wakeAt
    const turns = [{ letter: first, turnAt }]
    const rows = behind.all(tenant, ticketId, channel, first.sequence, most - 1)
    // One that is damaged is parted with once it is the first.
    for (const letter of readable(rows, letterOf)) {
      turnAt = Math.max(turnAt, letter.wakeAt)
      if (turnAt > now) break
      turns.push({ letter, turnAt })
    }
    return turns
  }
}
