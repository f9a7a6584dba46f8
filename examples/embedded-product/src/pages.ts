// The pages of the product.
import type { VisibleEntry, VisibleSummary, VisibleTicket } from "@upkeep/core"
import { html, type Html } from "./html.ts"
import { hidden, layout, wordsFor } from "./layout.ts"
import type { Order } from "./orders.ts"
import type { Session } from "./sessions.ts"
import { type FailureCode, happened, words } from "./words.ts"

/** Where nobody is signed in. */
export const loginPage = (isWrong = false): Html => {
  const t = words.en
  return layout(
    t.signIn,
    html`<form method="post" action="/login">
        <label>${t.mail} <input name="mail" type="email" required /></label>
        <label>${t.password} <input name="password" type="password" required /></label>
        <button>${t.signIn}</button>
      </form>
      <p role="alert">${isWrong ? t.wrong : ""}</p>`,
  )
}

/** What went wrong. */
export const failurePage = (code: FailureCode, session?: Session): Html => {
  const t = words[session?.user.language ?? "en"]
  return layout("Parcel", html`<p role="alert">${t.failures[code]}</p>`, session)
}

/** A company's orders, each with the way to report a problem or to what was reported. */
export const ordersPage = (session: Session, orders: ReadonlyArray<Order>): Html => {
  const t = wordsFor(session)
  const rows = orders.map(
    (order) =>
      html`<tr>
        <td>${order.id}</td>
        <td>${order.item}</td>
        <td>${t.states[order.state]}</td>
        <td>${wayOf(session, order)}</td>
      </tr>`,
  )
  return layout(
    t.orders,
    html`<table>
      ${rows}
    </table>`,
    session,
  )
}

const wayOf = (session: Session, { id, state, ticketId }: Order): Html | string => {
  const t = wordsFor(session)
  if (ticketId !== null) return html`<a href="/requests/${ticketId}">${t.requests}</a>`
  return state === "delivered" ? html`<a href="/orders/${id}/report">${t.report}</a>` : ""
}

/** The form by which a problem with an order is reported. */
export const reportPage = (session: Session, { id, item }: Order): Html => {
  const t = wordsFor(session)
  return layout(
    t.report,
    html`<p>${t.order} ${id}: ${item}</p>
      <form method="post">
        ${hidden(session)}
        <label>${t.subject} <input name="subject" required maxlength="200" /></label>
        <label>${t.text} <textarea name="text" required maxlength="20000"></textarea></label>
        <button>${t.send}</button>
      </form>`,
    session,
  )
}

/** The requests that somebody may see, newest first; `older` is where the next page begins. */
export const requestsPage = (
  session: Session,
  { tickets, older }: { readonly tickets: ReadonlyArray<VisibleSummary>; readonly older: string },
): Html => {
  const t = wordsFor(session)
  const rows = tickets.map(
    (ticket) =>
      html`<tr>
        <td><a href="/requests/${ticket.number}">${ticket.number}</a></td>
        <td>${ticket.subject}</td>
        <td>${labelOf(session, ticket)}</td>
      </tr>`,
  )
  return layout(
    session.user.role === "member" ? t.requests : t.all,
    html`${
      rows.length === 0
        ? t.none
        : html`<table>
            ${rows}
          </table>`
    }
    ${older === "" ? "" : html`<a href="/requests?after=${older}">${t.older}</a>`}`,
    session,
  )
}

/** What a page of one request shows. */
export interface Shown {
  readonly ticket: VisibleTicket
  /** The order that it is about. */
  readonly order: Order | undefined
  /** What a person is called. */
  readonly nameOf: (id: string) => string | undefined
}

/** One request: how it stands, what was said, and what its customer can do now. */
export const requestPage = (session: Session, { ticket, order, nameOf }: Shown): Html => {
  const t = wordsFor(session)
  const { number, subject, history } = ticket
  const about = order && html`<p>${t.order} ${order.id}: ${t.states[order.state]}</p>`
  return layout(
    `${number}: ${subject}`,
    html`<p><strong>${labelOf(session, ticket)}</strong></p>
      ${about ?? ""} ${history.map((entry) => entryOf(session, { entry, ticket, nameOf }))}
      ${session.user.role === "member" ? formsOf(session, ticket) : ""}`,
    session,
  )
}

const labelOf = ({ user }: Session, { labels, status }: VisibleSummary): string =>
  labels[user.language] ?? status

const entryOf = (
  session: Session,
  { entry, ticket, nameOf }: Pick<Shown, "ticket" | "nameOf"> & { readonly entry: VisibleEntry },
): Html => {
  const t = wordsFor(session)
  const { at, actor, type, text } = entry
  const { timeZone } = ticket
  const when = new Intl.DateTimeFormat(session.user.language, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone,
  }).format(at)
  const who = (actor.id === undefined ? undefined : nameOf(actor.id)) ?? t.support
  return html`<p>${when} · ${who}: ${happened(t, type)}</p>
    ${text === undefined ? "" : html`<blockquote>${text}</blockquote>`}`
}

const formsOf = (session: Session, ticket: VisibleTicket): ReadonlyArray<Html> => {
  const { number, status, reopenUntil } = ticket
  const t = wordsFor(session)
  const answer = html`<form method="post" action="/requests/${number}/messages">
    ${hidden(session)}
    <label>${t.answer} <textarea name="text" required maxlength="20000"></textarea></label>
    <button>${t.send}</button>
  </form>`
  const confirm = html`<form method="post" action="/requests/${number}/confirm">
    ${hidden(session)} <button>${t.confirm}</button>
  </form>`
  if (status.startsWith("completed.")) return [confirm, answer]
  // What is closed is written to for a time; a person of support looks at it then.
  const isOpen = status.startsWith("open.") || (reopenUntil !== null && Date.now() < reopenUntil)
  return isOpen && ticket.allowed.includes("receiveMessage") ? [answer] : []
}
