// Pages of tickets in memory, by any mix of filters, in the order that is asked for.
import { listLimit, type TicketFilter, type TicketSort } from "../TicketQuery.ts"
import type { TicketRow } from "../TicketStore.ts"
import type { Book } from "./state.ts"

/** The tickets that a filter shows. */
export const list = ({ tickets }: Book, filter: TicketFilter): ReadonlyArray<TicketRow> => {
  const { sort = "registered", order, after, afterAt } = filter
  const sign = order === "newestFirst" ? -1 : 1
  const shown = [...tickets.values()].flatMap(({ row }) => {
    const at = sortedAt[sort](row)
    return at !== null && isShown(row, filter) ? [{ at, row, id: row.ticketId }] : []
  })
  // The place of `after` is that of the question, wherever the ticket stands by now.
  const last =
    after === undefined ? undefined : { at: sort === "registered" ? 0 : (afterAt ?? 0), id: after }
  return shown
    .filter((each) => last === undefined || sign * compare(last, each) < 0)
    .toSorted((a, b) => sign * compare(a, b))
    .slice(0, Math.min(filter.limit, listLimit))
    .map(({ row }) => row)
}

const sortedAt: { readonly [sort in TicketSort]: (row: TicketRow) => number | null } = {
  registered: () => 0,
  updated: ({ updatedAt }) => updatedAt,
  due: ({ dueAt }) => dueAt,
}

interface Place {
  readonly at: number
  readonly id: string
}

const compare = (a: Place, b: Place): number => {
  if (a.at !== b.at) return a.at - b.at
  if (a.id === b.id) return 0
  return a.id < b.id ? -1 : 1
}

const isShown = (row: TicketRow, { statusPrefix, assignee, customer }: TicketFilter): boolean =>
  row.status.startsWith(statusPrefix ?? "") &&
  (assignee === undefined || row.assignee === assignee) &&
  (customer === undefined || row.customer === customer)
