// Everything in memory, row by row, and back.
import type { ArchiveRow, ArchiveService } from "../Archive.ts"
import type { Served } from "../WorkQueue.ts"
import { type Access, type Door, refuseClosed } from "./access.ts"
import { statusOf } from "./query.ts"
import { restoreAll } from "./restore.ts"
import type { Book, State } from "./state.ts"

/** The port `Archive` on a state. */
export const archive = (state: State, access: Access, door: Door): ArchiveService => ({
  rows: (tenants) => ({
    async *[Symbol.asyncIterator]() {
      refuseClosed(door)
      // All at once: what is written while these are read belongs to a later instant.
      yield* booksOf(state, tenants).flatMap(rowsOf)
    },
  }),
  restore: (rows) => access(() => restoreAll(state, rows)),
})

const booksOf = (state: State, tenants: Served): ReadonlyArray<Book> =>
  [...state.books.values()]
    .filter(({ tenant }) => tenants === "all" || tenants.includes(tenant))
    .toSorted((a, b) => (a.tenant < b.tenant ? -1 : 1))

const rowsOf = (book: Book): ReadonlyArray<ArchiveRow> => {
  const { tenant } = book
  const rows = [
    ...[...book.registry.values()].map((entry) => ({ kind: "registry" as const, entry })),
    ...countersOf(book),
    ...ticketsOf(book),
    ...[...book.commands.values()].map(({ row: command, at }) => ({
      kind: "command" as const,
      at,
      command,
    })),
    ...[...book.inbound.values()].map((row) => ({ kind: "inbound" as const, row })),
    ...[...book.watermarks].map(([intake, readUntil]) => ({
      kind: "watermark" as const,
      mark: { intake, readUntil },
    })),
    ...[...book.files].map(([hash, { content }]) => ({
      kind: "file" as const,
      hash,
      bytes: content.length,
    })),
  ]
  return rows.map((row) => ({ tenant, ...row }))
}

const countersOf = ({ nextSerial: next, sending: { pausedAt, reason } }: Book) => [
  ...(next > 1 ? [{ kind: "serial" as const, next }] : []),
  ...(pausedAt === null ? [] : [{ kind: "sending" as const, pausedAt, reason }]),
]

const ticketsOf = ({ tickets, feed }: Book) => {
  const records = [...tickets.values()].toSorted((a, b) =>
    a.row.ticketId < b.row.ticketId ? -1 : 1,
  )
  const contents = records.flatMap((each) => each.contents).toSorted(bySequence)
  const deliveries = records.flatMap((each) => each.deliveries).toSorted(bySequence)
  return [
    ...records.map(({ row }) => ({ kind: "ticket" as const, row })),
    ...feed.map((event) => ({ kind: "event" as const, event })),
    ...contents.map(({ ticketId, key, salt, body }) => ({
      kind: "content" as const,
      ticketId,
      content: { key, salt, body },
    })),
    ...deliveries.map((each) => ({
      kind: "delivery" as const,
      delivery: { ticketId: each.ticketId, ...statusOf(each) },
    })),
  ]
}

const bySequence = (a: { readonly sequence: number }, b: { readonly sequence: number }): number =>
  a.sequence - b.sequence
