// The kinds of rows of an archive in their order, each with its statement for a tenant.
import type { Archive } from "@upkeep/core/effect"
import type { Row } from "./executor.ts"
import { messageColumns, messageOf, watermarkOf } from "./inbound.ts"
import {
  contentColumns,
  contentOf,
  eventColumns,
  eventOf,
  statusColumns,
  statusOf,
} from "./query.ts"
import { entryColumns, entryOf } from "./registry.ts"
import { integer, text } from "./row.ts"
import { ticketColumns, ticketOf } from "./tickets.ts"

type WithoutTenant<R> = R extends Archive.ArchiveRow ? Omit<R, "tenant"> : never

/** How the rows of a kind are read. */
export interface Kind {
  /** Those of the tenant `$1`, in the archive's order. */
  readonly sql: string
  readonly rowOf: (row: Row) => WithoutTenant<Archive.ArchiveRow>
}

/** The kinds in the order of `ArchiveRow`. */
export const kindsOf = (schema: string): ReadonlyArray<Kind> => {
  const from = (columns: string, table: string, order: string) =>
    `SELECT ${columns} FROM ${schema}.${table} WHERE tenant = $1 ORDER BY ${order}`
  return [
    {
      sql: from(entryColumns, "registry", "used, sequence"),
      rowOf: (row) => ({ kind: "registry", entry: entryOf(row) }),
    },
    {
      sql: from("next", "serial", "tenant"),
      rowOf: (row) => ({ kind: "serial", next: integer(row, "next") }),
    },
    { sql: from("paused_at, reason", "sending", "tenant"), rowOf: sendingOf },
    {
      sql: from(ticketColumns, "ticket", "ticket_id"),
      rowOf: (row) => ({ kind: "ticket", row: ticketOf(row) }),
    },
    {
      sql: from(eventColumns, "event", "xid, position"),
      rowOf: (row) => ({ kind: "event", event: eventOf(row) }),
    },
    {
      sql: from(`ticket_id, ${contentColumns}`, "content", "position"),
      rowOf: (row) => ({
        kind: "content",
        ticketId: text(row, "ticket_id"),
        content: contentOf(row),
      }),
    },
    {
      sql: from(`ticket_id, ${statusColumns}`, "delivery", "sequence"),
      rowOf: (row) => ({
        kind: "delivery",
        delivery: { ticketId: text(row, "ticket_id"), ...statusOf(row) },
      }),
    },
    { sql: from("id, hash, result, at", "command", "id"), rowOf: commandOf },
    {
      sql: from(messageColumns, "inbound", "sequence"),
      rowOf: (row) => ({ kind: "inbound", row: messageOf(row) }),
    },
    {
      sql: from("intake, read_until", "watermark", "intake"),
      rowOf: (row) => ({ kind: "watermark", mark: watermarkOf(row) }),
    },
    {
      sql: from("hash, bytes", "attachment", "hash"),
      rowOf: (row) => ({ kind: "file", hash: text(row, "hash"), bytes: integer(row, "bytes") }),
    },
    {
      sql: from("body", "customer", "sequence"),
      rowOf: (row) => ({ kind: "customer", body: text(row, "body") }),
    },
    {
      sql: from("body", "staff", "sequence"),
      rowOf: (row) => ({ kind: "staff", body: text(row, "body") }),
    },
  ]
}

const sendingOf: Kind["rowOf"] = (row) => ({
  kind: "sending",
  pausedAt: integer(row, "paused_at"),
  reason: text(row, "reason"),
})

const commandOf: Kind["rowOf"] = (row) => ({
  kind: "command",
  at: integer(row, "at"),
  command: { id: text(row, "id"), hash: text(row, "hash"), result: text(row, "result") },
})
