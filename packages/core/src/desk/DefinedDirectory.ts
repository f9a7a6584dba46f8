// A directory made of async functions: for those who know their people by a database of their own.
import { Effect, Layer } from "effect"
import {
  type Customer,
  Directory,
  DirectoryError,
  type DirectoryService,
  type StaffMember,
} from "../port/Directory.ts"
import type { DirectoryAdapter } from "../port/MemoryDirectory.ts"
import { wordsOf } from "./define/call.ts"
import * as faults from "./define/faults.ts"
import { InvalidInput } from "./DeskError.ts"

/** A directory to define. Nothing, undefined or null, says that nobody is known. */
export interface DirectoryDefinition {
  /** What messages call the directory; not empty. */
  readonly name: string
  /** The customer one of whose contacts has this address; compare without regard to case. */
  readonly customerByAddress: (
    tenant: string,
    address: string,
  ) => Promise<Customer | undefined | null>
  /** One of ours by id: who may be assigned. */
  readonly staffMember: (tenant: string, id: string) => Promise<StaffMember | undefined | null>
}

/**
 * Makes a directory of async functions. It is asked at every registration and every assignment, so
 * who joins or leaves is known at once.
 *
 * What a function throws is a `DirectoryError`: its own as it is, anything else as `unavailable`;
 * nothing is stored then. Throws `InvalidInput` for a definition with mistakes, all at once.
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
    staffMember: faults.asyncFunction,
  })
  if (problems.length > 0) throw new InvalidInput({ problems })
  const service: DirectoryService = {
    customerByAddress: (tenant, address) =>
      asked(definition, "customerByAddress", () => definition.customerByAddress(tenant, address)),
    staffMember: (tenant, id) =>
      asked(definition, "staffMember", () => definition.staffMember(tenant, id)),
  }
  return { name: definition.name, layer: Layer.succeed(Directory, service) }
}

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
