// A ticket that is left as it is where many are gone through: it stops no other (P12).
import { Effect } from "effect"
import type { StoreError } from "../../port/StoreError.ts"
import { CommandRejected, VersionMismatch } from "../DeskError.ts"
import { isDamage } from "../held.ts"
import type { LeftTicket } from "../Jobs.ts"
import type { TicketNames } from "../Ties.ts"

/** Why a ticket was left. */
export interface Left {
  readonly refused: LeftTicket
}

/** Reports what stands against one ticket alone instead of stopping at it. */
export const orLeft =
  (names: TicketNames) =>
  <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A | Left, E, R> =>
    Effect.catch(work, (error): Effect.Effect<Left, E> => {
      if (!isOfOne(error)) return Effect.fail(error)
      return Effect.succeed({
        refused: { ...names, rule: ruleOf(error), message: error.message },
      })
    })

type OfOne = CommandRejected | VersionMismatch | StoreError

const isOfOne = (error: unknown): error is OfOne =>
  error instanceof CommandRejected || error instanceof VersionMismatch || isDamage(error)

const ruleOf = (error: OfOne): LeftTicket["rule"] => {
  if (error instanceof CommandRejected) return error.rejection.rule
  return error instanceof VersionMismatch ? "VersionMismatch" : "Damaged"
}
