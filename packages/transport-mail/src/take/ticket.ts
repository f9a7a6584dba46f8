// A ticket as the intake sees it: its number, and whether it can be read at all.
import { Desk, StoreError, TicketStore } from "@upkeep/core/effect"
import { Data, Effect } from "effect"
import { type Ending, without } from "./ending.ts"

/** One ticket is damaged: its mails wait for a person, and all others go on (P12). */
export class DamagedTicket extends Data.TaggedClass("DamagedTicket")<{
  readonly ticketId: string
  readonly detail: string
}> {}

/** Tells damage of this ticket from the desk's own trouble. */
export const ofTicket =
  (ticketId: string) =>
  <A, E, R>(
    effect: Effect.Effect<A, E | StoreError.StoreError, R>,
  ): Effect.Effect<A, E | StoreError.StoreError | DamagedTicket, R> =>
    Effect.mapError(effect, (error) =>
      isDamage(error) ? new DamagedTicket({ ticketId, detail: error.detail }) : error,
    )

/** The ending of a mail whose ticket is damaged. */
export const quarantinedFor = ({ ticketId, detail }: DamagedTicket) =>
  Effect.map(numberOf(ticketId), (ticket): Ending =>
    without("quarantined", "damaged-ticket", {
      ticketId,
      ticket,
      warnings: [`damaged: ${detail}`],
    }),
  )

/** The number of a ticket; its events are not read for it. Null where nobody can tell. */
export const numberOf = Effect.fnUntraced(function* (ticketId: string) {
  const { tenant } = yield* Desk.Desk
  const tickets = yield* TicketStore.TicketStore
  return yield* tickets.load(tenant, ticketId).pipe(
    Effect.map((row) => row?.number ?? null),
    Effect.catchIf(isDamage, () => Effect.succeed(null)),
  )
})

const isDamage = (error: unknown): error is StoreError.StoreError =>
  error instanceof StoreError.StoreError && error.reason === "damaged"
