// Who owes the next move. Questions and messages make obligations; the turn is read off them.
import type { Event } from "./Event.ts"

/** Something owed: the number of the event that made it, who owes it, and what. */
export interface Obligation {
  readonly id: number
  readonly owner: "vendor" | "customer" | "thirdParty"
  readonly kind: "question" | "message"
}

/** The obligations after an event that has this number. */
export const step = (
  open: ReadonlyArray<Obligation>,
  event: Event,
  number: number,
): ReadonlyArray<Obligation> => {
  switch (event.type) {
    case "InformationRequested":
      return [...withoutMessages(open), { id: number, owner: "customer", kind: "question" }]
    case "ThirdPartyAsked":
      return [...withoutMessages(open), { id: number, owner: "thirdParty", kind: "question" }]
    case "MessageReceived":
    case "ThirdPartyAnswered":
      return [
        ...open.filter(({ id }) => !event.answers.includes(id)),
        { id: number, owner: "vendor", kind: "message" },
      ]
    case "Informed":
      return withoutMessages(open)
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

// What we write to the customer settles every message that waits for us; questions stay open.
const withoutMessages = (open: ReadonlyArray<Obligation>): ReadonlyArray<Obligation> =>
  open.filter(({ kind }) => kind !== "message")

/** Whose move it is: ours where a message waits for us or nobody owes anything. */
export const turnOf = (open: ReadonlyArray<Obligation>): "ours" | "customers" | "thirdPartys" => {
  if (open.some(({ owner }) => owner === "vendor")) return "ours"
  if (open.some(({ owner }) => owner === "thirdParty")) return "thirdPartys"
  return open.some(({ owner }) => owner === "customer") ? "customers" : "ours"
}
