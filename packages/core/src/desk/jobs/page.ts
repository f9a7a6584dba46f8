// A page of the tickets that a job goes through, and what keeps one ticket from stopping it.
import { Effect } from "effect"
import type { TicketRow } from "../../port/TicketStore.ts"
import { ticketsOfPage } from "../check.ts"
import type { LeftTicket, Page } from "../Jobs.ts"
import type { Wiring } from "../wiring.ts"

/**
 * A page of tickets that are not closed. It is cut before the closed ones are left out, so that a
 * ticket which changes its status meanwhile is neither passed over nor met twice.
 */
export const pageOf = Effect.fnUntraced(function* (
  { query, tenant }: Wiring,
  { limit = ticketsOfPage, ...after }: Page,
) {
  const rows = yield* query.list(tenant, { ...after, limit })
  return {
    rows: rows.filter(({ status }) => !status.startsWith("closed")),
    next: rows.length < limit ? null : (rows.at(-1)?.ticketId ?? null),
  }
})

/** A ticket that is left as it is. */
export const left = (
  { ticketId, number }: Pick<TicketRow, "ticketId" | "number">,
  rule: LeftTicket["rule"],
  { message }: { readonly message: string },
): LeftTicket => ({ ticketId, number, rule, message })
