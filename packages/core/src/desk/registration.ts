// What the desk finds out about a new request before it is decided: of which type it is, who asks,
// under which contract, and what the request lacks (M-01, M-03).
import { Effect, Result } from "effect"
import * as Problem from "../problem/Problem.ts"
import * as Fields from "../process/Fields.ts"
import { builtInFields, type RequestType } from "../process/Profile.ts"
import type { Registration } from "../ticket/Circumstances.ts"
import type { Register } from "../ticket/Command.ts"
import { InvalidInput } from "./DeskError.ts"
import { partyOf } from "./party.ts"
import { rowOf } from "./summary.ts"
import { partyOfPart } from "./ties/part.ts"
import type { Wiring } from "./wiring.ts"

type Request = typeof Register.Type

/** What was found out, and what the fields hold of people. */
export interface Found {
  readonly registration: Registration
  readonly personal: Fields.Filled["personal"]
}

/** Finds out about a request; what the process does not know is refused, all of it at once. */
export const registrationOf = Effect.fnUntraced(function* (
  wiring: Wiring,
  request: Request,
  effectiveAt: number,
) {
  const { inForce } = wiring
  const { profile } = inForce
  const type = typeOf(wiring, request)
  const filled = type === undefined ? nothingFilled : filledIn(wiring, request, type)
  const problems = [
    ...problemsOf(wiring, request, type),
    ...(Result.isFailure(filled) ? filled.failure : []),
  ]
  if (problems.length > 0 || type === undefined || Result.isFailure(filled))
    return yield* new InvalidInput({ problems })
  for (const field of ["follows", "splitFrom"] as const)
    yield* thereOrRefused(wiring, request, field)
  const { id: requestType, change } = type
  const covered = { at: effectiveAt, channel: request.channel, requestType }
  const own = yield* partyOf(wiring, inForce, request, covered)
  const party = yield* partyOfPart(wiring, request, own, effectiveAt)
  const { facts, missing, personal } = filled.success
  const registration: Registration = {
    number: `${profile.numberPrefix}${yield* wiring.nextSerial}`,
    requestType,
    ...judged(wiring, request, type),
    ...party,
    ...(Object.keys(facts).length === 0 ? {} : { fields: facts }),
    missing,
    acknowledge:
      profile.acknowledgeByMachine &&
      request.acknowledge !== false &&
      request.requester.address !== undefined,
    refused: profile.withoutContract === "reject" && party.contract === null,
    ...(change === undefined ? {} : { change }),
  }
  const found: Found = { registration, personal }
  return found
})

/** The type of a request: the one it names, else the process's first. */
export const typeOf = ({ inForce }: Wiring, { requestType }: Pick<Request, "requestType">) => {
  const { requestTypes } = inForce.profile
  return requestTypes.find(({ id }) => id === requestType) ?? requestTypes[0]
}

// The ticket that a request names must be there for who asks.
const thereOrRefused = (wiring: Wiring, request: Request, field: "follows" | "splitFrom") => {
  const ticket = request[field]
  return ticket === undefined
    ? Effect.void
    : Effect.catchTag(rowOf(wiring, ticket), "TicketNotFound", () => unknownTicket(ticket, field))
}

/** Refuses a request that names a ticket which is not there for who asks. */
export const unknownTicket = (
  got: string,
  field: "follows" | "splitFrom" = "follows",
): Effect.Effect<never, InvalidInput> => {
  const expected = "the id or the number of a ticket"
  const path = `command.${field}`
  const problem = Problem.make({ code: "unknown-ticket", path, got, expected })
  return Effect.fail(new InvalidInput({ problems: [problem] }))
}

const nothingFilled = Result.succeed({ facts: {}, personal: {}, missing: [] })

// The built-in fields stand in the command by themselves.
const filledIn = ({ inForce: { profile } }: Wiring, request: Request, type: RequestType) =>
  Fields.check(
    profile,
    { ...type, required: (type.required ?? []).filter((id) => !isBuiltIn(id)) },
    {
      values: request.fields ?? {},
      files: request.attachments?.length ?? 0,
      has: (id) => isBuiltIn(id) && !lacks(request, id),
      path: "command.fields",
    },
  )

type BuiltIn = (typeof builtInFields)[number]

const isBuiltIn = (id: string): id is BuiltIn => builtInFields.some((each) => each === id)

const lacks = (request: Request, field: BuiltIn): boolean =>
  field === "files" ? (request.attachments ?? []).length === 0 : request[field] === undefined

const problemsOf = (
  { inForce: { profile, priorities } }: Wiring,
  request: Request,
  type: RequestType | undefined,
): ReadonlyArray<Problem.Problem> => {
  const missing = (type?.required ?? []).filter(isBuiltIn).filter((field) => lacks(request, field))
  return [
    ...known(
      "unknown-request-type",
      "requestType",
      request.requestType,
      idsOf(profile.requestTypes),
    ),
    ...known("unknown-priority", "priority", request.priority, priorities),
    ...known("unknown-impact", "impact", request.impact, idsOf(profile.impacts)),
    ...known("unknown-urgency", "urgency", request.urgency, idsOf(profile.urgencies)),
    ...known("unknown-channel", "channel", request.channel, profile.channels),
    ...known(
      "unknown-environment",
      "environment",
      request.environment,
      idsOf(profile.environments),
    ),
    ...missing.map((field) =>
      Problem.make({
        code: "missing-field",
        path: `command.${field === "files" ? "attachments" : field}`,
        got: undefined,
        expected: `a value, as ${type?.id ?? "the request type"} requires`,
      }),
    ),
  ]
}

const idsOf = (list: ReadonlyArray<{ readonly id: string }> = []) => list.map(({ id }) => id)

const known = (
  code: string,
  path: string,
  got: string | undefined,
  ids: ReadonlyArray<string>,
): ReadonlyArray<Problem.Problem> =>
  got === undefined || ids.includes(got)
    ? []
    : [
        Problem.make({
          code,
          path: `command.${path}`,
          got,
          expected: `one of ${ids.join(", ") || "none"}`,
        }),
      ]

// The priority that is named, else that of impact and urgency, that of the type, the least urgent.
const judged = (
  { inForce: { profile, priorities } }: Wiring,
  { priority, impact, urgency }: Request,
  type: RequestType,
): Pick<Registration, "priority" | "impact" | "urgency"> => {
  const found = profile.priorityMatrix?.[impact ?? ""]?.[urgency ?? ""]
  const given = priority ?? found ?? type.priority ?? priorities.at(-1)
  return {
    ...(given === undefined ? {} : { priority: given }),
    ...(impact === undefined ? {} : { impact }),
    ...(urgency === undefined ? {} : { urgency }),
  }
}
