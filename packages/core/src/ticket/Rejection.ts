// The domain says no: the rule that stands against a command, where the ticket is, what may be
// done.
import type { CommandType } from "./Command.ts"

/** The rules that refuse commands; each has a line in `docs/problems.md`. */
export type RejectionRule =
  | "ActorNotAllowed"
  | "AlreadyAcknowledged"
  | "AlreadyLinked"
  | "AlreadyMerged"
  | "AlreadyRegistered"
  | "AlreadyWatching"
  | "ArgumentMissing"
  | "ClockNotRunning"
  | "DueInPast"
  | "EffectiveBeforeRegistration"
  | "EffectiveInFuture"
  | "LinkCycle"
  | "LinkToItself"
  | "LinkTooDeep"
  | "MergeCycle"
  | "MigrationSkipsStep"
  | "MoveNotOffered"
  | "NobodyToRoute"
  | "NoPlace"
  | "NothingDue"
  | "NothingToForget"
  | "NotLinked"
  | "NotRegistered"
  | "NotSnoozed"
  | "NotWatching"
  | "ObligationNotOpen"
  | "OptionNotOffered"
  | "OtherCustomer"
  | "QuestionNotOpen"
  | "ReleaseNotAwaited"
  | "ReopeningOver"
  | "SameAssignee"
  | "SameContract"
  | "SameCustomer"
  | "SameLine"
  | "SamePriority"
  | "SameProcess"
  | "SamePromise"
  | "SameRequestType"
  | "SameTerms"
  | "SameTime"
  | "StatesMissing"
  | "TargetClosed"
  | "TimeOutOfOrder"
  | "TransitionNotAllowed"
  | "UnknownAssignee"
  | "UnknownContract"
  | "UnknownCustomer"
  | "UnknownLine"
  | "UnknownNotification"
  | "UnknownPriority"
  | "UnknownProcess"
  | "UnknownRequestType"
  | "UnknownTicket"
  | "UnknownWatcher"

/** A refusal. Nothing was changed; `allowed` lists the commands that the configuration allows. */
export interface Rejection {
  readonly rule: RejectionRule
  readonly command: CommandType
  /** The configuration of the ticket; empty before it is registered. */
  readonly status: string
  readonly allowed: ReadonlyArray<CommandType>
  readonly message: string
}
