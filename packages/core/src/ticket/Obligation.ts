// Who owes the next move. Questions, options, recommendations, undertakings and messages make
// obligations; the turn is read off them.
import type { Event } from "./Event.ts"

/** Who may owe something. */
export type Owner = "vendor" | "customer" | "thirdParty"

/**
 * Something owed: the number of the event that made it, who owes it, and what: an answer to a
 * question, a choice among options, what was recommended, what we undertook, or our look at the
 * customer's `message` or at a third party's `report`.
 */
export interface Obligation {
  readonly id: number
  readonly owner: Owner
  readonly kind: "question" | "choice" | "recommendation" | "undertaking" | "message" | "report"
  /** The event whose letter told of it, where that is not its own. */
  readonly letter?: number
  /** By when; epoch milliseconds. */
  readonly dueAt?: number
  /** Whether it was due, and that was recorded. */
  readonly reminded?: boolean
}

/** The obligations after an event that has this number. */
export const step = (
  open: ReadonlyArray<Obligation>,
  event: Event,
  number: number,
): ReadonlyArray<Obligation> => {
  const obligation = made(event, number)
  const others = left(open, event)
  return obligation === undefined ? others : [...others, obligation]
}

// What an event makes somebody owe.
const made = (event: Event, id: number): Obligation | undefined => {
  switch (event.type) {
    case "InformationRequested":
    case "ThirdPartyAsked": {
      // Of a list each question is an event of its own.
      const owner = event.type === "ThirdPartyAsked" ? "thirdParty" : "customer"
      return event.questions === undefined
        ? { id, owner, kind: "question", ...due(event) }
        : undefined
    }
    case "QuestionAsked": {
      const { of: owner, letter } = event
      return { id, owner, kind: "question", letter, ...due(event) }
    }
    case "OptionsOffered":
      return { id, owner: "customer", kind: "choice", ...due(event) }
    case "Recommended":
      return { id, owner: "customer", kind: "recommendation", ...due(event) }
    case "Undertaken":
      return { id, owner: "vendor", kind: "undertaking", ...due(event) }
    case "MessageReceived":
      return { id, owner: "vendor", kind: "message" }
    case "ThirdPartyAnswered":
      return { id, owner: "vendor", kind: "report" }
    default:
      return undefined
  }
}

// What of the obligations an event leaves.
const left = (open: ReadonlyArray<Obligation>, event: Event): ReadonlyArray<Obligation> => {
  switch (event.type) {
    case "InformationRequested":
    case "ThirdPartyAsked":
    case "Recommended":
    case "Informed":
    case "WorkaroundGiven":
      return told(open)
    case "OptionsOffered":
      return told(open).filter(({ kind }) => kind !== "choice")
    case "OptionChosen":
      return open.filter(({ kind }) => kind !== "choice")
    case "MessageReceived":
    case "ThirdPartyAnswered":
      return open.filter(({ id }) => !event.answers.includes(id))
    case "ObligationSettled":
      return open.filter(({ id }) => id !== event.obligation)
    case "ObligationDue":
      return open.map((each) => (each.id === event.obligation ? { ...each, reminded: true } : each))
    case "Completed":
      // A message that crossed the answer is a word to be ruled; with all else it is done.
      return open.filter(({ kind }) => kind === "message")
    case "NotificationFailed":
      // What never reached the customer is not owed by them: the turn is ours again.
      return open.filter((each) => !isIn(each, event.notification))
    default:
      return endings.has(event.type) ? [] : open
  }
}

// With these everything that was owed before is over.
const endings: ReadonlySet<Event["type"]> = new Set<Event["type"]>([
  "Answered",
  "Confirmed",
  "Disputed",
  "Rejected",
  "ReleaseShipped",
  "Reopened",
  "Thanked",
  "Withdrawn",
])

const due = ({ dueAt }: { readonly dueAt?: number }) => (dueAt === undefined ? {} : { dueAt })

// Of an event's letters, number 0 is the requester's; see `notificationId`.
const isIn = ({ id, owner, letter = id }: Obligation, notification: string): boolean =>
  owner === "customer" && notification.endsWith(`.${letter}.0`)

// What we write to the customer settles every word that waits for us; what else is owed stays so.
const told = (open: ReadonlyArray<Obligation>): ReadonlyArray<Obligation> =>
  open.filter(({ kind }) => kind !== "message" && kind !== "report")

/** Whose the turn is, by who owes the next move. */
export const turns = {
  vendor: "ours",
  customer: "customers",
  thirdParty: "thirdPartys",
} as const

/**
 * Whose move it is: ours where a word waits for us, or something that we undertook; else of
 * whoever owes something; else of the `owner` of the step where the work stands.
 */
export const turnOf = (
  open: ReadonlyArray<Obligation>,
  owner: Owner = "vendor",
): (typeof turns)[Owner] => {
  const debtor = (["vendor", "thirdParty", "customer"] as const).find((each) =>
    open.some((one) => one.owner === each),
  )
  return turns[debtor ?? owner]
}
