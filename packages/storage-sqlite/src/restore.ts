// Rows of an archive, put into a file. What stands there already is refused by the keys themselves.
import { type Archive, StoreError } from "@upkeep/core/effect"
import { contentBy } from "./content.ts"
import type { Statements } from "./connection.ts"
import { customerInsertBy, customerOf, memberOf, staffInsertBy } from "./people.ts"
import { insertEventBy, insertTicketBy } from "./insert.ts"
import { insertBy } from "./line.ts"

type Rows<Kind> = Extract<Archive.ArchiveRow, { readonly kind: Kind }>

type Put<Kind extends Archive.ArchiveRow["kind"]> = (row: Rows<Kind>) => void

/** Prepares the restore of a batch; call what it returns inside a transaction. */
export const restoreBy = (statements: Statements) => {
  const put = putBy(statements)
  return (rows: ReadonlyArray<Archive.ArchiveRow>): void => {
    for (const row of rows) put(row)
  }
}

const putBy = (statements: Statements): Put<Archive.ArchiveRow["kind"]> => {
  const ofBooks = booksBy(statements)
  const ofTicket = ticketsBy(statements)
  const customer = customerInsertBy(statements)
  const staff = staffInsertBy(statements)
  return (row) => {
    const { tenant } = row
    switch (row.kind) {
      case "ticket":
      case "event":
      case "content":
      case "delivery":
        return ofTicket(row)
      case "customer":
        return customer(tenant, customerOf({ body: row.body }), row.body)
      case "staff":
        return staff(tenant, memberOf({ body: row.body }), row.body)
      // The bytes come by `AttachmentStore`, and the file with them.
      case "file":
        return undefined
      default:
        return ofBooks(row)
    }
  }
}

type OfBooks = "registry" | "serial" | "sending" | "command" | "inbound" | "watermark"

const booksBy = (statements: Statements): Put<OfBooks> => {
  const { prepare } = statements
  const insert = (table: string, columns: string) =>
    prepare(`INSERT INTO upkeep_${table} (${columns}) VALUES (${columns.replaceAll(/\w+/g, "?")})`)
  const registry = insert("registry", "tenant, kind, id, version, hash, body, used")
  const used = prepare(
    "SELECT coalesce(max(used), 0) + 1 AS used FROM upkeep_registry WHERE tenant = ?",
  )
  const serial = insert("serial", "tenant, next")
  const sending = insert("sending", "tenant, paused_at, reason")
  const command = insert("command", "tenant, id, hash, result, at")
  const inbound = insert(
    "inbound",
    "tenant, sha256, intake, outcome, reason, ticket_id, message_id_hash, sender_hash, received_at, recorded_at",
  )
  const watermark = insert("watermark", "tenant, intake, read_until")
  return (row) => {
    const { tenant } = row
    switch (row.kind) {
      case "registry": {
        const { kind, id, version, hash, body } = row.entry
        const last = used.get(tenant)?.["used"] ?? null
        return void registry.run(tenant, kind, id, version, hash, body, last)
      }
      case "serial":
        return void serial.run(tenant, row.next)
      case "sending":
        return void sending.run(tenant, row.pausedAt, row.reason)
      case "command": {
        const { id, hash, result } = row.command
        return void command.run(tenant, id, hash, result, row.at)
      }
      case "inbound": {
        const { sha256, intake, outcome, reason, ticketId, messageIdHash, ...rest } = row.row
        const { senderHash, receivedAt, recordedAt } = rest
        const last = [messageIdHash, senderHash, receivedAt, recordedAt]
        return void inbound.run(tenant, sha256, intake, outcome, reason, ticketId, ...last)
      }
      case "watermark":
        return void watermark.run(tenant, row.mark.intake, row.mark.readUntil)
    }
  }
}

const ticketsBy = (statements: Statements): Put<"ticket" | "event" | "content" | "delivery"> => {
  const home = statements.prepare("SELECT 1 FROM upkeep_ticket WHERE tenant = ? AND ticket_id = ?")
  const ticket = insertTicketBy(statements)
  const event = insertEventBy(statements)
  const content = contentBy(statements)
  const delivery = insertBy(statements)
  const refuseHomeless = (tenant: string, ticketId: string) => {
    if (home.get(tenant, ticketId) === undefined) throw homeless(ticketId)
  }
  return (row) => {
    const { tenant } = row
    switch (row.kind) {
      case "ticket":
        return ticket(tenant, row.row.ticketId, row.row)
      case "event":
        refuseHomeless(tenant, row.event.ticketId)
        return event(tenant, row.event.ticketId, row.event)
      case "content": {
        const { ticketId } = row
        refuseHomeless(tenant, ticketId)
        return content(tenant, { ticketId, contents: [row.content], forgotten: [] })
      }
      case "delivery":
        refuseHomeless(tenant, row.delivery.ticketId)
        return delivery(tenant, row.delivery)
    }
  }
}

const homeless = (ticketId: string) =>
  new StoreError.StoreError({
    reason: "damaged",
    detail:
      `an archive has a row of ticket ${ticketId.slice(0, 100)}, expected that ticket before it; ` +
      "nothing of its batch was stored: restore a whole archive",
  })
