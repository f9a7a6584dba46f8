// The edge: what is handed to the desk is checked once, all of it, and trusted inside.
import { Effect, Result, Schema } from "effect"
import { listLimit, type TicketFilter } from "../port/TicketQuery.ts"
import * as Decode from "../problem/Decode.ts"
import * as Problem from "../problem/Problem.ts"
import { Actor, Command } from "../ticket/Command.ts"
import { Millis } from "../ticket/Instant.ts"
import { Name, StatusPrefix } from "../ticket/Text.ts"
import type { Submission } from "./Desk.ts"
import { InvalidInput } from "./DeskError.ts"

/** The most characters of a command id. */
export const commandIdCharacters = 128

const commandIdForm = new RegExp(`^[\\x21-\\x7e]{1,${commandIdCharacters}}$`)

/** Whether a text can be a command id. */
export const isCommandId = (id: unknown): id is string =>
  typeof id === "string" && commandIdForm.test(id)

/** The id of a command. */
export const CommandId = Schema.String.check(
  Schema.makeFilter(isCommandId, {
    code: "invalid-id",
    expected: `1 to ${commandIdCharacters} visible ASCII characters`,
  }),
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

/** The tickets of a page that names no limit. */
export const ticketsOfPage = 100

/** A part of the tickets: after which, and how many. */
export const pageFields = {
  after: Schema.optionalKey(TicketId),
  limit: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: listLimit })),
}

const Filter = Schema.Struct({
  statusPrefix: Schema.optionalKey(StatusPrefix),
  assignee: Schema.optionalKey(Schema.NullOr(Name)),
  customer: Schema.optionalKey(Name),
  sort: Schema.optionalKey(Schema.Literals(["registered", "updated", "due"])),
  afterAt: Schema.optionalKey(Millis),
  order: Schema.optionalKey(Schema.Literals(["oldestFirst", "newestFirst"])),
  ...pageFields,
})

const decodeSubmission = Decode.strict(Checked)
const decodeFilter = Decode.strict(Filter)
const decodeTenant = Decode.strict(Schema.Struct({ tenant: Name }))

/** Checks a submission, or says everything that is wrong with it. */
export const check = (submission: Submission): Effect.Effect<Submission, InvalidInput> =>
  Effect.flatMapEager(checked(decodeSubmission(submission)), (sound) => {
    const problem = ticketProblem(sound)
    return problem === undefined
      ? Effect.succeed(sound)
      : Effect.fail(new InvalidInput({ problems: [problem] }))
  })

/** Checks what a list is asked for. */
export const checkFilter = (filter: TicketFilter): Effect.Effect<TicketFilter, InvalidInput> =>
  checked(decodeFilter(filter))

/** Checks the name of a tenant: one line of 1 to 320 characters, 640 bytes in UTF-8 at most. */
export const checkTenant = (tenant: string): Effect.Effect<unknown, InvalidInput> =>
  checked(decodeTenant({ tenant }))

/** Of a tenant for which no desk was opened yet, where one is only looked at. */
export const unknownTenant = (got: string): InvalidInput => {
  const expected = "a tenant of this store: nobody has opened a desk for this one yet"
  const problem = Problem.make({ code: "unknown-tenant", path: "tenant", got, expected })
  return new InvalidInput({ problems: [problem] })
}

/** What was decoded, or everything that is wrong with it. */
export const checked = <A>(
  decoded: Result.Result<A, ReadonlyArray<Problem.Problem>>,
): Effect.Effect<A, InvalidInput> =>
  Result.isSuccess(decoded)
    ? Effect.succeed(decoded.success)
    : Effect.fail(new InvalidInput({ problems: decoded.failure }))

const ticketProblem = ({ ticketId, command }: Submission): Problem.Problem | undefined => {
  if (command.type === "register" || ticketId !== undefined) return undefined
  const expected = "the id of the ticket that the command is for"
  return Problem.make({ code: "missing-field", path: "ticketId", got: ticketId, expected })
}
