// What the desk finds out about a new request before it is decided: who asks, under which contract,
// and what the request lacks (M-01, M-03).
import { Effect, Result } from "effect"
import * as LocalTime from "../calendar/LocalTime.ts"
import type { Contract, Customer } from "../port/Directory.ts"
import * as Problem from "../problem/Problem.ts"
import type { RequestType } from "../process/Profile.ts"
import * as Promises from "../process/Promises.ts"
import type { Registration } from "../ticket/Circumstances.ts"
import type { Register } from "../ticket/Command.ts"
import type { PinnedContract } from "../ticket/Event.ts"
import { InvalidInput } from "./DeskError.ts"
import { rowOf } from "./summary.ts"
import type { Wiring } from "./wiring.ts"

type Request = typeof Register.Type

/** Finds out about a request; what the process does not know is refused, all of it at once. */
export const registrationOf = Effect.fnUntraced(function* (
  wiring: Wiring,
  request: Request,
  effectiveAt: number,
) {
  const { profile } = wiring.inForce
  const type =
    profile.requestTypes.find(({ id }) => id === request.requestType) ?? profile.requestTypes[0]
  const problems = problemsOf(wiring, request, type)
  if (problems.length > 0 || type === undefined) return yield* new InvalidInput({ problems })
  const { follows } = request
  if (follows !== undefined)
    yield* Effect.catchTag(rowOf(wiring, follows), "TicketNotFound", () => unknownTicket(follows))
  const found = yield* customerOf(wiring, request)
  // The address may be that of somebody who asks for another customer: its contract is not theirs.
  const customer =
    request.customer === undefined || request.customer === found?.id ? found : undefined
  const registration: Registration = {
    number: `${profile.numberPrefix}${yield* wiring.nextSerial}`,
    requestType: type.id,
    ...priorityOf(wiring, request, type),
    ...(yield* zoneOf(customer)),
    customer: request.customer ?? customer?.id ?? null,
    contract: yield* contractAt(wiring, customer, effectiveAt),
    missing: (type.wished ?? []).filter((field) => lacks(request, field)),
    acknowledge:
      profile.acknowledgeByMachine &&
      request.acknowledge !== false &&
      request.requester.address !== undefined,
  }
  return registration
})

/** Refuses a request that follows a ticket which is not there for who asks. */
export const unknownTicket = (got: string): Effect.Effect<never, InvalidInput> => {
  const expected = "the id or the number of a ticket"
  const problem = Problem.make({ code: "unknown-ticket", path: "command.follows", got, expected })
  return Effect.fail(new InvalidInput({ problems: [problem] }))
}

const problemsOf = (
  { inForce: { profile, priorities } }: Wiring,
  request: Request,
  type: typeof RequestType.Type | undefined,
): ReadonlyArray<Problem.Problem> => {
  const types = profile.requestTypes.map(({ id }) => id)
  const environments = profile.environments.map(({ id }) => id)
  const missing = (type?.required ?? []).filter((field) => lacks(request, field))
  return [
    ...known("unknown-request-type", "requestType", request.requestType, types),
    ...known("unknown-priority", "priority", request.priority, priorities),
    ...known("unknown-channel", "channel", request.channel, profile.channels),
    ...known("unknown-environment", "environment", request.environment, environments),
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

const lacks = (request: Request, field: "environment" | "period" | "files"): boolean =>
  field === "files" ? (request.attachments ?? []).length === 0 : request[field] === undefined

// The request's own, else that of its type, else the least urgent one.
const priorityOf = (
  { inForce: { priorities } }: Wiring,
  { priority }: Request,
  type: typeof RequestType.Type,
): { readonly priority?: string } => {
  const given = priority ?? type.priority ?? priorities.at(-1)
  return given === undefined ? {} : { priority: given }
}

const customerOf = (wiring: Wiring, { requester }: Request) =>
  requester.address === undefined
    ? Effect.succeed(undefined)
    : wiring.directory.customerByAddress(wiring.tenant, requester.address)

// A zone that nobody knows must not turn a customer away either: the calendar's is shown.
const zoneOf = Effect.fnUntraced(function* (customer: Customer | undefined) {
  if (customer?.timeZone === undefined) return {}
  const { id, timeZone } = customer
  const known = LocalTime.parse("2026-01-01T00:00", { timeZone, path: "timeZone" })
  if (Result.isSuccess(known)) return { timeZone }
  for (const problem of known.failure)
    yield* Effect.logError(`upkeep: customer ${id}: ${problem.message}`)
  return {}
})

const contractAt = Effect.fnUntraced(function* (
  { inForce }: Wiring,
  customer: Customer | undefined,
  at: number,
) {
  const valid = ({ validFrom, validTo }: Contract) =>
    validFrom <= at && (validTo === null || at < validTo)
  const contract = customer?.contracts.find(valid)
  if (contract === undefined) return null
  const { id, version } = contract
  // A mistake in a contract must not turn a customer away; it is said loudly, and the policy holds.
  for (const problem of Promises.problemsOf(inForce, contract, at))
    yield* Effect.logError(`upkeep: contract ${id}@${version}: ${problem.message}`)
  const pinned: PinnedContract = { id, version, ...Promises.soundOf(inForce, contract, at) }
  return pinned
})
