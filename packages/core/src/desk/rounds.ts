// One round of work: claim what is due, do it, and give back what a stop left undone (P19).
import { Clock, Effect } from "effect"
import type { StoreError } from "../port/StoreError.ts"
import type { DueDelivery, DueTicket, Served } from "../port/WorkQueue.ts"
import type { WorkReport } from "./Desk.ts"
import { deliver, sendingMillis } from "./deliver.ts"
import type { Equipment } from "./equipment.ts"
import { wake } from "./wakeTicket.ts"
import type { Wiring } from "./wiring.ts"

/** The most tickets that are claimed at once. */
export const claimedAtMost = 100
/** The most deliveries that are claimed at once. */
export const deliveriesAtMost = 20
/** The most tickets whose letters are sent at one time. */
export const sendingAtMost = 5
/** How long a worker may hold a ticket. */
export const ticketLeaseMillis = 60_000
/** How long a worker may hold a delivery. */
export const deliveryLeaseMillis = 300_000

const stopped = "given back by a worker that was stopped"

/** A worker at work. */
export interface Shift extends Equipment {
  /** Whether it is to begin nothing more. */
  readonly isStopping: () => boolean
  /** Waits until it is. */
  readonly begun: Effect.Effect<void>
}

const nothingDone: Partial<WorkReport> = {}

/** Wakes the tickets of these tenants whose time has come. */
export const wakeDue = Effect.fnUntraced(function* (shift: Shift, tenants: Served) {
  if (!shift.isOnTime()) return []
  const { queue } = shift.wiring
  const now = yield* Clock.currentTimeMillis
  const claim = { tenants, now, limit: claimedAtMost, leaseMillis: ticketLeaseMillis }
  const back = ({ tenant, ticketId, fence }: DueTicket) =>
    queue.postponeTicket(tenant, ticketId, { as: "untried", fence, until: now, reason: stopped })
  return yield* orGivenBack(queue.claimTickets(claim), back, (due, done) =>
    Effect.forEach(due, (ticket) =>
      done(
        ticket,
        Effect.suspend(() =>
          shift.isStopping()
            ? Effect.as(back(ticket), nothingDone)
            : served(shift, ticket.tenant, (its) => wake(its, ticket)),
        ),
      ),
    ),
  )
})

/**
 * Sends letters of these tenants. Those of one ticket go in their order, those of different tickets
 * side by side: a channel that is slow to answer one customer keeps only a few others waiting.
 */
export const deliverDue = Effect.fnUntraced(function* (shift: Shift, tenants: Served) {
  const { wiring, notifiers, isStopping, isOnTime } = shift
  if (notifiers.size === 0 || !isOnTime()) return []
  const { queue } = wiring
  const now = yield* Clock.currentTimeMillis
  const lease = { limit: deliveriesAtMost, leaseMillis: deliveryLeaseMillis }
  const channels = [...notifiers.keys()]
  const claim = queue.claimDeliveries({ tenants, channels, now, ...lease })
  const back = ({ tenant, id, fence }: DueDelivery) =>
    queue.returnDelivery(tenant, id, { as: "untried", fence, until: now, reason: stopped })
  const reports = yield* orGivenBack(claim, back, (due, done) =>
    Effect.forEach(
      Map.groupBy(due, ({ tenant, ticketId }) => `${tenant} ${ticketId}`).values(),
      (letters) =>
        inOrder(letters, {
          send: (letter) => done(letter, deliverInTime(shift, letter, now)),
          back: (letter) => done(letter, back(letter)),
          isStopping,
        }),
      { concurrency: sendingAtMost },
    ),
  )
  return reports.flat()
})

// A letter that did not go out keeps those behind it: they go back untried, and wait for it.
const inOrder = Effect.fnUntraced(function* (
  letters: ReadonlyArray<DueDelivery>,
  to: {
    readonly send: (letter: DueDelivery) => Effect.Effect<Partial<WorkReport>, StoreError>
    readonly back: (letter: DueDelivery) => Effect.Effect<unknown, StoreError>
    readonly isStopping: () => boolean
  },
) {
  const reports: Array<Partial<WorkReport>> = []
  let held = false
  for (const letter of letters) {
    if (held || to.isStopping()) {
      yield* to.back(letter)
      continue
    }
    const report = yield* to.send(letter)
    reports.push(report)
    held = (report.postponed ?? 0) > 0
  }
  return reports
})

// Who has waited so long that the lease may end while it is sent leaves it to the next claim.
const deliverInTime = Effect.fnUntraced(function* (
  equipment: Equipment,
  delivery: DueDelivery,
  claimedAt: number,
) {
  const now = yield* Clock.currentTimeMillis
  if (now > claimedAt + deliveryLeaseMillis - sendingMillis) return {}
  const notifier = equipment.notifiers.get(delivery.channel)
  return yield* served(equipment, delivery.tenant, (its) => deliver(its, notifier, delivery))
})

// Trouble with one tenant stops only its own work; what was claimed may be claimed again (P12).
const served = (
  { wiringOf }: Equipment,
  tenant: string,
  task: (wiring: Wiring) => Effect.Effect<Partial<WorkReport>, StoreError>,
): Effect.Effect<Partial<WorkReport>, StoreError> =>
  Effect.matchEffect(wiringOf(tenant), {
    onSuccess: task,
    onFailure: (error) =>
      Effect.as(Effect.logError(`upkeep: tenant ${tenant} cannot be served`, error), {}),
  })

// A stop in the middle leaves nothing to wait for its lease; a claim that was begun is waited for,
// since what nobody knows of nobody gives back.
const orGivenBack = <A, B>(
  claim: Effect.Effect<ReadonlyArray<A>, StoreError>,
  back: (item: A) => Effect.Effect<unknown, StoreError>,
  work: (
    claimed: ReadonlyArray<A>,
    done: <C>(item: A, task: Effect.Effect<C, StoreError>) => Effect.Effect<C, StoreError>,
  ) => Effect.Effect<B, StoreError>,
): Effect.Effect<B, StoreError> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(claim, (claimed) => {
      const left = new Set(claimed)
      const done = <C>(item: A, task: Effect.Effect<C, StoreError>) =>
        Effect.tap(task, () => Effect.sync(() => left.delete(item)))
      return restore(work(claimed, done)).pipe(
        Effect.onInterrupt(() => Effect.ignore(Effect.forEach(left, back, { discard: true }))),
      )
    }),
  )
