// What is due, in memory: a claim moves the wake-up to the end of the lease.
import { Effect } from "effect"
import {
  type Claim,
  claimLimit,
  type DeliveryClaim,
  type DueDelivery,
  type DueTicket,
  type Returned,
  type Sending,
  type WorkQueueService,
} from "../WorkQueue.ts"
import type { Access } from "./access.ts"
import { parkedIn, release, waitingIn } from "./parking.ts"
import { type Book, bookOf, type DeliveryRecord, type State, type TicketRecord } from "./state.ts"

/** The port `WorkQueue` on a state. */
export const workQueue = (state: State, access: Access): WorkQueueService => ({
  claimTickets: (claim) => access(() => hold(ticketTurns(state, claim), claim).flatMap(dueTicket)),
  postponeTicket: (tenant, ticketId, returned) =>
    access(() => postpone(state, bookOf(state, tenant).tickets.get(ticketId), returned)),
  claimDeliveries: (claim) =>
    access(() => hold(deliveryTurns(state, claim), claim).map(dueDelivery)),
  returnDelivery: (tenant, deliveryId, returned) =>
    access(() => giveBack(state, bookOf(state, tenant).deliveries.get(deliveryId), returned)),
  nextDueAt: (work) =>
    access(() => earliest([...ticketTurns(state, work), ...deliveryTurns(state, work)])),
  parked: (tenant, kind, page) => access(() => parkedIn(bookOf(state, tenant), kind, page)),
  release: (tenant, work, at) => access(() => release(state, bookOf(state, tenant), work, at)),
  waiting: (tenant, page) => access(() => waitingIn(bookOf(state, tenant), page)),
  sending: (tenant) => access(() => bookOf(state, tenant).sending),
  setSending: (tenant, sending) => access(() => setSending(bookOf(state, tenant), sending)),
  // The memory is that of one process: its clock is the host's, and nobody else is to be told.
  now: Effect.succeed(null),
  signal: Effect.void,
  listen: () => Effect.void,
})

const setSending = (book: Book, { pausedAt, reason }: Sending): void => {
  if ((book.sending.pausedAt === null) === (pausedAt === null)) return
  book.sending = { pausedAt, reason }
}

interface Waiting {
  readonly sequence: number
  wakeAt: number | null
  fence: number
  attempts: number
}

/** What waits, and the instant from which neither it nor what it must follow has to. */
interface Turn<A extends Waiting> {
  readonly waiting: A
  readonly turnAt: number
}

const ticketTurns = (state: State, work: Pick<Claim, "tenants">) =>
  [...state.dueTickets]
    .filter(({ tenant }) => isServed(work, tenant))
    .map((waiting): Turn<TicketRecord> => ({
      waiting,
      turnAt: waiting.wakeAt ?? Number.POSITIVE_INFINITY,
    }))

const isServed = ({ tenants }: Pick<Claim, "tenants">, tenant: string): boolean =>
  tenants === "all" || tenants.includes(tenant)

// Pending deliveries stand in the order in which they came: a letter follows those of its line.
const deliveryTurns = (state: State, work: Pick<DeliveryClaim, "tenants" | "channels">) => {
  const ends = new Map<string, number>()
  return [...state.pending]
    .filter(({ tenant, row }) => isServed(work, tenant) && work.channels.includes(row.channel))
    .filter(({ tenant }) => bookOf(state, tenant).sending.pausedAt === null)
    .map((waiting): Turn<DeliveryRecord> => {
      const line = JSON.stringify([waiting.tenant, waiting.ticketId, waiting.row.channel])
      const turnAt = Math.max(waiting.wakeAt, ends.get(line) ?? waiting.wakeAt)
      ends.set(line, turnAt)
      return { waiting, turnAt }
    })
}

const hold = <A extends Waiting>(turns: ReadonlyArray<Turn<A>>, claim: Claim): ReadonlyArray<A> => {
  const held = turns
    .filter(({ turnAt }) => turnAt <= claim.now)
    .toSorted((a, b) => a.turnAt - b.turnAt || a.waiting.sequence - b.waiting.sequence)
    .slice(0, Math.min(claim.limit, claimLimit))
    .map(({ waiting }) => waiting)
  for (const each of held) {
    each.wakeAt = claim.now + claim.leaseMillis
    each.fence += 1
  }
  return held
}

const dueTicket = ({ tenant, row, attempts, fence }: TicketRecord): ReadonlyArray<DueTicket> =>
  row.dueAt === null ? [] : [{ tenant, ticketId: row.ticketId, dueAt: row.dueAt, attempts, fence }]

const dueDelivery = (delivery: DeliveryRecord): DueDelivery => {
  const { tenant, ticketId, row, attempts, fence } = delivery
  return { tenant, ticketId, ...row, attempts, fence }
}

const back = (waiting: Waiting, { as, fence, until }: Returned): boolean => {
  if (waiting.fence !== fence) return false
  waiting.wakeAt = until
  waiting.fence += 1
  waiting.attempts += as === "untried" ? 0 : 1
  return true
}

const postpone = (state: State, ticket: TicketRecord | undefined, returned: Returned): boolean => {
  if (ticket === undefined || !back(ticket, returned)) return false
  if (returned.as === "parked") {
    ticket.parked = returned.reason
    state.dueTickets.delete(ticket)
  }
  return true
}

const giveBack = (
  state: State,
  delivery: DeliveryRecord | undefined,
  returned: Returned,
): boolean => {
  if (delivery?.status !== "pending" || !back(delivery, returned)) return false
  delivery.reason = returned.reason
  if (returned.as === "parked") {
    delivery.status = "parked"
    state.pending.delete(delivery)
  }
  return true
}

const earliest = (turns: ReadonlyArray<{ readonly turnAt: number }>): number | null => {
  const first = turns.reduce((min, { turnAt }) => Math.min(min, turnAt), Number.POSITIVE_INFINITY)
  return Number.isFinite(first) ? first : null
}
