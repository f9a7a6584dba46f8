// Sends and claims letters, as the rules of deliveries need it.
import type { WorkQueue } from "@upkeep/core/effect"
import { Effect } from "effect"
import { acme, commitOf, type Stores } from "./stores.ts"

/** Claims letters by email for every tenant, unless it is told otherwise. */
export const claim = (
  { queue }: Stores,
  now: number,
  told: Partial<WorkQueue.DeliveryClaim> = {},
) =>
  queue.claimDeliveries({
    tenants: "all",
    now,
    limit: 10,
    leaseMillis: 50,
    channels: ["email"],
    ...told,
  })

/** The same, of which only the ids are given. */
export const claimedIds = (...told: Parameters<typeof claim>) =>
  Effect.map(claim(...told), (found) => found.map(({ id }) => id).join(" "))

/** The first commit of a ticket, with its letters. */
export const send = (
  { tickets }: Stores,
  ticketId: string,
  deliveries: ReadonlyArray<string>,
  at = 100,
) => tickets.commit(acme, [commitOf({ ticketId, at, deliveries })])
