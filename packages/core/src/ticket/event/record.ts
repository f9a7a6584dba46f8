// What channels, clocks and versions brought about.
import { Schema } from "effect"
import { NamedDeadline } from "../Command.ts"
import { fact } from "./parts.ts"

const run = { clock: Schema.String, instance: Schema.Int }

export const recording = [
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
    ...run,
    share: Schema.optionalKey(Schema.Finite),
    beforeMinutes: Schema.optionalKey(Schema.Int),
    dueAt: Schema.Int,
  }),
  fact("ClockBreached", { ...run, dueAt: Schema.Int }),
  /** A deadline was set by hand. */
  fact("DeadlineSet", { ...run, dueAt: Schema.Int }),
  /** A deadline that people were told fell elsewhere once the zone data changed. */
  fact("DeadlineMoved", {
    ...run,
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
  /** From now on the ticket is on this version of its process, in this configuration. */
  fact("ProcessMigrated", {
    from: Schema.String,
    to: Schema.String,
    status: Schema.String,
    /** Whether a demanded step was skipped, for a reason that lies apart. */
    forced: Schema.Boolean,
  }),
] as const
