// What a customer sees of a ticket: what was said to them and by them, and how it stands. Notes,
// hand-overs, third parties, clocks and deliveries are the desk's own.
import type { EventType } from "../ticket/Event.ts"
import type {
  HistoryEntry,
  TicketSummary,
  TicketView,
  VisibleEntry,
  VisibleSummary,
  VisibleTicket,
} from "./View.ts"

const shown: ReadonlySet<string> = new Set<EventType>([
  "Registered",
  "Acknowledged",
  "Assigned",
  "DiagnosisStarted",
  "InformationRequested",
  "MessageReceived",
  "Informed",
  "Answered",
  "Completed",
  "Confirmed",
  "Disputed",
  "Thanked",
  "SilenceElapsed",
  "ClosingUndone",
  "Withdrawn",
  "Attached",
])

/** A ticket of a list, for its customer. */
export const summaryForCustomer = (summary: TicketSummary): VisibleSummary => {
  const { ticketId, number, version, subject, status, labels, customer, updatedAt } = summary
  return { ticketId, number, version, subject, status, labels, customer, updatedAt }
}

/** A ticket, for its customer. */
export const ticketForCustomer = (view: TicketView): VisibleTicket => {
  const { requester, requestType, priority, channel, timeZone, follows, history } = view
  return {
    ...summaryForCustomer(view),
    allowed: view.allowed,
    requester,
    requestType,
    priority,
    channel,
    timeZone,
    follows,
    history: history.filter(({ type }) => shown.has(type)).map(entryForCustomer),
  }
}

// Who of the desk did it is the desk's own business; that a person did is not.
const entryForCustomer = (entry: HistoryEntry): VisibleEntry => {
  const { actor, facts: _, ...said } = entry
  return { ...said, actor: actor.kind === "customer" ? actor : { kind: actor.kind } }
}
