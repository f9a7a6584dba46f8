// What was due before a command that changes targets: recorded in its commit, ahead of it, so that
// a journal does not depend on how late a worker looks (P7, P8).
import { Effect, Result } from "effect"
import type { StoreError } from "../port/StoreError.ts"
import type { DirectoryError } from "../port/Directory.ts"
import type * as Process from "../process/Process.ts"
import type { CommandType } from "../ticket/Command.ts"
import type { Recorded } from "../ticket/Event.ts"
import * as Ticket from "../ticket/Ticket.ts"
import { rulesOf } from "./circumstances.ts"
import { dueOn } from "./due.ts"
import { type Named, versionsOf } from "./commit.ts"
import type { Submission } from "./Desk.ts"
import { fold, machine, record } from "./fold.ts"
import type { Held } from "./row.ts"
import type { Wiring } from "./wiring.ts"

/** How often what is due may bring about that something else is due at once. */
export const roundsAtMost = 100

/** A ticket with what was due on it. */
export interface Overdue {
  readonly before: ReadonlyArray<Recorded>
  readonly held: Held | undefined
}

interface Found {
  readonly loaded: Held | undefined
  readonly process: Process.Process
  readonly processOf: Process.ProcessOf
  readonly now: number
}

const changesTargets: ReadonlySet<CommandType> = new Set([
  "applyPolicy",
  "escalate",
  "setContract",
  "setCustomer",
  "setDeadline",
  "setPriority",
  "setRegisteredAt",
  "setRequestType",
])

const wake = { type: "wake" } as const

/** What is due on a ticket by now where the command would change its targets; else nothing. */
export const withOverdue = Effect.fnUntracedEager(function* (
  wiring: Wiring,
  { command }: Submission,
  named: Named,
  { loaded, process, processOf, now }: Found,
): Effect.fn.Return<Overdue, StoreError | DirectoryError> {
  if (loaded === undefined || !changesTargets.has(command.type)) return { before: [], held: loaded }
  const before: Array<Recorded> = []
  let held: Held = loaded
  const surroundings = { ...rulesOf(process, loaded.state.requestType), actor: machine }
  for (let round = 0; round < roundsAtMost; round++) {
    const { ticketId, version, terms, updatedAt } = held.state
    const at = Math.max(now, updatedAt)
    const due = yield* dueOn(wiring, processOf, held, now)
    const around = { ...surroundings, at, effectiveAt: at, due }
    const decided = Ticket.decide(around, held.state, wake)
    if (Result.isFailure(decided)) break
    const versions = versionsOf(wiring, process, processOf(terms))
    const { commandId } = named
    const stamp = { ticketId, version, at, effectiveAt: at, actor: machine, commandId, versions }
    const journal = record({ ...stamp, content: null }, wake, decided.success)
    before.push(...journal)
    held = fold(processOf, held, journal) ?? held
  }
  return { before, held }
})
