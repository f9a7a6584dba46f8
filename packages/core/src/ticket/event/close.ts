// How a request ended, and came back.
import { Schema } from "effect"
import { fact, files, nullable } from "./parts.ts"

export const closing = [
  fact("Completed", {}),
  fact("AnswerReturned", {}),
  fact("WordHeard", {}),
  fact("Confirmed", {}),
  /** `word` is the number of the event whose text is the argument, where a person ruled it. */
  fact("Disputed", { word: nullable(Schema.Int), ...files }),
  fact("Thanked", {}),
  fact("SilenceElapsed", { dueAt: Schema.Int }),
  /** `to` is the state of the work to which it comes back, where it was closed unanswered. */
  fact("ClosingUndone", { to: Schema.optionalKey(Schema.String) }),
  fact("Withdrawn", {}),
  fact("Rejected", {
    reason: Schema.Literals(["noContract", "notProduct", "spam", "duplicate"]),
    /** The id of the ticket, for a duplicate. */
    duplicateOf: nullable(Schema.String),
  }),
  /** `word` as in `Disputed`. */
  fact("Reopened", { word: nullable(Schema.Int), ...files }),
] as const
