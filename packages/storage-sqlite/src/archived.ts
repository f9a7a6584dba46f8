// What of a tenant lies in a file, kind by kind, in the order of `ArchiveRow`.
import type { Archive } from "@upkeep/core/effect"
import { entryOf, inboundColumns, inboundOf, watermarkOf } from "./books.ts"
import type { Statements } from "./connection.ts"
import { commandColumns, commandOf } from "./insert.ts"
import {
  contentColumns,
  contentOf,
  deliveryColumns,
  eventColumns,
  eventOf,
  statusOf,
} from "./query.ts"
import { integer, type Row, text } from "./row.ts"
import { ticketColumns, ticketOf } from "./tickets.ts"

/** A row of an archive, whose tenant is known. */
type Untold<A> = A extends unknown ? Omit<A, "tenant"> : never
export type TenantRow = Untold<Archive.ArchiveRow>

/** Reads the rows of one kind, one at a time. */
export type Reading = (statements: Statements, tenant: string) => Iterable<TenantRow>

const inOrder = (sql: string, rowOf: (row: Row) => TenantRow): Reading =>
  function* ({ prepare }, tenant) {
    for (const row of prepare(sql).iterate(tenant)) yield rowOf(row)
  }

// Their index has another order: the keys alone are sorted, and each row is read by its own.
const bySequence = (table: string, columns: string, rowOf: (row: Row) => TenantRow): Reading =>
  function* ({ prepare }, tenant) {
    const one = prepare(`SELECT ${columns} FROM ${table} WHERE sequence = ?`)
    const keys = prepare(`SELECT sequence FROM ${table} WHERE tenant = ? ORDER BY sequence`)
    for (const key of keys.iterate(tenant)) yield rowOf(one.get(integer(key, "sequence")) ?? {})
  }

const registry = inOrder(
  "SELECT kind, id, version, hash, body FROM upkeep_registry WHERE tenant = ? ORDER BY used, rowid",
  (row) => ({ kind: "registry", entry: entryOf(row) }),
)

const serial = inOrder("SELECT next FROM upkeep_serial WHERE tenant = ?", (row) => ({
  kind: "serial",
  next: integer(row, "next"),
}))

const sending = inOrder("SELECT paused_at, reason FROM upkeep_sending WHERE tenant = ?", (row) => ({
  kind: "sending",
  pausedAt: integer(row, "paused_at"),
  reason: text(row, "reason"),
}))

const ticket = inOrder(
  `SELECT ${ticketColumns} FROM upkeep_ticket WHERE tenant = ? ORDER BY ticket_id`,
  (row) => ({ kind: "ticket", row: ticketOf(row) }),
)

const event = inOrder(
  `SELECT ${eventColumns} FROM upkeep_event INDEXED BY upkeep_event_tenant WHERE tenant = ? ORDER BY position`,
  (row) => ({ kind: "event", event: eventOf(row) }),
)

const content = bySequence("upkeep_content", `ticket_id, ${contentColumns}`, (row) => ({
  kind: "content",
  ticketId: text(row, "ticket_id"),
  content: contentOf(row),
}))

const delivery = bySequence("upkeep_delivery", `ticket_id, ${deliveryColumns}`, (row) => ({
  kind: "delivery",
  delivery: { ticketId: text(row, "ticket_id"), ...statusOf(row) },
}))

const command = inOrder(
  `SELECT ${commandColumns}, at FROM upkeep_command WHERE tenant = ? ORDER BY id`,
  (row) => ({ kind: "command", at: integer(row, "at"), command: commandOf(row) }),
)

const inbound = bySequence("upkeep_inbound", inboundColumns, (row) => ({
  kind: "inbound",
  row: inboundOf(row),
}))

const watermark = inOrder(
  "SELECT intake, read_until FROM upkeep_watermark WHERE tenant = ? ORDER BY intake",
  (row) => ({ kind: "watermark", mark: watermarkOf(row) }),
)

const person = (kind: "customer" | "staff"): Reading =>
  inOrder(`SELECT body FROM upkeep_${kind} WHERE tenant = ? ORDER BY sequence`, (row) => ({
    kind,
    body: text(row, "body"),
  }))

/** All kinds but files, which lie beside the database. */
export const readings: {
  readonly beforeFiles: ReadonlyArray<Reading>
  readonly behindFiles: ReadonlyArray<Reading>
} = {
  beforeFiles: [
    registry,
    serial,
    sending,
    ticket,
    event,
    content,
    delivery,
    command,
    inbound,
    watermark,
  ],
  behindFiles: [person("customer"), person("staff")],
}
