// A ticket whose time has come: what is due happens, once, and never before its time (P7).
import { Clock, Effect } from "effect"
import { DirectoryError } from "../port/Directory.ts"
import { StoreError } from "../port/StoreError.ts"
import type { DueTicket, Returned } from "../port/WorkQueue.ts"
import { kept } from "../ticket/Text.ts"
import { reasonCharacters } from "./deliver.ts"
import type { WorkReport } from "./Desk.ts"
import { machine } from "./fold.ts"
import { isDamage } from "./held.ts"
import { submit } from "./submit.ts"
import type { Wiring } from "./wiring.ts"

/** How long a silence waits for an intake that was not read past its end. */
export const unreadIntakeMillis = { least: 5_000, most: 300_000 } as const
/** How long a ticket waits whose due work failed. */
export const failedWakeMillis = 300_000
/** How often the due work of a ticket is tried before it is parked (P12). */
export const wakesAtMost = 5
/** How long a ticket waits where the store or the directory could not do its part. */
export const outsideTroubleMillis = 60_000
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
  const waits = yield* giveBack(wiring, ticket, { as: "untried", millis: pauseMillis, reason })
  // A ticket that moved meanwhile, or was measured anew, waits for its own instant.
  if (waits && lateMillis >= most)
    yield* Effect.logWarning(
      `upkeep: ticket ${ticket.ticketId} waits for an intake that was not read past its silence`,
    )
  return nothingDone
})

// What fails again and again, or cannot be read, is parked and shown; the others go on (P12).
const failed = Effect.fnUntraced(function* (wiring: Wiring, ticket: DueTicket, error: unknown) {
  const { ticketId, attempts } = ticket
  const reason = kept(String(error), reasonCharacters)
  const pauseMillis = outsidePauseMillis(error)
  if (pauseMillis !== undefined) {
    yield* Effect.logWarning(`upkeep: ticket ${ticketId} cannot be woken for now`, error)
    yield* giveBack(wiring, ticket, { as: "untried", millis: pauseMillis, reason })
    return nothingDone
  }
  const isLast = isDamage(error) || attempts + 1 >= wakesAtMost
  yield* isLast
    ? Effect.logError(`upkeep: ticket ${ticketId} could not be woken and is parked`, error)
    : Effect.logWarning(`upkeep: ticket ${ticketId} could not be woken`, error)
  const as = isLast ? "parked" : "tried"
  yield* giveBack(wiring, ticket, { as, millis: failedWakeMillis, reason })
  const report: Partial<WorkReport> = isLast ? { parked: 1 } : nothingDone
  return report
})

// What is no fault of the ticket parks nothing, however long it lasts.
const outsidePauseMillis = (error: unknown): number | undefined => {
  if (error instanceof DirectoryError) return outsideTroubleMillis
  if (!(error instanceof StoreError) || error.reason === "damaged") return undefined
  return error.reason === "tzdata-too-old" ? newerHostMillis : outsideTroubleMillis
}

interface Back extends Pick<Returned, "as" | "reason"> {
  readonly millis: number
}

const giveBack = Effect.fnUntraced(function* (
  wiring: Wiring,
  { tenant, ticketId, fence }: DueTicket,
  { millis, ...back }: Back,
) {
  const until = (yield* Clock.currentTimeMillis) + millis
  return yield* wiring.queue.postponeTicket(tenant, ticketId, { ...back, fence, until })
})
