// Reading the clocks of tickets: how they stand, and why.
import { explanationText, InvalidInput, LocalTime, type Problem } from "@upkeep/core"
import { Decode } from "@upkeep/core/effect"
import { Result, Schema } from "effect"
import type { Clocks } from "../api/Answers.ts"
import { ExplainClock, type Explanation } from "../api/Explanations.ts"
import { json } from "./Answer.ts"
import type { Handler } from "./Call.ts"
import { HttpProblem } from "./HttpProblem.ts"

/** How a ticket's clocks stand. */
export const readClocks: Handler = async ({ params, use }) => {
  const { clocks } = await use((desk) => desk.show(params["ticket"] ?? ""))
  if (clocks === undefined) throw notForCustomers()
  return json({ clocks } satisfies Clocks)
}

/** Why a clock stands as it does; of several runs the last, unless another is named. */
export const readExplanation: Handler = async ({ params, query, use }) => {
  const { language, ...asked } = askedIn(query)
  const { ticket = "", clock = "" } = params
  const explanations = await use((desk) => desk.explain(ticket, { clock, ...asked }))
  const explanation = explanations?.at(-1)
  if (explanation === undefined) throw notForCustomers()
  const text =
    language === undefined ? {} : { text: explanationText(explanation, { language }).join("\n") }
  return json({ ...explanation, ...text } satisfies Explanation)
}

const notForCustomers = () =>
  new HttpProblem("actor-not-allowed", {
    detail: "got a customer, expected an agent or a robot, at the clocks of a ticket",
  })

const { asOf: _asOf, ...named } = ExplainClock.fields
const decodeNamed = Decode.strict(Schema.Struct(named))

// Numbers are written in digits; an instant may be, and else is text with an offset.
const askedIn = (query: URLSearchParams) => {
  const { asOf, ...rest } = Object.fromEntries(query)
  const { instance } = rest
  const numbered =
    instance !== undefined && /^\d{1,9}$/.test(instance) ? { instance: Number(instance) } : {}
  const asked = decodeNamed({ ...rest, ...numbered })
  const at = asOf === undefined ? Result.succeed(undefined) : instantIn(asOf)
  if (Result.isSuccess(asked) && Result.isSuccess(at))
    return { ...asked.success, ...(at.success === undefined ? {} : { asOf: at.success }) }
  throw new InvalidInput({ problems: [...failureOf(asked), ...failureOf(at)] })
}

const instantIn = (text: string) =>
  /^\d{1,15}$/.test(text) ? Result.succeed(Number(text)) : LocalTime.parse(text, { path: "asOf" })

const failureOf = (
  result: Result.Result<unknown, ReadonlyArray<Problem.Problem>>,
): ReadonlyArray<Problem.Problem> => (Result.isFailure(result) ? result.failure : [])
