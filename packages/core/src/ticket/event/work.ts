// Who worked, what was found, how it was remedied.
import { Schema } from "effect"
import { fact, FieldFacts, files, nullable } from "./parts.ts"

export const working = [
  fact("Assigned", {
    assignee: Schema.String,
    /** The rule of the process's routing that found them, and among how many. */
    routed: Schema.optionalKey(Schema.Struct({ rule: Schema.String, candidates: Schema.Int })),
  }),
  fact("DiagnosisStarted", {}),
  fact("CauseFound", {
    cause: Schema.Literals(["userError", "productFault", "thirdParty", "noFault"]),
    module: nullable(Schema.String),
  }),
  fact("PriorityChanged", {
    from: nullable(Schema.String),
    to: Schema.String,
    impact: Schema.optionalKey(Schema.String),
    urgency: Schema.optionalKey(Schema.String),
  }),
  /** Up where absent. */
  fact("Escalated", {
    from: Schema.String,
    to: Schema.String,
    direction: Schema.optionalKey(Schema.Literals(["up", "down", "sideways"])),
  }),
  fact("FixStarted", {}),
  fact("ReleaseAwaited", { component: Schema.String, version: nullable(Schema.String) }),
  fact("ReleaseShipped", { component: Schema.String, version: Schema.String }),
  fact("StepTaken", {
    step: Schema.String,
    move: Schema.String,
    fields: FieldFacts,
    missing: Schema.Array(Schema.String),
  }),
  fact("WorkLogged", { minutes: Schema.Int, worker: Schema.String }),
  fact("Answered", files),
] as const
