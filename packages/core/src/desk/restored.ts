// A store with a part of a backup is no store to work on: what is missing would be missed for ever.
import { Effect } from "effect"
import type { RegistryService } from "../port/Registry.ts"
import { StoreError } from "../port/StoreError.ts"
import * as records from "./records.ts"

/** Refuses a tenant whose restore began and did not end. */
export const refuseHalfRestored = (
  registry: RegistryService,
  tenant: string,
): Effect.Effect<void, StoreError> =>
  Effect.flatMap(records.latest({ registry, tenant }, records.restoreRuns), (last) => {
    if (last?.state !== "begun") return Effect.void
    const detail =
      `got a part of a backup, from a restore that began at ${new Date(last.at).toISOString()} ` +
      `and did not end, expected all of it, at tenant ${tenant}; wait for its end, ` +
      "or delete this store and restore into a new one"
    return Effect.fail(new StoreError({ reason: "damaged", detail }))
  })
