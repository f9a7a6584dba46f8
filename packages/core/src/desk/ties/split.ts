// A part of a request becomes a ticket of its own.
import { Clock, Effect } from "effect"
import * as Problem from "../../problem/Problem.ts"
import type { Register } from "../../ticket/Command.ts"
import type { State } from "../../ticket/State.ts"
import { fingerprint } from "../canonical.ts"
import { InvalidInput } from "../DeskError.ts"
import { uuidv7 } from "../ids.ts"
import { openJournal } from "../open.ts"
import { requesterIn } from "../owed.ts"
import { heldOf } from "../row.ts"
import { submitAs } from "../submit.ts"
import { rowOf } from "../summary.ts"
import type { Split } from "../Ties.ts"
import type { Wiring } from "../wiring.ts"
import { checkSplit } from "./check.ts"
import { otherSide } from "./otherSide.ts"

/** Registers a part of a request, and links both. */
export const split = Effect.fnUntraced(function* (wiring: Wiring, given: Split) {
  const asked = yield* checkSplit(given)
  const { ticket, actor, commandId, ...said } = asked
  const { state } = yield* heldOf(yield* rowOf(wiring, ticket))
  const requester = requesterIn(yield* openJournal(wiring, state.ticketId))
  const command: typeof Register.Type = {
    type: "register",
    ...takenOver(wiring, state),
    ...said,
    requester,
    splitFrom: state.ticketId,
  }
  const now = yield* Clock.currentTimeMillis
  // What the ticket lends may change until a repeat: it is what was asked that must be the same.
  const names = {
    commandId: commandId ?? uuidv7(now),
    ticketId: uuidv7(now),
    hash: fingerprint({ ...asked, ticket: state.ticketId }),
  }
  const submission = { actor, command, commandId: names.commandId }
  const receipt = yield* Effect.catchTag(
    submitAs(wiring, submission, names),
    "InvalidInput",
    asAsked,
  )
  yield* otherSide(wiring, submission, receipt)
  return receipt
})

// What is wrong with the request is wrong with what was asked, which has no command in it.
const asAsked = ({ problems }: InvalidInput): Effect.Effect<never, InvalidInput> => {
  const outside = problems.map((problem) =>
    Problem.within(problem.path.replace(/^command\./, ""), { ...problem, path: "" }),
  )
  return Effect.fail(new InvalidInput({ problems: outside }))
}

// The process in force may no longer have what the ticket's own had.
const takenOver = ({ inForce: { profile } }: Wiring, state: State) => {
  const { channel, customer, requestType, environment, period } = state
  const [first = channel] = profile.channels
  return {
    channel: profile.channels.includes(channel) ? channel : first,
    ...(customer === null ? {} : { customer }),
    ...(has(profile.requestTypes, requestType) ? { requestType } : {}),
    ...(environment !== null && has(profile.environments, environment) ? { environment } : {}),
    ...(period === null ? {} : { period }),
  }
}

const has = (list: ReadonlyArray<{ readonly id: string }>, id: string | null): boolean =>
  list.some((each) => each.id === id)
