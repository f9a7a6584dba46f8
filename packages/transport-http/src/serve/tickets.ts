// Reading tickets.
import { InvalidInput, type PageQuestion, type Problem } from "@upkeep/core"
import { Decode } from "@upkeep/core/effect"
import { Result } from "effect"
import type { History, Ticket, TicketPage } from "../api/Answers.ts"
import { ListTickets } from "../api/Bodies.ts"
import { json } from "./Answer.ts"
import type { Handler } from "./Call.ts"
import { etagOf } from "./headers.ts"
import { HttpProblem } from "./HttpProblem.ts"
import { valuesOf } from "./query.ts"

/** Tickets of a page where the query names no limit. */
export const pageDefault = 50

const decodeQuery = Decode.strict(ListTickets)

/** A page of tickets. */
export const listTickets: Handler = async ({ query, use }) => {
  const asked = sound(decodeQuery(valuesOf(query)))
  const { status, sort = "registered", unassigned, limit = pageDefault, ...rest } = asked
  const { tickets, next } = await use((desk) =>
    desk.page({
      ...rest,
      ...(status === undefined ? {} : { statusPrefix: status }),
      ...(unassigned === undefined ? {} : { assignee: null }),
      ...sortOf(sort),
      limit,
    }),
  )
  return json({ tickets, next } satisfies TicketPage)
}

const sortOf = (name: NonNullable<ListTickets["sort"]>): Pick<PageQuestion, "sort" | "order"> => {
  const order = name.startsWith("-") ? "newestFirst" : "oldestFirst"
  switch (name) {
    case "registered":
    case "-registered":
      return { sort: "registered", order }
    case "updated":
    case "-updated":
      return { sort: "updated", order }
    case "due":
    case "-due":
      return { sort: "due", order }
  }
}

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
