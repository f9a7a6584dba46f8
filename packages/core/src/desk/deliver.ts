// One notification: composed, given to its channel, and recorded as what the channel made of it
// (P6).
import { Clock, Effect } from "effect"
import { type Notification, NotifyError, type NotifierService } from "../port/Notifier.ts"
import type { StoreError } from "../port/StoreError.ts"
import type { DueDelivery, Returned } from "../port/WorkQueue.ts"
import type { NamedDeadline } from "../ticket/Command.ts"
import { kept } from "../ticket/Text.ts"
import { compose } from "./compose.ts"
import type { WorkReport } from "./Desk.ts"
import { machine } from "./fold.ts"
import { submit } from "./submit.ts"
import type { Wiring } from "./wiring.ts"

const minuteMillis = 60_000

/** The pauses before a refused notification is tried again; after the last one it is parked. */
export const retryPausesMillis: ReadonlyArray<number> = [
  1, 5, 15, 30, 60, 120, 240, 480, 720, 1_440,
].map((minutes) => minutes * minuteMillis)

/** How long a channel may take to answer, in milliseconds; then it counts as refused for now. */
export const sendingMillis = 150_000

/** How often a delivery whose ticket cannot take its record is tried. */
export const recordsAtMost = 5

/** The most characters of a channel's reason that are kept. */
export const reasonCharacters = 1_000

/** Sends a claimed delivery. Trouble with one stops only itself (P12). */
export const deliver = (
  wiring: Wiring,
  notifier: NotifierService | undefined,
  delivery: DueDelivery,
): Effect.Effect<Partial<WorkReport>, StoreError> =>
  Effect.flatMap(wiring.queue.sending(delivery.tenant), ({ pausedAt, reason }) =>
    // A claim gives nothing while sending is paused; this was claimed before (P17).
    pausedAt === null
      ? sendNow(wiring, notifier, delivery)
      : giveBack(wiring, delivery, { as: "untried", pauseMillis: 0, detail: `paused: ${reason}` }),
  )

const sendNow = (
  wiring: Wiring,
  notifier: NotifierService | undefined,
  delivery: DueDelivery,
): Effect.Effect<Partial<WorkReport>, StoreError> =>
  Effect.flatMap(compose(wiring, delivery), ({ notification, deadline }) =>
    Effect.flatMap(
      notifier === undefined ? noChannel(delivery) : send(notifier, notification),
      ({ detail }) => settle(wiring, delivery, { outcome: "delivered", detail, deadline }),
    ),
  ).pipe(
    Effect.catchTag("NotifyError", (error) => refused(wiring, delivery, error)),
    // What is wrong with one ticket stays with its letters; trouble of the whole store does not.
    Effect.catchTag("StoreError", (error) =>
      error.reason === "damaged" ? unrecorded(wiring, delivery, error.message) : Effect.fail(error),
    ),
    Effect.catchDefect((defect) => unrecorded(wiring, delivery, String(defect))),
  )

// An adapter that breaks, or never answers, is an adapter that refuses for now (P12).
const send = (notifier: NotifierService, notification: Notification) =>
  Effect.suspend(() => notifier.send(notification)).pipe(
    Effect.catchDefect((cause) =>
      Effect.fail(new NotifyError({ reason: "temporary", detail: String(cause), cause })),
    ),
    Effect.timeoutOrElse({ duration: sendingMillis, orElse: () => Effect.fail(timedOut) }),
  )

const timedOut = new NotifyError({
  reason: "temporary",
  detail: `timed-out: the channel did not answer within ${sendingMillis / 1_000} s`,
})

const noChannel = ({ channel }: DueDelivery) =>
  Effect.fail(
    new NotifyError({ reason: "temporary", detail: `no notifier for channel ${channel}` }),
  )

const refused = (wiring: Wiring, delivery: DueDelivery, error: NotifyError) => {
  const pause = retryPausesMillis[delivery.attempts]
  return error.reason === "permanent" || pause === undefined
    ? settle(wiring, delivery, { outcome: "parked", detail: error.detail })
    : retry(wiring, delivery, pause, error.detail)
}

const retry = (wiring: Wiring, delivery: DueDelivery, pauseMillis: number, detail: string) =>
  giveBack(wiring, delivery, { as: "tried", pauseMillis, detail })

const giveBack = Effect.fnUntraced(function* (
  wiring: Wiring,
  { tenant, id, fence }: DueDelivery,
  back: {
    readonly as: Returned["as"]
    readonly pauseMillis: number
    readonly detail: string
  },
) {
  const until = (yield* Clock.currentTimeMillis) + back.pauseMillis
  const reason = kept(back.detail, reasonCharacters)
  yield* wiring.queue.returnDelivery(tenant, id, { as: back.as, fence, until, reason })
  const report: Partial<WorkReport> = back.as === "parked" ? { parked: 1 } : { postponed: 1 }
  return report
})

interface Settled {
  readonly outcome: "delivered" | "parked"
  readonly detail: string
  readonly deadline?: NamedDeadline | undefined
}

const settle = (wiring: Wiring, delivery: DueDelivery, settled: Settled) =>
  Effect.flatMap(Clock.currentTimeMillis, (now) => settleAt(wiring, delivery, settled, now))

// Recorded in the ticket and marked in the outbox by one commit; who lost the lease changes
// nothing. A restored store counts its fences anew and remembers its commands: the instant tells
// this end of the delivery from one before the backup.
const settleAt = (
  wiring: Wiring,
  delivery: DueDelivery,
  { outcome, detail, deadline }: Settled,
  now: number,
): Effect.Effect<Partial<WorkReport>, StoreError> => {
  const { ticketId, id, fence } = delivery
  const reason = kept(detail, reasonCharacters)
  const parked = outcome === "parked" ? { reason } : {}
  const told = deadline === undefined ? {} : { deadline }
  const submission = {
    ticketId,
    actor: machine,
    command: { type: "recordDelivery", notification: id, outcome, ...parked, ...told },
    commandId: `delivery:${id}:${outcome}:${fence}:${now}`,
  } as const
  const settlements = [{ deliveryId: id, fence, status: outcome, reason }]
  const done: Partial<WorkReport> = outcome === "parked" ? { parked: 1 } : { delivered: 1 }
  return Effect.catch(
    Effect.as(submit(wiring, submission, { settlements }), done),
    (error): Effect.Effect<Partial<WorkReport>, StoreError> => {
      if (error._tag === "StoreError") return Effect.fail(error)
      if (error._tag === "LeaseLost") return Effect.succeed({})
      return unrecorded(wiring, delivery, error.message)
    },
  )
}

// The ticket takes no record of it: said loudly, tried again a day later, and parked in the outbox
// alone after five times (P12).
const unrecorded = (wiring: Wiring, delivery: DueDelivery, detail: string) =>
  Effect.andThen(
    Effect.logError(`upkeep: delivery ${delivery.id} could not be recorded: ${detail}`),
    giveBack(wiring, delivery, {
      as: delivery.attempts + 1 >= recordsAtMost ? "parked" : "tried",
      pauseMillis: 1_440 * minuteMillis,
      detail,
    }),
  )
