// Serial numbers are taken in blocks: one, then two, then four … and as many as are asked for at
// one time, so that a desk that opens few tickets leaves few gaps and a busy one asks seldom.
import { Effect, Semaphore } from "effect"
import { StoreError } from "../port/StoreError.ts"
import type { TicketStoreService } from "../port/TicketStore.ts"

/** The largest block of a desk at rest, and so the most numbers that its stop leaves unused. */
export const restingBlockAtMost = 64
/** The largest block under load. */
export const blockAtMost = 1_024

/** Hands out the serial numbers of a tenant, each once. */
export const make = (
  store: TicketStoreService,
  tenant: string,
): Effect.Effect<number, StoreError> => {
  const gate = Semaphore.makeUnsafe(1)
  let next = 0
  let left = 0
  let resting = 1
  let waiting = 0
  const refill = Effect.fnUntraced(function* () {
    const block = Math.min(Math.max(resting, waiting), blockAtMost)
    next = yield* Effect.mapError(store.takeSerials(tenant, block), nothingStored)
    left = block
    resting = Math.min(resting * 2, restingBlockAtMost)
  })
  const taken = Effect.gen(function* () {
    if (left === 0) yield* refill()
    left -= 1
    return next++
  })
  const come = (change: 1 | -1) =>
    Effect.sync(() => {
      waiting += change
    })
  return Effect.acquireUseRelease(
    come(1),
    () => gate.withPermits(1)(taken),
    () => come(-1),
  )
}

// Numbers that nobody uses are a gap and no doubt: of the command nothing was given to the store.
const nothingStored = (error: StoreError): StoreError =>
  error.reason === "outcome-unknown"
    ? new StoreError({
        reason: "unavailable",
        detail: `got no number for a ticket (${error.detail}), expected one: nothing was stored; try again`,
        cause: error,
      })
    : error
