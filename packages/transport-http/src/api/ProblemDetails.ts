// What is answered instead: a problem by RFC 9457, with a code that is documented.
import { Schema } from "effect"

/** Where the codes are documented; a problem's `type` is this and its code. */
export const problemBase = "https://upkeep.dev/problems/"

/** A problem. `errors` says everything that is wrong with the input, at once. */
export const ProblemDetails = Schema.Struct({
  type: Schema.String,
  title: Schema.String,
  status: Schema.Int,
  detail: Schema.String,
  /** Find it in the log by this. */
  requestId: Schema.String,
  errors: Schema.optionalKey(
    Schema.Array(
      Schema.Struct({
        /** Where: in the body (`attachments[0]`), in the query, or a header. */
        path: Schema.String,
        /** What is broken: a code of `docs/problems.md`. */
        rule: Schema.String,
        /** What was expected. */
        hint: Schema.String,
      }),
    ),
  ),
  /** 412 and 409: the version that the ticket has now. */
  currentVersion: Schema.optionalKey(Schema.Int),
  /** 403 and 409 of a refused command: the status of the ticket. */
  state: Schema.optionalKey(Schema.String),
  /** 403 and 409 of a refused command: what the actor may do instead. */
  allowed: Schema.optionalKey(Schema.Array(Schema.String)),
}).annotate({ identifier: "Problem" })
export type ProblemDetails = typeof ProblemDetails.Type
