// What is due: a claim moves the wake-up of what it gives to the end of the lease.
import {
  type Claim,
  claimLimit,
  type DeliveryClaim,
  type DueDelivery,
  type DueTicket,
  type Returned,
  type Sending,
  type WorkFunctions,
} from "@upkeep/core"
import type { Ledger, Write } from "./ledger.ts"
import { parkingFunctions } from "./parking.ts"
import { type Delivery, keyOf, type Tables, type Ticket, type Waiting } from "./tables.ts"

/** The port of work on a ledger. */
export const workFunctions = ({
  read,
  change,
}: Pick<Ledger, "read" | "change">): WorkFunctions => ({
  claimTickets: (claim) =>
    change((tables, write) => {
      const turns = due(ticketTurns(tables, claim), claim)
      return hold(write, tables.tickets, turns, claim).flatMap(dueTicket)
    }),
  postponeTicket: (tenant, ticketId, returned) =>
    change(({ tickets }, write) => {
      const key = keyOf(tenant, ticketId)
      const ticket = tickets.get(key)
      if (ticket?.fence !== returned.fence) return false
      const parked = returned.as === "parked" ? returned.reason : null
      write(tickets, key, { ...ticket, ...afterReturn(ticket, returned), parked })
      return true
    }),
  claimDeliveries: (claim) =>
    change((tables, write) => {
      const turns = due(deliveryTurns(tables, claim), claim)
      return hold(write, tables.deliveries, turns, claim).map(dueDelivery)
    }),
  returnDelivery: (tenant, deliveryId, returned) =>
    change(({ deliveries }, write) => {
      const key = keyOf(tenant, deliveryId)
      const delivery = deliveries.get(key)
      if (delivery?.status !== "pending" || delivery.fence !== returned.fence) return false
      write(deliveries, key, givenBack(delivery, returned))
      return true
    }),
  nextDueAt: (work) =>
    read((tables) => {
      const turns = [...ticketTurns(tables, work), ...deliveryTurns(tables, work)]
      return turns.map(({ turnAt }) => turnAt).toSorted((a, b) => a - b)[0] ?? null
    }),
  ...parkingFunctions({ read, change }),
  sending: (tenant) => read(({ sending }) => sending.get(keyOf(tenant)) ?? notPaused),
  setSending: (tenant, { pausedAt, reason }) =>
    change(({ sending }, write) => {
      if (isPaused(sending, tenant) === (pausedAt !== null)) return
      write(sending, keyOf(tenant), { pausedAt, reason })
    }),
})

const notPaused: Sending = { pausedAt: null, reason: "" }

const isPaused = (sending: Tables["sending"], tenant: string): boolean =>
  (sending.get(keyOf(tenant)) ?? notPaused).pausedAt !== null

/** A key of what waits, and the instant from which neither it nor what it follows has to. */
interface Turn<A> {
  readonly key: string
  readonly waiting: A
  readonly turnAt: number
}

const isServed = ({ tenants }: Pick<Claim, "tenants">, tenant: string): boolean =>
  tenants === "all" || tenants.includes(tenant)

const ticketTurns = ({ tickets }: Tables, work: Pick<Claim, "tenants">) =>
  [...tickets].flatMap(([key, waiting]): ReadonlyArray<Turn<Ticket>> => {
    const { tenant, wakeAt, parked } = waiting
    if (wakeAt === null || parked !== null || !isServed(work, tenant)) return []
    return [{ key, waiting, turnAt: wakeAt }]
  })

// A letter never overtakes an earlier one of its ticket and channel: its turn comes with the latest
// of them. The table has them in the order in which they came.
const deliveryTurns = (
  { deliveries, sending }: Tables,
  work: Pick<DeliveryClaim, "tenants" | "channels">,
) => {
  const ends = new Map<string, number>()
  return [...deliveries].flatMap(([key, waiting]): ReadonlyArray<Turn<Delivery>> => {
    const { tenant, ticketId, row, status, wakeAt } = waiting
    if (status !== "pending" || !isServed(work, tenant)) return []
    if (!work.channels.includes(row.channel)) return []
    if (isPaused(sending, tenant)) return []
    const line = keyOf(tenant, ticketId, row.channel)
    const turnAt = Math.max(wakeAt, ends.get(line) ?? wakeAt)
    ends.set(line, turnAt)
    return [{ key, waiting, turnAt }]
  })
}

const due = <A>(turns: ReadonlyArray<Turn<A>>, { now, limit }: Claim): ReadonlyArray<Turn<A>> =>
  turns
    .filter(({ turnAt }) => turnAt <= now)
    .toSorted((a, b) => a.turnAt - b.turnAt)
    .slice(0, Math.min(limit, claimLimit))

const hold = <A extends Waiting>(
  write: Write,
  table: Map<string, A>,
  turns: ReadonlyArray<Turn<A>>,
  { now, leaseMillis }: Claim,
): ReadonlyArray<A> =>
  turns.map(({ key, waiting }) => {
    const held = { ...waiting, wakeAt: now + leaseMillis, fence: waiting.fence + 1 }
    write(table, key, held)
    return held
  })

const dueTicket = ({ tenant, row, attempts, fence }: Ticket): ReadonlyArray<DueTicket> =>
  row.dueAt === null ? [] : [{ tenant, ticketId: row.ticketId, dueAt: row.dueAt, attempts, fence }]

const dueDelivery = ({ tenant, ticketId, row, attempts, fence }: Delivery): DueDelivery => ({
  tenant,
  ticketId,
  ...row,
  attempts,
  fence,
})

const givenBack = (delivery: Delivery, returned: Returned): Delivery => ({
  ...delivery,
  ...afterReturn(delivery, returned),
  status: returned.as === "parked" ? "parked" : "pending",
  reason: returned.reason,
})

const afterReturn = (
  { fence, attempts }: Pick<Ticket, "fence" | "attempts">,
  { as, until }: Returned,
) => ({ wakeAt: until, fence: fence + 1, attempts: attempts + (as === "untried" ? 0 : 1) })
