// What is due, in memory: a claim moves the wake-up to the end of the lease.
import {
  type Claim,
  claimLimit,
  type DueDelivery,
  type DueTicket,
  type Postponement,
  type WorkQueueService,
} from "../WorkQueue.ts"
import type { Access } from "./access.ts"
import { bookOf, type DeliveryRecord, type State, type TicketRecord } from "./state.ts"

/** The port `WorkQueue` on a state. */
export const workQueue = (state: State, access: Access): WorkQueueService => ({
  claimTickets: (claim) => access(() => hold(state.dueTickets, claim).flatMap(dueTicket)),
  postponeTicket: (tenant, ticketId, postponement) =>
    access(() => postpone(bookOf(state, tenant).tickets.get(ticketId), postponement)),
  claimDeliveries: (claim) =>
    access(() => hold(sendable(state, claim.channels), claim).map(dueDelivery)),
  retryDelivery: (tenant, deliveryId, postponement) =>
    access(() => retry(bookOf(state, tenant).deliveries.get(deliveryId), postponement)),
  nextDueAt: (channels) =>
    access(() => earliest([...state.dueTickets, ...sendable(state, channels)])),
})

const sendable = (state: State, channels: ReadonlyArray<string>): ReadonlyArray<DeliveryRecord> =>
  [...state.pending].filter(({ row }) => channels.includes(row.channel))

interface Waiting {
  readonly sequence: number
  wakeAt: number | null
  fence: number
}

const wakeOf = ({ wakeAt }: Pick<Waiting, "wakeAt">): number => wakeAt ?? Number.POSITIVE_INFINITY

const hold = <A extends Waiting>(waiting: Iterable<A>, claim: Claim): ReadonlyArray<A> => {
  const held = [...waiting]
    .filter((each) => wakeOf(each) <= claim.now)
    .toSorted((a, b) => wakeOf(a) - wakeOf(b) || a.sequence - b.sequence)
    .slice(0, Math.min(claim.limit, claimLimit))
  for (const each of held) {
    each.wakeAt = claim.now + claim.leaseMillis
    each.fence += 1
  }
  return held
}

const dueTicket = ({ tenant, row, fence }: TicketRecord): ReadonlyArray<DueTicket> =>
  row.dueAt === null ? [] : [{ tenant, ticketId: row.ticketId, dueAt: row.dueAt, fence }]

const dueDelivery = (delivery: DeliveryRecord): DueDelivery => {
  const { tenant, ticketId, row, attempts, fence } = delivery
  return { tenant, ticketId, ...row, attempts, fence }
}

const postpone = (waiting: Waiting | undefined, { fence, until }: Postponement): boolean => {
  if (waiting === undefined || waiting.fence !== fence) return false
  waiting.wakeAt = until
  waiting.fence += 1
  return true
}

const retry = (delivery: DeliveryRecord | undefined, postponement: Postponement): boolean => {
  if (delivery?.status !== "pending" || !postpone(delivery, postponement)) return false
  delivery.attempts += 1
  delivery.reason = postponement.reason
  return true
}

const earliest = (waiting: ReadonlyArray<Pick<Waiting, "wakeAt">>): number | null => {
  const first = waiting.reduce((min, each) => Math.min(min, wakeOf(each)), Number.POSITIVE_INFINITY)
  return Number.isFinite(first) ? first : null
}
