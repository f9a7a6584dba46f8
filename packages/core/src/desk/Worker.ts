// What nobody asks for: tickets whose time has come are woken, notifications that wait are sent.
// The two go on beside each other, so that a channel which is slow to answer delays no clock.
import { Cause, Clock, Context, Effect, type Latch, Layer } from "effect"
import type { StoreError } from "../port/StoreError.ts"
import type { Served } from "../port/WorkQueue.ts"
import type { WorkReport } from "./Desk.ts"
import type { Equipment } from "./equipment.ts"
import { deliverDue, wakeDue } from "./rounds.ts"

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
}

/** The service that does what is due. */
export class Worker extends Context.Service<Worker, WorkerService>()("@upkeep/core/Worker") {}

/** Does what is due for as long as the application runs. */
export const background: Layer.Layer<never, never, Worker> = Layer.effectDiscard(
  Effect.flatMap(Worker, ({ run }) => Effect.forkScoped(run)),
)

/** Makes the worker of a store. */
export const make = (equipment: Equipment): WorkerService => {
  const { served, nudges } = equipment
  const rounds = [
    round(equipment, nudges.wake, () => wakeDue(equipment, served())),
    round(equipment, nudges.deliver, () => deliverDue(equipment, served())),
    forgetDaily(equipment),
  ].map((each) => Effect.forever(unstoppable(each)))
  return {
    work: (tenants) => workOnce(equipment, tenants),
    run: Effect.andThen(
      Effect.all(rounds, { concurrency: "unbounded", discard: true }),
      Effect.never,
    ),
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
const workOnce = Effect.fnUntraced(function* (equipment: Equipment, tenants: Served) {
  let report = nothing
  for (let claims = 0; claims < claimsAtMost; claims++) {
    const woken = yield* wakeDue(equipment, tenants)
    const done = [...woken, ...(yield* deliverDue(equipment, tenants))]
    if (done.length === 0) return report
    report = done.reduce(plus, report)
  }
  return report
})

// What arrives together is done together, and a worker that can do nothing does not spin.
const round = (
  equipment: Equipment,
  nudge: Latch.Latch,
  task: () => Effect.Effect<unknown, StoreError>,
): Effect.Effect<void, StoreError> =>
  nudge.close.pipe(
    Effect.andThen(Effect.suspend(task)),
    Effect.andThen(pauseOf(equipment)),
    Effect.flatMap((millis) => Effect.race(Effect.sleep(millis), nudge.await)),
    Effect.andThen(Effect.sleep(shortestPauseMillis)),
  )

const pauseOf = Effect.fnUntraced(function* ({ wiring, served, notifiers }: Equipment) {
  const now = yield* Clock.currentTimeMillis
  const next = yield* wiring.queue.nextDueAt({
    tenants: served(),
    channels: [...notifiers.keys()],
  })
  const pause = next === null ? pollMillis : next - now
  return Math.min(Math.max(pause, 0), pollMillis)
})

// Nothing but a stop ends the background work: not a failure, not a defect of an adapter, and not
// one of the host's clock, which even the log asks for the time.
const unstoppable = <E>(task: Effect.Effect<void, E>): Effect.Effect<void> =>
  Effect.catchCause(task, (cause) =>
    Cause.hasInterruptsOnly(cause)
      ? Effect.interrupt
      : Effect.logError("upkeep: a round of background work failed", cause).pipe(
          Effect.catchCause(() => Effect.void),
          Effect.andThen(Effect.sleep(failurePauseMillis)),
        ),
  )

// P2 holds for 30 days; what is older would only make the store grow.
const forgetDaily = ({ wiring }: Equipment): Effect.Effect<void, StoreError> =>
  Effect.flatMap(Clock.currentTimeMillis, (now) =>
    wiring.store.forgetCommands(now - commandsKeptMillis),
  ).pipe(Effect.andThen(Effect.sleep(dayMillis)))
