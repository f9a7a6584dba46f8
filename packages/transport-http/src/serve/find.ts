// Finding messages by their words, and counting tickets: for the desk's own people.
import { InvalidInput, type Problem } from "@upkeep/core"
import { Decode } from "@upkeep/core/effect"
import { Result } from "effect"
import type { FoundMessages, TicketCounts } from "../api/Answers.ts"
import { CountTickets, SearchMessages } from "../api/Bodies.ts"
import { json } from "./Answer.ts"
import type { Handler } from "./Call.ts"
import { HttpProblem } from "./HttpProblem.ts"
import { valuesOf } from "./query.ts"
import { pageDefault } from "./tickets.ts"

const decodeSearch = Decode.strict(SearchMessages)
const decodeCount = Decode.strict(CountTickets)

/** Messages in which every word was found. */
export const searchMessages: Handler = async ({ query, use }) => {
  const { limit = pageDefault, ...asked } = sound(decodeSearch(valuesOf(query)))
  const found = await use((desk) => desk.search({ ...asked, limit }))
  if (found === undefined) throw notForCustomers("messages")
  return json(found satisfies FoundMessages)
}

/** How many tickets there are of each value. */
export const countTickets: Handler = async ({ query, use }) => {
  const { by, status } = sound(decodeCount(valuesOf(query)))
  const asked = status === undefined ? { by } : { by, statusPrefix: status }
  const counts = await use((desk) => desk.counts(asked))
  if (counts === undefined) throw notForCustomers("counts")
  return json({ counts } satisfies TicketCounts)
}

const sound = <A>(decoded: Result.Result<A, ReadonlyArray<Problem.Problem>>): A => {
  if (Result.isSuccess(decoded)) return decoded.success
  throw new InvalidInput({ problems: decoded.failure })
}

const notForCustomers = (where: string) =>
  new HttpProblem("actor-not-allowed", {
    detail: `got a customer, expected an agent or a robot, at the ${where} of a desk`,
  })
