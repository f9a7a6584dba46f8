// Tickets in memory: what the desk writes and what people ask.
import type {
  Assignments,
  ContentKey,
  ContentSubject,
  TicketFilter,
  TicketQueryService,
} from "../TicketQuery.ts"
import { listLimit } from "../TicketQuery.ts"
import type { TicketRow, TicketStoreService } from "../TicketStore.ts"
import type { Access } from "./access.ts"
import { commitAll } from "./commit.ts"
import { type Book, bookOf, type DeliveryRecord, type State } from "./state.ts"

/** The port `TicketStore` on a state. */
export const ticketStore = (state: State, access: Access): TicketStoreService => ({
  load: (tenant, ticketId) => access(() => bookOf(state, tenant).tickets.get(ticketId)?.row),
  commit: (tenant, commits) => access(() => commitAll(state, bookOf(state, tenant), commits)),
  command: (tenant, id) => access(() => bookOf(state, tenant).commands.get(id)?.row),
  takeSerials: (tenant, count) => access(() => takeSerials(bookOf(state, tenant), count)),
  forgetCommands: (before) =>
    access(() => {
      const books = [...state.books.values()]
      return books.reduce((sum, book) => sum + forgetCommands(book, before), 0)
    }),
})

const takeSerials = (book: Book, count: number): number => {
  const first = book.nextSerial
  book.nextSerial += count
  return first
}

const forgetCommands = (book: Book, before: number): number => {
  const old = [...book.commands].filter(([, { at }]) => at < before)
  for (const [id] of old) book.commands.delete(id)
  return old.length
}

/** The port `TicketQuery` on a state. */
export const ticketQuery = (state: State, access: Access): TicketQueryService => ({
  byNumber: (tenant, number) => access(() => bookOf(state, tenant).numbers.get(number)?.row),
  list: (tenant, filter) => access(() => list(bookOf(state, tenant), filter)),
  journal: (tenant, ticketId) =>
    access(() => [...(bookOf(state, tenant).tickets.get(ticketId)?.events ?? [])]),
  contents: (tenant, ticketId) =>
    access(() => [...(bookOf(state, tenant).tickets.get(ticketId)?.contents ?? [])]),
  subjects: (tenant, keys) =>
    access(() => keys.flatMap((key) => subjectsAt(bookOf(state, tenant), key))),
  assignments: (tenant, assignees) => access(() => assignmentsOf(bookOf(state, tenant), assignees)),
  deliveries: (tenant, ticketId) =>
    access(() => (bookOf(state, tenant).tickets.get(ticketId)?.deliveries ?? []).map(statusOf)),
})

const list = (book: Book, filter: TicketFilter): ReadonlyArray<TicketRow> => {
  const comesBefore = filter.order === "newestFirst" ? isGreater : isLess
  const rows = [...book.tickets.values()].map(({ row }) => row)
  return rows
    .filter((row) => isShown(row, filter))
    .filter(({ ticketId }) => filter.after === undefined || comesBefore(filter.after, ticketId))
    .toSorted((a, b) => (comesBefore(a.ticketId, b.ticketId) ? -1 : 1))
    .slice(0, Math.min(filter.limit, listLimit))
}

const isLess = (a: string, b: string): boolean => a < b

const isGreater = (a: string, b: string): boolean => a > b

const isShown = (row: TicketRow, filter: TicketFilter): boolean =>
  row.status.startsWith(filter.statusPrefix ?? "") &&
  (filter.assignee === undefined || row.assignee === filter.assignee) &&
  (filter.customer === undefined || row.customer === filter.customer)

const assignmentsOf = (
  { tickets }: Book,
  assignees: ReadonlyArray<string>,
): ReadonlyArray<Assignments> => {
  const found = new Map<string, { open: number; lastAssignedAt: number | null }>(
    assignees.map((each) => [each, { open: 0, lastAssignedAt: null }]),
  )
  for (const { row } of tickets.values()) {
    const theirs = row.assignee === null ? undefined : found.get(row.assignee)
    if (theirs === undefined) continue
    if (row.status.startsWith("open")) theirs.open += 1
    if (row.assignedAt !== null && row.assignedAt > (theirs.lastAssignedAt ?? -Infinity))
      theirs.lastAssignedAt = row.assignedAt
  }
  return [...found].map(([assignee, theirs]) => ({ assignee, ...theirs }))
}

const subjectsAt = (
  { tickets }: Book,
  { ticketId, key }: ContentKey,
): ReadonlyArray<ContentSubject> => {
  const content = tickets.get(ticketId)?.contents.find((each) => each.key === key)
  const subject = content && subjectIn(content.body)
  return typeof subject === "string" ? [{ ticketId, key, subject }] : []
}

const subjectIn = (body: string): unknown => {
  try {
    return JSON.parse(body)?.subject
  } catch {
    return undefined
  }
}

const statusOf = ({ row, status, attempts, wakeAt, reason }: DeliveryRecord) => ({
  ...row,
  status,
  attempts,
  nextAttemptAt: wakeAt,
  reason,
})
