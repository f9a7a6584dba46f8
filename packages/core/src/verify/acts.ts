// Who may bring an event about: the table from events back to the commands that make them.
import { actorsOf } from "../ticket/Actors.ts"
import type { Actor, CommandType } from "../ticket/Command.ts"
import type { EventType } from "../ticket/Event.ts"
import * as Lifecycle from "../ticket/Lifecycle.ts"
import { turns } from "../ticket/Obligation.ts"

/** A kind of actor. */
export type Kind = Actor["kind"]

const by = (...commands: ReadonlyArray<CommandType>): ReadonlySet<Kind> =>
  new Set(commands.flatMap((command) => actorsOf[command]))

const anybody: ReadonlySet<Kind> = new Set<Kind>(["customer", "agent", "robot"])
const machine: ReadonlySet<Kind> = new Set<Kind>(["robot"])

/** By whom an event may happen. What comes with a registration by itself is the machine's doing. */
export const doersOf: { readonly [type in EventType]: ReadonlySet<Kind> } = {
  Registered: by("register"),
  Acknowledged: by("acknowledge"),
  RequestTypeChanged: by("setRequestType"),
  FieldsSet: by("setFields"),
  CustomerCorrected: by("setCustomer"),
  ContractCorrected: by("setContract"),
  RegistrationTimeCorrected: by("setRegisteredAt"),
  ChangeOpened: new Set([...by("openChange", "setRequestType"), ...machine]),
  InformationRequested: by("requestInformation"),
  ThirdPartyAsked: by("requestInformation"),
  QuestionAsked: by("requestInformation"),
  MessageReceived: by("receiveMessage"),
  ThirdPartyAnswered: new Set<Kind>(["agent", "robot"]),
  Informed: by("inform"),
  OptionsOffered: by("offerOptions"),
  OptionChosen: by("chooseOption"),
  Recommended: by("recommend"),
  Undertaken: by("undertake"),
  ObligationSettled: by("settle"),
  ObligationDue: machine,
  DatePromised: by("promiseDate", "awaitRelease"),
  PromiseDue: machine,
  WorkaroundGiven: by("giveWorkaround"),
  Noted: by("note"),
  Attached: by("attach"),
  TurnPassed: anybody,
  Assigned: by("assign", "route"),
  DiagnosisStarted: by("assign", "route"),
  CauseFound: by("diagnose"),
  PriorityChanged: by("setPriority"),
  Escalated: by("escalate", "wake"),
  FixStarted: by("startFix"),
  ReleaseAwaited: by("awaitRelease"),
  ReleaseShipped: by("shipRelease"),
  StepTaken: by("take"),
  WorkLogged: by("logWork"),
  Answered: by("answer"),
  Completed: by("answer", "shipRelease", "recordDelivery"),
  AnswerReturned: by("recordDelivery"),
  WordHeard: by("receiveMessage", "recordDelivery"),
  Confirmed: by("confirm", "rule"),
  Disputed: by("dispute", "rule"),
  Thanked: by("rule"),
  SilenceElapsed: machine,
  ClosingUndone: by("receiveMessage"),
  Withdrawn: by("withdraw"),
  Rejected: new Set([...by("reject"), ...machine]),
  Reopened: by("reopen", "rule"),
  Merged: by("merge"),
  Unmerged: by("unmerge"),
  MergeNoted: by("noteMerge"),
  Linked: by("link"),
  Unlinked: by("unlink"),
  Snoozed: by("snooze"),
  SnoozeEnded: by("unsnooze", "wake"),
  Watched: by("watch"),
  Unwatched: by("unwatch"),
  NotificationDelivered: machine,
  NotificationFailed: machine,
  ClockWarned: machine,
  ClockBreached: machine,
  DeadlineSet: by("setDeadline"),
  DeadlineMoved: machine,
  PolicyApplied: by("applyPolicy"),
  ProcessMigrated: by("migrate"),
}

/** Whether something is the name of an event. */
export const isEvent = (name: string): name is EventType => Object.hasOwn(doersOf, name)

/** Who may bring a signal about; of a step only its owner beside us. */
export const doersOfSignal = (
  { owners }: Lifecycle.Lifecycle,
  signal: string,
): ReadonlySet<Kind> => {
  const [head = "", step = ""] = signal.split(".")
  if (!isEvent(head)) return new Set()
  return head === "StepTaken" && owners.get(step) !== "customer" ? by("answer") : doersOf[head]
}

/** Whether an event may happen in a configuration: by an arrow, or as a fact by its tags. */
export const mayHappen = (
  lifecycle: Lifecycle.Lifecycle,
  { status, heads }: Lifecycle.Configuration,
  event: EventType,
): boolean => heads.has(event) || Lifecycle.allows(lifecycle, status, event)

/**
 * Whether somebody may bring a signal about by an act of theirs. The turn passes to others only
 * where something may be asked of them, or a step is theirs; that an answer comes back late is
 * nobody's act.
 */
export const isToBeHad = (
  lifecycle: Lifecycle.Lifecycle,
  { states, tags }: Lifecycle.Configuration,
  signal: string,
): boolean => {
  const [head, to] = signal.split(".")
  if (head === "AnswerReturned") return states.has("answering")
  if (head !== "TurnPassed" || to === "ours" || tags.has("asking")) return true
  return turns[Lifecycle.ownerIn(lifecycle, states)] === to
}
