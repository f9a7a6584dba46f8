// Reading tickets. Most questions walk through its table: fit for hundreds of tickets, not
// millions.
import {
  type Assignments,
  type DeliveryStatus,
  type EventRow,
  isAboutFiles,
  listLimit,
  type QueryFunctions,
  type TicketFilter,
  type TicketRow,
  type TicketSort,
} from "@upkeep/core"
import type { Ledger } from "./ledger.ts"
import { below, type Delivery, keyOf, type Tables } from "./tables.ts"

/** The port of questions on a ledger. */
export const queryFunctions = ({ read }: Ledger): QueryFunctions => ({
  byNumber: (tenant, number) =>
    read(({ numbers, tickets }) => {
      const ticketId = numbers.get(keyOf(tenant, number))
      return ticketId === undefined ? undefined : tickets.get(keyOf(tenant, ticketId))?.row
    }),
  list: (tenant, filter) => read((tables) => list(tables, tenant, filter)),
  counts: (tenant, by, prefix = "") =>
    read(({ tickets }) => {
      const counted = new Map<string | null, number>()
      for (const { row } of below(tickets, tenant))
        if (row.status.startsWith(prefix)) counted.set(row[by], (counted.get(row[by]) ?? 0) + 1)
      return [...counted].map(([value, count]) => ({ value, count }))
    }),
  journal: (tenant, ticketId) => read(({ events }) => below(events, tenant, ticketId)),
  contents: (tenant, ticketId) => read(({ contents }) => below(contents, tenant, ticketId)),
  subjects: (tenant, keys) =>
    read(({ contents }) =>
      keys.flatMap(({ ticketId, key }) => {
        const subject = subjectIn(contents.get(keyOf(tenant, ticketId, key))?.body ?? "{}")
        return typeof subject === "string" ? [{ ticketId, key, subject }] : []
      }),
    ),
  assignments: (tenant, assignees) =>
    read(({ tickets }) => {
      const rows = below(tickets, tenant).map(({ row }) => row)
      return assignees.map((assignee) => assignmentsIn(rows, assignee))
    }),
  deliveries: (tenant, ticketId) =>
    read(({ deliveries }) =>
      below(deliveries, tenant)
        .filter((delivery) => delivery.ticketId === ticketId)
        .map(statusOf),
    ),
  aboutFiles: (tenant, { after, limit }) =>
    read(({ events }) =>
      below(events, tenant)
        .filter(isAboutFiles)
        .toSorted(byPlace)
        .filter((event) => after === undefined || byPlace(event, after) > 0)
        .slice(0, Math.min(limit, listLimit)),
    ),
})

const list = ({ tickets }: Tables, tenant: string, filter: TicketFilter) => {
  const { sort = "registered", order, after, afterAt = 0 } = filter
  const direction = order === "newestFirst" ? -1 : 1
  const atOf = instants[sort]
  const last = after === undefined ? undefined : { at: sort === "registered" ? 0 : afterAt, after }
  return below(tickets, tenant)
    .map(({ row }) => ({ row, at: atOf(row), after: row.ticketId }))
    .filter(({ row, at }) => at !== null && isShown(row, filter))
    .filter((each) => last === undefined || compare(each, last) === direction)
    .toSorted((a, b) => direction * compare(a, b))
    .slice(0, Math.min(filter.limit, listLimit))
    .map(({ row }) => row)
}

// By what a sort sorts before the id; a ticket without it is not in its list.
const instants: { readonly [sort in TicketSort]: (row: TicketRow) => number | null } = {
  registered: () => 0,
  updated: ({ updatedAt }) => updatedAt,
  due: ({ dueAt }) => dueAt,
}

interface Place {
  readonly at: number | null
  readonly after: string
}

const compare = (a: Place, b: Place): number =>
  Math.sign(Number(a.at) - Number(b.at)) || Number(a.after > b.after) - Number(a.after < b.after)

const byPlace = (
  a: Pick<EventRow, "ticketId" | "number">,
  b: Pick<EventRow, "ticketId" | "number">,
): number =>
  a.ticketId === b.ticketId ? a.number - b.number : Number(a.ticketId > b.ticketId) * 2 - 1

// A body that was damaged has no subject: the rest of its page is shown all the same.
const subjectIn = (body: string): unknown => {
  try {
    return JSON.parse(body)?.subject
  } catch {
    return undefined
  }
}

const assignmentsIn = (rows: ReadonlyArray<TicketRow>, assignee: string): Assignments => {
  const theirs = rows.filter((row) => row.assignee === assignee)
  const times = theirs.flatMap(({ assignedAt }) => assignedAt ?? [])
  return {
    assignee,
    open: theirs.filter(({ status }) => status.startsWith("open")).length,
    lastAssignedAt: times.length === 0 ? null : Math.max(...times),
  }
}

const isShown = (row: TicketRow, { statusPrefix = "", assignee, customer }: TicketFilter) =>
  row.status.startsWith(statusPrefix) &&
  (assignee === undefined || row.assignee === assignee) &&
  (customer === undefined || row.customer === customer)

const statusOf = ({ row, status, attempts, wakeAt, reason }: Delivery): DeliveryStatus => ({
  ...row,
  status,
  attempts,
  nextAttemptAt: wakeAt,
  reason,
})
