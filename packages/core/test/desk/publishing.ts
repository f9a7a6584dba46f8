// Stores for desks that publish at once, and what is said of what they refuse.
import { InvalidInput, type StorageAdapter } from "@upkeep/core"
import { Registry } from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"
import { refusal } from "./setUp.ts"

/** What a refusal lists: `code path`. */
export const codesOf = async (refused: Promise<unknown>) => {
  const error = await refusal(refused)
  return error instanceof InvalidInput
    ? error.problems.map(({ code, path }) => `${code} ${path}`)
    : error
}

/** The registry of a store, changed. */
export const changing = (
  storage: StorageAdapter,
  change: (registry: Registry.RegistryService) => Registry.RegistryService,
): StorageAdapter => {
  const changed = Effect.map(Layer.build(storage.layer), (services) =>
    Context.add(services, Registry.Registry, change(Context.get(services, Registry.Registry))),
  )
  return { ...storage, name: "changed", layer: Layer.effectContext(changed) }
}

/** A store that lets others go first between every look and every entry, as one far away does. */
export const far = (storage: StorageAdapter) =>
  changing(storage, (registry) => ({
    ...registry,
    find: (...of) => Effect.delay(registry.find(...of), 0),
    publish: (...of) => Effect.delay(registry.publish(...of), 0),
  }))
