// A request came in, and what was corrected of it since.
import { Schema } from "effect"
import { ChangeOrigin } from "../Command.ts"
import { fact, FieldFacts, files, nullable, PinnedContract } from "./parts.ts"

/** Why no contract covers a request; see `contractFor`. */
export const Uncovered = Schema.Literals(["none", "not-yet", "over", "channel", "request-type"])
export type Uncovered = typeof Uncovered.Type

const people = {
  customer: nullable(Schema.String),
  /** Whether the requester has an address to write to. */
  reachable: Schema.Boolean,
  contract: nullable(PinnedContract),
  /** Why there is none, of a customer who is known. */
  uncovered: Schema.optionalKey(Uncovered),
  /** The customer's own time zone, in which their deadlines are shown. */
  timeZone: Schema.optionalKey(Schema.String),
}

export const opening = [
  fact("Registered", {
    number: Schema.String,
    requestType: Schema.String,
    /** One of the process's priorities; absent where it has none. */
    priority: Schema.optionalKey(Schema.String),
    impact: Schema.optionalKey(Schema.String),
    urgency: Schema.optionalKey(Schema.String),
    channel: Schema.String,
    line: Schema.String,
    ...people,
    environment: nullable(Schema.String),
    period: nullable(Schema.Struct({ from: Schema.Int, to: Schema.Int })),
    fields: Schema.optionalKey(FieldFacts),
    /** Fields that the process wishes for and the request lacks (M-03). */
    missing: Schema.Array(Schema.String),
    follows: nullable(Schema.String),
    splitFrom: Schema.optionalKey(Schema.String),
    ...files,
  }),
  fact("Acknowledged", {}),
  fact("RequestTypeChanged", {
    from: Schema.String,
    to: Schema.String,
    fields: FieldFacts,
    missing: Schema.Array(Schema.String),
    ...files,
  }),
  fact("FieldsSet", { fields: FieldFacts, missing: Schema.Array(Schema.String), ...files }),
  fact("CustomerCorrected", { from: nullable(Schema.String), ...people }),
  /** `from` is the id of the one before. */
  fact("ContractCorrected", {
    from: nullable(Schema.String),
    contract: nullable(PinnedContract),
  }),
  fact("RegistrationTimeCorrected", { from: Schema.Int, registeredAt: Schema.Int }),
  fact("ChangeOpened", {
    /** The id of the change. */
    change: Schema.String,
    origin: ChangeOrigin,
  }),
] as const
