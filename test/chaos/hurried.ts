// A store whose leases end soon and whose retries come soon, so that a run of a minute sees what
// takes a desk an hour: to stand still for longer than a lease is a matter of seconds.
import type { StorageAdapter } from "@upkeep/core"
import { behind } from "./Wrapped.ts"

/** How long a worker of a run may hold a ticket or a letter. */
export const leaseMillis = 3_000
/** The longest that something waits to be tried again. */
export const pauseMillis = 1_500

export const hurried = (storage: StorageAdapter): StorageAdapter =>
  behind(storage, ({ queue }) => {
    // The queue's own time, from the last claim on by the monotonic clock.
    let claimed = { now: 0, at: 0 }
    const seen = <A extends { readonly now: number }>(claim: A) => {
      claimed = { now: claim.now, at: performance.now() }
      return { ...claim, leaseMillis }
    }
    const soon = <A extends { readonly until: number }>(returned: A): A => {
      const now = claimed.now + Math.trunc(performance.now() - claimed.at)
      return { ...returned, until: Math.min(returned.until, now + pauseMillis) }
    }
    return {
      queue: {
        ...queue,
        claimTickets: (claim) => queue.claimTickets(seen(claim)),
        claimDeliveries: (claim) => queue.claimDeliveries(seen(claim)),
        postponeTicket: (tenant, id, returned) => queue.postponeTicket(tenant, id, soon(returned)),
        returnDelivery: (tenant, id, returned) => queue.returnDelivery(tenant, id, soon(returned)),
      },
    }
  })
