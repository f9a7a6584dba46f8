// How a request is answered, ends, and comes back.
import { Schema } from "effect"
import { Name, Text } from "../Text.ts"
import { Attachments, comment, message } from "./parts.ts"

/** The answer (M-07, M-08). The ticket is completed once the channel has accepted it (M-11). */
export const Answer = Schema.Struct({ type: Schema.Literal("answer"), ...message })

/** The customer confirms the solution (M-13). */
export const Confirm = Schema.Struct({ type: Schema.Literal("confirm") })

/** The customer disagrees (M-12); the text is the argument, and without one it is refused. */
export const Dispute = Schema.Struct({
  type: Schema.Literal("dispute"),
  text: Schema.optionalKey(Text),
  attachments: Schema.optionalKey(Attachments),
})

/** A person rules what the customer's word on a completed or closed ticket meant (M-14). */
export const Rule = Schema.Struct({
  type: Schema.Literal("rule"),
  ruling: Schema.Literals(["confirmation", "dispute", "thanks"]),
})

/** The request is no longer needed (M-15). */
export const Withdraw = Schema.Struct({ type: Schema.Literal("withdraw"), ...comment })

/** Support does not take the request, and says why (B-04). */
export const Reject = Schema.Struct({
  type: Schema.Literal("reject"),
  reason: Schema.Literals(["noContract", "notProduct", "spam", "duplicate"]),
  /** The ticket, for a duplicate. */
  duplicateOf: Schema.optionalKey(Name),
  ...comment,
})

/** A closed request is taken up again, with an argument, within the window of the process. */
export const Reopen = Schema.Struct({
  type: Schema.Literal("reopen"),
  text: Schema.optionalKey(Text),
  attachments: Schema.optionalKey(Attachments),
})
