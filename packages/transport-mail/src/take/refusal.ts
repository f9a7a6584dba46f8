// What the desk refuses is the mail's trouble and ends in quarantine; what it cannot do is its own.
import { Desk, type DeskError, type StoreError } from "@upkeep/core/effect"
import { Effect } from "effect"
import { type Ending, within, without } from "./ending.ts"
import type { IntakeError } from "./Intake.ts"

/** Makes endings of a command's refusals; the desk's own trouble stays an error. */
export const refused = <A, R>(
  submitted: Effect.Effect<A, Desk.SubmitError, R>,
): Effect.Effect<A | Ending, IntakeError, R | Desk.Desk> =>
  submitted.pipe(
    Effect.catchTags({
      InvalidInput: (error) => quarantine(error.problems[0]?.code ?? "invalid-input", error),
      CommandRejected: (error) => quarantine(kebab(error.rejection.rule), error),
      TicketNotFound: (error) => quarantine("ticket-not-found", error),
      CommandIdReused: takenBefore,
    }),
  )

const quarantine = (reason: string, { message }: Error) =>
  Effect.succeed(without("quarantined", reason, { warnings: [`refused: ${message}`] }))

const kebab = (rule: string): string =>
  rule.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase()

// The mail was committed before and not booked, and since then something changed that made another
// command of it: what was committed counts.
const takenBefore = Effect.fnUntraced(function* (
  error: DeskError.CommandIdReused,
): Effect.fn.Return<Ending, StoreError.StoreError, Desk.Desk> {
  const desk = yield* Desk.Desk
  const receipt = yield* desk.receipt(error.commandId)
  if (receipt === undefined) return yield* quarantine("command-id-reused", error)
  return within(receipt.events.includes("Registered") ? "new-ticket" : "added", receipt)
})
