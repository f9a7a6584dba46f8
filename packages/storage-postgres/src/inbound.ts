// The port Inbound on a connection.
import type { Inbound } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Connection } from "./connection.ts"
import { decoded } from "./decoded.ts"
import type { Row } from "./executor.ts"
import { integer, text, textOrNull, word } from "./row.ts"

/** The columns that `messageOf` reads. */
export const messageColumns =
  "sha256, intake, outcome, reason, ticket_id, message_id_hash, sender_hash, received_at, recorded_at"

/** The port `Inbound`. */
export const inbound = (connection: Connection): Inbound.InboundService => {
  const { read, schema } = connection
  const opened =
    `SELECT count(*) AS opened FROM ${schema}.inbound ` +
    "WHERE tenant = $1 AND sender_hash = $2 AND received_at >= $3 AND outcome = 'new-ticket'"
  return {
    ...messagesBy(connection),
    ...watermarksBy(connection),
    countOpened: (tenant, senderHash, since) =>
      decoded(read(opened, [tenant, senderHash, since]), ([row]) => integer(row ?? {}, "opened")),
  }
}

const messagesBy = ({ read, write, schema }: Connection) => {
  const ofTenant = `SELECT ${messageColumns} FROM ${schema}.inbound WHERE tenant = $1`
  const byMessageId = `${ofTenant} AND message_id_hash = $2 ORDER BY sequence LIMIT 1`
  const insert =
    `INSERT INTO ${schema}.inbound (tenant, ${messageColumns}) ` +
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (tenant, sha256) DO NOTHING RETURNING 1"
  const find = (tenant: string, sha256: string) =>
    decoded(read(`${ofTenant} AND sha256 = $2`, [tenant, sha256]), one)
  return {
    find,
    byMessageId: (tenant: string, hash: string) => decoded(read(byMessageId, [tenant, hash]), one),
    record: (tenant: string, row: Inbound.InboundRow) =>
      Effect.gen(function* () {
        const { sha256, intake, outcome, reason, ticketId } = row
        const { messageIdHash, senderHash, receivedAt, recordedAt } = row
        const rest = [messageIdHash, senderHash, receivedAt, recordedAt]
        const params = [tenant, sha256, intake, outcome, reason, ticketId, ...rest]
        const { length } = yield* write(insert, params)
        return length > 0 ? row : ((yield* find(tenant, sha256)) ?? row)
      }),
  }
}

const watermarksBy = ({ read, write, schema }: Connection) => {
  const mark =
    `INSERT INTO ${schema}.watermark AS standing (tenant, intake, read_until) VALUES ($1, $2, $3) ` +
    "ON CONFLICT (tenant, intake) DO UPDATE SET read_until = greatest(standing.read_until, excluded.read_until)"
  const retire = `DELETE FROM ${schema}.watermark WHERE tenant = $1 AND intake = $2`
  const marks = `SELECT intake, read_until FROM ${schema}.watermark WHERE tenant = $1 ORDER BY intake`
  return {
    markRead: (tenant: string, { intake, readUntil }: Inbound.Watermark) =>
      Effect.asVoid(write(mark, [tenant, intake, readUntil])),
    retire: (tenant: string, intake: string) => Effect.asVoid(write(retire, [tenant, intake])),
    watermarks: (tenant: string) => decoded(read(marks, [tenant]), (rows) => rows.map(watermarkOf)),
  }
}

const one = ([row]: ReadonlyArray<Row>) => row && messageOf(row)

/** Reads a message's row. */
export const messageOf = (row: Row): Inbound.InboundRow => ({
  sha256: text(row, "sha256"),
  intake: text(row, "intake"),
  outcome: word(row, "outcome", ["new-ticket", "added", "quarantined", "ignored", "too-big"]),
  reason: text(row, "reason"),
  ticketId: textOrNull(row, "ticket_id"),
  messageIdHash: textOrNull(row, "message_id_hash"),
  senderHash: textOrNull(row, "sender_hash"),
  receivedAt: integer(row, "received_at"),
  recordedAt: integer(row, "recorded_at"),
})

/** Reads a watermark's row. */
export const watermarkOf = (row: Row): Inbound.Watermark => ({
  intake: text(row, "intake"),
  readUntil: integer(row, "read_until"),
})
