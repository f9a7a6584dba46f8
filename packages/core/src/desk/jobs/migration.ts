// Open tickets that go on by another version of their process (P14): one command for each, so that
// the job is simply begun again; previewed by the decision that each command would meet.
import { Clock, Effect, Result } from "effect"
import type { StoreError } from "../../port/StoreError.ts"
import type { TicketRow } from "../../port/TicketStore.ts"
import type * as Process from "../../process/Process.ts"
import type { Migrate } from "../../ticket/Command.ts"
import * as Ticket from "../../ticket/Ticket.ts"
import { fingerprint } from "../canonical.ts"
import { rulesOf } from "../circumstances.ts"
import { machine } from "../fold.ts"
import { heldIn, isDamage } from "../held.ts"
import { areVersions, checkPlaces, migrationTo } from "../migrating.ts"
import type {
  MigratedTicket,
  MigrationOrder,
  MigrationQuestion,
  MigrationReport,
  StrandedTicket,
} from "../Migration.ts"
import type { Held } from "../row.ts"
import { submit } from "../submit.ts"
import type { Wiring } from "../wiring.ts"
import { checkMigration, checkVersion } from "./check.ts"
import { left, pageOf } from "./page.ts"
import { idDigits, published } from "./policies.ts"
import { processIn } from "./preview.ts"

/** Moves a page of tickets on to a published version of their process. */
export const migrate = Effect.fnUntraced(function* (wiring: Wiring, order: MigrationOrder) {
  const { after, limit, ...asked } = yield* checkMigration(order)
  const version = yield* published(wiring, asked.process)
  yield* checkPlaces(version, asked.places)
  const command = { type: "migrate", ...asked } as const
  return yield* reportOf(wiring, { after, limit }, version, ({ row }) =>
    submitted(wiring, row, command),
  )
})

/** Says what a version would make of a page of tickets; nothing is stored. */
export const previewMigration = Effect.fnUntraced(function* (
  wiring: Wiring,
  question: MigrationQuestion,
) {
  const { after, limit, process: profile, ...asked } = yield* checkVersion(question)
  const version = yield* processIn(wiring, profile)
  yield* checkPlaces(version, asked.places)
  const command = { type: "migrate", process: version.ref, ...asked } as const
  const now = yield* Clock.currentTimeMillis
  return yield* reportOf(wiring, { after, limit }, version, (found) =>
    Effect.succeed(imagined(version, command, found, now)),
  )
})

type Command = typeof Migrate.Type
type Done = MigratedTicket | StrandedTicket | "unchanged" | "other"

interface Found {
  readonly row: TicketRow
  readonly own: Process.Process
  readonly held: Held
}

/** As it was checked: what is not there may stand there as undefined. */
interface Part {
  readonly after: string | undefined
  readonly limit: number | undefined
}

const reportOf = Effect.fnUntraced(function* (
  wiring: Wiring,
  { after, limit }: Part,
  version: Process.Process,
  move: (found: Found) => Effect.Effect<Done, StoreError>,
) {
  const part = { ...(after === undefined ? {} : { after }), ...(limit && { limit }) }
  const { rows, next } = yield* pageOf(wiring, part)
  const outcomes = yield* Effect.forEach(rows, (row) =>
    Effect.andThen(wiring.breathe, outcomeOf(wiring, row, version, move)),
  )
  const report: MigrationReport = {
    moved: outcomes.filter((outcome) => typeof outcome === "object" && "to" in outcome),
    unchanged: outcomes.filter((outcome) => outcome === "unchanged").length,
    others: outcomes.filter((outcome) => outcome === "other").length,
    refused: outcomes.filter((outcome) => typeof outcome === "object" && "rule" in outcome),
    next,
  }
  return report
})

const outcomeOf = (
  wiring: Wiring,
  row: TicketRow,
  version: Process.Process,
  move: (found: Found) => Effect.Effect<Done, StoreError>,
): Effect.Effect<Done, StoreError> =>
  Effect.gen(function* () {
    const held = yield* heldIn(wiring, row)
    const own = yield* wiring.processOf(held.state.process)
    if (own.ref === version.ref) return "unchanged" as const
    return areVersions(own, version) ? yield* move({ row, own, held }) : ("other" as const)
  }).pipe(Effect.catchIf(isDamage, (error) => Effect.succeed(stranded(row, "Damaged", error))))

const submitted = (
  wiring: Wiring,
  row: TicketRow,
  command: Command,
): Effect.Effect<Done, StoreError> => {
  const { ticketId, number, version, status: from } = row
  // Two jobs at once are one (P2); a ticket that moved on in between says itself where it is.
  const commandId = `migrate:${ticketId}:${version}:${fingerprint(command).slice(0, idDigits)}`
  return Effect.uninterruptible(
    submit(wiring, { ticketId, actor: machine, command, commandId }),
  ).pipe(
    Effect.map((receipt): Done => ({ ticketId, number, from, to: receipt.status })),
    Effect.catchTag("CommandRejected", (error) => {
      const { rule } = error.rejection
      return Effect.succeed<Done>(rule === "SameProcess" ? "unchanged" : stranded(row, rule, error))
    }),
    Effect.catchTag("VersionMismatch", (error) =>
      Effect.succeed<Done>(stranded(row, "VersionMismatch", error)),
    ),
    Effect.catchIf((error) => error._tag !== "StoreError", Effect.die),
  )
}

const imagined = (
  version: Process.Process,
  command: Command,
  { row, own, held: { state } }: Found,
  now: number,
): Done => {
  const at = Math.max(now, state.updatedAt)
  const migration = migrationTo(own, version, state, command.places)
  const when = { ...rulesOf(own, state.requestType), actor: machine, at, effectiveAt: at }
  const decided = Ticket.decide({ ...when, migration }, state, command)
  if (Result.isFailure(decided)) return stranded(row, decided.failure.rule, decided.failure)
  const { ticketId, number, status: from } = row
  const { lifecycle = when.lifecycle } = migration
  const to = decided.success.reduce(
    (status, event) => Ticket.statusAfter(lifecycle, status, event),
    from,
  )
  return { ticketId, number, from, to }
}

const stranded = (
  row: TicketRow,
  rule: StrandedTicket["rule"],
  why: { readonly message: string },
): StrandedTicket => ({ ...left(row, rule, why), status: row.status })
