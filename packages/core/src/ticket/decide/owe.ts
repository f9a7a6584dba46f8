// What is offered, recommended, undertaken and promised, and what becomes of it (M-08 to M-10).
import { Result } from "effect"
import type { Circumstances } from "../Circumstances.ts"
import type {
  ChooseOption,
  GiveWorkaround,
  OfferOptions,
  PromiseDate,
  Recommend,
  Settle,
  Undertake,
} from "../Command.ts"
import type { Event } from "../Event.ts"
import type { Rejection } from "../Rejection.ts"
import { reject } from "../reject.ts"
import type { State } from "../State.ts"
import { filesOf } from "./open.ts"

type Decision = Result.Result<ReadonlyArray<Event>, Rejection>

type Owing =
  | typeof OfferOptions.Type
  | typeof ChooseOption.Type
  | typeof Recommend.Type
  | typeof Undertake.Type
  | typeof Settle.Type
  | typeof PromiseDate.Type
  | typeof GiveWorkaround.Type

/** Somebody comes to owe something, or owes it no more. */
export const carryOut = (circumstances: Circumstances, state: State, command: Owing): Decision => {
  switch (command.type) {
    case "offerOptions": {
      const options = command.options.map(({ id }) => id)
      return byThen(circumstances, state, command, { type: "OptionsOffered", options })
    }
    case "chooseOption":
      return chooseOption(circumstances, state, command)
    case "recommend":
      return byThen(circumstances, state, command, {
        type: "Recommended",
        files: filesOf(command),
      })
    case "undertake":
      return byThen(circumstances, state, command, { type: "Undertaken" })
    case "settle":
      return settle(circumstances, state, command)
    case "promiseDate":
      return Result.map(promised(circumstances, state, command), (event) => [event])
    case "giveWorkaround":
      return Result.succeed([{ type: "WorkaroundGiven", files: filesOf(command) }])
  }
}

/** The event with the instant by which somebody owes it, which has not come yet. */
export const byThen = (
  circumstances: Circumstances,
  state: State,
  { type, dueAt }: { readonly type: Owing["type"] | "requestInformation"; readonly dueAt?: number },
  event: Event & { readonly dueAt?: number },
): Decision => {
  const late = inPast(circumstances, state, type, dueAt)
  if (late !== undefined) return Result.fail(late)
  return Result.succeed([dueAt === undefined ? event : { ...event, dueAt }])
}

/** The refusal of an instant that has come already. */
export const inPast = (
  circumstances: Circumstances,
  state: State,
  command: Parameters<typeof reject>[2],
  instant: number | undefined,
): Rejection | undefined => {
  const { at } = circumstances
  if (instant === undefined || instant > at) return undefined
  const expected = `an instant after ${new Date(at).toISOString()}`
  return reject(circumstances, state, command)(
    "DueInPast",
    expected,
    new Date(instant).toISOString(),
  )
}

const chooseOption = (
  circumstances: Circumstances,
  state: State,
  { option }: typeof ChooseOption.Type,
): Decision => {
  const { offer, obligations } = state
  const waits = obligations.some(({ kind }) => kind === "choice")
  const options = offer !== null && waits ? offer.options : []
  if (offer !== null && options.includes(option))
    return Result.succeed([{ type: "OptionChosen", option, offer: offer.event }])
  const no = reject(circumstances, state, "chooseOption")
  const expected = `one of the options that wait for a choice (${options.join(", ") || "none"})`
  return Result.fail(no("OptionNotOffered", expected, JSON.stringify(option)))
}

// A customer does what they owe themselves; whether anybody still waits for it is ours to say.
const settle = (
  circumstances: Circumstances,
  state: State,
  { obligation, outcome }: typeof Settle.Type,
): Decision => {
  const no = reject(circumstances, state, "settle")
  const isCustomers = circumstances.actor.kind === "customer"
  const open = state.obligations.filter(
    ({ owner, kind }) => !isCustomers || (owner === "customer" && kind === "recommendation"),
  )
  if (!open.some(({ id }) => id === obligation)) {
    const expected = `an open obligation (${open.map(({ id }) => id).join(", ") || "none"})`
    return Result.fail(no("ObligationNotOpen", expected, `obligation ${obligation}`))
  }
  if (isCustomers && outcome === "waived")
    return Result.fail(no("ActorNotAllowed", "agent, to waive what a customer owes"))
  return Result.succeed([{ type: "ObligationSettled", obligation, outcome }])
}

/** A day that the customer may expect; each change of it is an event, and so is announced. */
export const promised = (
  circumstances: Circumstances,
  state: State,
  command: { readonly type: "promiseDate" | "awaitRelease"; readonly promisedAt: number },
): Result.Result<Event, Rejection> => {
  const { type, promisedAt } = command
  const late = inPast(circumstances, state, type, promisedAt)
  if (late !== undefined) return Result.fail(late)
  const no = reject(circumstances, state, type)
  return promisedAt === state.promisedAt
    ? Result.fail(no("SamePromise", "another instant", new Date(promisedAt).toISOString()))
    : Result.succeed({ type: "DatePromised", promisedAt, from: state.promisedAt })
}
