// The edge: what is handed to the desk is checked once, all of it, and trusted inside.
import { Effect, Result, Schema } from "effect"
import * as Decode from "../problem/Decode.ts"
import * as Problem from "../problem/Problem.ts"
import { Actor, Command } from "../ticket/Command.ts"
import { Millis } from "../ticket/Instant.ts"
import type { Submission } from "./Desk.ts"
import { InvalidInput } from "./DeskError.ts"

/** The most characters of a command id. */
export const commandIdCharacters = 128

const CommandId = Schema.String.check(
  Schema.makeFilter(
    (id: string) => new RegExp(`^[\\x21-\\x7e]{1,${commandIdCharacters}}$`).test(id),
    {
      code: "invalid-id",
      expected: `1 to ${commandIdCharacters} visible ASCII characters`,
    },
  ),
)

const TicketId = Schema.String.check(
  Schema.makeFilter((id: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id), {
    code: "invalid-id",
    expected: "a ticket id: a UUID in lower case",
  }),
)

const Checked = Schema.Struct({
  ticketId: Schema.optionalKey(TicketId),
  actor: Actor,
  command: Command,
  commandId: Schema.optionalKey(CommandId),
  effectiveAt: Schema.optionalKey(Millis),
  expectedVersion: Schema.optionalKey(Schema.Int),
})

const decodeSubmission = Decode.strict(Checked)

/** Checks a submission, or says everything that is wrong with it. */
export const check = (submission: Submission): Effect.Effect<Submission, InvalidInput> => {
  const decoded = decodeSubmission(submission)
  if (Result.isFailure(decoded)) return Effect.fail(new InvalidInput({ problems: decoded.failure }))
  const problem = ticketProblem(decoded.success)
  return problem === undefined
    ? Effect.succeed(decoded.success)
    : Effect.fail(new InvalidInput({ problems: [problem] }))
}

const ticketProblem = ({ ticketId, command }: Submission): Problem.Problem | undefined => {
  if (command.type === "register" || ticketId !== undefined) return undefined
  const expected = "the id of the ticket that the command is for"
  return Problem.make({ code: "missing-field", path: "ticketId", got: ticketId, expected })
}
