// What happened to a ticket: the storage format, versioned with care. Events hold facts and no
// personal content; what people wrote lies apart, and the event names it by key and salted hash.
import { Schema } from "effect"
import { Actor } from "./Command.ts"
import { closing } from "./event/close.ts"
import { linking } from "./event/link.ts"
import { opening } from "./event/open.ts"
import { nullable } from "./event/parts.ts"
import { recording } from "./event/record.ts"
import { talking } from "./event/talk.ts"
import { working } from "./event/work.ts"

export { type FieldFacts, PinnedContract } from "./event/parts.ts"
export { Uncovered } from "./event/open.ts"

/** The version of this format. A row of a newer one is refused as `event-too-new` (V16). */
export const formatVersion = 1

/** Every event. A work event moves only work; `TurnPassed` alone moves the turn. */
export const Event = Schema.Union([
  ...opening,
  ...talking,
  ...working,
  ...closing,
  ...linking,
  ...recording,
])
export type Event = typeof Event.Type
export type EventType = Event["type"]

/** Where an event's personal content lies, and the salted sha256 that proves it unchanged. */
export const ContentRef = Schema.Struct({ key: Schema.String, hash: Schema.String })

/** The versions in force when an event was written: `id@version`, and the zone data's own. */
export const Versions = Schema.Struct({
  process: Schema.String,
  policy: Schema.String,
  calendar: Schema.String,
  zoneData: Schema.String,
})
export type Versions = typeof Versions.Type

/** An event as it stands in the journal. `at` never goes back in a ticket; `effectiveAt ≤ at`. */
export const Recorded = Schema.Struct({
  format: Schema.Literal(formatVersion),
  id: Schema.String,
  ticketId: Schema.String,
  /** 1…n without gaps. */
  number: Schema.Int,
  at: Schema.Int,
  effectiveAt: Schema.Int,
  actor: Actor,
  /** The command that caused it. */
  commandId: Schema.String,
  versions: Versions,
  content: nullable(ContentRef),
  event: Event,
  /**
   * Only in a stored event, as its last field: sha256 over the chain of the event before, the
   * tenant and all bytes of this one but these (P20). Missing from what was written before it was.
   */
  chain: Schema.optionalKey(Schema.String),
})
export type Recorded = typeof Recorded.Type

/** What the chart hears of an event: its type, and of some also where they lead. */
export const signalOf = (event: Event): string => {
  switch (event.type) {
    case "TurnPassed":
    case "Unmerged":
      return `${event.type}.${event.to}`
    case "ClosingUndone":
      return event.to === undefined ? event.type : `${event.type}.${event.to}`
    case "Escalated":
      return event.direction === "down" ? "Escalated.down" : "Escalated"
    case "StepTaken":
      return `StepTaken.${event.step}.${event.move}`
    default:
      return event.type
  }
}
