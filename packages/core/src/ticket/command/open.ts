// How a request comes in.
import { Schema } from "effect"
import * as Instant from "../Instant.ts"
import { Name, Subject, Text } from "../Text.ts"
import { Attachments, FieldValues, Requester } from "./parts.ts"

/** A request is opened (B-02, M-03). */
export const Register = Schema.Struct({
  type: Schema.Literal("register"),
  /** A request type of the process; its first one where absent. */
  requestType: Schema.optionalKey(Name),
  /** A channel of the process (`email`, `phone`). */
  channel: Name,
  subject: Subject,
  text: Text,
  requester: Requester,
  /** One of the process's; that of the request type, else the least urgent one, where absent. */
  priority: Schema.optionalKey(Name),
  /** Of how many the work suffers, and how soon it matters, where the process knows such words. */
  impact: Schema.optionalKey(Name),
  urgency: Schema.optionalKey(Name),
  /** The customer's id, where the host knows it; else the directory is asked by address. */
  customer: Schema.optionalKey(Name),
  /** The environment (M-03), one of those of the process. */
  environment: Schema.optionalKey(Name),
  period: Schema.optionalKey(Instant.Period),
  /** The fields that the process has beside these. */
  fields: Schema.optionalKey(FieldValues),
  attachments: Schema.optionalKey(Attachments),
  /** The mail's own Message-ID, without angle brackets. */
  messageId: Schema.optionalKey(Name),
  /** The closed ticket that this one follows. */
  follows: Schema.optionalKey(Name),
  /** The ticket of which this one was a part. */
  splitFrom: Schema.optionalKey(Name),
  /** False where nobody may be told by machine (P15); true where absent. */
  acknowledge: Schema.optionalKey(Schema.Boolean),
})

/**
 * Support tells the customer that the request was received (M-04), where the desk did not by
 * itself.
 */
export const Acknowledge = Schema.Struct({ type: Schema.Literal("acknowledge") })
