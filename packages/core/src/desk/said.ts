// What an actor says, as the desk takes it: under the actor's name, with the files of their own
// uploads, and nothing that is not theirs to say.
import { Effect, Result, Schema } from "effect"
import { createHash } from "node:crypto"
import type { StoreError } from "../port/StoreError.ts"
import * as Decode from "../problem/Decode.ts"
import * as Problem from "../problem/Problem.ts"
import type { Attachment, Command } from "../ticket/Command.ts"
import { ActorCommand } from "./ActorCommand.ts"
import { isCommandId } from "./check.ts"
import type { DeskService, Submission } from "./Desk.ts"
import { InvalidInput, type TicketNotFound } from "./DeskError.ts"
import { ownerOf, type Principal } from "./Principal.ts"
import { unknownTicket } from "./registration.ts"
import { fileOf } from "./Upload.ts"
import type { VisibleSummary } from "./View.ts"

/**
 * A submission of a known actor. `ticketId` may be the ticket's number as well; each actor has
 * command ids of their own.
 */
export interface ActorSubmission extends Omit<Submission, "actor" | "command"> {
  readonly command: ActorCommand
}

/** How a ticket stands, where the actor may see it. */
export type Seen = (ticket: string) => Effect.Effect<VisibleSummary, TicketNotFound | StoreError>

const decode = Decode.strict(Schema.Struct({ command: ActorCommand }))

/** The submission as the desk takes it, unless the actor may not say it. */
export const said = Effect.fnUntraced(function* (
  desk: DeskService,
  principal: Principal,
  submission: ActorSubmission,
  seen: Seen,
) {
  const { command, ticketId, commandId, ...rest } = submission ?? {}
  const decoded = decode({ command })
  yield* refuse(Result.isFailure(decoded) ? decoded.failure : overstepped(principal, submission))
  const { kind, id } = principal
  const taken: Submission = {
    ...rest,
    actor: { kind, id },
    command: yield* commandOf(desk, principal, command, seen),
    ...(ticketId === undefined ? {} : { ticketId: (yield* seen(ticketId)).ticketId }),
    ...(commandId === undefined ? {} : { commandId: scoped(principal, commandId) }),
  }
  return taken
})

// What a customer's request says of itself is the host's to say, or the desk's.
const overstepped = ({ kind }: Principal, { command, effectiveAt }: ActorSubmission) => {
  if (kind !== "customer") return []
  const fields = Object.entries(command).filter(
    ([name, value]) => !saysNothing(value) && notTheirs.get(command.type)?.includes(name) === true,
  )
  return [
    ...(effectiveAt === undefined ? [] : [forbidden("effectiveAt", effectiveAt)]),
    ...fields.map(([name, value]) => forbidden(`command.${name}`, value)),
  ]
}

const saysNothing = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0

const notTheirs = new Map<Command["type"], ReadonlyArray<string>>([
  [
    "register",
    [
      "customer",
      "requester",
      "acknowledge",
      "messageId",
      "priority",
      "impact",
      "urgency",
      "splitFrom",
    ],
  ],
  ["receiveMessage", ["from", "messageId"]],
])

const forbidden = (path: string, got: unknown) =>
  Problem.make({ code: "forbidden-field", path, got, expected: "nothing from a customer" })

const refuse = (problems: ReadonlyArray<Problem.Problem>) =>
  problems.length === 0 ? Effect.void : Effect.fail(new InvalidInput({ problems }))

const commandOf = Effect.fnUntraced(function* (
  desk: DeskService,
  principal: Principal,
  command: ActorCommand,
  seen: Seen,
) {
  const { attachments: ids = [], ...asked } = { attachments: undefined, ...command }
  const attachments = yield* filesOf(desk, principal, ids)
  const files = attachments.length === 0 ? {} : { attachments }
  if (asked.type === "attach") return { ...asked, attachments }
  if (asked.type !== "register") return { ...asked, ...files }
  const request = { requester: {}, ...asked, ...files }
  if (principal.kind !== "customer") return request
  const { follows } = request
  if (follows !== undefined)
    yield* Effect.catchTag(seen(follows), "TicketNotFound", () => unknownTicket(follows))
  const { customer, requester = {} } = principal
  return { ...request, customer, requester }
})

const filesOf = (
  desk: DeskService,
  principal: Principal,
  ids: ReadonlyArray<string>,
): Effect.Effect<ReadonlyArray<Attachment>, InvalidInput> => {
  const files = ids.map((id) => fileOf(desk, principal, id))
  const problems = files.flatMap((file, index) => (file === undefined ? [unknown(index)] : []))
  const known = files.filter((file) => file !== undefined)
  return Effect.as(refuse(problems), known)
}

const unknown = (index: number) =>
  Problem.make({
    code: "unknown-attachment",
    path: `command.attachments[${index}]`,
    got: undefined,
    expected: "the id of an upload of one's own",
  })

/** Nobody learns from a command id what somebody else did with it, and nobody can occupy one. */
export const scoped = (principal: Principal, commandId: string): string =>
  isCommandId(commandId)
    ? `actor.${createHash("sha256")
        .update(JSON.stringify([...ownerOf(principal), commandId]))
        .digest("hex")}`
    : commandId
