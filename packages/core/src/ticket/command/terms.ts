// What a request is promised, and by which version of the process.
import { Schema } from "effect"
import * as Instant from "../Instant.ts"
import { Name, Text } from "../Text.ts"
import { comment } from "./parts.ts"

/**
 * The request is more urgent, or less: one of the process's priorities, or the one that its matrix
 * has for an impact and an urgency.
 */
export const SetPriority = Schema.Struct({
  type: Schema.Literal("setPriority"),
  priority: Schema.optionalKey(Name),
  impact: Schema.optionalKey(Name),
  urgency: Schema.optionalKey(Name),
  ...comment,
})

/** A clock that has not ended and not breached gets a deadline by hand: epoch milliseconds. */
export const SetDeadline = Schema.Struct({
  type: Schema.Literal("setDeadline"),
  clock: Name,
  dueAt: Instant.Millis,
  ...comment,
})

/**
 * The ticket's clocks follow the policy and the calendars of this version of a process from now on.
 * `keep` leaves running clocks their targets, `fromStart` measures them anew with all time spent,
 * `fromNow` begins them again at zero.
 */
export const ApplyPolicy = Schema.Struct({
  type: Schema.Literal("applyPolicy"),
  /** `id@version`. */
  process: Name,
  mode: Schema.Literals(["keep", "fromStart", "fromNow"]),
})

/**
 * The ticket goes on by another version of its process (P14), where it stands now, or where
 * `places` says; its clocks keep their terms.
 */
export const Migrate = Schema.Struct({
  type: Schema.Literal("migrate"),
  /** `id@version`. */
  process: Name,
  /** By the state now, the state of the work then; before the places of that version's profile. */
  places: Schema.optionalKey(Schema.Record(Name, Name)),
  /** Why it may skip a step that the new version demands (PR22). */
  force: Schema.optionalKey(Text),
})
