// The rows of many tickets: one that cannot be read keeps no other from being found (P12).
import { Effect } from "effect"
import type { StoreError } from "../port/StoreError.ts"
import type { TicketRow } from "../port/TicketStore.ts"
import { isDamage } from "./held.ts"
import type { Wiring } from "./wiring.ts"

type Store = Pick<Wiring, "store" | "tenant">

/**
 * The rows of these tickets, in their order; undefined for one that is not there, and for one that
 * cannot be read, of which the log tells.
 */
export const lookedUp = (
  { store, tenant }: Store,
  tickets: ReadonlyArray<string>,
): Effect.Effect<ReadonlyArray<TicketRow | undefined>, StoreError> =>
  // A look answers as a whole: where a row of it is damaged, each is looked for alone.
  Effect.catchIf(
    Effect.map(store.look(tenant, { tickets, commands: [] }), (looked) => looked.tickets),
    isDamage,
    () => Effect.forEach(tickets, (ticketId) => alone({ store, tenant }, ticketId)),
  )

const alone = ({ store, tenant }: Store, ticketId: string) =>
  Effect.catchIf(store.load(tenant, ticketId), isDamage, (error) =>
    Effect.as(Effect.logError(`upkeep: a ticket is left out: ${error.message}`), undefined),
  )
