// Rows of an archive as records of tables: each kind has the table of its name.
import type { Archive } from "@upkeep/core/effect"
import { customerRecords, staffRecords } from "./people.ts"
import type { Records } from "./records.ts"
import { searchVersion, vectorOf } from "./searchWords.ts"

type Kind = Archive.ArchiveRow["kind"]

const columns: { readonly [K in Exclude<Kind, "file" | "customer" | "staff">]: string } = {
  registry: "kind text, id text, version text, hash text, body text, used bigint",
  serial: "next bigint",
  sending: "paused_at bigint, reason text",
  ticket:
    "ticket_id text, number text, version bigint, status text, due_at bigint, " +
    "customer text, assignee text, assigned_at bigint, updated_at bigint, body text",
  event: "ticket_id text, number bigint, id text, type text, at bigint, body text",
  content: "ticket_id text, key text, salt text, body text",
  delivery:
    "id text, ticket_id text, event_number bigint, channel text, notice text, status text, attempts integer, " +
    "wake_at bigint, reason text, is_first boolean",
  command: "id text, hash text, result text, at bigint",
  inbound:
    "sha256 text, intake text, outcome text, reason text, ticket_id text, message_id_hash text, " +
    "sender_hash text, received_at bigint, recorded_at bigint",
  watermark: "intake text, read_until bigint",
}

/** Rows of one kind, as records for a schema of this version. */
export const recordsOf = (
  rows: ReadonlyArray<Archive.ArchiveRow>,
  version: number,
): ReadonlyArray<Records> => {
  const kind = rows[0]?.kind
  if (kind === undefined || kind === "file") return []
  if (kind === "customer") return customerRecords(bodiesOf(rows))
  if (kind === "staff") return staffRecords(bodiesOf(rows))
  const hasWords = kind === "content" && version >= searchVersion
  const given = hasWords ? `${columns[kind]}, words tsvector` : columns[kind]
  return [{ table: kind, columns: given, records: rows.map(recordOf) }]
}

const bodiesOf = (rows: ReadonlyArray<Archive.ArchiveRow>): ReadonlyArray<string> =>
  rows.flatMap((row) => (row.kind === "customer" || row.kind === "staff" ? [row.body] : []))

const recordOf = (row: Archive.ArchiveRow): Records["records"][number] => {
  switch (row.kind) {
    case "registry":
      // Its place in the order of publications is given when it is there.
      return { ...row.entry, used: 0 }
    case "serial":
      return { next: row.next }
    case "sending":
      return { paused_at: row.pausedAt, reason: row.reason }
    case "ticket":
      return ticketRecord(row.row)
    case "event": {
      const { ticketId, ...event } = row.event
      return { ...event, ticket_id: ticketId }
    }
    case "content": {
      const words = vectorOf(row.tenant, row.content.body)
      return { ...row.content, ticket_id: row.ticketId, words }
    }
    case "delivery":
      return deliveryRecord(row.delivery)
    case "command":
      return { ...row.command, at: row.at }
    case "inbound":
      return inboundRecord(row.row)
    case "watermark":
      return { intake: row.mark.intake, read_until: row.mark.readUntil }
    case "file":
    case "customer":
    case "staff":
      return {}
  }
}

type RowOf<K extends Kind> = Extract<Archive.ArchiveRow, { readonly kind: K }>

const ticketRecord = ({
  ticketId,
  dueAt,
  assignedAt,
  updatedAt,
  ...row
}: RowOf<"ticket">["row"]) => {
  const times = { due_at: dueAt, assigned_at: assignedAt, updated_at: updatedAt }
  return { ...row, ...times, ticket_id: ticketId }
}

const deliveryRecord = (row: RowOf<"delivery">["delivery"]) => {
  const { ticketId, eventNumber, nextAttemptAt, ...delivery } = row
  const names = { ticket_id: ticketId, event_number: eventNumber, wake_at: nextAttemptAt }
  return { ...delivery, ...names, is_first: false }
}

const inboundRecord = (row: RowOf<"inbound">["row"]) => {
  const { ticketId, messageIdHash, senderHash, receivedAt, recordedAt, ...message } = row
  const hashes = { message_id_hash: messageIdHash, sender_hash: senderHash }
  const times = { received_at: receivedAt, recorded_at: recordedAt }
  return { ...message, ...hashes, ...times, ticket_id: ticketId }
}
