// A ticket whose time has come: what is due happens, once, and never before its time (P7).
import { Clock, Effect } from "effect"
import type { StoreError } from "../port/StoreError.ts"
import type { DueTicket } from "../port/WorkQueue.ts"
import type * as Process from "../process/Process.ts"
import * as Wake from "../sla/Wake.ts"
import type { WorkReport } from "./Desk.ts"
import { machine } from "./fold.ts"
import type { Held } from "./row.ts"
import { submit } from "./submit.ts"
import type { Wiring } from "./wiring.ts"

/** How long a silence waits for an intake that was not read past its end. */
export const unreadIntakeMillis = 5_000
/** How long a ticket waits whose due work failed. */
export const failedWakeMillis = 300_000

/** Wakes a claimed ticket. Trouble with one ticket postpones that ticket alone (P12). */
export const wake = Effect.fnUntraced(
  function* (wiring: Wiring, ticket: DueTicket) {
    const { tenant, ticketId, dueAt, fence } = ticket
    const readUntil = yield* intakesReadUntil(wiring)
    const due = (held: Held, process: Process.Process, now: number) =>
      Wake.dueBy(process.profile.policy, process.workingTime, held.clocks, now).filter(
        (each) => each.effect !== "close" || each.dueAt < readUntil,
      )
    const command = { type: "wake" } as const
    const commandId = `wake:${ticketId}:${dueAt}:${fence}`
    const woken = yield* submit(wiring, { ticketId, actor: machine, command, commandId }, { settlements: [], due }).pipe(
      Effect.as<Partial<WorkReport>>({ woken: 1 }),
      Effect.catchTag("CommandRejected", () => postpone(wiring, ticket, unreadIntakeMillis, "nothing due yet")),
    )
    yield* Effect.logDebug("upkeep: woke", { tenant, ticketId })
    return woken
  },
  (effect, wiring, ticket) =>
    Effect.catch(effect, (error) =>
      Effect.andThen(
        Effect.logError(`upkeep: ticket ${ticket.ticketId} could not be woken`, error),
        postpone(wiring, ticket, failedWakeMillis, error.message),
      ),
    ),
)

// A silence ends only when every intake was read past its end: a word may still lie unread (P7).
const intakesReadUntil = (wiring: Wiring): Effect.Effect<number, StoreError> =>
  Effect.map(wiring.inbound.watermarks(wiring.tenant), (marks) =>
    marks.reduce((until, mark) => Math.min(until, mark.readUntil), Number.POSITIVE_INFINITY),
  )

const postpone = Effect.fnUntraced(function* (
  wiring: Wiring,
  { tenant, ticketId, fence }: DueTicket,
  millis: number,
  reason: string,
) {
  const now = yield* Clock.currentTimeMillis
  yield* wiring.queue.postponeTicket(tenant, ticketId, { fence, until: now + millis, reason })
  const report: Partial<WorkReport> = {}
  return report
})
