// Opening a ticket and giving a command: a body, a key, a version; one receipt.
import { type Attachment, type Command, type Problem, VersionMismatch } from "@upkeep/core"
import { Decode } from "@upkeep/core/effect"
import { Effect, Result } from "effect"
import { GiveCommand, OpenTicket } from "../api/Bodies.ts"
import { json } from "./Answer.ts"
import { jsonBody } from "./body.ts"
import type { Call, Handler } from "./Call.ts"
import { commandIdOf, etagOf, versionOf } from "./headers.ts"
import { HttpProblem } from "./HttpProblem.ts"
import { invalid } from "./problemOf.ts"
import type { UnderWay } from "./UnderWay.ts"
import { filesOf } from "./uploads.ts"

const decodeRequest = Decode.strict(OpenTicket)
const decodeCommand = Decode.strict(GiveCommand)

/** Opens a ticket. */
export const openTicket =
  (underWay: UnderWay): Handler =>
  async (call) => {
    const { request, settings, principal } = call
    const commandId = commandIdOf(request.headers, principal)
    const body = sound(decodeRequest(await jsonBody(request, settings.limits)))
    const { attachments, effectiveAt, ...said } = body
    const command = { requester: {}, ...said, type: "register" as const }
    const receipt = await underWay.once(call.tenant, commandId, () =>
      submit(call, { command, attachments, commandId, effectiveAt }),
    )
    const headers = { etag: etagOf(receipt.version), location: `tickets/${receipt.ticketId}` }
    return json(receipt, { status: 201, headers })
  }

/** Gives a command on a ticket. */
export const giveCommand =
  (underWay: UnderWay): Handler =>
  async (call) => {
    const { request, settings, principal, params } = call
    const commandId = commandIdOf(request.headers, principal)
    const expectedVersion = versionOf(request.headers)
    const body = sound(decodeCommand(await jsonBody(request, settings.limits)))
    const { attachments, effectiveAt, ...command } = { attachments: undefined, ...body }
    if (expectedVersion === undefined) checkUnconditional(principal.kind, body.type)
    const given = { attachments, commandId, effectiveAt, expectedVersion }
    const receipt = await underWay.once(call.tenant, commandId, () =>
      submit(call, { ...given, ticketId: params["ticket"], command }),
    )
    return json(receipt, { headers: { etag: etagOf(receipt.version) } })
  }

// An agent decides on what was read; what adds to a ticket and decides nothing needs no version.
const checkUnconditional = (kind: string, type: Command["type"]): void => {
  if (kind !== "agent" || type === "note" || type === "attach") return
  throw new HttpProblem("precondition-required", {
    detail: "got no If-Match, expected the ETag of the ticket that the decision was made on",
  })
}

const sound = <A>(decoded: Result.Result<A, Parameters<typeof invalid>[0]>): A => {
  if (Result.isSuccess(decoded)) return decoded.success
  const [first] = decoded.failure
  const alone = decoded.failure.length === 1 && first?.path === "type"
  // H50: what kind of command it is comes first, and its own word.
  throw alone && first.code === "unknown-value" ? unknownCommand(first) : invalid(decoded.failure)
}

const unknownCommand = (problem: Problem.Problem) => {
  const code = "unknown-command"
  return invalid([{ ...problem, code, message: problem.message.replace(problem.code, code) }])
}

interface Given {
  readonly ticketId?: string | undefined
  readonly command: WithoutFiles
  readonly attachments: ReadonlyArray<string> | undefined
  readonly commandId: string | undefined
  readonly effectiveAt: number | undefined
  readonly expectedVersion?: number | undefined
}

const submit = ({ use, principal }: Call, given: Given) =>
  use((desk, behind) => {
    const { ticketId, command, commandId, effectiveAt, expectedVersion } = given
    const around = {
      ...(ticketId === undefined ? {} : { ticketId }),
      ...(commandId === undefined ? {} : { commandId }),
      ...(effectiveAt === undefined ? {} : { effectiveAt }),
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
    }
    return filesOf(behind, principal, given.attachments).pipe(
      Effect.flatMap((files) => desk.submit({ ...around, command: withFiles(command, files) })),
      Effect.mapError((error) =>
        error instanceof VersionMismatch && expectedVersion === undefined ? contended : error,
      ),
    )
  })

const contended = new HttpProblem("ticket-changed", {
  detail: "got one change after the other by others, expected a moment of rest; send it again",
  headers: { "retry-after": "1" },
})

/** A command whose files are named apart; `attach` is nothing without them. */
type WithoutFiles = Exclude<Command, { readonly type: "attach" }> | { readonly type: "attach" }

const withFiles = (command: WithoutFiles, files: ReadonlyArray<Attachment>): Command => {
  if (command.type === "attach") return { ...command, attachments: files }
  const named = { attachments: files }
  return files.length === 0 ? command : { ...command, ...named }
}
