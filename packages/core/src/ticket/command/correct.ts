// Corrections: nothing that happened is edited, each is an event of its own.
import { Schema } from "effect"
import * as Instant from "../Instant.ts"
import { Name } from "../Text.ts"
import { Attachments, comment, FieldValues, Requester } from "./parts.ts"

const fields = {
  fields: Schema.optionalKey(FieldValues),
  attachments: Schema.optionalKey(Attachments),
}

/** It is a request of another type: it was taken for the wrong one, or has grown into it (B-03). */
export const SetRequestType = Schema.Struct({
  type: Schema.Literal("setRequestType"),
  requestType: Name,
  ...fields,
  ...comment,
})

/** Fields of the request get their values, or other ones. */
export const SetFields = Schema.Struct({
  type: Schema.Literal("setFields"),
  ...fields,
  fields: FieldValues,
})

/** It is another customer's request, or another person's there. */
export const SetCustomer = Schema.Struct({
  type: Schema.Literal("setCustomer"),
  customer: Name,
  /** Whom the desk writes to from now on; as before where absent. */
  requester: Schema.optionalKey(Requester),
  ...comment,
})

/** It is a request under another contract of its customer, or under none (null). */
export const SetContract = Schema.Struct({
  type: Schema.Literal("setContract"),
  contract: Schema.NullOr(Name),
  ...comment,
})

/** The request reached us at another instant, before it was written down. */
export const SetRegisteredAt = Schema.Struct({
  type: Schema.Literal("setRegisteredAt"),
  registeredAt: Instant.Millis,
  ...comment,
})
