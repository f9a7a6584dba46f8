// Reading tickets.
import { InvalidInput, type Problem } from "@upkeep/core"
import { Decode } from "@upkeep/core/effect"
import { Result } from "effect"
import type { History, Ticket, TicketPage } from "../api/Answers.ts"
import { ListTickets } from "../api/Bodies.ts"
import { json } from "./Answer.ts"
import type { Handler } from "./Call.ts"
import { etagOf } from "./headers.ts"
import { HttpProblem } from "./HttpProblem.ts"

/** Tickets of a page where the query names no limit. */
export const pageDefault = 50

const decodeQuery = Decode.strict(ListTickets)

/** A page of tickets. */
export const listTickets: Handler = async ({ query, use }) => {
  const asked = sound(decodeQuery(valuesOf(query)))
  const { status, sort, limit = pageDefault, ...rest } = asked
  const filter = {
    ...rest,
    ...(status === undefined ? {} : { statusPrefix: status }),
    order: sort === "-registered" ? ("newestFirst" as const) : ("oldestFirst" as const),
  }
  // One more than asked for tells whether there is a next page.
  const found = await use((desk) => desk.list({ ...filter, limit: limit + 1 }))
  const tickets = found.slice(0, limit)
  const next = found.length > limit ? (tickets.at(-1)?.ticketId ?? null) : null
  return json({ tickets, next } satisfies TicketPage)
}

// A number is written in digits; anything else stays what it is, and is refused as that.
const valuesOf = (query: URLSearchParams) =>
  Object.fromEntries(
    [...query].map(([name, value]) => [
      name,
      name === "limit" && /^\d{1,9}$/.test(value) ? Number(value) : value,
    ]),
  )

const sound = <A>(decoded: Result.Result<A, ReadonlyArray<Problem.Problem>>): A => {
  if (Result.isSuccess(decoded)) return decoded.success
  const [first] = decoded.failure
  if (first?.path === "sort")
    throw new HttpProblem("unknown-sort-field", { detail: first.message, problems: [first] })
  throw new InvalidInput({ problems: decoded.failure })
}

/** A ticket without its history. */
export const readTicket: Handler = async ({ params, use }) => {
  const view = await use((desk) => desk.show(params["ticket"] ?? ""))
  const { history: _, clocks: __, ...ticket } = view
  return json(ticket satisfies Ticket, { headers: { etag: etagOf(ticket.version) } })
}

/** What happened to a ticket. */
export const readHistory: Handler = async ({ params, use }) => {
  const { history, version } = await use((desk) => desk.show(params["ticket"] ?? ""))
  return json({ history } satisfies History, { headers: { etag: etagOf(version) } })
}
