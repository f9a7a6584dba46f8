// What the desk's own machines report.
import { Schema } from "effect"
import * as Instant from "../Instant.ts"
import { Name, Text } from "../Text.ts"

/** A deadline as a letter named it: of which run of which clock, in epoch milliseconds. */
export const NamedDeadline = Schema.Struct({
  clock: Name,
  instance: Schema.Int,
  dueAt: Instant.Millis,
})
export type NamedDeadline = typeof NamedDeadline.Type

/** A channel says what became of a notification: accepted, refused for good, or returned later. */
export const RecordDelivery = Schema.Struct({
  type: Schema.Literal("recordDelivery"),
  notification: Name,
  outcome: Schema.Literals(["delivered", "parked", "bounced"]),
  reason: Schema.optionalKey(Text),
  /** The deadline that it named, where it named one. */
  deadline: Schema.optionalKey(NamedDeadline),
})

/** The desk applies everything of the ticket that is due. */
export const Wake = Schema.Struct({ type: Schema.Literal("wake") })
