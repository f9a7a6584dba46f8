// Reading tickets. Most questions walk through its table: fit for hundreds of tickets, not
// millions.
import {
  type Assignments,
  type DeliveryStatus,
  listLimit,
  type QueryFunctions,
  type TicketFilter,
  type TicketRow,
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
})

const list = ({ tickets }: Tables, tenant: string, filter: TicketFilter) => {
  const direction = filter.order === "newestFirst" ? -1 : 1
  const { after } = filter
  return below(tickets, tenant)
    .map(({ row }) => row)
    .filter((row) => isShown(row, filter))
    .filter(({ ticketId }) => after === undefined || compare(ticketId, after) === direction)
    .toSorted((a, b) => direction * compare(a.ticketId, b.ticketId))
    .slice(0, Math.min(filter.limit, listLimit))
}

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

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b)

const statusOf = ({ row, status, attempts, wakeAt, reason }: Delivery): DeliveryStatus => ({
  ...row,
  status,
  attempts,
  nextAttemptAt: wakeAt,
  reason,
})
