// How a completed ticket ends or goes on (M-12, M-13, M-14).
import { Result } from "effect"
import type { Circumstances } from "../Circumstances.ts"
import type { Confirm, Dispute, Reject, Reopen, Rule, Withdraw } from "../Command.ts"
import type { Event } from "../Event.ts"
import type { Rejection } from "../Rejection.ts"
import { reject } from "../reject.ts"
import type { State } from "../State.ts"
import { filesOf } from "./open.ts"

type Decision = Result.Result<ReadonlyArray<Event>, Rejection>

/** The commands of this kind. */
export type Ending =
  | typeof Confirm.Type
  | typeof Dispute.Type
  | typeof Rule.Type
  | typeof Withdraw.Type
  | typeof Reject.Type
  | typeof Reopen.Type

/** The ticket ends, or does not. */
export const carryOut = (circumstances: Circumstances, state: State, command: Ending): Decision => {
  switch (command.type) {
    case "confirm":
      return Result.succeed([{ type: "Confirmed" }])
    case "dispute":
      return dispute(circumstances, state, command)
    case "rule":
      return rule(circumstances, state, command)
    case "withdraw":
      return Result.succeed([{ type: "Withdrawn" }])
    case "reject":
      return refuse(circumstances, state, command)
    case "reopen":
      return reopen(circumstances, state, command)
  }
}

// The customer disagrees; without an argument it is refused (M-12).
const dispute = (
  circumstances: Circumstances,
  state: State,
  command: typeof Dispute.Type,
): Decision =>
  command.text === undefined
    ? Result.fail(
        reject(circumstances, state, "dispute")("ArgumentMissing", "an argument in `text` (M-12)"),
      )
    : Result.succeed([{ type: "Disputed", word: null, files: filesOf(command) }])

// The request is not taken (B-04); of a duplicate it is said of which.
const refuse = (
  circumstances: Circumstances,
  state: State,
  { reason, duplicateOf }: typeof Reject.Type,
): Decision => {
  const { other } = circumstances
  const no = reject(circumstances, state, "reject")
  if ((reason === "duplicate") !== (duplicateOf !== undefined))
    return Result.fail(
      no("ArgumentMissing", "the ticket in `duplicateOf`, of a duplicate and of nothing else"),
    )
  if (duplicateOf === undefined)
    return Result.succeed([{ type: "Rejected", reason, duplicateOf: null }])
  if (other === undefined || other.ticketId === state.ticketId)
    return Result.fail(no("UnknownTicket", "another ticket", JSON.stringify(duplicateOf)))
  return Result.succeed([{ type: "Rejected", reason, duplicateOf: other.ticketId }])
}

// A closed request comes back with an argument, while the window is open.
const reopen = (
  circumstances: Circumstances,
  state: State,
  command: typeof Reopen.Type,
): Decision => {
  const { effectiveAt, reopenUntil = 0 } = circumstances
  const no = reject(circumstances, state, "reopen")
  if (effectiveAt >= reopenUntil)
    return Result.fail(
      no("ReopeningOver", `an instant before ${new Date(reopenUntil).toISOString()}`),
    )
  return command.text === undefined
    ? Result.fail(no("ArgumentMissing", "an argument in `text`"))
    : Result.succeed([{ type: "Reopened", word: null, files: filesOf(command) }])
}

// A person says what the customer's word was; as a dispute, its text is the argument. A word that
// was replied to waits no more and argues nothing: its dispute is given with a text (M-12).
const rule = (
  circumstances: Circumstances,
  state: State,
  { ruling }: typeof Rule.Type,
): Decision => {
  const word = state.obligations.findLast(({ kind }) => kind === "message")?.id ?? null
  const no = reject(circumstances, state, "rule")
  const isClosed = state.closedAt !== null
  if (ruling === "dispute" && word === null) {
    const instead = isClosed ? "reopen" : "dispute"
    return Result.fail(
      no("ArgumentMissing", `a message that waits, or \`${instead}\` with a text (M-12)`),
    )
  }
  const rulings = {
    confirmation: { type: "Confirmed" },
    dispute: { type: isClosed ? "Reopened" : "Disputed", word, files: [] },
    thanks: { type: "Thanked" },
  } as const
  return Result.succeed([rulings[ruling]])
}
