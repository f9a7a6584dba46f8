// What nobody asks for: tickets whose time has come are woken, notifications that wait are sent.
import { Clock, Context, Effect, type Latch } from "effect"
import type { NotifierService } from "../port/Notifier.ts"
import type { StoreError } from "../port/StoreError.ts"
import type { DueDelivery } from "../port/WorkQueue.ts"
import type { WorkReport } from "./Desk.ts"
import { deliver } from "./deliver.ts"
import { wake } from "./wakeTicket.ts"
import type { Wiring } from "./wiring.ts"

/** The most tickets that are claimed at once. */
export const claimedAtMost = 100
/** The most deliveries that are claimed at once. */
export const deliveriesAtMost = 20
/** The most tickets whose letters are sent at one time. */
export const sendingAtMost = 5
/** The most claims of one round of work; what is left is done in the next. */
export const claimsAtMost = 1_000
/** How long a worker may hold a ticket. */
export const ticketLeaseMillis = 60_000
/** How long a worker may hold a delivery. */
export const deliveryLeaseMillis = 300_000
/** How long a channel may take to answer; it must give up by itself before. */
export const sendingMillis = 150_000
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
  /** Does everything that is due now, and says what it did. */
  readonly work: Effect.Effect<WorkReport, StoreError>
  /** Works for ever, looking again as soon as something is due and at least every five seconds. */
  readonly run: Effect.Effect<never>
}

/** The service that does what is due, for all tenants of a store. */
export class Worker extends Context.Service<Worker, WorkerService>()("@upkeep/core/Worker") {}

/** What a worker works with: the wiring of each tenant, and the channels that it can send by. */
export interface Equipment {
  readonly wiring: Wiring
  readonly wiringOf: (tenant: string) => Effect.Effect<Wiring, StoreError>
  readonly notifiers: ReadonlyMap<string, NotifierService>
  /** Opened by every commit of this process that leaves something to do. */
  readonly nudges: Latch.Latch
}

/** Makes the worker of a store. */
export const make = (equipment: Equipment): WorkerService => {
  const { nudges } = equipment
  const work = workOnce(equipment)
  const round = nudges.close.pipe(
    Effect.andThen(work),
    Effect.andThen(pauseOf(equipment)),
    Effect.flatMap((millis) => Effect.race(Effect.sleep(millis), nudges.await)),
    Effect.tapError((error) => Effect.logError("upkeep: a round of work failed", error)),
    Effect.catch(() => Effect.sleep(failurePauseMillis)),
    // What arrives together is done together, and a worker that can do nothing does not spin.
    Effect.andThen(Effect.sleep(shortestPauseMillis)),
  )
  return { work, run: Effect.race(Effect.forever(round), Effect.forever(forgetDaily(equipment))) }
}

// P2 holds for 30 days; what is older would only make the store grow.
const forgetDaily = ({ wiring }: Equipment) =>
  Effect.flatMap(Clock.currentTimeMillis, (now) =>
    wiring.store.forgetCommands(now - commandsKeptMillis),
  ).pipe(
    Effect.catch((error) => Effect.logError("upkeep: old commands were not forgotten", error)),
    Effect.andThen(Effect.sleep(dayMillis)),
  )

const nothing: WorkReport = { woken: 0, delivered: 0, postponed: 0, parked: 0 }

const plus = (a: WorkReport, b: Partial<WorkReport>): WorkReport => ({
  woken: a.woken + (b.woken ?? 0),
  delivered: a.delivered + (b.delivered ?? 0),
  postponed: a.postponed + (b.postponed ?? 0),
  parked: a.parked + (b.parked ?? 0),
})

// Waking makes deliveries and a delivery completes a ticket: round again until nothing was claimed.
const workOnce = (equipment: Equipment): Effect.Effect<WorkReport, StoreError> =>
  Effect.gen(function* () {
    let report = nothing
    for (let claims = 0; claims < claimsAtMost; claims++) {
      const done = [...(yield* wakeDue(equipment)), ...(yield* deliverDue(equipment))]
      if (done.length === 0) return report
      report = done.reduce(plus, report)
    }
    return report
  })

const wakeDue = Effect.fnUntraced(function* ({ wiring, wiringOf }: Equipment) {
  const now = yield* Clock.currentTimeMillis
  const claim = { now, limit: claimedAtMost, leaseMillis: ticketLeaseMillis }
  const due = yield* wiring.queue.claimTickets(claim)
  return yield* Effect.forEach(due, (ticket) =>
    served(ticket.tenant, wiringOf, (its) => wake(its, ticket)),
  )
})

// Letters of one ticket go in their order, those of different tickets side by side: a channel that
// is slow to answer one customer keeps only a few others waiting.
const deliverDue = Effect.fnUntraced(function* (equipment: Equipment) {
  const { wiring, notifiers } = equipment
  if (notifiers.size === 0) return []
  const now = yield* Clock.currentTimeMillis
  const channels = [...notifiers.keys()]
  const lease = { leaseMillis: deliveryLeaseMillis, limit: deliveriesAtMost }
  const due = yield* wiring.queue.claimDeliveries({ now, channels, ...lease })
  const byTicket = Map.groupBy(due, ({ tenant, ticketId }) => `${tenant} ${ticketId}`)
  const reports = yield* Effect.forEach(
    byTicket.values(),
    (letters) => Effect.forEach(letters, (letter) => deliverInTime(equipment, letter, now)),
    { concurrency: sendingAtMost },
  )
  return reports.flat()
})

// Who has waited so long that the lease may end while it is sent leaves it to the next claim.
const deliverInTime = Effect.fnUntraced(function* (
  { wiringOf, notifiers }: Equipment,
  delivery: DueDelivery,
  claimedAt: number,
) {
  const now = yield* Clock.currentTimeMillis
  if (now > claimedAt + deliveryLeaseMillis - sendingMillis) return {}
  const notifier = notifiers.get(delivery.channel)
  return yield* served(delivery.tenant, wiringOf, (its) => deliver(its, notifier, delivery))
})

// Trouble with one tenant stops only its own work; what was claimed may be claimed again (P12).
const served = (
  tenant: string,
  wiringOf: Equipment["wiringOf"],
  task: (wiring: Wiring) => Effect.Effect<Partial<WorkReport>, StoreError>,
): Effect.Effect<Partial<WorkReport>, StoreError> =>
  Effect.matchEffect(wiringOf(tenant), {
    onSuccess: task,
    onFailure: (error) =>
      Effect.as(Effect.logError(`upkeep: tenant ${tenant} cannot be served`, error), {}),
  })

const pauseOf = ({ wiring, notifiers }: Equipment): Effect.Effect<number, StoreError> =>
  Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    const next = yield* wiring.queue.nextDueAt([...notifiers.keys()])
    const pause = next === null ? pollMillis : next - now
    return Math.min(Math.max(pause, 0), pollMillis)
  })
