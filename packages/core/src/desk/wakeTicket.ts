// A ticket whose time has come: what is due happens, once, and never before its time (P7).
import { Clock, Effect } from "effect"
import { StoreError } from "../port/StoreError.ts"
import type { DueTicket } from "../port/WorkQueue.ts"
import type { WorkReport } from "./Desk.ts"
import { machine } from "./fold.ts"
import { submit } from "./submit.ts"
import type { Wiring } from "./wiring.ts"

/** How long a silence waits for an intake that was not read past its end. */
export const unreadIntakeMillis = { least: 5_000, most: 300_000 } as const
/** How long a ticket waits whose due work failed. */
export const failedWakeMillis = 300_000
/** How long a ticket waits for a worker with the zone data that it was measured by. */
export const newerHostMillis = 5_000

const nothingDone: Partial<WorkReport> = {}

/** Wakes a claimed ticket. Trouble with one ticket postpones that ticket alone (P12). */
export const wake = Effect.fnUntraced(
  function* (wiring: Wiring, ticket: DueTicket) {
    const { tenant, ticketId, dueAt, fence } = ticket
    const command = { type: "wake" } as const
    const commandId = `wake:${ticketId}:${dueAt}:${fence}`
    const woken = yield* submit(wiring, { ticketId, actor: machine, command, commandId }).pipe(
      Effect.as<Partial<WorkReport>>({ woken: 1 }),
      Effect.catchTag("CommandRejected", () => wait(wiring, ticket)),
    )
    yield* Effect.logDebug("upkeep: woke", { tenant, ticketId })
    return woken
  },
  (effect, wiring, ticket) =>
    effect.pipe(
      Effect.catch((error) => failed(wiring, ticket, error)),
      Effect.catchDefect((defect) => failed(wiring, ticket, defect)),
    ),
)

// The longer an intake lies unread, the less often it is asked for.
const wait = Effect.fnUntraced(function* (wiring: Wiring, ticket: DueTicket) {
  const { least, most } = unreadIntakeMillis
  const lateMillis = (yield* Clock.currentTimeMillis) - ticket.dueAt
  const pauseMillis = Math.min(Math.max(Math.floor(lateMillis / 10), least), most)
  const reason = "an intake was not read past the silence"
  const waits = yield* postpone(wiring, ticket, pauseMillis, reason)
  // A ticket that moved meanwhile, or was measured anew, waits for its own instant.
  if (waits && lateMillis >= most)
    yield* Effect.logWarning(
      `upkeep: ticket ${ticket.ticketId} waits for an intake that was not read past its silence`,
    )
  return nothingDone
})

const failed = (wiring: Wiring, ticket: DueTicket, error: unknown) => {
  const isOlderHost = error instanceof StoreError && error.reason === "tzdata-too-old"
  return Effect.andThen(
    Effect.logError(`upkeep: ticket ${ticket.ticketId} could not be woken`, error),
    postpone(wiring, ticket, isOlderHost ? newerHostMillis : failedWakeMillis, String(error)),
  ).pipe(Effect.as(nothingDone))
}

const postpone = Effect.fnUntraced(function* (
  wiring: Wiring,
  { tenant, ticketId, fence }: DueTicket,
  millis: number,
  reason: string,
) {
  const now = yield* Clock.currentTimeMillis
  const postponement = { fence, until: now + millis, reason }
  return yield* wiring.queue.postponeTicket(tenant, ticketId, postponement)
})
