// What is due, in memory: a claim moves the wake-up to the end of the lease.
import {
  type Claim,
  claimLimit,
  type DeliveryClaim,
  type DueDelivery,
  type DueTicket,
  type Postponement,
  type Returned,
  type WorkQueueService,
} from "../WorkQueue.ts"
import type { Access } from "./access.ts"
import { bookOf, type DeliveryRecord, type State, type TicketRecord } from "./state.ts"

/** The port `WorkQueue` on a state. */
export const workQueue = (state: State, access: Access): WorkQueueService => ({
  claimTickets: (claim) => access(() => hold(ticketTurns(state, claim), claim).flatMap(dueTicket)),
  postponeTicket: (tenant, ticketId, postponement) =>
    access(() => postpone(bookOf(state, tenant).tickets.get(ticketId), postponement)),
  claimDeliveries: (claim) =>
    access(() => hold(deliveryTurns(state, claim), claim).map(dueDelivery)),
  returnDelivery: (tenant, deliveryId, returned) =>
    access(() => giveBack(state, bookOf(state, tenant).deliveries.get(deliveryId), returned)),
  nextDueAt: (work) =>
    access(() => earliest([...ticketTurns(state, work), ...deliveryTurns(state, work)])),
})

interface Waiting {
  readonly sequence: number
  wakeAt: number | null
  fence: number
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

const giveBack = (
  state: State,
  delivery: DeliveryRecord | undefined,
  returned: Returned,
): boolean => {
  if (delivery?.status !== "pending" || !postpone(delivery, returned)) return false
  delivery.attempts += returned.as === "untried" ? 0 : 1
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
