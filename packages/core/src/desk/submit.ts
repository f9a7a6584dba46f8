// One command, from outside to the store: check → load → decide → commit; again on a conflict.
import { Clock, Effect, Exit, Result } from "effect"
import type { Commit, Settlement, TicketRow } from "../port/TicketStore.ts"
import * as Ticket from "../ticket/Ticket.ts"
import { fingerprint } from "./canonical.ts"
import { receiptOf, repeated, unlessAccepted } from "./accepted.ts"
import { circumstancesOf, newerOf } from "./circumstances.ts"
import { withChain } from "./chained.ts"
import { commitOf, type Named } from "./commit.ts"
import { CommandRejected, TicketNotFound, VersionMismatch } from "./DeskError.ts"
import type { Submission } from "./Desk.ts"
import { filesKept } from "./files.ts"
import { heldIn } from "./held.ts"
import { uuidv7 } from "./ids.ts"
import { withOverdue } from "./overdue.ts"
import { processesOf, refsOf } from "./processesOf.ts"
import { isWorthIt, renewed } from "./renewal.ts"
import { landing } from "./ties/landing.ts"
import { touchedByPeople } from "./touched.ts"
import type { Wiring } from "./wiring.ts"

/** How often a command is decided again after a conflict. */
export const decisionsAtMost = 5

/** What the desk adds to a command. */
export interface Extras {
  /** What its own workers claimed, and end by this. */
  readonly settlements?: ReadonlyArray<Settlement>
  /** The ticket's row, where it was read just now. */
  readonly row?: TicketRow | undefined
  /** The time, where all is at hand; else it is asked for after what had to be waited for. */
  readonly now?: number
}

const noExtras: Extras = {}

/** Carries out a checked submission; a repeat gets the first receipt. */
export const submit = (wiring: Wiring, submission: Submission, extras: Extras = noExtras) =>
  Effect.flatMap(namedOf(submission), (named) => submitAs(wiring, submission, named, extras))

/** Carries out a submission under names of its own. */
export const submitAs = (
  wiring: Wiring,
  submission: Submission,
  named: Named,
  extras: Extras = noExtras,
) => {
  const { ticketId } = submission
  const anew = () =>
    unlessAccepted(wiring, submission, {
      anew: (row) => decideAndStore(wiring, submission, named, { ...extras, row }),
      again: (first) => repeated(first, named.hash),
    })
  if (ticketId === undefined) return anew()
  const atHand = decideAtHand(wiring, submission, named, extras)
  const work = Effect.flatMap(atHand, (receipt) =>
    receipt === undefined ? anew() : Effect.succeed(receipt),
  )
  return wiring.inTurn(wiring.tenant, ticketId, work)
}

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

// On the row at hand, without a look: it may be old, so what cannot be stored is decided anew.
const decideAtHand = Effect.fnUntraced(function* (
  wiring: Wiring,
  submission: Submission,
  named: Named,
  extras: Extras,
) {
  const { tenant, rows } = wiring
  const { ticketId = "", expectedVersion } = submission
  const row = rows.find(tenant, ticketId)
  if (row === undefined || row.version !== (expectedVersion ?? row.version)) return undefined
  const now = yield* Clock.currentTimeMillis
  const decided = attemptOn(wiring, submission, named, { ...extras, row, now })
  const commit = yield* Effect.matchEager(givenUpInTime(decided), {
    onSuccess: (commit) => commit,
    onFailure: () => undefined,
  })
  const outcome = commit === undefined ? undefined : yield* stored(wiring, commit, named)
  if (outcome !== undefined && "receipt" in outcome) return outcome.receipt
  rows.drop(tenant, ticketId)
  return undefined
})

const decideAndStore = Effect.fnUntraced(function* (
  wiring: Wiring,
  submission: Submission,
  named: Named,
  extras: Extras,
) {
  let { row } = extras
  for (let decisions = 1; decisions <= decisionsAtMost; decisions++) {
    const decided = attempt(wiring, submission, named, { ...extras, row })
    const outcome = yield* stored(wiring, yield* givenUpInTime(decided), named)
    if ("receipt" in outcome) return outcome.receipt
    const { ticketId, expected } = outcome.conflict
    if (decisions === decisionsAtMost) return yield* conflict(ticketId, expected, outcome.conflict)
    row = undefined
  }
  return yield* Effect.die(new Error("a loop with a limit ended without an answer"))
})

// What was decided without asking anybody leaves nobody the time to give it up.
const givenUpInTime = <A, E>(decided: Effect.Effect<A, E>): Effect.Effect<A, E> =>
  Exit.isExit(decided) ? decided : Effect.interruptible(decided)

// What became of a commit; somebody who moved the ticket first is no answer yet.
const stored = Effect.fnUntraced(function* (wiring: Wiring, commit: Commit, named: Named) {
  const [verdict] = yield* wiring.store.commit(wiring.tenant, [commit])
  if (verdict === undefined || Result.isSuccess(verdict)) {
    if (commit.deliveries.length > 0 || commit.row.dueAt !== null) yield* wiring.nudge
    return { receipt: yield* receiptOf(commit.command) }
  }
  const refused = verdict.failure
  if (refused._tag === "CommandRepeated")
    return { receipt: yield* repeated(refused.command, named.hash) }
  if (refused._tag === "LeaseLost") return yield* refused
  return { conflict: refused }
})

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

// At once where all that it asks for is at hand.
const attemptOn = Effect.fnUntracedEager(function* (
  wiring: Wiring,
  submission: Submission,
  named: Named,
  extras: Extras,
) {
  yield* filesKept(wiring, submission.command)
  const loaded = yield* load(wiring, submission, extras.row)
  const process =
    loaded === undefined ? wiring.inForce : yield* wiring.processOf(loaded.state.process)
  const newer = yield* newerOf(wiring, submission.command)
  const refs = new Set([process.ref, ...(loaded === undefined ? [] : refsOf(loaded))])
  const processOf = yield* processesOf(wiring, newer === undefined ? refs : refs.add(newer.ref))
  const now = extras.now ?? (yield* Clock.currentTimeMillis)
  const found = { loaded, process, processOf, now }
  const { before, held } = yield* withOverdue(wiring, submission, named, found)
  const standing = { process, processOf, held, newer, now }
  const { settlements = [] } = extras
  const asked = settlements.length > 0 ? "known" : "asked"
  const circumstances = yield* circumstancesOf(wiring, submission, standing, asked)
  const decided = Ticket.decide(circumstances, held?.state, submission.command)
  if (Result.isFailure(decided)) return yield* new CommandRejected({ rejection: decided.failure })
  const ticket = { loaded, before, held, process, processOf }
  const events = decided.success
  return commitOf(wiring, { submission, named, ...ticket, circumstances, events, settlements })
})

const load = Effect.fnUntracedEager(function* (
  wiring: Wiring,
  submission: Submission,
  known: TicketRow | undefined,
) {
  const { ticketId, expectedVersion } = submission
  if (ticketId === undefined) return undefined
  const isAtHand = known?.ticketId === ticketId
  const row = isAtHand ? known : yield* wiring.store.load(wiring.tenant, ticketId)
  if (row === undefined) return yield* new TicketNotFound({ ticket: ticketId })
  if (expectedVersion !== undefined && expectedVersion !== row.version) {
    const touched = yield* touchedByPeople(wiring, ticketId, expectedVersion)
    if (touched || expectedVersion > row.version)
      return yield* conflict(ticketId, expectedVersion, row)
  }
  const held = yield* heldIn(wiring, row)
  if (held.zoneData === wiring.zoneData) return yield* withChain(wiring, held)
  const { row: latest } = yield* renewed(wiring, row, isWorthIt(submission.command))
  return yield* withChain(wiring, yield* heldIn(wiring, latest))
})
