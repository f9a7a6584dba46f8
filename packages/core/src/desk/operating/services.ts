// What an operator does with a desk, as effects and as promises.
import { Clock, Effect, Schema } from "effect"
import { claimLimit } from "../../port/WorkQueue.ts"
import * as Decode from "../../problem/Decode.ts"
import { Name } from "../../ticket/Text.ts"
import { checked } from "../check.ts"
import { lookedUp } from "../looked.ts"
import type {
  DeskOperator,
  OperatorService,
  PauseOrder,
  ReleaseOrder,
  WorkPart,
} from "../Operating.ts"
import * as records from "../records.ts"
import type { Wiring } from "../wiring.ts"

/** Entries of a list that names no limit. */
export const entriesOfPart = 100

const part = {
  after: Schema.optionalKey(Name),
  limit: Schema.optionalKey(
    Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: claimLimit })),
  ),
}
const kind = Schema.Literals(["ticket", "delivery"])

const decodePart = Decode.strict(Schema.Struct(part))
const decodeParked = Decode.strict(Schema.Struct({ kind, ...part }))
const decodePause = Decode.strict(Schema.Struct({ reason: Name, by: Name }))
const decodeSigned = Decode.strict(Schema.Struct({ by: Name }))
const decodeRelease = Decode.strict(Schema.Struct({ kind, id: Name, by: Name }))

/** A desk's. */
export const operatorOf = (wiring: Wiring): OperatorService => ({
  sending: wiring.queue.sending(wiring.tenant),
  waiting: (given = {}) =>
    Effect.flatMap(checked(decodePart(given)), (page) => waiting(wiring, page)),
  pauseSending: (order) =>
    Effect.flatMap(checked(decodePause(order)), (sound) => pause(wiring, sound)),
  releaseSending: (order) =>
    Effect.flatMap(checked(decodeSigned(order)), ({ by }) => release(wiring, by)),
  parked: (given) =>
    Effect.flatMap(checked(decodeParked(given)), ({ kind: of, ...page }) =>
      wiring.queue.parked(wiring.tenant, of, { limit: entriesOfPart, ...page }),
    ),
  releaseParked: (order) =>
    Effect.flatMap(checked(decodeRelease(order)), (sound) => releaseParked(wiring, sound)),
})

const waiting = Effect.fnUntraced(function* (wiring: Wiring, page: WorkPart) {
  const { queue, tenant } = wiring
  const found = yield* queue.waiting(tenant, { limit: entriesOfPart, ...page })
  const tickets = [...new Set(found.map(({ ticketId }) => ticketId))]
  const looked = yield* lookedUp(wiring, tickets)
  const numbers = new Map(tickets.map((id, index) => [id, looked[index]?.number]))
  return found.map((each) => ({ ...each, ticketNumber: numbers.get(each.ticketId) ?? "" }))
})

// Recorded after the pause and before the release: whatever stops in between, nothing goes out that
// nobody answers for.
const pause = Effect.fnUntraced(function* (wiring: Wiring, order: PauseOrder) {
  const { queue, tenant } = wiring
  const { reason, by } = order
  const { pausedAt } = yield* queue.sending(tenant)
  if (pausedAt !== null) return
  const at = yield* Clock.currentTimeMillis
  yield* queue.setSending(tenant, { pausedAt: at, reason })
  yield* records.keep(wiring, records.sendingChanges, { at, by, state: "paused", reason })
})

const release = Effect.fnUntraced(function* (wiring: Wiring, by: string) {
  const { queue, tenant } = wiring
  const { pausedAt } = yield* queue.sending(tenant)
  if (pausedAt === null) return
  const at = yield* Clock.currentTimeMillis
  yield* records.keep(wiring, records.sendingChanges, { at, by, state: "released", reason: "" })
  yield* queue.setSending(tenant, { pausedAt: null, reason: "" })
  yield* tellWorkers(wiring)
})

const releaseParked = Effect.fnUntraced(function* (wiring: Wiring, order: ReleaseOrder) {
  const { queue, tenant } = wiring
  const { by, kind: work, id } = order
  const at = yield* Clock.currentTimeMillis
  const released = yield* queue.release(tenant, { kind: work, id }, at)
  if (!released) return false
  yield* records.keep(wiring, records.worksReleased, { at, by, work, id })
  yield* tellWorkers(wiring)
  return true
})

const tellWorkers = ({ nudge, queue }: Wiring) => Effect.andThen(nudge, queue.signal)

/** The same by promises. */
export const operatorByPromise = (
  desk: OperatorService,
  run: <A, E>(effect: Effect.Effect<A, E>) => Promise<A>,
): DeskOperator => ({
  sending: () => run(desk.sending),
  waiting: (given) => run(desk.waiting(given)),
  pauseSending: (order) => run(desk.pauseSending(order)),
  releaseSending: (order) => run(desk.releaseSending(order)),
  parked: (given) => run(desk.parked(given)),
  releaseParked: (order) => run(desk.releaseParked(order)),
})
