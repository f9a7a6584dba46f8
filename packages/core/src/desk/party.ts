// Whose request it is, and under which contract (M-01): what the directory knows of them.
import { Effect, Result } from "effect"
import * as LocalTime from "../calendar/LocalTime.ts"
import * as Contracts from "../port/Contracts.ts"
import type { Contract, Customer } from "../port/Directory.ts"
import type * as Process from "../process/Process.ts"
import * as Promises from "../process/Promises.ts"
import type { Party } from "../ticket/Circumstances.ts"
import type { Requester } from "../ticket/Command.ts"
import type { PinnedContract } from "../ticket/Event.ts"
import type { Wiring } from "./wiring.ts"

/** Who asks: a customer by id, where the host knows it, else by the requester's address. */
export interface Asking {
  readonly customer?: string
  readonly requester: Requester
}

/**
 * Finds the customer of a request, the contract that covers it, and where their clocks hang. A
 * customer whom a host names is taken, known to the directory or not: the host knows better.
 */
export const partyOf = Effect.fnUntraced(function* (
  wiring: Wiring,
  process: Process.Process,
  asking: Asking,
  covered: Contracts.Covered,
) {
  const customer = yield* customerOf(wiring, asking)
  const contracts = customer?.contracts ?? []
  const found = Contracts.contractFor(contracts, covered)
  // Where none covers it, a word that nobody knows may be why.
  for (const contract of "contract" in found ? [found.contract] : contracts)
    yield* told(process, contract, covered.at)
  const party: Party = {
    customer: asking.customer ?? customer?.id ?? null,
    ...(yield* zoneOf(customer)),
    ...("contract" in found
      ? { contract: pinned(process, found.contract, covered.at) }
      : { contract: null, ...(customer === undefined ? {} : { uncovered: found.why }) }),
  }
  return party
})

const customerOf = (
  { directory, tenant }: Wiring,
  { customer, requester: { address } }: Asking,
) => {
  if (customer !== undefined) return directory.customer(tenant, customer)
  return address === undefined
    ? Effect.succeed(undefined)
    : directory.customerByAddress(tenant, address)
}

// A zone that nobody knows must not turn a customer away: the calendar's is shown.
const zoneOf = Effect.fnUntraced(function* (customer: Customer | undefined) {
  if (customer?.timeZone === undefined) return {}
  const { id, timeZone } = customer
  const known = LocalTime.parse("2026-01-01T00:00", { timeZone, path: "timeZone" })
  if (Result.isSuccess(known)) return { timeZone }
  for (const problem of known.failure)
    yield* Effect.logError(`upkeep: customer ${id}: ${problem.message}`)
  return {}
})

/** A mistake in a contract must not turn a customer away; it is said loudly, and the rest holds. */
export const told = Effect.fnUntraced(function* (
  process: Process.Process,
  contract: Contract,
  at: number,
) {
  const { id, version } = contract
  for (const problem of Promises.problemsOf(process, contract, at))
    yield* Effect.logError(`upkeep: contract ${id}@${version}: ${problem.message}`)
})

/** A contract as a ticket keeps it: as far as its process understands it. */
export const pinned = (
  process: Process.Process,
  contract: Contract,
  at: number,
): PinnedContract => {
  const { id, version, quota } = contract
  const sound = Promises.soundOf(process, contract, at)
  return { id, version, ...sound, ...(quota === undefined ? {} : { quota }) }
}
