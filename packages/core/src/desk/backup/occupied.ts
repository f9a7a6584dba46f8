// Whether a store has anything of the tenants that are to be restored into it.
import { Effect } from "effect"
import { feedLimit } from "../../port/Feed.ts"
import { BackupError } from "./BackupError.ts"
import type { Ports } from "../ports.ts"
import type { RestoreRun } from "../records.ts"
import { unfinishedRestore } from "../restored.ts"

/** Refuses a store that has: two histories cannot be made one. */
export const refuseOccupied = Effect.fnUntraced(function* (
  { feed, registry }: Pick<Ports, "feed" | "registry">,
  tenants: ReadonlySet<string>,
) {
  let after: string | null = null
  for (;;) {
    const page: ReadonlyArray<string> = yield* feed.tenants({ after, limit: feedLimit })
    const there = page.find((tenant) => tenants.has(tenant))
    if (there !== undefined) {
      const run = yield* unfinishedRestore({ registry, tenant: there })
      return yield* run === undefined ? notEmpty(there) : half(there, run)
    }
    const last = page.at(-1)
    if (last === undefined || page.length < feedLimit) return
    after = last
  }
})

const notEmpty = (tenant: string) =>
  new BackupError({
    reason: "store-not-empty",
    detail:
      `got a store that has something of tenant ${JSON.stringify(tenant)} already, ` +
      "expected one that has nothing; restore into a new one",
  })

/** The error for a store that has a part of a backup. */
export const half = (tenant: string, { at }: Pick<RestoreRun, "at">) =>
  new BackupError({
    reason: "half-restored",
    detail:
      `got a store with a part of tenant ${JSON.stringify(tenant)}, from a restore that began at ` +
      `${new Date(at).toISOString()} and did not end, expected one that has nothing; ` +
      "delete this store, and restore into a new one",
  })
