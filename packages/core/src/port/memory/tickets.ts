// Tickets in memory: what the desk writes.
import type { TicketStoreService } from "../TicketStore.ts"
import type { Access } from "./access.ts"
import { commitAll } from "./commit.ts"
import { type Book, bookOf, type State } from "./state.ts"

/** The port `TicketStore` on a state. */
export const ticketStore = (state: State, access: Access): TicketStoreService => ({
  load: (tenant, ticketId) => access(() => rowIn(bookOf(state, tenant), ticketId)),
  look: (tenant, { tickets, commands }) =>
    access(() => {
      const book = bookOf(state, tenant)
      return {
        tickets: tickets.map((ticketId) => rowIn(book, ticketId)),
        commands: commands.map((id) => book.commands.get(id)?.row),
      }
    }),
  commit: (tenant, commits) => access(() => commitAll(state, bookOf(state, tenant), commits)),
  command: (tenant, id) => access(() => bookOf(state, tenant).commands.get(id)?.row),
  takeSerials: (tenant, count) => access(() => takeSerials(bookOf(state, tenant), count)),
  forgetCommands: (before) =>
    access(() => {
      const books = [...state.books.values()]
      return books.reduce((sum, book) => sum + forgetCommands(book, before), 0)
    }),
})

const rowIn = (book: Book, ticketId: string) => book.tickets.get(ticketId)?.row

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
