// Who asks, as the host knows them: the host has looked at the session, the desk believes it.
import { Result, Schema } from "effect"
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
export const Principal = Schema.Union([Customers, Own])
export type Principal = typeof Principal.Type

const decode = Decode.strict(Principal)

/** Checks what a host says of a principal, or says everything that is wrong with it. */
export const check = (
  principal: unknown,
): Result.Result<Principal, ReadonlyArray<Problem.Problem>> => decode(principal)
