// Opening a ticket and giving a command: a body, a key, a version; one receipt.
import { type ActorSubmission, type Problem, VersionMismatch } from "@upkeep/core"
import { Decode, Principal } from "@upkeep/core/effect"
import { Effect, Result } from "effect"
import { type GiveCommand, GiveCommand as AnyCommand, OpenTicket } from "../api/Bodies.ts"
import { json } from "./Answer.ts"
import { jsonBody } from "./body.ts"
import type { Call, Handler } from "./Call.ts"
import { etagOf, keyOf, versionOf } from "./headers.ts"
import { HttpProblem } from "./HttpProblem.ts"
import { invalid } from "./problemOf.ts"
import { instant, instantIf, readTimes, type TimesRead } from "./times.ts"
import type { UnderWay } from "./UnderWay.ts"

const decodeRequest = Decode.strict(OpenTicket)
const decodeCommand = Decode.strict(AnyCommand)

/** Where times lie in a request, and in commands. */
const timesOfRequest = () => [["effectiveAt"], ["period", "from"], ["period", "to"]]
const timesOfCommand = (type: unknown) => [
  ["effectiveAt"],
  ...[...timesOf].flatMap(([name, types]) => (types.some((each) => each === type) ? [[name]] : [])),
]

const timesOf = new Map<string, ReadonlyArray<GiveCommand["type"]>>([
  ["dueAt", ["requestInformation", "offerOptions", "recommend", "undertake", "setDeadline"]],
  ["promisedAt", ["promiseDate", "awaitRelease"]],
  ["until", ["snooze"]],
  ["registeredAt", ["setRegisteredAt"]],
])

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
    const command = taken(asked)
    if (expectedVersion === undefined) checkUnconditional(principal.kind, asked.type)
    const ticketId = params["ticket"]
    const effectiveAt = instantIf(happened)
    const around = present({ ticketId, commandId, effectiveAt, expectedVersion })
    const receipt = await submit(call, underWay, { command, ...around })
    return json(receipt, { headers: { etag: etagOf(receipt.version) } })
  }

type Asked = DistributiveOmit<GiveCommand, "effectiveAt" | "timeZone">
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

// The command as the desk takes it: its times were read.
const taken = (asked: Asked): ActorSubmission["command"] => {
  switch (asked.type) {
    case "setDeadline":
      return { ...asked, dueAt: instant(asked.dueAt) }
    case "promiseDate":
      return { ...asked, promisedAt: instant(asked.promisedAt) }
    case "snooze":
      return { ...asked, until: instant(asked.until) }
    case "setRegisteredAt":
      return { ...asked, registeredAt: instant(asked.registeredAt) }
    case "awaitRelease": {
      const { promisedAt, ...rest } = asked
      return { ...rest, ...(promisedAt !== undefined && { promisedAt: instant(promisedAt) }) }
    }
    case "requestInformation":
    case "offerOptions":
    case "recommend":
    case "undertake": {
      const { dueAt, ...rest } = asked
      return { ...rest, ...(dueAt !== undefined && { dueAt: instant(dueAt) }) }
    }
    default:
      return asked
  }
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
