// The ports through which tickets are read and workers find what is due, on an author's async
// functions.
import { Effect } from "effect"
import type { StorageFunctions } from "../../port/StorageFunctions.ts"
import type { TicketQueryService } from "../../port/TicketQuery.ts"
import type { WorkQueueService } from "../../port/WorkQueue.ts"
import { type Door, type StoreCall, unsupported } from "./call.ts"

/** The port `TicketQuery`. */
export const ticketQuery = (
  { query }: StorageFunctions,
  call: StoreCall,
  door: Door,
): TicketQueryService => ({
  byNumber: (tenant, number) => call("query.byNumber", () => query.byNumber(tenant, number)),
  list: (tenant, filter) => call("query.list", () => query.list(tenant, filter)),
  search: (tenant, search) => {
    const { search: found } = query
    return found === undefined
      ? Effect.fail(unsupported(door, "search"))
      : call("query.search", () => found(tenant, search))
  },
  counts: (tenant, by, prefix) => call("query.counts", () => query.counts(tenant, by, prefix)),
  journal: (tenant, ticketId) => call("query.journal", () => query.journal(tenant, ticketId)),
  contents: (tenant, ticketId) => call("query.contents", () => query.contents(tenant, ticketId)),
  subjects: (tenant, keys) => call("query.subjects", () => query.subjects(tenant, keys)),
  assignments: (tenant, assignees) =>
    call("query.assignments", () => query.assignments(tenant, assignees)),
  deliveries: (tenant, ticketId) =>
    call("query.deliveries", () => query.deliveries(tenant, ticketId)),
  aboutFiles: (tenant, page) => call("query.aboutFiles", () => query.aboutFiles(tenant, page)),
})

/** The port `WorkQueue`. */
export const workQueue = ({ work }: StorageFunctions, call: StoreCall): WorkQueueService => ({
  claimTickets: (claim) => call("work.claimTickets", () => work.claimTickets(claim)),
  postponeTicket: (tenant, ticketId, returned) =>
    call("work.postponeTicket", () => work.postponeTicket(tenant, ticketId, returned)),
  claimDeliveries: (claim) => call("work.claimDeliveries", () => work.claimDeliveries(claim)),
  returnDelivery: (tenant, deliveryId, returned) =>
    call("work.returnDelivery", () => work.returnDelivery(tenant, deliveryId, returned)),
  nextDueAt: (of) => call("work.nextDueAt", () => work.nextDueAt(of)),
  parked: (tenant, kind, page) => call("work.parked", () => work.parked(tenant, kind, page)),
  release: (tenant, parked, at) => call("work.release", () => work.release(tenant, parked, at)),
  waiting: (tenant, page) => call("work.waiting", () => work.waiting(tenant, page)),
  sending: (tenant) => call("work.sending", () => work.sending(tenant)),
  setSending: (tenant, sending) => call("work.setSending", () => work.setSending(tenant, sending)),
  now: Effect.suspend(() => {
    const { now } = work
    return now === undefined ? Effect.succeed(null) : call("work.now", () => now())
  }),
  // Polling goes on: a signal that does not get through costs seconds and nothing else.
  signal: Effect.suspend(() => {
    const { signal } = work
    return signal === undefined ? Effect.void : Effect.ignore(call("work.signal", () => signal()))
  }),
  listen: (heard) => {
    const { listen } = work
    if (listen === undefined) return Effect.void
    const listening = Effect.acquireRelease(
      call("work.listen", () => listen(heard)),
      (end) => Effect.ignore(Effect.tryPromise(async () => end())),
    )
    return Effect.ignore(listening)
  },
})
