// What a policy would do to open tickets: decided and folded by the code that would do it, on rows
// that are imagined, and never stored.
import { Clock, Effect, Result } from "effect"
import { VersionExists } from "../../port/Registry.ts"
import type { StoreError } from "../../port/StoreError.ts"
import type { TicketRow } from "../../port/TicketStore.ts"
import * as Process from "../../process/Process.ts"
import type { Command } from "../../ticket/Command.ts"
import { fingerprint } from "../canonical.ts"
import { clocksOf } from "../clocks.ts"
import { CommandRejected, InvalidInput } from "../DeskError.ts"
import { machine } from "../fold.ts"
import { isDamage } from "../held.ts"
import type { ClockChange, ClockStanding, PolicyPreview, PolicyQuestion } from "../Jobs.ts"
import { processesOf, refsOf } from "../processesOf.ts"
import { renewalOf } from "../renewal.ts"
import { heldOf } from "../row.ts"
import { attempt, namedOf } from "../submit.ts"
import type { ClockView } from "../View.ts"
import type { Wiring } from "../wiring.ts"
import { checkQuestion } from "./check.ts"
import { left, pageOf } from "./page.ts"

/** Previews a policy on a page of tickets; nothing is stored. */
export const preview = Effect.fnUntraced(function* (wiring: Wiring, question: PolicyQuestion) {
  const { process: profile, mode, ...page } = yield* checkQuestion(question)
  const process = yield* processIn(wiring, profile)
  const knowing = { ...wiring, ...finderOf(wiring, process) }
  const { rows, next } = yield* pageOf(wiring, page)
  const command = { type: "applyPolicy", process: process.ref, mode } as const
  const tickets = yield* Effect.forEach(rows, (row) =>
    Effect.andThen(wiring.breathe, ticketOf(knowing, row, command)).pipe(
      Effect.catchIf(isDamage, (error) => Effect.succeed(left(row, "Damaged", error))),
    ),
  )
  const found: PolicyPreview = {
    tickets: tickets.flatMap((ticket) => ("clocks" in ticket ? [ticket] : [])),
    refused: tickets.flatMap((ticket) =>
      "rule" in ticket && ticket.rule !== "SameTerms" ? [ticket] : [],
    ),
    next,
  }
  return found
})

/**
 * The process of a profile. A version that was published stands for its content (PR19): another one
 * under its name will be refused when a desk is opened on it.
 */
export const processIn = Effect.fnUntraced(function* ({ findProcess }: Wiring, profile: unknown) {
  const made = Process.make(profile)
  if (Result.isFailure(made)) return yield* new InvalidInput({ problems: made.failure })
  const process = made.success
  const published = yield* findProcess(process.ref)
  const publishedHash = fingerprint(published?.profile)
  if (published === undefined || publishedHash === fingerprint(process.profile)) return process
  const { id, version } = process.profile
  return yield* new VersionExists({ entry: { kind: "process", id, version }, publishedHash })
})

const finderOf = (
  { processOf: of, findProcess }: Wiring,
  process: Process.Process,
): Pick<Wiring, "processOf" | "findProcess"> => ({
  processOf: (ref) => (ref === process.ref ? Effect.succeed(process) : of(ref)),
  findProcess: (ref) => (ref === process.ref ? Effect.succeed(process) : findProcess(ref)),
})

// As `submit` does it: what is due by now is recorded first, unless the command is refused anyway.
const ticketOf = Effect.fnUntraced(function* (wiring: Wiring, stored: TicketRow, command: Command) {
  const row = (yield* renewalOf(wiring, stored))?.commit.row ?? stored
  const now = yield* Clock.currentTimeMillis
  const first = yield* imagined(wiring, row, command)
  const isDue = Result.isSuccess(first) && row.dueAt !== null && row.dueAt <= now
  const woken = isDue ? yield* imagined(wiring, row, { type: "wake" }) : Result.succeed(row)
  const before = Result.getOrElse(woken, () => row)
  const after = isDue ? yield* imagined(wiring, before, command) : first
  if (Result.isFailure(after)) return left(row, after.failure.rejection.rule, after.failure)
  const { ticketId, number } = row
  const standing = (each: TicketRow) => clocksIn(wiring, each, now)
  return {
    ticketId,
    number,
    clocks: changes(yield* standing(before), yield* standing(after.success)),
  }
})

// The row that a command of the desk's own would leave behind.
const imagined = (
  wiring: Wiring,
  row: TicketRow,
  command: Command,
): Effect.Effect<Result.Result<TicketRow, CommandRejected>, StoreError> => {
  const submission = { ticketId: row.ticketId, actor: machine, command }
  return Effect.flatMap(namedOf(submission), (named) =>
    attempt(wiring, submission, named, { row }),
  ).pipe(
    Effect.map((commit) => Result.succeed(commit.row)),
    Effect.catchTag("CommandRejected", (rejected) => Effect.succeed(Result.fail(rejected))),
    Effect.catchIf((error) => error._tag !== "StoreError", Effect.die),
  )
}

const clocksIn = Effect.fnUntraced(function* (wiring: Wiring, row: TicketRow, now: number) {
  const held = yield* heldOf(row)
  return clocksOf(yield* processesOf(wiring, refsOf(held)), held, now)
})

const changes = (
  before: ReadonlyArray<ClockView>,
  after: ReadonlyArray<ClockView>,
): ReadonlyArray<ClockChange> => {
  const gone = before.filter((run) => runIn(after, run) === undefined)
  return [...after, ...gone].flatMap((run) => {
    const change = { before: standingIn(before, run), after: standingIn(after, run) }
    return JSON.stringify(change.before) === JSON.stringify(change.after)
      ? []
      : [{ clock: run.id, instance: run.instance, ...change }]
  })
}

const runIn = (clocks: ReadonlyArray<ClockView>, { id, instance }: ClockView) =>
  clocks.find((each) => each.id === id && each.instance === instance)

const standingIn = (clocks: ReadonlyArray<ClockView>, run: ClockView): ClockStanding | null => {
  const found = runIn(clocks, run)
  if (found === undefined) return null
  const { status, target, dueAt, spentMillis } = found
  return { status, target, dueAt, spentMillis }
}
