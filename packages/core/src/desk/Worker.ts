// What nobody asks for: tickets whose time has come are woken, notifications that wait are sent.
// The two go on beside each other, so that a channel which is slow to answer delays no clock.
import { Cause, Clock, Context, Effect, Fiber, Latch, Layer } from "effect"
import type { StoreError } from "../port/StoreError.ts"
import type { Served } from "../port/WorkQueue.ts"
import type { WorkReport } from "./Desk.ts"
import { takeAll } from "./checkpointing.ts"
import type { Equipment } from "./equipment.ts"
import { atMost } from "./patience.ts"
import { deliverDue, type Shift, wakeDue } from "./rounds.ts"
import * as stopping from "./stopping.ts"

/** The most claims of one call of `work`; what is left is done by the next. */
export const claimsAtMost = 1_000
/** The longest sleep between two looks at what is due (P7: at most 5 s late). */
export const pollMillis = 5_000
/** The shortest pause between two rounds. */
export const shortestPauseMillis = 20
/** The pause after a round that failed. */
export const failurePauseMillis = 5_000

const dayMillis = 86_400_000
/** How long accepted commands are remembered (P2). */
export const commandsKeptMillis = 30 * dayMillis

/** What a worker can do. */
export interface WorkerService {
  /** Does everything that is due now for these tenants, and says what it did. */
  readonly work: (tenants: Served) => Effect.Effect<WorkReport, StoreError>
  /** Works for ever, looking again as soon as something is due and at least every five seconds. */
  readonly run: Effect.Effect<never>
  /**
   * Lets `run` claim nothing more, and waits at most five seconds until it has done what it had
   * claimed. What it has not done by then it gives back when it is interrupted (P19).
   */
  readonly stop: Effect.Effect<void>
}

/** The service that does what is due. */
export class Worker extends Context.Service<Worker, WorkerService>()("@upkeep/core/Worker") {}

/** Does what is due for as long as the application runs. */
export const background: Layer.Layer<never, never, Worker> = Layer.effectDiscard(
  Effect.flatMap(Worker, ({ run, stop }) =>
    Effect.acquireRelease(Effect.forkDetach(run), (fiber) =>
      Effect.andThen(stop, atMost(stopping.giveBackMillis, Fiber.interrupt(fiber))),
    ),
  ),
)

/** Makes the worker of a store. */
export const make = (equipment: Equipment): WorkerService => {
  const { served, nudges, wiring } = equipment
  const ended = Latch.makeUnsafe(true)
  const end = { begin: nudges.open, finished: ended.await }
  const { isStopping, begun, stop } = stopping.make(end)
  const shift: Shift = { ...equipment, isStopping, begun }
  const rounds = [
    round(shift, nudges.wake, () => wakeDue(shift, served())),
    round(shift, nudges.deliver, () => deliverDue(shift, served())),
    forgetDaily(shift),
    checkpoint(shift),
  ].map((each) => untilStopped(shift, each))
  // Work begins whether anybody can be heard or not.
  const heard = Effect.andThen(
    Effect.forkScoped(wiring.queue.listen(nudges.open)),
    Effect.all(rounds, { concurrency: "unbounded", discard: true }),
  )
  return {
    work: (tenants) => workOnce({ ...shift, isStopping: () => false }, tenants),
    run: ended.close.pipe(
      Effect.andThen(Effect.ensuring(Effect.scoped(heard), ended.open)),
      Effect.andThen(Effect.never),
    ),
    stop,
  }
}

const nothing: WorkReport = { woken: 0, delivered: 0, postponed: 0, parked: 0 }

const plus = (a: WorkReport, b: Partial<WorkReport>): WorkReport => ({
  woken: a.woken + (b.woken ?? 0),
  delivered: a.delivered + (b.delivered ?? 0),
  postponed: a.postponed + (b.postponed ?? 0),
  parked: a.parked + (b.parked ?? 0),
})

// Waking makes deliveries and a delivery completes a ticket: again until nothing was claimed.
const workOnce = Effect.fnUntraced(function* (shift: Shift, tenants: Served) {
  let report = nothing
  for (let claims = 0; claims < claimsAtMost; claims++) {
    const woken = yield* wakeDue(shift, tenants)
    const done = [...woken, ...(yield* deliverDue(shift, tenants))]
    if (done.length === 0) return report
    report = done.reduce(plus, report)
  }
  return report
})

// What arrives together is done together, and a worker that can do nothing does not spin.
const round = (
  shift: Shift,
  nudge: Latch.Latch,
  task: () => Effect.Effect<unknown, StoreError>,
): Effect.Effect<void, StoreError> =>
  nudge.close.pipe(
    Effect.andThen(Effect.suspend(task)),
    Effect.andThen(pauseOf(shift)),
    Effect.flatMap((millis) => rest(shift, Effect.race(Effect.sleep(millis), nudge.await))),
    Effect.andThen(Effect.sleep(shortestPauseMillis)),
  )

// A stop ends every rest.
const rest = ({ begun }: Shift, pause: Effect.Effect<void>): Effect.Effect<void> =>
  Effect.race(pause, begun)

const pauseOf = Effect.fnUntraced(function* (shift: Shift) {
  const { wiring, served, notifiers, isOnTime } = shift
  if (!isOnTime()) return pollMillis
  const now = yield* Clock.currentTimeMillis
  const next = yield* wiring.queue.nextDueAt({
    tenants: served(),
    channels: [...notifiers.keys()],
  })
  const pause = next === null ? pollMillis : next - now
  return Math.min(Math.max(pause, 0), pollMillis)
})

const untilStopped = (shift: Shift, task: Effect.Effect<void, StoreError>): Effect.Effect<void> =>
  Effect.whileLoop({
    while: () => !shift.isStopping(),
    body: () => unstoppable(shift, task),
    step: () => {},
  })

// Nothing but a stop ends the background work: not a failure, not a defect of an adapter, and not
// one of the host's clock, which even the log asks for the time.
const unstoppable = <E>(shift: Shift, task: Effect.Effect<void, E>): Effect.Effect<void> =>
  Effect.catchCause(task, (cause) =>
    Cause.hasInterruptsOnly(cause)
      ? Effect.interrupt
      : Effect.logError("upkeep: a round of background work failed", cause).pipe(
          Effect.catchCause(() => Effect.void),
          Effect.andThen(rest(shift, Effect.sleep(failurePauseMillis))),
        ),
  )

// P2 holds for 30 days; what is older would only make the store grow.
const forgetDaily = (shift: Shift): Effect.Effect<void, StoreError> =>
  Effect.flatMap(Clock.currentTimeMillis, (now) =>
    shift.wiring.store.forgetCommands(now - commandsKeptMillis),
  ).pipe(Effect.andThen(rest(shift, Effect.sleep(dayMillis))))

const checkpoint = (shift: Shift): Effect.Effect<void, StoreError> =>
  Effect.flatMap(takeAll(shift, shift.isStopping), (millis) => rest(shift, Effect.sleep(millis)))
