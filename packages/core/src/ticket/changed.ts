// What the facts of an event change in a ticket, its status and its obligations apart.
import type { Event } from "./Event.ts"
import type { State, TicketLink } from "./State.ts"

/** What of a ticket becomes another; undefined where an event is not of this kind. */
type Change = Partial<State> | undefined

/** What an event that has this number changes in a ticket, which is as it was before. */
export const changeBy = (state: State, event: Event, number: number): Change =>
  worked(state, event) ??
  said(state, event, number) ??
  corrected(state, event) ??
  linked(state, event)

const worked = (state: State, event: Event): Change => {
  switch (event.type) {
    case "Acknowledged":
      return { acknowledged: true }
    case "Assigned":
      return { assignee: event.assignee }
    case "CauseFound":
      return { cause: event.cause, module: event.module, awaited: null }
    case "PriorityChanged": {
      const { impact = state.impact, urgency = state.urgency } = event
      return { priority: event.to, impact, urgency }
    }
    case "Escalated":
      return { line: event.to, assignee: null, assignedAt: null, awaited: null }
    case "ReleaseAwaited":
      return { awaited: { component: event.component, version: event.version } }
    case "FixStarted":
      return { awaited: null }
    case "StepTaken":
      return { missing: event.missing, fields: { ...state.fields, ...event.fields } }
    case "WorkLogged":
      return { workMinutes: state.workMinutes + event.minutes }
    case "ChangeOpened":
      return { changes: [...state.changes, event.change] }
    default:
      return undefined
  }
}

const said = ({ offer, reopened, missing }: State, event: Event, number: number): Change => {
  switch (event.type) {
    case "MessageReceived":
      return { snoozedUntil: null, missing: missingAfter(missing, event) }
    case "Attached":
      return { missing: missingAfter(missing, event) }
    case "OptionsOffered":
      return { offer: { event: number, options: event.options, chosen: null } }
    case "OptionChosen":
      return { offer: offer === null ? null : { ...offer, chosen: event.option } }
    case "DatePromised":
      return { promisedAt: event.promisedAt, promiseDue: false }
    case "PromiseDue":
      return { promiseDue: true }
    case "WorkaroundGiven":
      return { workaround: number }
    case "Answered":
    case "ReleaseShipped":
      return { answer: number, promisedAt: null, promiseDue: false, awaited: null }
    case "ContentForgotten":
      return event.requester ? { reachable: false } : undefined
    case "SilenceElapsed":
      return { silenceDueAt: event.dueAt }
    case "ClosingUndone":
      return { silenceDueAt: null }
    case "Reopened":
      return { ...begunAnew, reopened: reopened + 1 }
    default:
      return undefined
  }
}

// A file that comes later is what was asked for.
const missingAfter = (
  missing: State["missing"],
  { files }: { readonly files: ReadonlyArray<unknown> },
): State["missing"] => (files.length === 0 ? missing : missing.filter((id) => id !== "files"))

// What was promised before the closing is promised no more.
const begunAnew = { silenceDueAt: null, promisedAt: null, promiseDue: false, awaited: null }

const corrected = (state: State, event: Event): Change => {
  switch (event.type) {
    case "RequestTypeChanged": {
      const { to: requestType, missing } = event
      return { requestType, missing, fields: { ...state.fields, ...event.fields } }
    }
    case "FieldsSet":
      return { missing: event.missing, fields: { ...state.fields, ...event.fields } }
    case "CustomerCorrected": {
      const { customer, reachable, contract, timeZone = null } = event
      return { customer, reachable, contract, timeZone }
    }
    case "ContractCorrected":
      return { contract: event.contract }
    case "RegistrationTimeCorrected":
      return { registeredAt: event.registeredAt }
    case "PolicyApplied":
      return { terms: event.process }
    case "ProcessMigrated":
      // The clocks go on by the terms that they followed.
      return { process: event.to }
    default:
      return undefined
  }
}

const linked = ({ absorbed, links, watchers }: State, event: Event): Change => {
  switch (event.type) {
    case "Merged":
      return { mergedInto: event.into }
    case "Unmerged":
      return { mergedInto: null }
    case "MergeNoted":
      return { absorbed: withOrWithout(absorbed, event.ticket, event.merged) }
    case "Linked":
      return { links: [...links, { ticket: event.ticket, as: event.as }] }
    case "Rejected":
      return event.duplicateOf === null
        ? undefined
        : { links: linkedWith(links, { ticket: event.duplicateOf, as: "duplicateOf" }) }
    case "Unlinked": {
      const { ticket, as } = event
      return { links: links.filter((each) => each.ticket !== ticket || each.as !== as) }
    }
    case "Snoozed":
      return { snoozedUntil: event.until }
    case "SnoozeEnded":
      return { snoozedUntil: null }
    case "Watched":
    case "Unwatched":
      return { watchers: withOrWithout(watchers, event.watcher, event.type === "Watched") }
    default:
      return undefined
  }
}

// A request may be linked to what it is a duplicate of before it is rejected as one.
const linkedWith = (links: State["links"], link: TicketLink): State["links"] =>
  links.some(({ ticket, as }) => ticket === link.ticket && as === link.as)
    ? links
    : [...links, link]

const withOrWithout = (
  list: ReadonlyArray<string>,
  item: string,
  isIn: boolean,
): ReadonlyArray<string> => {
  const others = list.filter((each) => each !== item)
  return isIn ? [...others, item] : others
}
