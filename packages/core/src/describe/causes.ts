// Which events a command may bring about: the table of GLOSSARY.md, as data. From it is read who
// can be the actor of an event, which the clocks of a policy may ask.
import { actorsOf } from "../ticket/Actors.ts"
import type { Actor, CommandType } from "../ticket/Command.ts"
import type { EventType } from "../ticket/Event.ts"

/** By command, the events that it may bring about. */
export const eventsOf: { readonly [command in CommandType]: ReadonlyArray<EventType> } = {
  register: [
    "Registered",
    "Acknowledged",
    "Rejected",
    "ChangeOpened",
    "Assigned",
    "DiagnosisStarted",
  ],
  acknowledge: ["Acknowledged"],
  assign: ["Assigned", "DiagnosisStarted"],
  route: ["Assigned", "DiagnosisStarted"],
  requestInformation: ["InformationRequested", "ThirdPartyAsked", "QuestionAsked"],
  receiveMessage: ["MessageReceived", "ThirdPartyAnswered", "WordHeard", "ClosingUndone"],
  inform: ["Informed"],
  diagnose: ["CauseFound"],
  escalate: ["Escalated", "Assigned"],
  offerOptions: ["OptionsOffered"],
  chooseOption: ["OptionChosen"],
  recommend: ["Recommended"],
  undertake: ["Undertaken"],
  settle: ["ObligationSettled"],
  promiseDate: ["DatePromised"],
  giveWorkaround: ["WorkaroundGiven"],
  startFix: ["FixStarted"],
  awaitRelease: ["ReleaseAwaited", "DatePromised"],
  shipRelease: ["ReleaseShipped", "Completed"],
  take: ["StepTaken"],
  setPriority: ["PriorityChanged"],
  setDeadline: ["DeadlineSet"],
  applyPolicy: ["PolicyApplied"],
  migrate: ["ProcessMigrated"],
  setRequestType: ["RequestTypeChanged"],
  setFields: ["FieldsSet"],
  setCustomer: ["CustomerCorrected"],
  setContract: ["ContractCorrected"],
  setRegisteredAt: ["RegistrationTimeCorrected"],
  answer: ["Answered", "Completed"],
  confirm: ["Confirmed"],
  dispute: ["Disputed"],
  rule: ["Confirmed", "Disputed", "Reopened", "Thanked"],
  withdraw: ["Withdrawn"],
  reject: ["Rejected"],
  reopen: ["Reopened"],
  merge: ["Merged"],
  unmerge: ["Unmerged"],
  noteMerge: ["MergeNoted"],
  link: ["Linked"],
  unlink: ["Unlinked"],
  snooze: ["Snoozed"],
  unsnooze: ["SnoozeEnded"],
  watch: ["Watched"],
  unwatch: ["Unwatched"],
  logWork: ["WorkLogged"],
  openChange: ["ChangeOpened"],
  note: ["Noted"],
  attach: ["Attached"],
  recordDelivery: [
    "NotificationDelivered",
    "NotificationFailed",
    "Completed",
    "WordHeard",
    "AnswerReturned",
  ],
  wake: [
    "ClockWarned",
    "ClockBreached",
    "SilenceElapsed",
    "ObligationDue",
    "PromiseDue",
    "SnoozeEnded",
    "PriorityChanged",
    "Escalated",
    "Assigned",
    "DiagnosisStarted",
  ],
}

const anybody: ReadonlyArray<Actor["kind"]> = ["customer", "agent", "robot"]

/** Who may be the actor of an event; one that no command is named for comes with any other. */
export const actorsOfEvent = (event: string): ReadonlyArray<Actor["kind"]> =>
  kindsOf.get(event) ?? anybody

const kindsOf: ReadonlyMap<string, ReadonlyArray<Actor["kind"]>> = new Map(
  [...new Set(Object.values(eventsOf).flat())].map((event) => {
    const causes = Object.entries(actorsOf).filter(([command]) =>
      new Map(Object.entries(eventsOf)).get(command)?.includes(event),
    )
    return [event, anybody.filter((kind) => causes.some(([, kinds]) => kinds.includes(kind)))]
  }),
)
