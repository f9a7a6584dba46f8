// What a customer sees of a ticket: what was said to them and by them, and how it stands. Notes,
// hand-overs, third parties, clocks and deliveries are the desk's own.
import { isShown, isSpoken } from "./spoken.ts"
import type {
  HistoryEntry,
  TicketSummary,
  TicketView,
  VisibleEntry,
  VisibleSummary,
  VisibleTicket,
} from "./View.ts"

/** A ticket of a list, for its customer. */
export const summaryForCustomer = (summary: TicketSummary): VisibleSummary => {
  const { ticketId, number, version, subject, status, labels, customer, updatedAt } = summary
  return { ticketId, number, version, subject, status, labels, customer, updatedAt }
}

/** A ticket, for its customer. */
export const ticketForCustomer = (view: TicketView): VisibleTicket => {
  const { requester, requestType, priority, channel, timeZone, follows, history } = view
  const { fields, missing, promisedAt, obligations, steps, reopenUntil } = view
  return {
    ...summaryForCustomer(view),
    allowed: view.allowed,
    requester,
    requestType,
    priority,
    channel,
    timeZone,
    follows,
    fields,
    missing,
    promisedAt,
    reopenUntil,
    obligations: obligations.filter(({ owner }) => owner === "customer"),
    steps: steps.filter(({ owner }) => owner === "customer"),
    history: history.filter(isShown).map(entryForCustomer),
  }
}

// Who of the desk did it is the desk's own business; that a person did is not. Nor is what was
// noted with it.
const entryForCustomer = (entry: HistoryEntry): VisibleEntry => {
  const { actor, facts: _, text, attachments, ...rest } = entry
  const said = isSpoken(entry)
  return {
    ...rest,
    ...(said && text !== undefined ? { text } : {}),
    attachments: said ? attachments : [],
    actor: actor.kind === "customer" ? actor : { kind: actor.kind },
  }
}
