// What the variables of a letter say: read from the journal, as of the event that it is about.
import { Effect } from "effect"
import * as Letter from "../process/Letter.ts"
import * as Process from "../process/Process.ts"
import type { NamedDeadline } from "../ticket/Command.ts"
import type { Event, EventType, Recorded } from "../ticket/Event.ts"
import type { Opened } from "./open.ts"
import { asked } from "./recipient.ts"
import type { Content } from "./seal.ts"
import { isSpoken } from "./spoken.ts"
import type { Wiring } from "./wiring.ts"

/** What a letter is made from. */
export interface Making {
  readonly process: Process.Process
  readonly journal: ReadonlyArray<Opened>
  readonly cause: Opened
  readonly language: string
  readonly deadline: NamedDeadline | undefined
  readonly priority: string | null
  readonly zone: string
  /** Whether one of our own people reads it. */
  readonly ours: boolean
}

/** The values of a letter's variables. */
export const valuesOf = Effect.fnUntraced(function* (wiring: Wiring, making: Making) {
  const { process, journal, cause, language, deadline, priority, zone } = making
  const { desk } = process.profile
  const assignee = yield* asked(assigneeOf(wiring, cause))
  const values: Letter.Values = {
    ...Letter.none,
    number: numberOf(journal),
    subject: journal[0]?.content.subject ?? "",
    ...saidIn(making),
    ...factsIn(making),
    missing: missingOf(process, journal, language),
    assignee,
    clock: deadline?.clock ?? "",
    dueAt: deadline === undefined ? "" : Letter.time(deadline.dueAt, zone, language),
    priority: priority ?? "",
    deskName: desk.name,
    deskEmail: desk.email,
    deskPhone: desk.phone ?? "",
    deskSite: desk.site ?? "",
  }
  return values
})

const numberOf = (journal: ReadonlyArray<Opened>): string => {
  const event = journal[0]?.recorded.event
  return event?.type === "Registered" ? event.number : ""
}

// The words of the event; a reminder says again what it reminds of.
const saidIn = (making: Making): Pick<Letter.Values, "text" | "questions" | "options"> => {
  const { journal, cause, ours } = making
  const { event } = cause.recorded
  const source = event.type === "ObligationDue" ? journal[event.obligation - 1] : cause
  const said = source?.recorded.event
  if (source === undefined || said === undefined) return nothingSaid
  if (said.type === "QuestionAsked") {
    if (!ours && said.of !== "customer") return nothingSaid
    const question = journal[said.letter - 1]?.content.questions?.[said.place]
    return { ...nothingSaid, text: question ?? "" }
  }
  const facts = "public" in said ? { public: said.public } : {}
  if (!ours && !isSpoken({ type: said.type, facts })) return nothingSaid
  const { text, questions = [], options = [] } = source.content
  return {
    text: text ?? wordIn(journal, source.recorded)?.text ?? "",
    questions: questions.map((each, index) => `${index + 1}. ${each}`).join("\n"),
    options: options.map((each) => `${each.id}: ${each.text}`).join("\n"),
  }
}

const nothingSaid = { text: "", questions: "", options: "" }

// A dispute that a person ruled has its argument in the customer's message; what is said with the
// wait for a release is said with the day that is promised by it.
const wordIn = (
  journal: ReadonlyArray<Opened>,
  { number, commandId, event }: Recorded,
): Content | undefined => {
  if ((event.type === "Disputed" || event.type === "Reopened") && event.word !== null)
    return journal[event.word - 1]?.content
  const before = journal[number - 2]
  return event.type === "DatePromised" && before?.recorded.commandId === commandId
    ? before.content
    : undefined
}

const factsIn = ({ process, journal, cause, language, zone }: Making) => {
  const { number, event } = cause.recorded
  const before = journal.slice(0, number)
  const last = <T extends EventType>(type: T) => lastOf(before, type)
  const promise = last("DatePromised")?.event.promisedAt
  const release = before.findLast(({ recorded }) => isRelease(recorded.event))?.recorded.event
  const { component, version } =
    release !== undefined && isRelease(release) ? release : nothingReleased
  return {
    promisedAt: promise === undefined ? "" : Letter.time(promise, zone, language),
    component,
    version: version ?? "",
    reason:
      event.type === "Rejected"
        ? (Process.wordFor(process, event.reason, language) ?? event.reason)
        : "",
    workaround: last("WorkaroundGiven")?.content.text ?? "",
  }
}

const nothingReleased = { component: "", version: null }

const isRelease = (
  event: Event,
): event is Extract<Event, { readonly type: "ReleaseShipped" | "ReleaseAwaited" }> =>
  event.type === "ReleaseShipped" || event.type === "ReleaseAwaited"

const lastOf = <T extends EventType>(journal: ReadonlyArray<Opened>, type: T) => {
  for (const { recorded, content } of journal.toReversed()) {
    const { event } = recorded
    if (isOf(event, type)) return { event, content }
  }
  return undefined
}

const isOf = <T extends EventType>(
  event: Event,
  type: T,
): event is Extract<Event, { readonly type: T }> => event.type === type

// Own fields are called as the process labels them.
const missingOf = (
  { profile }: Process.Process,
  journal: ReadonlyArray<Opened>,
  language: string,
): string => {
  const event = journal[0]?.recorded.event
  if (event?.type !== "Registered" || event.missing.length === 0) return ""
  const own = new Map((profile.fields ?? []).map(({ id, labels }) => [id, labels] as const))
  const fields = event.missing.map((field) =>
    field === "environment" || field === "period" || field === "files"
      ? (profile.fieldLabels[field][language] ?? field)
      : (own.get(field)?.[language] ?? field),
  )
  return (profile.askForMissing[language] ?? "").replaceAll("{{fields}}", () => fields.join(", "))
}

const assigneeOf = (wiring: Wiring, { recorded: { event } }: Opened) =>
  event.type !== "Assigned"
    ? Effect.succeed("")
    : Effect.map(
        wiring.directory.staffMember(wiring.tenant, event.assignee),
        (member) => member?.name ?? event.assignee,
      )
