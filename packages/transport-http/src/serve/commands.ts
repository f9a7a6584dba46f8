// Opening a ticket and giving a command: a body, a key, a version; one receipt.
import { type ActorSubmission, type Problem, VersionMismatch } from "@upkeep/core"
import { ActorCommand, Decode, Principal } from "@upkeep/core/effect"
import { Effect, Result, Schema } from "effect"
import { type GiveCommand, GiveCommand as AnyCommand, OpenTicket, Time } from "../api/Bodies.ts"
import { json } from "./Answer.ts"
import { jsonBody } from "./body.ts"
import type { Call, Handler } from "./Call.ts"
import { etagOf, keyOf, versionOf } from "./headers.ts"
import { HttpProblem } from "./HttpProblem.ts"
import { invalid } from "./problemOf.ts"
import { instant, instantIf, type Place, readTimes, type TimesRead } from "./times.ts"
import type { UnderWay } from "./UnderWay.ts"

const decodeRequest = Decode.strict(OpenTicket)
const decodeCommand = Decode.strict(AnyCommand)
const isRead = Schema.is(ActorCommand.ActorCommand)

/** Where times lie in a request, and in commands. */
const timesOfRequest = () => [["effectiveAt"], ["period", "from"], ["period", "to"]]
const timesOfCommand = (type: unknown) => timesOf.get(type) ?? [["effectiveAt"]]

// As the bodies say it: a time is a field of theirs that takes one.
const timesOf = new Map<unknown, ReadonlyArray<Place>>(
  AnyCommand.members.map(({ fields }) => [
    fields.type.literal,
    Object.entries(fields).flatMap(([name, field]) => (isTime(field) ? [[name]] : [])),
  ]),
)

function isTime(field: Schema.Top): boolean {
  return field === Time || ("schema" in field && field.schema === Time)
}

/** Opens a ticket. */
export const openTicket =
  (underWay: UnderWay): Handler =>
  async (call) => {
    const { request, settings } = call
    const commandId = keyOf(request.headers)
    const sent = readTimes(await jsonBody(request, settings.limits), timesOfRequest)
    const { effectiveAt, timeZone: _, period, ...asked } = sound(decodeRequest(sent.body), sent)
    const when = period && { period: { from: instant(period.from), to: instant(period.to) } }
    const command = { ...asked, ...when, type: "register" as const }
    const around = present({ commandId, effectiveAt: instantIf(effectiveAt) })
    const submission = { command, ...around }
    const receipt = await submit(call, underWay, submission)
    const headers = { etag: etagOf(receipt.version), location: `tickets/${receipt.ticketId}` }
    return json(receipt, { status: 201, headers })
  }

/** Gives a command on a ticket. */
export const giveCommand =
  (underWay: UnderWay): Handler =>
  async (call) => {
    const { request, settings, principal, params } = call
    const commandId = keyOf(request.headers)
    const expectedVersion = versionOf(request.headers)
    const sent = readTimes(await jsonBody(request, settings.limits), timesOfCommand)
    const { effectiveAt: happened, timeZone: _, ...asked } = sound(decodeCommand(sent.body), sent)
    if (!isRead(asked)) throw new Error("got a text, expected a body whose times were read")
    const command = asked
    if (expectedVersion === undefined) checkUnconditional(principal.kind, asked.type)
    const ticketId = params["ticket"]
    const effectiveAt = instantIf(happened)
    const around = present({ ticketId, commandId, effectiveAt, expectedVersion })
    const receipt = await submit(call, underWay, { command, ...around })
    return json(receipt, { headers: { etag: etagOf(receipt.version) } })
  }

// An agent decides on what was read; what adds to a ticket and decides nothing needs no version.
const checkUnconditional = (kind: string, type: GiveCommand["type"]): void => {
  if (kind !== "agent" || type === "note" || type === "attach") return
  throw new HttpProblem("precondition-required", {
    detail: "got no If-Match, expected the ETag of the ticket that the decision was made on",
  })
}

const sound = <A>(
  decoded: Result.Result<A, Parameters<typeof invalid>[0]>,
  { problems }: Pick<TimesRead, "problems">,
): A => {
  if (Result.isSuccess(decoded) && problems.length === 0) return decoded.success
  const all = [...problems, ...(Result.isSuccess(decoded) ? [] : decoded.failure)]
  const [first] = all
  const alone = all.length === 1 && first?.path === "type"
  // H50: what kind of command it is comes first, and its own word.
  throw alone && first.code === "unknown-value" ? unknownCommand(first) : invalid(all)
}

const unknownCommand = (problem: Problem.Problem) => {
  const code = "unknown-command"
  return invalid([{ ...problem, code, message: problem.message.replace(problem.code, code) }])
}

interface Around {
  readonly ticketId?: string | undefined
  readonly commandId: string | undefined
  readonly effectiveAt: number | undefined
  readonly expectedVersion?: number | undefined
}

// What was not said is not there: a field that is there and undefined says something.
const present = ({ ticketId, commandId, effectiveAt, expectedVersion }: Around) => ({
  ...(ticketId === undefined ? {} : { ticketId }),
  ...(commandId === undefined ? {} : { commandId }),
  ...(effectiveAt === undefined ? {} : { effectiveAt }),
  ...(expectedVersion === undefined ? {} : { expectedVersion }),
})

const submit = ({ use, tenant, principal }: Call, underWay: UnderWay, given: ActorSubmission) => {
  const { commandId, expectedVersion } = given
  const work = () =>
    use((desk) =>
      Effect.mapError(desk.submit(given), (error) =>
        error instanceof VersionMismatch && expectedVersion === undefined ? contended : error,
      ),
    )
  if (commandId === undefined) return work()
  return underWay.once(JSON.stringify([tenant, ...Principal.ownerOf(principal), commandId]), work)
}

const contended = new HttpProblem("ticket-changed", {
  detail: "got one change after the other by others, expected a moment of rest; send it again",
  headers: { "retry-after": "1" },
})
