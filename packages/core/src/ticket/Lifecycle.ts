// The lifecycle as it is executed: the table that was read off the statechart when a process was
// made.
import { readTable } from "./chart.ts"
import type { CommandType } from "./Command.ts"
import type { Configuration, Shape } from "./configuration.ts"
import type { EventType } from "./Event.ts"
import type { Owner } from "./Obligation.ts"

export type { Configuration, Shape }
export { type Arrows, workArrows } from "./workArrows.ts"

/** A lifecycle: its shape and its table of configurations. */
export interface Lifecycle {
  readonly shape: Shape
  /** The configuration of a ticket that has just been registered. */
  readonly initial: string
  readonly table: ReadonlyMap<string, Configuration>
  /** Who owes the next move in the states that are steps of the process's own. */
  readonly owners: ReadonlyMap<string, Owner>
}

/** The most lifecycles that are kept once they were built; a process has one, or a few. */
export const keptAtMost = 32

const kept = new Map<string, Lifecycle>()

/**
 * Builds the lifecycle of a shape. XState is asked once, for all processes of one shape; afterwards
 * a step is a look-up.
 *
 * @example
 * const lifecycle = Lifecycle.make({ confirmation: true, causeFirst: true, escalation: true })
 * Lifecycle.next(lifecycle, "open.registered.ours", "DiagnosisStarted")
 * // => "open.diagnosing.ours"
 */
export const make = (shape: Shape): Lifecycle => {
  const key = JSON.stringify(shape)
  const lifecycle = kept.get(key) ?? build(shape)
  // What was asked for longest ago goes first.
  kept.delete(key)
  kept.set(key, lifecycle)
  const [oldest = key] = kept.keys()
  if (kept.size > keptAtMost) kept.delete(oldest)
  return lifecycle
}

const build = (shape: Shape): Lifecycle => {
  const table = readTable(shape)
  const [initial = ""] = table.keys()
  const owners = new Map((shape.steps ?? []).map(({ id, owner }) => [id, owner] as const))
  return { shape, initial, table, owners }
}

/** Who owes the next move in a configuration, where nothing else is owed. */
export const ownerIn = ({ owners }: Lifecycle, states: ReadonlySet<string>): Owner => {
  for (const [step, owner] of owners) if (states.has(step)) return owner
  return "vendor"
}

/** The configuration after a signal, or undefined where the chart has no arrow for it. */
export const next = (lifecycle: Lifecycle, status: string, signal: string): string | undefined =>
  lifecycle.table.get(status)?.next.get(signal)

/** The moves of steps that a configuration offers. */
export const movesIn = (
  lifecycle: Lifecycle,
  status: string,
): ReadonlyArray<{ readonly step: string; readonly move: string }> =>
  [...(lifecycle.table.get(status)?.next.keys() ?? [])].flatMap((signal) => {
    const [head, step = "", move = ""] = signal.split(".")
    return head === "StepTaken" ? [{ step, move }] : []
  })

/** Facts move nothing; the tags of a configuration say whether they may be noted there. */
const tagOf: { readonly [type in EventType]?: string } = {
  Acknowledged: "workable",
  Assigned: "workable",
  InformationRequested: "asking",
  ThirdPartyAsked: "asking",
  QuestionAsked: "asking",
  ThirdPartyAnswered: "workable",
  MessageReceived: "hearing",
  Informed: "telling",
  OptionsOffered: "offering",
  OptionChosen: "offering",
  Recommended: "asking",
  Undertaken: "workable",
  ObligationSettled: "workable",
  ObligationDue: "workable",
  DatePromised: "workable",
  PromiseDue: "workable",
  WorkaroundGiven: "asking",
  PriorityChanged: "workable",
  DeadlineSet: "correspondence",
  DeadlineMoved: "correspondence",
  PolicyApplied: "correspondence",
  ProcessMigrated: "correspondence",
  RequestTypeChanged: "asking",
  FieldsSet: "fileable",
  CustomerCorrected: "correspondence",
  ContractCorrected: "correspondence",
  RegistrationTimeCorrected: "correspondence",
  ChangeOpened: "notable",
  MergeNoted: "notable",
  Linked: "notable",
  Unlinked: "notable",
  Snoozed: "workable",
  SnoozeEnded: "workable",
  Watched: "notable",
  Unwatched: "notable",
  WorkLogged: "notable",
  Noted: "notable",
  Attached: "fileable",
  ContentForgotten: "notable",
  NotificationDelivered: "notable",
  NotificationFailed: "notable",
  ClockWarned: "notable",
  ClockBreached: "notable",
}

/** Whether an event is a fact, which moves nothing, rather than a signal of the chart. */
export const isFact = (type: EventType): boolean => tagOf[type] !== undefined

/** Whether a configuration allows an event: by an arrow of the chart, or as a fact by its tags. */
export const allows = (lifecycle: Lifecycle, status: string, signal: string): boolean => {
  const configuration = lifecycle.table.get(status)
  if (configuration === undefined) return false
  const tag = tagOf[signal as EventType]
  return tag === undefined ? configuration.next.has(signal) : configuration.tags.has(tag)
}

/**
 * The event by which a command makes its mark: where that is not allowed, neither is the command.
 */
const markOf: { readonly [type in Exclude<CommandType, "register">]: ReadonlyArray<EventType> } = {
  acknowledge: ["Acknowledged"],
  assign: ["Assigned"],
  route: ["Assigned"],
  requestInformation: ["InformationRequested"],
  receiveMessage: ["MessageReceived", "ClosingUndone"],
  inform: ["Informed"],
  diagnose: ["CauseFound"],
  escalate: ["Escalated"],
  offerOptions: ["OptionsOffered"],
  chooseOption: ["OptionChosen"],
  recommend: ["Recommended"],
  undertake: ["Undertaken"],
  settle: ["ObligationSettled"],
  promiseDate: ["DatePromised"],
  giveWorkaround: ["WorkaroundGiven"],
  startFix: ["FixStarted"],
  awaitRelease: ["ReleaseAwaited"],
  shipRelease: ["ReleaseShipped"],
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
  answer: ["Answered"],
  confirm: ["Confirmed"],
  dispute: ["Disputed"],
  rule: ["Thanked"],
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
  forget: ["ContentForgotten"],
  recordDelivery: ["NotificationDelivered"],
  wake: ["ClockWarned"],
}

/** Whether a configuration allows a command, before its data is looked at. */
export const permits = (lifecycle: Lifecycle, status: string, command: CommandType): boolean => {
  const configuration = lifecycle.table.get(status)
  if (configuration === undefined || command === "register") return false
  const { heads, tags } = configuration
  return markOf[command].some((event) => {
    const tag = tagOf[event]
    return tag === undefined ? heads.has(event) : tags.has(tag)
  })
}

/** The commands that a configuration allows, in the order of the glossary. */
export const permitted = (lifecycle: Lifecycle, status: string): ReadonlyArray<CommandType> =>
  (Object.keys(markOf) as ReadonlyArray<keyof typeof markOf>).filter((command) =>
    permits(lifecycle, status, command),
  )
