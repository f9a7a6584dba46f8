// How the taking of one mail ended, before it is booked.
import type { Inbound } from "@upkeep/core/effect"

/** An outcome with all that is booked beside it. */
export interface Ending {
  readonly outcome: Inbound.InboundOutcome
  readonly reason: string
  readonly ticketId: string | null
  readonly ticket: string | null
  /** The Message-ID; only mails in a ticket book theirs, so that no other mail is found by it. */
  readonly messageId: string | null
  readonly sender: string | null
  readonly warnings: ReadonlyArray<string>
}

const nothing = { ticketId: null, ticket: null, messageId: null, sender: null, warnings: [] }

/** A mail that is in no ticket. */
export const without = (
  outcome: "quarantined" | "ignored" | "too-big",
  reason: string,
  more: Partial<Ending> = {},
): Ending => ({ ...nothing, ...more, outcome, reason })

/** A mail that is in a ticket. */
export const within = (
  outcome: "new-ticket" | "added",
  ticket: { readonly ticketId: string; readonly number: string },
): Ending => ({
  ...nothing,
  outcome,
  reason: "",
  ticketId: ticket.ticketId,
  ticket: ticket.number,
})
