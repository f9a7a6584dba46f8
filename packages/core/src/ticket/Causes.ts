// Which commands may bring about which event, and so who can be its actor: what GLOSSARY.md says
// that commands make, read the other way round, as data.
import { actorsOf } from "./Actors.ts"
import type { Actor, CommandType } from "./Command.ts"
import type { EventType } from "./Event.ts"

/** A kind of actor. */
export type Kind = Actor["kind"]

/**
 * By event, the commands that may bring it about. `TurnPassed` comes with any of them, and
 * `DeadlineMoved` with new zone data.
 */
export const causesOf: { readonly [type in EventType]: ReadonlyArray<CommandType> } = {
  Registered: ["register"],
  Acknowledged: ["register", "acknowledge"],
  RequestTypeChanged: ["setRequestType"],
  FieldsSet: ["setFields"],
  CustomerCorrected: ["setCustomer"],
  ContractCorrected: ["setContract"],
  RegistrationTimeCorrected: ["setRegisteredAt"],
  ChangeOpened: ["register", "setRequestType", "openChange"],
  InformationRequested: ["requestInformation"],
  ThirdPartyAsked: ["requestInformation"],
  QuestionAsked: ["requestInformation"],
  MessageReceived: ["receiveMessage"],
  ThirdPartyAnswered: ["receiveMessage"],
  Informed: ["inform"],
  OptionsOffered: ["offerOptions"],
  OptionChosen: ["chooseOption"],
  Recommended: ["recommend"],
  Undertaken: ["undertake"],
  ObligationSettled: ["settle"],
  ObligationDue: ["wake"],
  DatePromised: ["promiseDate", "awaitRelease"],
  PromiseDue: ["wake"],
  WorkaroundGiven: ["giveWorkaround"],
  Noted: ["note"],
  Attached: ["attach"],
  ContentForgotten: ["forget"],
  TurnPassed: [],
  Assigned: ["register", "assign", "route", "escalate", "wake"],
  DiagnosisStarted: ["register", "assign", "route", "wake"],
  CauseFound: ["diagnose"],
  PriorityChanged: ["setPriority", "wake"],
  Escalated: ["escalate", "wake"],
  FixStarted: ["startFix"],
  ReleaseAwaited: ["awaitRelease"],
  ReleaseShipped: ["shipRelease"],
  StepTaken: ["take"],
  WorkLogged: ["logWork"],
  Answered: ["answer"],
  Completed: ["answer", "shipRelease", "recordDelivery"],
  AnswerReturned: ["recordDelivery"],
  WordHeard: ["receiveMessage", "recordDelivery"],
  Confirmed: ["confirm", "rule"],
  Disputed: ["dispute", "rule"],
  Thanked: ["rule"],
  SilenceElapsed: ["wake"],
  ClosingUndone: ["receiveMessage"],
  Withdrawn: ["withdraw"],
  Rejected: ["register", "reject"],
  Reopened: ["reopen", "rule"],
  Merged: ["merge"],
  Unmerged: ["unmerge"],
  MergeNoted: ["noteMerge"],
  Linked: ["link"],
  Unlinked: ["unlink"],
  Snoozed: ["snooze"],
  SnoozeEnded: ["unsnooze", "wake"],
  Watched: ["watch"],
  Unwatched: ["unwatch"],
  NotificationDelivered: ["recordDelivery"],
  NotificationFailed: ["recordDelivery"],
  ClockWarned: ["wake"],
  ClockBreached: ["wake"],
  DeadlineSet: ["setDeadline"],
  DeadlineMoved: [],
  PolicyApplied: ["applyPolicy"],
  ProcessMigrated: ["migrate"],
}

// Who else than those who may give the commands.
const apart: ReadonlyMap<string, ReadonlyArray<Kind>> = new Map([
  ["TurnPassed", ["customer", "agent", "robot"]],
  ["ThirdPartyAnswered", ["agent", "robot"]],
  ["DeadlineMoved", ["robot"]],
])

// What follows a registration by itself is the machine's doing.
const doersBy = (event: string, command: CommandType): ReadonlyArray<Kind> =>
  command === "register" && event !== "Registered" ? ["robot"] : actorsOf[command]

const doers: ReadonlyMap<string, ReadonlySet<Kind>> = new Map(
  Object.entries(causesOf).map(([event, commands]) => [
    event,
    new Set(apart.get(event) ?? commands.flatMap((command) => doersBy(event, command))),
  ]),
)

const nobody: ReadonlySet<Kind> = new Set()

/** Who may be the actor of an event; nobody of what is none. */
export const doersOf = (event: string): ReadonlySet<Kind> => doers.get(event) ?? nobody
