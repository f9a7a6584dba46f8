// Who owes the next move. Questions and messages make obligations; the turn is read off them.
import type { Event } from "./Event.ts"

/**
 * Something owed: the number of the event that made it, who owes it, and what: an answer to a
 * question, or our look at the customer's `message` or at a third party's `report`.
 */
export interface Obligation {
  readonly id: number
  readonly owner: "vendor" | "customer" | "thirdParty"
  readonly kind: "question" | "message" | "report"
}

/** The obligations after an event that has this number. */
export const step = (
  open: ReadonlyArray<Obligation>,
  event: Event,
  number: number,
): ReadonlyArray<Obligation> => {
  switch (event.type) {
    case "InformationRequested":
      return [...questions(open), { id: number, owner: "customer", kind: "question" }]
    case "ThirdPartyAsked":
      return [...questions(open), { id: number, owner: "thirdParty", kind: "question" }]
    case "MessageReceived":
      return heard(open, event.answers, { id: number, owner: "vendor", kind: "message" })
    case "ThirdPartyAnswered":
      return heard(open, event.answers, { id: number, owner: "vendor", kind: "report" })
    case "Informed":
      return questions(open)
    case "NotificationFailed":
      // A question that reached nobody is owed by nobody: the turn is ours again.
      return open.filter(({ id }) => id !== eventOf(event.notification))
    case "Answered":
    case "Confirmed":
    case "Disputed":
    case "Thanked":
    case "Withdrawn":
      return []
    default:
      return open
  }
}

const eventOf = (notification: string): number => Number(notification.split(".").at(-2))

const heard = (
  open: ReadonlyArray<Obligation>,
  answers: ReadonlyArray<number>,
  ours: Obligation,
): ReadonlyArray<Obligation> => [...open.filter(({ id }) => !answers.includes(id)), ours]

// What we write to the customer settles everything that waits for us; questions stay open.
const questions = (open: ReadonlyArray<Obligation>): ReadonlyArray<Obligation> =>
  open.filter(({ kind }) => kind === "question")

/** Whose move it is: ours where a message waits for us or nobody owes anything. */
export const turnOf = (open: ReadonlyArray<Obligation>): "ours" | "customers" | "thirdPartys" => {
  if (open.some(({ owner }) => owner === "vendor")) return "ours"
  if (open.some(({ owner }) => owner === "thirdParty")) return "thirdPartys"
  return open.some(({ owner }) => owner === "customer") ? "customers" : "ours"
}
