// A directory made of async functions: for those who know their people by a database of their own.
import { Effect, Layer } from "effect"
import {
  type Customer,
  type CustomerContact,
  Directory,
  DirectoryError,
  type DirectoryService,
  type StaffMember,
  staffAtMost,
} from "../port/Directory.ts"
import { type DirectoryAdapter, named } from "../port/MemoryDirectory.ts"
import * as Problem from "../problem/Problem.ts"
import { wordsOf } from "./define/call.ts"
import * as faults from "./define/faults.ts"
import { InvalidInput } from "./DeskError.ts"

/**
 * A directory to define. Nothing, undefined or null, says that nobody is known. What is left out
 * knows nobody, but for `customer`.
 */
export interface DirectoryDefinition {
  /** What messages call the directory; not empty. */
  readonly name: string
  /** The customer one of whose contacts has this address; compare without regard to case. */
  readonly customerByAddress: (
    tenant: string,
    address: string,
  ) => Promise<Customer | undefined | null>
  /**
   * A customer by id: what a request that names its customer is promised. Without it any customer
   * may be named, and is promised nothing.
   */
  readonly customer?: (tenant: string, id: string) => Promise<Customer | undefined | null>
  /** A person at a customer by id, with the customer's. */
  readonly contact?: (tenant: string, id: string) => Promise<CustomerContact | undefined | null>
  /** One of ours by id: who may be assigned, until they left (`leftAt`). */
  readonly staffMember: (tenant: string, id: string) => Promise<StaffMember | undefined | null>
  /** All of ours, at most 1,000: among whom a rule chooses. */
  readonly staff?: (tenant: string) => Promise<ReadonlyArray<StaffMember> | undefined | null>
}

/**
 * Makes a directory of async functions. It is asked at every registration and every assignment, so
 * who joins or leaves is known at once.
 *
 * What a function throws is a `DirectoryError`: its own as it is, anything else as `unavailable`;
 * what is no list of at most 1,000, where the staff is asked for, is `invalid`. Nothing is stored
 * then. Throws `InvalidInput` for a definition with mistakes, all at once.
 *
 * @example
 * const people = defineDirectory({
 *   name: "people",
 *   customerByAddress: async () => null,
 *   staffMember: async (_, id) => (id === "olga" ? { id, name: "Olga", line: "first" } : null),
 * })
 * await using desk = await createDesk({ directory: people })
 * const request = { subject: "Login fails", text: "Since noon.", requester: {} }
 * const command = { type: "register", channel: "web", ...request } as const
 * const { ticketId } = await desk.submit({ actor: { kind: "customer", id: "anna" }, command })
 * const actor = { kind: "agent", id: "olga" } as const
 * const assign = { type: "assign", assignee: "nobody" } as const
 * await desk.submit({ ticketId, actor, command: assign }) // => throws UnknownAssignee
 */
export const defineDirectory = (definition: DirectoryDefinition): DirectoryAdapter => {
  const problems = faults.definitionFaults(definition, {
    name: faults.name,
    customerByAddress: faults.asyncFunction,
    customer: faults.optionalFunction,
    contact: faults.optionalFunction,
    staffMember: faults.asyncFunction,
    staff: faults.optionalFunction,
  })
  if (problems.length > 0) throw new InvalidInput({ problems })
  return { name: definition.name, layer: Layer.succeed(Directory, serviceOf(definition)) }
}

const serviceOf = (definition: DirectoryDefinition): DirectoryService => ({
  customerByAddress: (tenant, address) =>
    asked(definition, "customerByAddress", () => definition.customerByAddress(tenant, address)),
  customer: (tenant, id) =>
    asked(definition, "customer", async () =>
      definition.customer === undefined ? named(id) : definition.customer(tenant, id),
    ),
  contact: (tenant, id) =>
    asked(definition, "contact", async () => definition.contact?.(tenant, id)),
  staffMember: (tenant, id) =>
    asked(definition, "staffMember", () => definition.staffMember(tenant, id)),
  staff: (tenant) =>
    Effect.flatMap(
      asked(definition, "staff", async () => definition.staff?.(tenant)),
      (answer = []) => staffOf(definition, answer),
    ),
})

// Every one of them is looked at for each request that is routed: a list without an end is refused.
const staffOf = ({ name }: DirectoryDefinition, answer: ReadonlyArray<StaffMember>) =>
  Array.isArray(answer) && answer.length <= staffAtMost
    ? Effect.succeed(answer)
    : Effect.fail(
        new DirectoryError({
          reason: "invalid",
          detail:
            `${name}: got ${Problem.show(answer)}, expected a list of at most ${staffAtMost}, ` +
            "at staff: mend the function",
        }),
      )

const asked = <A>(
  { name }: DirectoryDefinition,
  where: string,
  ask: () => Promise<A | undefined | null>,
): Effect.Effect<A | undefined, DirectoryError> =>
  Effect.tryPromise({
    try: async () => (await ask()) ?? undefined,
    catch: (cause) =>
      cause instanceof DirectoryError
        ? cause
        : new DirectoryError({
            reason: "unavailable",
            detail: `${name}: ${where} threw ${wordsOf(cause)}, expected an answer`,
            cause,
          }),
  })
