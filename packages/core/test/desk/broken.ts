// A store in which some rows of tickets cannot be read.
import { type StorageAdapter, StoreError } from "@upkeep/core"
import { TicketStore } from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"

/** The store, whose looks fail as a whole where they come upon one of these tickets. */
export const unreadable = (
  storage: StorageAdapter,
  tickets: ReadonlySet<string>,
): StorageAdapter => {
  const damaged = new StoreError({ reason: "damaged", detail: "column version" })
  const broken = Effect.map(Layer.build(storage.layer), (services) => {
    const store = Context.get(services, TicketStore.TicketStore)
    const look: typeof store.look = (tenant, asked) =>
      asked.tickets.some((id) => tickets.has(id)) ? Effect.fail(damaged) : store.look(tenant, asked)
    return Context.add(services, TicketStore.TicketStore, { ...store, look })
  })
  return { ...storage, name: "broken", layer: Layer.effectContext(broken) }
}
