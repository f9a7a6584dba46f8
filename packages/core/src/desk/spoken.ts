// What of a ticket's history is for its customer: what happened, and of that what was said in
// words.
import type { EventType } from "../ticket/Event.ts"

/** What is said with these is said to the customer, or by them. */
export const spoken: ReadonlySet<string> = new Set<EventType>([
  "Registered",
  "InformationRequested",
  "MessageReceived",
  "Informed",
  "OptionsOffered",
  "OptionChosen",
  "Recommended",
  "DatePromised",
  "WorkaroundGiven",
  "ReleaseAwaited",
  "ReleaseShipped",
  "Answered",
  "Disputed",
  "Withdrawn",
  "Rejected",
  "Reopened",
  "FieldsSet",
  "Attached",
])

/** That these happened is no secret; what was noted with them is for ourselves. */
const shownAlone: ReadonlySet<string> = new Set<EventType>([
  "Acknowledged",
  "Assigned",
  "DiagnosisStarted",
  "FixStarted",
  "Completed",
  "Confirmed",
  "Thanked",
  "SilenceElapsed",
  "ClosingUndone",
])

/** An event of a history, as far as its reader depends on it. */
interface Entry {
  readonly type: string
  /** Its facts, among them whether a note is public. */
  readonly facts: { readonly public?: unknown; readonly of?: unknown; readonly owner?: unknown }
  readonly actor?: { readonly kind: string }
}

/** Whether a customer hears the words of an event. */
export const isSpoken = ({ type, facts }: Entry): boolean =>
  spoken.has(type) || (type === "Noted" && facts.public === true)

/** Whether a customer sees that an event happened. */
export const isShown = (entry: Entry): boolean => {
  const { type, facts, actor } = entry
  if (type === "QuestionAsked") return facts.of === "customer"
  if (type === "ObligationDue") return facts.owner === "customer"
  if (type === "ObligationSettled") return actor?.kind === "customer"
  return shownAlone.has(type) || isSpoken(entry)
}
