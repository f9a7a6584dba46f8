// What was said, and what it makes somebody owe.
import { Schema } from "effect"
import { fact, files, nullable } from "./parts.ts"

const dueAt = { dueAt: Schema.optionalKey(Schema.Int) }

export const talking = [
  /** With a list, each of its `questions` is an event of its own. */
  fact("InformationRequested", { questions: Schema.optionalKey(Schema.Int), ...dueAt, ...files }),
  fact("ThirdPartyAsked", { questions: Schema.optionalKey(Schema.Int), ...dueAt, ...files }),
  /** One of a list: of which event, and its place there, from 0. */
  fact("QuestionAsked", {
    letter: Schema.Int,
    place: Schema.Int,
    of: Schema.Literals(["customer", "thirdParty"]),
    ...dueAt,
  }),
  fact("MessageReceived", { answers: Schema.Array(Schema.Int), ...files }),
  fact("ThirdPartyAnswered", { answers: Schema.Array(Schema.Int), ...files }),
  fact("Informed", files),
  fact("OptionsOffered", { options: Schema.Array(Schema.String), ...dueAt }),
  /** `offer` is the number of the event that offered it. */
  fact("OptionChosen", { option: Schema.String, offer: Schema.Int }),
  fact("Recommended", { ...dueAt, ...files }),
  fact("Undertaken", dueAt),
  fact("ObligationSettled", {
    obligation: Schema.Int,
    outcome: Schema.Literals(["done", "waived"]),
  }),
  fact("ObligationDue", {
    obligation: Schema.Int,
    owner: Schema.Literals(["vendor", "customer", "thirdParty"]),
    dueAt: Schema.Int,
  }),
  fact("DatePromised", { promisedAt: Schema.Int, from: nullable(Schema.Int) }),
  fact("PromiseDue", { dueAt: Schema.Int }),
  fact("WorkaroundGiven", files),
  /** A public one is for the customer to see. */
  fact("Noted", { public: Schema.optionalKey(Schema.Boolean), ...files }),
  fact("Attached", files),
  /**
   * What was said in the events of these numbers was deleted; the reason stays. With the
   * `requester` went everybody's name and address to whom letters were sent.
   */
  fact("ContentForgotten", {
    reason: Schema.String,
    events: Schema.Array(Schema.Int),
    requester: Schema.Boolean,
  }),
  fact("TurnPassed", { to: Schema.Literals(["ours", "customers", "thirdPartys"]) }),
] as const
