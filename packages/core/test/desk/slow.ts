// A store that takes its time.
import { memory, type StorageAdapter } from "@upkeep/core"
import { TicketStore, WorkQueue } from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"

/** Memory whose next looks take so many milliseconds, before they read the rows or after it. */
export const slow = (when: "before" | "after", ...lookMillis: Array<number>): StorageAdapter => {
  const slowed = Effect.map(Layer.build(memory().layer), (services) => {
    const store = Context.get(services, TicketStore.TicketStore)
    const look: typeof store.look = (tenant, asked) =>
      Effect.suspend(() => {
        const pause = Effect.sleep(lookMillis.shift() ?? 0)
        const found = store.look(tenant, asked)
        return when === "before" ? Effect.andThen(pause, found) : Effect.tap(found, pause)
      })
    return Context.add(services, TicketStore.TicketStore, { ...store, look })
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
