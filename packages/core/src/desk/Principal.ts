// Who asks, as the host knows them: the host has looked at the session, the desk believes it.
import { Predicate, Result, Schema } from "effect"
import * as Decode from "../problem/Decode.ts"
import type * as Problem from "../problem/Problem.ts"
import { Requester } from "../ticket/Command.ts"
import { Name } from "../ticket/Text.ts"

const Customers = Schema.Struct({
  kind: Schema.Literal("customer"),
  /** The person. */
  id: Name,
  /** Whose tickets they see: the customer that the person belongs to. */
  customer: Name,
  /** Whom the desk writes to about the tickets that they open; nobody where absent. */
  requester: Schema.optionalKey(Requester),
})

const Own = Schema.Struct({ kind: Schema.Literals(["agent", "robot"]), id: Name })

/** A customer's person, one of our own people, or a machine of ours. */
export type Principal = typeof Customers.Type | typeof Own.Type

/** What tells a principal of a tenant from every other: people's ids are unique in a customer. */
export const ownerOf = (principal: Principal): ReadonlyArray<string> => [
  principal.kind,
  principal.id,
  ...(principal.kind === "customer" ? [principal.customer] : []),
]

const decodeCustomer = Decode.strict(Customers)
const decodeOwn = Decode.strict(Own)
const decodeKind = Decode.strict(
  Schema.Struct({ kind: Schema.Literals(["customer", "agent", "robot"]), id: Name }),
)

/** Checks what a host says of a principal, or says everything that is wrong with it. */
export const check = (
  principal: unknown,
): Result.Result<Principal, ReadonlyArray<Problem.Problem>> => {
  const kind = Predicate.isObject(principal) ? principal["kind"] : undefined
  if (kind === "customer") return decodeCustomer(principal)
  if (kind === "agent" || kind === "robot") return decodeOwn(principal)
  // Which kinds there are is the first thing to be told.
  return Result.flatMap(decodeKind(principal), () => decodeOwn(principal))
}
