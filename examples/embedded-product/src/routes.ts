// Every place of the product for somebody who is signed in.
import type { ActorDesk } from "@upkeep/core"
import { type Answer, Failure, fieldIn, sentTo, shown } from "./exchange.ts"
import { type Order, orderAbout, orderIn, ordersOf } from "./orders.ts"
import { ordersPage, reportPage, requestPage, requestsPage } from "./pages.ts"
import { reportProblem } from "./report.ts"
import { closeSession, type Session } from "./sessions.ts"
import { principalOf, type Shop } from "./shop.ts"
import { type Member, nameOf } from "./users.ts"

/** A request of somebody who is signed in. */
export interface Visit {
  readonly shop: Shop
  readonly session: Session
  readonly cookies: string
  /** What the path names: an order, a request; empty where it names nothing. */
  readonly named: string
  readonly query: URLSearchParams
  /** The fields of the form; none of a GET. */
  readonly form: URLSearchParams
}

/** A place: its method, its path, what is done there. */
export interface Route {
  readonly method: "GET" | "POST"
  readonly path: RegExp
  readonly answer: (visit: Visit) => Answer | Promise<Answer>
}

/** How many requests a page lists. */
export const pageSize = 20

const home = ({ session }: Visit): Answer =>
  sentTo(session.user.role === "member" ? "/orders" : "/requests")

const logout = ({ shop, cookies }: Visit): Answer =>
  sentTo("/login", { "set-cookie": closeSession(shop.db, cookies) })

const listOrders = (visit: Visit): Answer =>
  shown(ordersPage(visit.session, ordersOf(visit.shop.db, memberOf(visit).company)))

const showReport = (visit: Visit): Answer => shown(reportPage(visit.session, orderOf(visit)))

const report = async (visit: Visit): Promise<Answer> => {
  const { shop, form } = visit
  const { number } = await reportProblem(shop, memberOf(visit), orderOf(visit), {
    subject: fieldIn(form, "subject"),
    text: fieldIn(form, "text"),
    commandId: commandIdOf(visit),
  })
  return sentTo(`/requests/${number}`)
}

const listRequests = async (visit: Visit): Promise<Answer> => {
  const after = visit.query.get("after")
  const from = after === null ? {} : { after }
  // One more than is shown: whether there is an older one.
  const found = await deskOf(visit).list({ order: "newestFirst", limit: pageSize + 1, ...from })
  const tickets = found.slice(0, pageSize)
  const older = found.length > pageSize ? (tickets.at(-1)?.ticketId ?? "") : ""
  return shown(requestsPage(visit.session, { tickets, older }))
}

const showRequest = async (visit: Visit): Promise<Answer> => {
  const { db } = visit.shop
  const ticket = await deskOf(visit).show(visit.named)
  const order = orderAbout(db, ticket.ticketId)
  return shown(requestPage(visit.session, { ticket, order, nameOf: (id) => nameOf(db, id) }))
}

const write = (visit: Visit): Promise<Answer> =>
  give(visit, { type: "receiveMessage", text: fieldIn(visit.form, "text") })

const confirm = (visit: Visit): Promise<Answer> => give(visit, { type: "confirm" })

/** The places, in the order in which they are tried. */
export const routes: ReadonlyArray<Route> = [
  { method: "GET", path: /^\/$/, answer: home },
  { method: "POST", path: /^\/logout$/, answer: logout },
  { method: "GET", path: /^\/orders$/, answer: listOrders },
  { method: "GET", path: /^\/orders\/([^/]+)\/report$/, answer: showReport },
  { method: "POST", path: /^\/orders\/([^/]+)\/report$/, answer: report },
  { method: "GET", path: /^\/requests$/, answer: listRequests },
  { method: "GET", path: /^\/requests\/([^/]+)$/, answer: showRequest },
  { method: "POST", path: /^\/requests\/([^/]+)\/messages$/, answer: write },
  { method: "POST", path: /^\/requests\/([^/]+)\/confirm$/, answer: confirm },
]

const give = async (
  visit: Visit,
  command: Parameters<ActorDesk["submit"]>[0]["command"],
): Promise<Answer> => {
  const ticketId = visit.named
  const commandId = commandIdOf(visit)
  const { number } = await deskOf(visit).submit({ ticketId, command, commandId })
  return sentTo(`/requests/${number}`)
}

const deskOf = ({ shop, session }: Visit): ActorDesk =>
  shop.desk.forActor(principalOf(session.user))

// Support has no orders, and works through the HTTP door.
const memberOf = ({ session }: Visit): Member => {
  if (session.user.role === "member") return session.user
  throw new Failure("not-found")
}

const orderOf = (visit: Visit): Order => {
  const order = orderIn(visit.shop.db, memberOf(visit).company, visit.named)
  if (order === undefined) throw new Failure("not-found")
  return order
}

// A form counts once for whoever sends it; each actor of the desk has command ids of their own.
const commandIdOf = ({ form }: Visit): string => fieldIn(form, "once")
