// Memory whose commits wait, or fail, as the test says: a store that takes its time, a full disk.
import { memory, type StorageAdapter, StoreError, type StoreReason } from "@upkeep/core"
import { TicketStore } from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"

/** A store that the test holds. */
export interface Held {
  readonly storage: StorageAdapter
  /** Lets no commit through until `release`; resolves once one has come. */
  readonly hold: () => Promise<void>
  readonly release: () => void
  /** Fails the commits that follow, or with nothing no longer. */
  readonly failWith: (reason: StoreReason | undefined) => void
}

/** Memory that the test holds. */
export const held = (): Held => {
  const gate = { came: () => undefined as void, open: Promise.resolve(), release: () => {} }
  let reason: StoreReason | undefined
  const waiting = Effect.promise(() => {
    gate.came()
    return gate.open
  })
  const around = Effect.map(Layer.build(memory().layer), (services) => {
    const store = Context.get(services, TicketStore.TicketStore)
    const commit: typeof store.commit = (tenant, commits) =>
      Effect.andThen(
        waiting,
        Effect.suspend(() =>
          reason === undefined
            ? store.commit(tenant, commits)
            : Effect.fail(new StoreError({ reason, detail: "as the test says" })),
        ),
      )
    return Context.add(services, TicketStore.TicketStore, { ...store, commit })
  })
  return {
    storage: { ...memory(), name: "held", layer: Layer.effectContext(around) },
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate.open = promise
      gate.release = resolve
      return new Promise<void>((resolve) => {
        gate.came = resolve
      })
    },
    release: () => gate.release(),
    failWith: (next) => {
      reason = next
    },
  }
}
