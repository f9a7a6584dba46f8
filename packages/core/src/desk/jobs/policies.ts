// A policy applied to open tickets: one command for each, so that a kill in the middle leaves every
// ticket as it was or as it is to be, and the job is simply begun again.
import { Effect } from "effect"
import type { StoreError } from "../../port/StoreError.ts"
import type { TicketRow } from "../../port/TicketStore.ts"
import * as Problem from "../../problem/Problem.ts"
import { fingerprint } from "../canonical.ts"
import { InvalidInput } from "../DeskError.ts"
import { machine } from "../fold.ts"
import { isDamage } from "../held.ts"
import type { LeftTicket, PolicyOrder, PolicyReport } from "../Jobs.ts"
import { heldOf } from "../row.ts"
import { submit } from "../submit.ts"
import type { Wiring } from "../wiring.ts"
import { checkOrder } from "./check.ts"
import { left, pageOf } from "./page.ts"

/** Digits of a fingerprint that tell one order from another. */
export const idDigits = 32

/** Applies a published process's policy and calendars to a page of tickets. */
export const apply = Effect.fnUntraced(function* (wiring: Wiring, order: PolicyOrder) {
  const { process, mode, ...page } = yield* checkOrder(order)
  yield* published(wiring, process)
  const { rows, next } = yield* pageOf(wiring, page)
  const outcomes = yield* Effect.forEach(rows, (row) => applied(wiring, row, { process, mode }))
  const report: PolicyReport = {
    applied: outcomes.filter((outcome) => outcome === "applied").length,
    unchanged: outcomes.filter((outcome) => outcome === "unchanged").length,
    refused: outcomes.filter((outcome) => typeof outcome !== "string"),
    next,
  }
  return report
})

/** Refuses a process that was never published; else gives it. */
export const published = Effect.fnUntraced(function* ({ findProcess }: Wiring, got: string) {
  const found = yield* findProcess(got)
  if (found !== undefined) return found
  const expected = "the id@version of a process that a desk of this tenant was opened on"
  const problem = Problem.make({ code: "unknown-process", path: "process", got, expected })
  return yield* new InvalidInput({ problems: [problem] })
})

type Order = Pick<PolicyOrder, "process" | "mode">
type Done = "applied" | "unchanged" | LeftTicket

const applied = (wiring: Wiring, row: TicketRow, order: Order): Effect.Effect<Done, StoreError> =>
  Effect.flatMap(heldOf(row), ({ state }) =>
    state.terms === order.process
      ? Effect.succeed<Done>("unchanged")
      : submitted(wiring, row, order),
  ).pipe(Effect.catchIf(isDamage, (error) => Effect.succeed(left(row, "Damaged", error))))

const submitted = (
  wiring: Wiring,
  row: TicketRow,
  order: Order,
): Effect.Effect<Done, StoreError> => {
  const { ticketId, version } = row
  const command = { type: "applyPolicy", ...order } as const
  // Two jobs at once are one (P2); a ticket that moved on in between says itself what it follows.
  const commandId = `policy:${ticketId}:${version}:${fingerprint(order).slice(0, idDigits)}`
  return Effect.uninterruptible(
    submit(wiring, { ticketId, actor: machine, command, commandId }),
  ).pipe(
    Effect.as<Done>("applied"),
    Effect.catchTag("CommandRejected", (error) => {
      const { rule } = error.rejection
      return Effect.succeed<Done>(rule === "SameTerms" ? "unchanged" : left(row, rule, error))
    }),
    Effect.catchTag("VersionMismatch", (error) =>
      Effect.succeed<Done>(left(row, "VersionMismatch", error)),
    ),
    Effect.catchIf((error) => error._tag !== "StoreError", Effect.die),
  )
}
