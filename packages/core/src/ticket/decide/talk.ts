// Questions and messages, both ways (B-05, M-06). A customer's message gives us the turn; on a
// completed ticket a person has to rule it, and one that came before the silence ran out undoes the
// closing.
import { Result } from "effect"
import type { Circumstances } from "../Circumstances.ts"
import type { Attach, Inform, Note, ReceiveMessage, RequestInformation } from "../Command.ts"
import { type Event, signalOf } from "../Event.ts"
import * as Lifecycle from "../Lifecycle.ts"
import type { Rejection } from "../Rejection.ts"
import { reject } from "../reject.ts"
import type { State } from "../State.ts"
import { filesOf } from "./open.ts"
import { byThen, inPast } from "./owe.ts"

type Decision = Result.Result<ReadonlyArray<Event>, Rejection>

type Said = typeof Inform.Type | typeof Note.Type | typeof Attach.Type

/** Somebody asks, answers, or adds something to the ticket. */
export const carryOut = (
  circumstances: Circumstances,
  state: State,
  command: Said | typeof RequestInformation.Type | typeof ReceiveMessage.Type,
): Decision => {
  switch (command.type) {
    case "requestInformation":
      return requestInformation(circumstances, state, command)
    case "receiveMessage":
      return receiveMessage(circumstances, state, command)
    case "inform":
      return Result.succeed([{ type: "Informed", files: filesOf(command) }])
    case "attach":
      return Result.succeed([{ type: "Attached", files: filesOf(command) }])
    case "note": {
      const seen = command.public === true ? { public: true } : {}
      return Result.succeed([{ type: "Noted", ...seen, files: filesOf(command) }])
    }
  }
}

// One question in words, or a list of them, each of which is owed an answer of its own.
const requestInformation = (
  circumstances: Circumstances,
  state: State,
  command: typeof RequestInformation.Type,
): Decision => {
  const { of = "customer", questions } = command
  const type = of === "thirdParty" ? "ThirdPartyAsked" : "InformationRequested"
  const files = filesOf(command)
  if (questions === undefined) return byThen(circumstances, state, command, { type, files })
  const late = inPast(circumstances, state, "requestInformation", command.dueAt)
  if (late !== undefined) return Result.fail(late)
  const due = command.dueAt === undefined ? {} : { dueAt: command.dueAt }
  const letter = state.version + 1
  const asked = questions.map((_, place): Event => ({
    type: "QuestionAsked",
    letter,
    place,
    of,
    ...due,
  }))
  return Result.succeed([{ type, questions: questions.length, ...due, files }, ...asked])
}

// Somebody wrote: the questions it answers are settled, and what it means is ours to see.
const receiveMessage = (
  circumstances: Circumstances,
  state: State,
  command: typeof ReceiveMessage.Type,
): Decision => {
  const no = reject(circumstances, state, "receiveMessage")
  const writer = command.from ?? "customer"
  if (writer === "thirdParty" && circumstances.actor.kind === "customer")
    return Result.fail(no("ActorNotAllowed", "agent or robot, for a third party's words"))
  const open = questionsTo(state, writer)
  const answers = command.answers ?? open
  const stray = answers.find((id) => !open.includes(id))
  if (stray !== undefined)
    return Result.fail(
      no(
        "QuestionNotOpen",
        `one of the open questions (${open.join(", ") || "none"})`,
        `question ${stray}`,
      ),
    )
  if (writer === "thirdParty") return thirdPartyAnswered(circumstances, state, command, answers)
  const received: Event = { type: "MessageReceived", answers, files: filesOf(command) }
  return customerWrote(circumstances, state, received)
}

const questionsTo = (state: State, owner: "customer" | "thirdParty"): ReadonlyArray<number> =>
  state.obligations
    .filter((each) => each.owner === owner && each.kind === "question")
    .map(({ id }) => id)

const thirdPartyAnswered = (
  circumstances: Circumstances,
  state: State,
  command: typeof ReceiveMessage.Type,
  answers: ReadonlyArray<number>,
): Decision =>
  Lifecycle.allows(circumstances.lifecycle, state.status, "ThirdPartyAnswered")
    ? Result.succeed([{ type: "ThirdPartyAnswered", answers, files: filesOf(command) }])
    : Result.fail(
        reject(circumstances, state, "receiveMessage")("TransitionNotAllowed", "an open ticket"),
      )

const customerWrote = (circumstances: Circumstances, state: State, received: Event): Decision => {
  const { lifecycle, effectiveAt, reopenUntil = 0 } = circumstances
  const allows = (signal: string) => Lifecycle.allows(lifecycle, state.status, signal)
  const inTime = state.silenceDueAt !== null && effectiveAt < state.silenceDueAt
  const { closedFrom } = state
  const undone: Event = {
    type: "ClosingUndone",
    ...(closedFrom === null ? {} : { to: closedFrom }),
  }
  if (inTime && allows(signalOf(undone))) return Result.succeed([undone, received])
  const no = reject(circumstances, state, "receiveMessage")
  if (!allows("MessageReceived"))
    return Result.fail(no("TransitionNotAllowed", "a message from before the silence ran out"))
  if (state.closedAt !== null && effectiveAt >= reopenUntil) {
    const expected = `a message from before ${new Date(reopenUntil).toISOString()}`
    return Result.fail(no("ReopeningOver", expected))
  }
  return Result.succeed(allows("WordHeard") ? [received, { type: "WordHeard" }] : [received])
}
