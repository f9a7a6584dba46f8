// How a completed ticket ends or goes on (M-12, M-13, M-14).
import { Result } from "effect"
import type { Circumstances } from "../Circumstances.ts"
import type { Dispute, Rule } from "../Command.ts"
import type { Event } from "../Event.ts"
import type { Rejection } from "../Rejection.ts"
import { reject } from "../reject.ts"
import type { State } from "../State.ts"
import { filesOf } from "./open.ts"

type Decision = Result.Result<ReadonlyArray<Event>, Rejection>

/** The customer disagrees; without an argument it is refused (M-12). */
export const dispute = (
  circumstances: Circumstances,
  state: State,
  command: typeof Dispute.Type,
): Decision =>
  command.text === undefined
    ? Result.fail(
        reject(circumstances, state, "dispute")("ArgumentMissing", "an argument in `text` (M-12)"),
      )
    : Result.succeed([{ type: "Disputed", word: null, files: filesOf(command) }])

/**
 * A person says what the customer's word was; as a dispute, its text is the argument. A word that
 * was replied to waits no more and argues nothing: its dispute is given with a text (M-12).
 */
export const rule = (
  circumstances: Circumstances,
  state: State,
  { ruling }: typeof Rule.Type,
): Decision => {
  const word = state.obligations.findLast(({ kind }) => kind === "message")?.id ?? null
  const no = reject(circumstances, state, "rule")
  if (ruling === "dispute" && word === null)
    return Result.fail(
      no("ArgumentMissing", "a message that waits, or `dispute` with a text (M-12)"),
    )
  const rulings = {
    confirmation: { type: "Confirmed" },
    dispute: { type: "Disputed", word, files: [] },
    thanks: { type: "Thanked" },
  } as const
  return Result.succeed([rulings[ruling]])
}
