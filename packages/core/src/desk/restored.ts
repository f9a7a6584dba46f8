// A store with a part of a backup is no store to work on: what is missing would be missed for ever.
import { Effect } from "effect"
import { StoreError } from "../port/StoreError.ts"
import * as records from "./records.ts"

/** The restore of a tenant that began and did not end, or undefined. */
export const unfinishedRestore = (
  book: records.Book,
): Effect.Effect<records.RestoreRun | undefined, StoreError> =>
  Effect.map(records.all(book, records.restoreRuns), unfinishedOf)

/**
 * The first of these that did not end. Not the last one counts: the backup of a desk that was
 * restored itself brings the records of that along, and they come behind the one of this restore.
 */
export const unfinishedOf = (
  runs: ReadonlyArray<records.RestoreRun>,
): records.RestoreRun | undefined => {
  const done = new Set(runs.flatMap(({ state, sha256 }) => (state === "done" ? [sha256] : [])))
  return runs.find(({ sha256 }) => !done.has(sha256))
}

/** Refuses a tenant whose restore began and did not end. */
export const refuseHalfRestored = (book: records.Book): Effect.Effect<void, StoreError> =>
  Effect.flatMap(unfinishedRestore(book), (run) => {
    if (run === undefined) return Effect.void
    const detail =
      `got a part of a backup, from a restore that began at ${new Date(run.at).toISOString()} ` +
      `and did not end, expected all of it, at tenant ${book.tenant}; wait for its end, ` +
      "or delete this store and restore into a new one"
    return Effect.fail(new StoreError({ reason: "damaged", detail }))
  })
