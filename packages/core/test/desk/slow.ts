// A store that takes its time.
import { memory, type StorageAdapter } from "@upkeep/core"
import { TicketStore, WorkQueue } from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"

/** Memory whose next loads take so many milliseconds, before they read the row or after it. */
export const slow = (when: "before" | "after", ...loadMillis: Array<number>): StorageAdapter => {
  const slowed = Effect.map(Layer.build(memory().layer), (services) => {
    const store = Context.get(services, TicketStore.TicketStore)
    const load: typeof store.load = (tenant, ticketId) =>
      Effect.suspend(() => {
        const pause = Effect.sleep(loadMillis.shift() ?? 0)
        const row = store.load(tenant, ticketId)
        return when === "before" ? Effect.andThen(pause, row) : Effect.tap(row, pause)
      })
    return Context.add(services, TicketStore.TicketStore, { ...store, load })
  })
  return { ...memory(), name: "slow", layer: Layer.effectContext(slowed) }
}

/** The store, with claims of deliveries that are made at once and answered so much later. */
export const lateClaims = (
  storage: StorageAdapter,
  answerMillis: number,
  onClaim: (claimed: number) => void,
): StorageAdapter => {
  const slowed = Effect.map(Layer.build(storage.layer), (services) => {
    const queue = Context.get(services, WorkQueue.WorkQueue)
    const claimDeliveries: typeof queue.claimDeliveries = (claim) =>
      Effect.tap(queue.claimDeliveries(claim), ({ length }) => {
        onClaim(length)
        return Effect.sleep(answerMillis)
      })
    return Context.add(services, WorkQueue.WorkQueue, { ...queue, claimDeliveries })
  })
  return { ...storage, name: "late claims", layer: Layer.effectContext(slowed) }
}
