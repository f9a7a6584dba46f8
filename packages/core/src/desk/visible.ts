// What a customer sees of a ticket: what was said to them and by them, and how it stands. Notes,
// hand-overs, third parties, clocks and deliveries are the desk's own.
import type { Profile } from "../process/Profile.ts"
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
export const ticketForCustomer = (view: TicketView, profile: Profile): VisibleTicket => {
  const { requester, requestType, priority, channel, timeZone, follows, history } = view
  const { missing, promisedAt, obligations, steps, reopenUntil } = view
  return {
    ...summaryForCustomer(view),
    allowed: view.allowed,
    requester,
    requestType,
    priority,
    channel,
    timeZone,
    follows,
    fields: theirs(view, profile),
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

// What was filled in on the way by ourselves is not theirs to see.
const theirs = ({ fields, requestType }: TicketView, profile: Profile): TicketView["fields"] => {
  const type = profile.requestTypes.find(({ id }) => id === requestType)
  const moves = (profile.steps ?? []).flatMap(({ owner, moves: each }) =>
    owner === "customer" ? each : [],
  )
  const asked = [type, ...moves].flatMap((each) => [
    ...(each?.required ?? []),
    ...(each?.wished ?? []),
  ])
  const known = new Set([...asked, ...(type?.fields ?? [])])
  return Object.fromEntries(Object.entries(fields).filter(([id]) => known.has(id)))
}
