// A clock explained: what is asked, what is answered.
import { Instant } from "@upkeep/core/effect"
import { Schema } from "effect"

/** Which run of a clock is explained, as of when, and in which language besides. */
export const ExplainClock = Schema.Struct({
  /** From 1; the last one where absent. */
  instance: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThanOrEqualTo(1))),
  asOf: Schema.optionalKey(
    Schema.Union([Instant.Millis, Schema.String]).annotate({
      description:
        "What was believed then: nothing that was recorded later is looked at. RFC 3339 with an " +
        "offset (`2026-03-03T12:00:00+03:00`), or epoch milliseconds; not in the future.",
    }),
  ),
  language: Schema.optionalKey(Schema.Literals(["en", "ru"])),
})
export type ExplainClock = typeof ExplainClock.Type

const Millis = Schema.Int.annotate({ description: "epoch milliseconds" })
const OrNull = <S extends Schema.Top>(schema: S) => Schema.NullOr(schema)

const Cause = Schema.Struct({
  number: Schema.Int,
  type: Schema.String,
  /** When it was recorded. */
  at: Millis,
  effectiveAt: Millis,
  actor: Schema.Literals(["customer", "agent", "robot"]),
}).annotate({ identifier: "Cause" })

/** What the calendar says; `name` where it is something that has one. */
const Because = Schema.Struct({
  kind: Schema.Literals([
    "hours",
    "ownHours",
    "moved",
    "extra",
    "outsideHours",
    "dayOff",
    "holiday",
    "shortened",
  ]),
  name: Schema.optionalKey(OrNull(Schema.String)),
}).annotate({ identifier: "Because" })

const Why = Schema.Union([
  Schema.Struct({ kind: Schema.Literals(["working", "closed"]), because: Because }),
  Schema.Struct({ kind: Schema.Literal("elapsed") }),
  /** `in`: the state in which the clock stands; null where an event holds it. */
  Schema.Struct({ kind: Schema.Literal("paused"), by: Cause, in: OrNull(Schema.String) }),
  Schema.Struct({ kind: Schema.Literal("finished"), by: Cause }),
]).annotate({ identifier: "Why" })

const Target = Schema.Union([
  Schema.Struct({ workingMinutes: Schema.Int }),
  Schema.Struct({ elapsedMinutes: Schema.Int }),
  Schema.Struct({ workingDays: Schema.Int }),
  Schema.Struct({ calendarDays: Schema.Int }),
  Schema.Struct({ calendarMonths: Schema.Int }),
  Schema.Struct({ businessDays: Schema.Int }),
]).annotate({ identifier: "Target" })

const Measure = Schema.Struct({
  /** Null where nothing is owed. */
  target: OrNull(Target),
  policy: Schema.String,
  calendar: Schema.String,
  dueAt: OrNull(Millis),
}).annotate({ identifier: "Measure" })

const changed = { by: Cause, before: Measure, after: Measure }

const Change = Schema.Union([
  Schema.Struct({
    ...changed,
    kind: Schema.Literals(["priority", "line", "requestType", "customer", "contract", "policy"]),
    mode: Schema.Literals(["keep", "fromStart", "fromNow"]),
    from: OrNull(Schema.String),
    to: OrNull(Schema.String),
  }),
  Schema.Struct({ ...changed, kind: Schema.Literal("registration"), from: Millis, to: Millis }),
  Schema.Struct({ ...changed, kind: Schema.Literal("byHand"), dueAt: Millis }),
  Schema.Struct({
    ...changed,
    kind: Schema.Literal("zoneData"),
    from: Millis,
    to: Millis,
    zoneData: Schema.String,
  }),
]).annotate({ identifier: "ClockChange" })

/** Why a run of a clock stands as it does. */
export const Explanation = Schema.Struct({
  clock: Schema.String,
  instance: Schema.Int,
  status: Schema.Literals(["running", "paused", "met", "breached", "elapsed", "cancelled"]),
  asOf: Millis,
  target: Target,
  targetMillis: OrNull(Schema.Int),
  byHand: OrNull(Schema.Struct({ at: Millis, dueAt: Millis, moves: Schema.Boolean })),
  startedAt: Millis,
  startedBy: Cause,
  dueAt: OrNull(Millis),
  breachedAt: OrNull(Millis),
  endedAt: OrNull(Millis),
  endedBy: OrNull(Cause),
  /** The sum of the stretches that count, to the millisecond. */
  spentMillis: Schema.Int,
  versions: Schema.Struct({
    process: Schema.String,
    policy: Schema.String,
    calendar: Schema.String,
    zoneData: Schema.String,
  }),
  timeZone: Schema.String,
  /** All the time since its start, in order and without a gap, half-open. */
  stretches: Schema.Array(
    Schema.Struct({
      from: Millis,
      to: Millis,
      counted: Schema.Boolean,
      millis: Schema.Int,
      why: Why,
    }),
  ),
  /** Whether more than 10,000 stretches or dates were left out. */
  truncated: Schema.Boolean,
  /** Where the target counts dates or months. */
  dates: Schema.Array(
    Schema.Struct({ date: Schema.String, counted: Schema.Boolean, because: OrNull(Because) }),
  ),
  changes: Schema.Array(Change),
  /** The same in words, line by line, where a language was asked for. */
  text: Schema.optionalKey(Schema.String),
}).annotate({ identifier: "Explanation" })
export type Explanation = typeof Explanation.Type
