// Which tickets an order means.
import { Effect } from "effect"
import type { TicketRow } from "../../port/TicketStore.ts"
import { type Opened, openJournal } from "../open.ts"
import type { Wiring } from "../wiring.ts"
import type { Order } from "./check.ts"

/** Whether a ticket is one in which the person is. */
export const isMeant = Effect.fnUntraced(function* (
  wiring: Wiring,
  { ticketId }: TicketRow,
  { contact, address }: Order,
) {
  if (contact === undefined && address === undefined) return true
  const journal = yield* openJournal(wiring, ticketId)
  return journal.some((each) => isBy(each, contact) || isFrom(each, address))
})

const isBy = ({ recorded: { actor } }: Opened, contact: string | undefined): boolean =>
  contact !== undefined && actor.kind === "customer" && actor.id === contact

const isFrom = ({ content }: Opened, address: string | undefined): boolean =>
  address !== undefined && content.requester?.address?.toLowerCase() === address.toLowerCase()
