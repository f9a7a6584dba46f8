// What nobody is given until it is released, and what waits to be sent.
import { claimLimit, type WorkFunctions, type WorkPage } from "@upkeep/core"
import type { Ledger } from "./ledger.ts"
import { below, type Delivery, keyOf } from "./tables.ts"

/** The part of the port of work that is about what waits. */
export const parkingFunctions = ({
  read,
  change,
}: Pick<Ledger, "read" | "change">): Pick<WorkFunctions, "parked" | "release" | "waiting"> => ({
  parked: (tenant, kind, page) =>
    read(({ tickets, deliveries }) => {
      const parkedTickets = below(tickets, tenant).flatMap(({ row, attempts, parked }) => {
        const { ticketId } = row
        if (parked === null) return []
        return [{ kind, id: ticketId, ticketId, attempts, reason: parked }]
      })
      const letters = below(deliveries, tenant).filter(({ status }) => status === "parked")
      const parkedLetters = letters.map(({ row: { id }, ...each }) => ({
        kind,
        id,
        ...reasonOf(each),
      }))
      return pageOf(kind === "ticket" ? parkedTickets : parkedLetters, page)
    }),
  release: (tenant, { kind, id }, at) =>
    change(({ tickets, deliveries }, write) => {
      const key = keyOf(tenant, id)
      const ticket = kind === "ticket" ? tickets.get(key) : undefined
      const delivery = kind === "delivery" ? deliveries.get(key) : undefined
      const anew = { wakeAt: at, attempts: 0 }
      if (ticket !== undefined && ticket.parked !== null) {
        write(tickets, key, { ...ticket, ...anew, fence: ticket.fence + 1, parked: null })
        return true
      }
      if (delivery?.status !== "parked") return false
      const fence = delivery.fence + 1
      write(deliveries, key, { ...delivery, ...anew, fence, status: "pending" })
      return true
    }),
  waiting: (tenant, page) =>
    read(({ deliveries }) => {
      const letters = below(deliveries, tenant).filter(({ status }) => status === "pending")
      const waiting = letters.map(({ row, wakeAt, ...each }) => ({
        ...row,
        nextAttemptAt: wakeAt,
        ...reasonOf(each),
      }))
      return pageOf(waiting, page)
    }),
})

const reasonOf = ({
  ticketId,
  attempts,
  reason,
}: Pick<Delivery, "ticketId" | "attempts" | "reason">) => ({
  ticketId,
  attempts,
  reason,
})

const pageOf = <A extends { readonly id: string }>(all: ReadonlyArray<A>, page: WorkPage) =>
  all
    .filter(({ id }) => page.after === undefined || id > page.after)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, Math.min(page.limit, claimLimit))
