// The domain says no: the rule that stands against a command, where the ticket is, what may be
// done.
import type { CommandType } from "./Command.ts"

/** The rules that refuse commands; each has a line in `docs/problems.md`. */
export type RejectionRule =
  | "ActorNotAllowed"
  | "AlreadyAcknowledged"
  | "AlreadyRegistered"
  | "ArgumentMissing"
  | "ClockNotRunning"
  | "DueInPast"
  | "EffectiveBeforeRegistration"
  | "EffectiveInFuture"
  | "NothingDue"
  | "NotRegistered"
  | "QuestionNotOpen"
  | "SameAssignee"
  | "SameLine"
  | "SamePriority"
  | "SameTerms"
  | "StatesMissing"
  | "TransitionNotAllowed"
  | "UnknownAssignee"
  | "UnknownLine"
  | "UnknownNotification"
  | "UnknownPriority"
  | "UnknownProcess"

/** A refusal. Nothing was changed; `allowed` lists the commands that the configuration allows. */
export interface Rejection {
  readonly rule: RejectionRule
  readonly command: CommandType
  /** The configuration of the ticket; empty before it is registered. */
  readonly status: string
  readonly allowed: ReadonlyArray<CommandType>
  readonly message: string
}
