// Rows of an archive, put into a memory: all of a batch, or none of it.
import type { ArchiveRow } from "../Archive.ts"
import { StoreError } from "../StoreError.ts"
import { keep } from "./books.ts"
import { register } from "./commit.ts"
import { type Book, bookOf, nextSequence, type State, type TicketRecord } from "./state.ts"

/** Restores a batch. */
export const restoreAll = (state: State, rows: ReadonlyArray<ArchiveRow>): void => {
  const taken = new Set<string>()
  const registered = new Set<string>()
  for (const row of rows) {
    const book = bookOf(state, row.tenant)
    const key = JSON.stringify([row.tenant, ...keyOf(row)])
    if (isThere(book, row) || taken.has(key)) throw standing(key)
    taken.add(key)
    if (row.kind === "ticket") registered.add(JSON.stringify([row.tenant, row.row.ticketId]))
    const ticketId = ticketIdOf(row)
    if (ticketId === undefined || book.tickets.has(ticketId)) continue
    if (!registered.has(JSON.stringify([row.tenant, ticketId]))) throw homeless(key)
  }
  for (const row of rows) put(state, bookOf(state, row.tenant), row)
}

const keyOf = (row: ArchiveRow): ReadonlyArray<string | number> => {
  switch (row.kind) {
    case "registry":
      return [row.kind, row.entry.kind, row.entry.id, row.entry.version]
    case "ticket":
      return [row.kind, row.row.ticketId]
    case "event":
      return [row.kind, row.event.ticketId, row.event.number]
    case "content":
      return [row.kind, row.ticketId, row.content.key]
    case "delivery":
      return [row.kind, row.delivery.id]
    case "command":
      return [row.kind, row.command.id]
    case "inbound":
      return [row.kind, row.row.sha256]
    case "watermark":
      return [row.kind, row.mark.intake]
    case "file":
      return [row.kind, row.hash]
    case "customer":
    case "staff":
      return [row.kind, row.body]
    case "serial":
    case "sending":
      return [row.kind]
  }
}

const isThere = (book: Book, row: ArchiveRow): boolean => {
  switch (row.kind) {
    case "registry":
    case "event":
    case "content":
    case "delivery":
      return book.keys.has(JSON.stringify(keyOf(row))) || isPublished(book, row)
    case "ticket":
      return book.tickets.has(row.row.ticketId) || book.numbers.has(row.row.number)
    case "command":
      return book.commands.has(row.command.id)
    case "inbound":
      return book.inbound.has(row.row.sha256)
    case "watermark":
      return book.watermarks.has(row.mark.intake)
    case "serial":
      return book.nextSerial > 1
    case "sending":
      return book.sending.pausedAt !== null
    // A file is kept by its own port; of a directory the memory knows nothing.
    case "file":
    case "customer":
    case "staff":
      return false
  }
}

const isPublished = ({ registry }: Book, row: ArchiveRow): boolean => {
  if (row.kind !== "registry") return false
  const { kind, id, version } = row.entry
  return registry.has(JSON.stringify([kind, id, version]))
}

const ticketIdOf = (row: ArchiveRow): string | undefined => {
  switch (row.kind) {
    case "event":
      return row.event.ticketId
    case "content":
      return row.ticketId
    case "delivery":
      return row.delivery.ticketId
    default:
      return undefined
  }
}

const put = (state: State, book: Book, row: ArchiveRow): void => {
  switch (row.kind) {
    case "registry":
      keep(book, row.entry)
      return
    case "serial":
      book.nextSerial = row.next
      return
    case "sending":
      book.sending = { pausedAt: row.pausedAt, reason: row.reason }
      return
    case "command":
      book.commands.set(row.command.id, { row: { ...row.command }, at: row.at })
      return
    case "inbound":
      book.inbound.set(row.row.sha256, { ...row.row })
      return
    case "watermark":
      book.watermarks.set(row.mark.intake, row.mark.readUntil)
      return
    case "file":
    case "customer":
    case "staff":
      return
    default:
      putOfTicket(state, book, row)
  }
}

type OfTicket = Extract<ArchiveRow, { readonly kind: "ticket" | "event" | "content" | "delivery" }>

const putOfTicket = (state: State, book: Book, row: OfTicket): void => {
  book.keys.add(JSON.stringify(keyOf(row)))
  if (row.kind === "ticket") return putTicket(state, book, row)
  const ticket = book.tickets.get(ticketIdOf(row) ?? "")
  if (ticket === undefined) return
  if (row.kind === "event") {
    const event = { ...row.event }
    ticket.events.push(event)
    book.feed.push(event)
  } else if (row.kind === "content") {
    const { ticketId, content } = row
    ticket.contents.push({ ...content, ticketId, sequence: nextSequence(state) })
  } else putDelivery(state, book, ticket, row)
}

const putTicket = (
  state: State,
  book: Book,
  { row }: Extract<ArchiveRow, { readonly kind: "ticket" }>,
): void => {
  book.keys.add(JSON.stringify(["ticket.number", row.number]))
  const ticket = register(state, book, row.ticketId, { ...row })
  ticket.wakeAt = row.dueAt
  if (row.dueAt !== null) state.dueTickets.add(ticket)
}

const putDelivery = (
  state: State,
  book: Book,
  ticket: TicketRecord,
  { delivery }: Extract<ArchiveRow, { readonly kind: "delivery" }>,
): void => {
  const { ticketId, status, attempts, nextAttemptAt: wakeAt, reason, ...rest } = delivery
  const { id, eventNumber, channel, notice } = rest
  const record = {
    tenant: book.tenant,
    ticketId,
    sequence: nextSequence(state),
    row: { id, eventNumber, channel, notice },
    status,
    attempts,
    wakeAt,
    reason,
    fence: 0,
  }
  ticket.deliveries.push(record)
  book.deliveries.set(id, record)
  if (status === "pending") state.pending.add(record)
}

const standing = (key: string) =>
  new StoreError({
    reason: "damaged",
    detail:
      `an archive has the row ${key.slice(0, 200)}, expected one that is not stored yet; ` +
      "nothing of its batch was stored: restore into an empty store",
  })

const homeless = (key: string) =>
  new StoreError({
    reason: "damaged",
    detail:
      `an archive has the row ${key.slice(0, 200)}, expected its ticket before it; ` +
      "nothing of its batch was stored: restore a whole archive",
  })
