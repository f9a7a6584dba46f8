// One command of an old ticket, decided at its own time by the rules of this desk; nothing of it is
// stored yet, and nobody is told.
import { Effect, Result } from "effect"
import type { DirectoryError } from "../../port/Directory.ts"
import type { StoreError } from "../../port/StoreError.ts"
import type { Commit } from "../../port/TicketStore.ts"
import * as Process from "../../process/Process.ts"
import type { Circumstances } from "../../ticket/Circumstances.ts"
import type { Actor, Command } from "../../ticket/Command.ts"
import * as Ticket from "../../ticket/Ticket.ts"
import { circumstancesOf } from "../circumstances.ts"
import { withChain } from "../chained.ts"
import { commitOf } from "../commit.ts"
import { CommandRejected, type InvalidInput } from "../DeskError.ts"
import { type Chained, type Held, heldOf } from "../row.ts"
import type { Wiring } from "../wiring.ts"

/** A command of a ticket at an instant. */
export interface Step {
  readonly ticketId: string
  readonly commandId: string
  readonly actor: Actor
  readonly command: Command
  /** When it happened, and was recorded: epoch milliseconds. */
  readonly at: number
  /** What the import knows better than the desk could find out. */
  readonly known: (found: Circumstances) => Circumstances
  /** The ticket as its circumstances are to see it; as it stands where absent. */
  readonly seen?: Held
}

/** A step that was decided: what it would store, and the ticket after it. */
export interface Stepped {
  readonly commit: Commit
  readonly held: Chained
}

/** Why a step was refused. */
export type Refusal = CommandRejected | InvalidInput

/** Decides a step on a ticket as it stands, or says why it is refused. */
export const take = (
  wiring: Wiring,
  held: Chained | undefined,
  step: Step,
): Effect.Effect<Result.Result<Stepped, Refusal>, StoreError | DirectoryError> =>
  attempt(wiring, held, step).pipe(
    Effect.map((stepped) => Result.succeed(stepped)),
    Effect.catchTags({
      CommandRejected: (refusal) => Effect.succeed(Result.fail(refusal)),
      InvalidInput: (refusal) => Effect.succeed(Result.fail(refusal)),
    }),
  )

const attempt = Effect.fnUntraced(function* (
  wiring: Wiring,
  held: Chained | undefined,
  { ticketId, commandId, actor, command, at, known, seen }: Step,
) {
  const process = wiring.inForce
  const processOf = Process.only(process)
  const now = Math.max(at, held?.state.updatedAt ?? 0)
  const standing = { process, processOf, held: seen ?? held, newer: undefined, now }
  const circumstances = known(yield* circumstancesOf(wiring, { actor, command }, standing, "asked"))
  const decided = Ticket.decide(circumstances, held?.state, command)
  if (Result.isFailure(decided)) return yield* new CommandRejected({ rejection: decided.failure })
  const commit = commitOf(wiring, {
    submission: { actor, command },
    named: { commandId, ticketId, hash: commandId },
    loaded: held,
    before: [],
    held,
    process,
    processOf,
    circumstances,
    events: decided.success,
    settlements: [],
  })
  const stepped: Stepped = { commit, held: yield* withChain(wiring, yield* heldOf(commit.row)) }
  return stepped
})
