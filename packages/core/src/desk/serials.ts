// Serial numbers are taken in blocks: one, then two, then four … up to a limit, so that a desk that
// opens few tickets leaves few gaps and a busy one asks seldom.
import { Effect, Semaphore } from "effect"
import type { StoreError } from "../port/StoreError.ts"
import type { TicketStoreService } from "../port/TicketStore.ts"

/** The largest block, and so the most numbers that a stop can leave unused. */
export const blockAtMost = 64

/** Hands out the serial numbers of a tenant, each once. */
export const make = (
  store: TicketStoreService,
  tenant: string,
): Effect.Effect<number, StoreError> => {
  const gate = Semaphore.makeUnsafe(1)
  let next = 0
  let left = 0
  let block = 1
  const refill = Effect.fnUntraced(function* () {
    next = yield* store.takeSerials(tenant, block)
    left = block
    block = Math.min(block * 2, blockAtMost)
  })
  return gate.withPermits(1)(
    Effect.gen(function* () {
      if (left === 0) yield* refill()
      left -= 1
      return next++
    }),
  )
}
