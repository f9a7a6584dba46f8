// What happened to a ticket: the storage format, versioned with care. Events hold facts and no
// personal content; what people wrote lies apart, and the event names it by key and salted hash.
import { Schema } from "effect"
import { Actor, NamedDeadline } from "./Command.ts"

/** The version of this format. A row of a newer one is refused as `event-too-new` (V16). */
export const formatVersion = 1

const File = Schema.Struct({ hash: Schema.String, bytes: Schema.Int, mediaType: Schema.String })
const files = { files: Schema.Array(File) }
const nullable = <S extends Schema.Top>(schema: S) => Schema.NullOr(schema)

/**
 * The contract that was in force at registration, pinned: its targets by clock id, its calendar.
 */
export const PinnedContract = Schema.Struct({
  id: Schema.String,
  version: Schema.String,
  targets: Schema.Record(Schema.String, Schema.Unknown),
  /** One of the process's calendars. */
  calendar: Schema.optionalKey(Schema.String),
})
export type PinnedContract = typeof PinnedContract.Type

const fact = <const T extends string, const F extends Schema.Struct.Fields>(type: T, fields: F) =>
  Schema.Struct({ type: Schema.Literal(type), ...fields })

/** Every event. A work event moves only work; `TurnPassed` alone moves the turn. */
export const Event = Schema.Union([
  fact("Registered", {
    number: Schema.String,
    requestType: Schema.String,
    /** One of the process's priorities; absent where it has none. */
    priority: Schema.optionalKey(Schema.String),
    channel: Schema.String,
    line: Schema.String,
    customer: nullable(Schema.String),
    /** Whether the requester has an address to write to. */
    reachable: Schema.Boolean,
    contract: nullable(PinnedContract),
    /** The customer's own time zone, in which their deadlines are shown. */
    timeZone: Schema.optionalKey(Schema.String),
    environment: nullable(Schema.String),
    period: nullable(Schema.Struct({ from: Schema.Int, to: Schema.Int })),
    /** Fields that the process wishes for and the request lacks (M-03). */
    missing: Schema.Array(Schema.String),
    follows: nullable(Schema.String),
    ...files,
  }),
  fact("Acknowledged", {}),
  fact("Assigned", { assignee: Schema.String }),
  fact("DiagnosisStarted", {}),
  fact("InformationRequested", files),
  fact("ThirdPartyAsked", files),
  fact("MessageReceived", { answers: Schema.Array(Schema.Int), ...files }),
  fact("ThirdPartyAnswered", { answers: Schema.Array(Schema.Int), ...files }),
  fact("Informed", files),
  fact("CauseFound", {
    cause: Schema.Literals(["userError", "productFault"]),
    module: nullable(Schema.String),
  }),
  fact("PriorityChanged", { from: nullable(Schema.String), to: Schema.String }),
  fact("Escalated", { from: Schema.String, to: Schema.String }),
  fact("Answered", files),
  fact("Completed", {}),
  fact("AnswerReturned", {}),
  fact("WordHeard", {}),
  fact("Confirmed", {}),
  /** `word` is the number of the event whose text is the argument, where a person ruled it. */
  fact("Disputed", { word: nullable(Schema.Int), ...files }),
  fact("Thanked", {}),
  fact("SilenceElapsed", { dueAt: Schema.Int }),
  fact("ClosingUndone", {}),
  fact("Withdrawn", {}),
  fact("Noted", files),
  fact("Attached", files),
  fact("TurnPassed", { to: Schema.Literals(["ours", "customers", "thirdPartys"]) }),
  fact("NotificationDelivered", {
    notification: Schema.String,
    /** The deadline that it named. */
    deadline: Schema.optionalKey(NamedDeadline),
  }),
  fact("NotificationFailed", {
    notification: Schema.String,
    outcome: Schema.Literals(["parked", "bounced"]),
  }),
  /** At a share of the target, or so many minutes before it. */
  fact("ClockWarned", {
    clock: Schema.String,
    instance: Schema.Int,
    share: Schema.optionalKey(Schema.Finite),
    beforeMinutes: Schema.optionalKey(Schema.Int),
    dueAt: Schema.Int,
  }),
  fact("ClockBreached", { clock: Schema.String, instance: Schema.Int, dueAt: Schema.Int }),
  /** A deadline was set by hand. */
  fact("DeadlineSet", { clock: Schema.String, instance: Schema.Int, dueAt: Schema.Int }),
  /** A deadline that people were told fell elsewhere once the zone data changed. */
  fact("DeadlineMoved", {
    clock: Schema.String,
    instance: Schema.Int,
    from: Schema.Int,
    to: Schema.Int,
    zoneData: Schema.String,
  }),
  /** From now on the ticket's clocks follow the policy and the calendars of this process. */
  fact("PolicyApplied", {
    process: Schema.String,
    policy: Schema.String,
    calendar: Schema.String,
    mode: Schema.Literals(["keep", "fromStart", "fromNow"]),
  }),
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
})
export type Recorded = typeof Recorded.Type

/** What the chart hears of an event: its type; a passed turn says to whom. */
export const signalOf = (event: Event): string =>
  event.type === "TurnPassed" ? `TurnPassed.${event.to}` : event.type
