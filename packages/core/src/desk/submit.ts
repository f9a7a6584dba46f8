// One command, from outside to the store: check → load → decide → commit; again on a conflict.
import { Clock, Effect, Result } from "effect"
import type { StoreError } from "../port/StoreError.ts"
import type { CommandRow, Settlement } from "../port/TicketStore.ts"
import * as Ticket from "../ticket/Ticket.ts"
import { fingerprint } from "./canonical.ts"
import { circumstancesOf, newerOf } from "./circumstances.ts"
import { commitOf, type Named } from "./commit.ts"
import { CommandIdReused, CommandRejected, TicketNotFound, VersionMismatch } from "./DeskError.ts"
import type { Receipt, Submission } from "./Desk.ts"
import { filesKept } from "./files.ts"
import { heldIn } from "./held.ts"
import { uuidv7 } from "./ids.ts"
import { withOverdue } from "./overdue.ts"
import { processesOf, refsOf } from "./processesOf.ts"
import { isWorthIt, renewed } from "./renewal.ts"
import { parsed } from "./row.ts"
import { landing } from "./ties/landing.ts"
import { touchedByPeople } from "./touched.ts"
import type { Wiring } from "./wiring.ts"

/** How often a command is decided again after a conflict. */
export const decisionsAtMost = 5

/** What the desk's own workers add to a command. */
export interface Extras {
  readonly settlements: ReadonlyArray<Settlement>
}

const noExtras: Extras = { settlements: [] }

/** Carries out a checked submission; a repeat gets the first receipt. */
export const submit = (wiring: Wiring, submission: Submission, extras: Extras = noExtras) =>
  Effect.flatMap(namedOf(submission), (named) => submitAs(wiring, submission, named, extras))

/** Carries out a submission under names of its own. */
export const submitAs = (
  wiring: Wiring,
  submission: Submission,
  named: Named,
  extras: Extras = noExtras,
) =>
  unlessAccepted(wiring, submission, {
    anew: decideAndStore(wiring, submission, named, extras),
    again: (first) => repeated(first, named.hash),
  })

/** The ids under which a submission is stored, and what its content is known by. */
export const namedOf = (submission: Submission) =>
  Effect.map(Clock.currentTimeMillis, (now): Named => ({
    commandId: submission.commandId ?? uuidv7(now),
    ticketId: submission.ticketId ?? uuidv7(now),
    hash: fingerprint(saidIn(submission)),
  }))

// What somebody said, which a repeat says again. Of a customer two things are their host's: who
// they are as a requester, which it looks up, and when they wrote, which it measures as it takes
// that in.
const saidIn = ({ ticketId, actor, command, effectiveAt }: Submission) => {
  const said = { ticketId: ticketId ?? null, actor, command }
  if (actor.kind !== "customer") return { ...said, effectiveAt }
  if (command.type !== "register") return said
  return { ...said, command: { ...command, requester: undefined } }
}

/**
 * Does a submission `anew`, or answers it `again` where its id was accepted before: also where that
 * happened after the first look, since what the repeat then met is no refusal (P2).
 */
export const unlessAccepted = <A, E>(
  wiring: Wiring,
  submission: Submission,
  { anew, again }: Ways<A, E>,
): Effect.Effect<A, E | CommandIdReused | StoreError> => {
  const firstOr = <F>(otherwise: Effect.Effect<A, F>) =>
    Effect.flatMap(
      acceptedBefore(wiring, submission),
      (first): Effect.Effect<A, F | CommandIdReused | StoreError> =>
        first === undefined ? otherwise : again(first),
    )
  return firstOr(Effect.catchIf(anew, isRefusal, (refusal) => firstOr(Effect.fail(refusal))))
}

interface Ways<A, E> {
  readonly anew: Effect.Effect<A, E>
  readonly again: (first: CommandRow) => Effect.Effect<A, CommandIdReused | StoreError>
}

const isRefusal = (error: unknown): boolean =>
  error instanceof CommandRejected || error instanceof VersionMismatch

// What an accepted command of this id led to, or undefined.
const acceptedBefore = ({ store, tenant }: Wiring, { commandId }: Submission) =>
  commandId === undefined ? Effect.succeed(undefined) : store.command(tenant, commandId)

const decideAndStore = Effect.fnUntraced(function* (
  wiring: Wiring,
  submission: Submission,
  named: Named,
  extras: Extras,
) {
  yield* Effect.interruptible(wiring.breathe)
  for (let decisions = 1; decisions <= decisionsAtMost; decisions++) {
    const commit = yield* Effect.interruptible(attempt(wiring, submission, named, extras))
    const [stored] = yield* wiring.store.commit(wiring.tenant, [commit])
    if (stored === undefined || Result.isSuccess(stored)) {
      if (commit.deliveries.length > 0 || commit.row.dueAt !== null) yield* wiring.nudge
      return yield* receiptOf(commit.command)
    }
    const refused = stored.failure
    if (refused._tag === "CommandRepeated") return yield* repeated(refused.command, named.hash)
    if (refused._tag === "LeaseLost") return yield* refused
    if (decisions === decisionsAtMost)
      return yield* conflict(commit.ticketId, commit.expectedVersion, refused)
  }
  return yield* Effect.die(new Error("a loop with a limit ended without an answer"))
})

/** The receipt that a stored command holds. */
export const receiptOf = (row: CommandRow) =>
  Effect.map(parsed(row.result, `command ${row.id}`), (receipt) => receipt as Receipt)

/** The first receipt of a repeated command; of other content it is refused (P2). */
export const repeated = (
  first: CommandRow,
  hash: string,
): Effect.Effect<Receipt, CommandIdReused | StoreError> =>
  first.hash === hash ? receiptOf(first) : Effect.fail(new CommandIdReused({ commandId: first.id }))

const conflict = (
  ticketId: string,
  expected: number,
  { version }: { readonly version: number },
): Effect.Effect<never, VersionMismatch> =>
  Effect.fail(new VersionMismatch({ ticketId, expected, version }))

/**
 * Decides a submission on the ticket as it stands now, or on that into which it was merged: what
 * would have to be stored.
 */
export const attempt = (
  wiring: Wiring,
  submission: Submission,
  named: Named,
  extras: Extras = noExtras,
) =>
  landing(wiring, submission, (there) =>
    attemptOn(wiring, there, { ...named, ticketId: there.ticketId ?? named.ticketId }, extras),
  )

const attemptOn = Effect.fnUntraced(function* (
  wiring: Wiring,
  submission: Submission,
  named: Named,
  extras: Extras,
) {
  yield* filesKept(wiring, submission.command)
  const loaded = yield* load(wiring, submission)
  const process =
    loaded === undefined ? wiring.inForce : yield* wiring.processOf(loaded.state.process)
  const newer = yield* newerOf(wiring, submission.command)
  const refs = new Set([process.ref, ...(loaded === undefined ? [] : refsOf(loaded))])
  const processOf = yield* processesOf(wiring, newer === undefined ? refs : refs.add(newer.ref))
  const now = yield* Clock.currentTimeMillis
  const found = { loaded, process, processOf, now }
  const { before, held } = yield* withOverdue(wiring, submission, named, found)
  const standing = { process, processOf, held, newer, now }
  const asked = extras.settlements.length > 0 ? "known" : "asked"
  const circumstances = yield* circumstancesOf(wiring, submission, standing, asked)
  const decided = Ticket.decide(circumstances, held?.state, submission.command)
  if (Result.isFailure(decided)) return yield* new CommandRejected({ rejection: decided.failure })
  const ticket = { loaded, before, held, process, processOf }
  const { settlements } = extras
  const events = decided.success
  return commitOf(wiring, { submission, named, ...ticket, circumstances, events, settlements })
})

const load = Effect.fnUntraced(function* (wiring: Wiring, submission: Submission) {
  const { ticketId, expectedVersion } = submission
  if (ticketId === undefined) return undefined
  const row = yield* wiring.store.load(wiring.tenant, ticketId)
  if (row === undefined) return yield* new TicketNotFound({ ticket: ticketId })
  if (expectedVersion !== undefined && expectedVersion !== row.version) {
    const touched = yield* touchedByPeople(wiring, ticketId, expectedVersion)
    if (touched || expectedVersion > row.version)
      return yield* conflict(ticketId, expectedVersion, row)
  }
  const held = yield* heldIn(wiring, row)
  if (held.zoneData === wiring.zoneData) return held
  return yield* heldIn(wiring, (yield* renewed(wiring, row, isWorthIt(submission.command))).row)
})
