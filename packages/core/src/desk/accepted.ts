// What an accepted command led to: its repeat is answered by it, and changes nothing (P2).
import { Effect, Predicate } from "effect"
import { StoreError } from "../port/StoreError.ts"
import type { CommandRow, TicketRow } from "../port/TicketStore.ts"
import * as Problem from "../problem/Problem.ts"
import { CommandIdReused, CommandRejected, VersionMismatch } from "./DeskError.ts"
import type { Receipt, Submission } from "./Desk.ts"
import { parsed } from "./row.ts"
import type { Wiring } from "./wiring.ts"

/**
 * Does a submission `anew`, on the ticket's row where it names one, or answers it `again` where its
 * id was accepted before: also where that happened after the look, since what the repeat then met
 * is no refusal (P2).
 */
export const unlessAccepted = <A, E>(
  wiring: Wiring,
  submission: Submission,
  { anew, again }: Ways<A, E>,
): Effect.Effect<A, E | CommandIdReused | StoreError> => {
  const { commandId } = submission
  const orAgain = <F>(
    first: CommandRow | undefined,
    otherwise: Effect.Effect<A, F>,
  ): Effect.Effect<A, F | CommandIdReused | StoreError> =>
    first === undefined ? otherwise : again(first)
  const late = (refusal: E): Effect.Effect<A, E | CommandIdReused | StoreError> =>
    commandId === undefined
      ? Effect.fail(refusal)
      : Effect.flatMap(wiring.store.command(wiring.tenant, commandId), (first) =>
          orAgain(first, Effect.fail(refusal)),
        )
  return Effect.flatMap(Effect.interruptible(looked(wiring, submission)), ({ first, row }) =>
    orAgain(first, Effect.catchIf(anew(row), isRefusal, late)),
  )
}

interface Ways<A, E> {
  readonly anew: (row: TicketRow | undefined) => Effect.Effect<A, E>
  readonly again: (first: CommandRow) => Effect.Effect<A, CommandIdReused | StoreError>
}

const isRefusal = (error: unknown): boolean =>
  error instanceof CommandRejected || error instanceof VersionMismatch

// The ticket as it stands, and what an accepted command of this id led to, in one round trip.
const looked = ({ store, tenant }: Wiring, { ticketId, commandId }: Submission) =>
  ticketId === undefined && commandId === undefined
    ? Effect.succeed({ first: undefined, row: undefined })
    : Effect.map(
        store.look(tenant, { tickets: listOf(ticketId), commands: listOf(commandId) }),
        ({ tickets: [row], commands: [first] }) => ({ first, row }),
      )

const listOf = (id: string | undefined): ReadonlyArray<string> => (id === undefined ? [] : [id])

/** The receipt that a stored command holds. */
export const receiptOf = (row: CommandRow): Effect.Effect<Receipt, StoreError> =>
  Effect.flatMap(parsed(row.result, `command ${row.id}`), (found) =>
    isReceipt(found) ? Effect.succeed(found) : Effect.fail(noReceipt(row)),
  )

// Our own writing: what it has at all tells it from anything else.
const isReceipt = (found: unknown): found is Receipt =>
  Predicate.isObject(found) && typeof found["ticketId"] === "string" && "events" in found

const noReceipt = ({ id, result }: CommandRow) =>
  new StoreError({
    reason: "damaged",
    detail: `got ${Problem.show(result)}, expected a receipt, at command ${id}`,
  })

/** The first receipt of a repeated command; of other content it is refused (P2). */
export const repeated = (
  first: CommandRow,
  hash: string,
): Effect.Effect<Receipt, CommandIdReused | StoreError> =>
  first.hash === hash ? receiptOf(first) : Effect.fail(new CommandIdReused({ commandId: first.id }))
