// Who may owe something after an event: what `Obligation` does with what is owed, told of those who
// owe alone. Where it depends on more than that, everything that can come of it.
import type { Owner } from "../ticket/Obligation.ts"

/** Who owes something, each once. */
export type Owing = ReadonlyArray<Owner>

/** Everybody who may owe something after an event; nothing where it cannot happen. */
export const owingAfter = (event: string, owing: Owing): ReadonlyArray<Owing> => {
  switch (event) {
    case "InformationRequested":
    case "OptionsOffered":
    case "Recommended":
      // What we write settles every word that waits for us; what we undertook stays.
      return perhapsWithout(owing, "vendor").map((each) => plus(each, "customer"))
    case "ThirdPartyAsked":
      return perhapsWithout(owing, "vendor").map((each) => plus(each, "thirdParty"))
    case "QuestionAsked":
      // One of a list, after the event that asks the list.
      return owing.some((owner) => owner !== "vendor") ? [owing] : []
    case "Undertaken":
      return [plus(owing, "vendor")]
    case "MessageReceived":
      return perhapsWithout(owing, "customer").map((each) => plus(each, "vendor"))
    case "ThirdPartyAnswered":
      return perhapsWithout(owing, "thirdParty").map((each) => plus(each, "vendor"))
    case "Informed":
    case "WorkaroundGiven":
      return perhapsWithout(owing, "vendor")
    case "OptionChosen":
      return owing.includes("customer") ? perhapsWithout(owing, "customer") : []
    case "NotificationFailed":
      return perhapsWithout(owing, "customer")
    case "ObligationSettled":
      return owing.flatMap((owner) => perhapsWithout(owing, owner))
    case "Completed":
      return perhapsWithout(
        owing.filter((owner) => owner === "vendor"),
        "vendor",
      )
    default:
      return endings.has(event) ? [[]] : [owing]
  }
}

/** Whether an event may change who owes something. */
export const changesOwing = (event: string): boolean => endings.has(event) || changing.has(event)

const endings: ReadonlySet<string> = new Set([
  "Answered",
  "Confirmed",
  "Disputed",
  "Rejected",
  "ReleaseShipped",
  "Reopened",
  "Thanked",
  "Withdrawn",
])

const changing: ReadonlySet<string> = new Set([
  "InformationRequested",
  "OptionsOffered",
  "Recommended",
  "ThirdPartyAsked",
  "Undertaken",
  "MessageReceived",
  "ThirdPartyAnswered",
  "Informed",
  "WorkaroundGiven",
  "OptionChosen",
  "NotificationFailed",
  "ObligationSettled",
  "Completed",
])

const owners = ["vendor", "customer", "thirdParty"] as const

const plus = (owing: Owing, owner: Owner): Owing =>
  owners.filter((each) => each === owner || owing.includes(each))

const perhapsWithout = (owing: Owing, owner: Owner): ReadonlyArray<Owing> =>
  owing.includes(owner) ? [owing, owing.filter((each) => each !== owner)] : [owing]
