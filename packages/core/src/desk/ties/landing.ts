// What is said on a merged ticket lands on the one into which it went in the end.
import { Effect } from "effect"
import type { StoreError } from "../../port/StoreError.ts"
import type { ReceiveMessage } from "../../ticket/Command.ts"
import type { Submission } from "../Desk.ts"
import { CommandRejected } from "../DeskError.ts"
import type { Wiring } from "../wiring.ts"
import { endOf, stateOf } from "./chain.ts"

/** How often a ticket is followed that is merged again just as it is reached. */
export const landingsAtMost = 5

/** The status of a merged ticket, whatever its process. */
const merged = "closed.merged"

/** Tries a submission on its ticket, else where that was merged into. */
export const landing = <A, E>(
  wiring: Wiring,
  submission: Submission,
  attempt: (submission: Submission) => Effect.Effect<A, E>,
  left = landingsAtMost,
): Effect.Effect<A, E | StoreError> =>
  Effect.catch(attempt(submission), (refusal): Effect.Effect<A, E | StoreError> => {
    if (left === 0 || !isSaidThere(submission, refusal)) return Effect.fail(refusal)
    return Effect.flatMap(redirected(wiring, submission), (there) =>
      there === undefined ? Effect.fail(refusal) : landing(wiring, there, attempt, left - 1),
    )
  })

const isSaidThere = ({ command }: Submission, refusal: unknown): boolean =>
  (command.type === "receiveMessage" || command.type === "attach") &&
  refusal instanceof CommandRejected &&
  refusal.rejection.rule === "TransitionNotAllowed" &&
  refusal.rejection.status === merged

// A customer's words never become another's: where the end was corrected since to be somebody
// else's, they are refused as on any closed ticket (P16).
const redirected = Effect.fnUntraced(function* (wiring: Wiring, submission: Submission) {
  const { ticketId = "", expectedVersion: _, effectiveAt, command, ...rest } = submission
  const from = yield* stateOf(wiring, ticketId)
  if (from === undefined) return undefined
  const to = yield* endOf(wiring, from)
  if (to.customer !== from.customer) return undefined
  const there: Submission = {
    ...rest,
    ticketId: to.ticketId,
    command: command.type === "receiveMessage" ? withoutAnswers(command) : command,
    // It may have been written before that ticket was there.
    ...(effectiveAt === undefined ? {} : { effectiveAt: Math.max(effectiveAt, to.registeredAt) }),
  }
  return there
})

// Which questions it answers there is decided there: those of the merged ticket are not its own.
const withoutAnswers = (command: typeof ReceiveMessage.Type): typeof ReceiveMessage.Type => {
  const { answers: _, ...said } = command
  return said
}
