// What is claimed no more until somebody releases it, and what waits to be sent; in memory.
import { claimLimit, type ParkedWork, type WaitingDelivery, type WorkPage } from "../WorkQueue.ts"
import type { Book, DeliveryRecord, State, TicketRecord } from "./state.ts"

/** What of a kind is parked. */
export const parkedIn = (
  { tickets, deliveries }: Book,
  kind: ParkedWork["kind"],
  page: WorkPage,
): ReadonlyArray<ParkedWork> =>
  pageOf(
    kind === "ticket"
      ? [...tickets.values()].flatMap(parkedTicket)
      : [...deliveries.values()].flatMap(parkedDelivery),
    page,
  )

const parkedTicket = ({ row, attempts, parked }: TicketRecord): ReadonlyArray<ParkedWork> => {
  if (parked === undefined) return []
  const { ticketId } = row
  return [{ kind: "ticket", id: ticketId, ticketId, attempts, reason: parked }]
}

const parkedDelivery = (delivery: DeliveryRecord): ReadonlyArray<ParkedWork> => {
  const { ticketId, row, status, attempts, reason } = delivery
  return status === "parked" ? [{ kind: "delivery", id: row.id, ticketId, attempts, reason }] : []
}

/** The deliveries that wait to be sent, whoever holds them. */
export const waitingIn = ({ deliveries }: Book, page: WorkPage): ReadonlyArray<WaitingDelivery> =>
  pageOf(
    [...deliveries.values()].flatMap(({ ticketId, row, status, attempts, wakeAt, reason }) =>
      status === "pending" ? [{ ...row, ticketId, attempts, nextAttemptAt: wakeAt, reason }] : [],
    ),
    page,
  )

const pageOf = <A extends { readonly id: string }>(all: ReadonlyArray<A>, page: WorkPage) => {
  const { after, limit } = page
  return all
    .filter(({ id }) => after === undefined || id > after)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, Math.min(limit, claimLimit))
}

/** Lets what is parked be claimed again. */
export const release = (
  state: State,
  { tickets, deliveries }: Book,
  { kind, id }: Pick<ParkedWork, "kind" | "id">,
  at: number,
): boolean =>
  kind === "ticket"
    ? releaseTicket(state, tickets.get(id), at)
    : releaseDelivery(state, deliveries.get(id), at)

const releaseTicket = (state: State, ticket: TicketRecord | undefined, at: number): boolean => {
  if (ticket?.parked === undefined) return false
  ticket.parked = undefined
  ticket.attempts = 0
  ticket.wakeAt = at
  ticket.fence += 1
  state.dueTickets.add(ticket)
  return true
}

const releaseDelivery = (
  state: State,
  delivery: DeliveryRecord | undefined,
  at: number,
): boolean => {
  if (delivery?.status !== "parked") return false
  delivery.status = "pending"
  delivery.attempts = 0
  delivery.wakeAt = at
  delivery.fence += 1
  // Back into its place: letters of one line keep their order.
  const inOrder = [...state.pending, delivery].toSorted((a, b) => a.sequence - b.sequence)
  state.pending.clear()
  for (const each of inOrder) state.pending.add(each)
  return true
}
