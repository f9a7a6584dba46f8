// The edge of what is to be forgotten: what is given is checked once, all of it.
import { Effect, Schema } from "effect"
import { listLimit } from "../../port/TicketQuery.ts"
import * as Decode from "../../problem/Decode.ts"
import * as Problem from "../../problem/Problem.ts"
import { Forget } from "../../ticket/Command.ts"
import { Name } from "../../ticket/Text.ts"
import { checked, pageFields } from "../check.ts"
import { InvalidInput } from "../DeskError.ts"

/** The most tickets that one order names. */
export const ticketsAtMost = listLimit

const Order = Schema.Struct({
  actor: Schema.Struct({ kind: Schema.Literals(["agent", "robot"]), id: Name }),
  reason: Forget.fields.reason,
  tickets: Schema.optionalKey(
    Schema.Array(Name).check(
      Schema.makeFilter((names) => names.length > 0 && names.length <= ticketsAtMost, {
        code: "out-of-range",
        expected: `1 to ${ticketsAtMost} tickets`,
      }),
    ),
  ),
  customer: Schema.optionalKey(Name),
  contact: Schema.optionalKey(Name),
  address: Schema.optionalKey(Name),
  after: pageFields.after,
  limit: Schema.optionalKey(pageFields.limit),
})
export type Order = typeof Order.Type

const decode = Decode.strict(Order)

/** Checks an order; one that says of two kinds whom it means, or of none, is refused. */
export const checkForget = Effect.fnUntraced(function* (input: unknown) {
  const order = yield* checked(decode(input))
  const said = (["tickets", "customer", "contact", "address"] as const).filter(
    (name) => order[name] !== undefined,
  )
  if (said.length === 1) return order
  const got = said.length === 0 ? undefined : said.join(", ")
  const expected = "one of tickets, customer, contact, address"
  const problem = Problem.make({ code: "ambiguous-order", path: "", got, expected })
  return yield* new InvalidInput({ problems: [problem] })
})
