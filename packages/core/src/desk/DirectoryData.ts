// What a directory holds, as data: customers with contacts and contracts, and staff (M-01, M-20,
// M-21). It is checked as a whole, since one entry can contradict another.
import { Result } from "effect"
import type { Customer, StaffMember } from "../port/Directory.ts"
import { type DirectoryAdapter, type DirectoryData, of } from "../port/MemoryDirectory.ts"
import * as Decode from "../problem/Decode.ts"
import * as Problem from "../problem/Problem.ts"
import { InvalidInput } from "./DeskError.ts"
import { faultsOf } from "./directory/faults.ts"
import * as schema from "./directory/schema.ts"

export {
  contactsAtMost,
  contractsAtMost,
  countAtMost,
  customersAtMost,
  idsAtMost,
  quotaAtMost,
} from "./directory/schema.ts"

type Made<A> = Result.Result<A, ReadonlyArray<Problem.Problem>>

const decode = Decode.strict(schema.DirectoryData)

/**
 * Makes a directory's data of unknown input, or lists everything that is wrong with it.
 *
 * Refuses with `overlapping-contracts` where two contracts of a customer could cover one request
 * (C25: contracts of one time must differ in channels or request types); with `invalid-range` where
 * a validity or an absence does not end after it begins (C27); with `duplicate-name` for an id that
 * two customers, two contacts of any customers, or two of the staff have, for a version of a
 * contract that a customer has twice, and for a role that is wanted twice; with `duplicate-address`
 * for an address of two contacts, whatever its case; and with `invalid-address`,
 * `unknown-time-zone`, `ambiguous-time-zone`, the codes of `Calendar.make` for a working time, and
 * those of every decoding (`missing-field` …). Targets, calendars, lines, channels and request
 * types are those of a process, which is not asked here.
 *
 * @example
 * const contract = { id: "k", version: "1", validFrom: 0, validTo: 10, targets: {} }
 * const contracts = [contract, { ...contract, version: "2", validFrom: 9 }]
 * const acme = { id: "acme", name: "Acme", contacts: [], contracts }
 * const made = DirectoryData.make({ customers: [acme], staff: [{ id: "olga", name: "Olga" }] })
 * made.failure.map((problem) => `${problem.code} ${problem.path}`)
 * // => ["missing-field staff[0].line", "overlapping-contracts customers[0].contracts[1]"]
 */
export const make = (input: unknown): Made<DirectoryData> => {
  const decoded = decode(input)
  const misshapen = Result.isFailure(decoded) ? decoded.failure : []
  // A list that is cut off already says how many more there are of its kind.
  if (Result.isFailure(decoded) && misshapen.length > Decode.listedProblems) return decoded
  const problems = [...misshapen, ...faultsOf(input)]
  return problems.length === 0 ? decoded : Result.fail(Decode.listed(problems))
}

/** A customer alone, as a store has it: what contradicts others was found when it was taken in. */
export const customer: (input: unknown) => Made<Customer> = Decode.strict(schema.Customer)

/** A member of the staff alone, as a store has it. */
export const staffMember: (input: unknown) => Made<StaffMember> = Decode.strict(schema.StaffMember)

/**
 * A directory of what is given, the same for every tenant; addresses are compared without regard to
 * case. Throws `InvalidInput` for data with mistakes, all at once (see `make`).
 *
 * @example
 * const staff = [{ id: "olga", name: "Olga", line: "first", leftAt: Date.UTC(2026, 0, 1) }]
 * directory({ customers: [], staff }).name // => "memory"
 */
export const directory = (data: DirectoryData): DirectoryAdapter => {
  const made = make(data)
  if (Result.isFailure(made)) throw new InvalidInput({ problems: made.failure })
  return of(made.success)
}
