// Restores that began in a store that is backed up: a part of a backup would come back as a whole.
import { Effect, Option } from "effect"
import type { ArchiveRow } from "../../port/Archive.ts"
import * as records from "../records.ts"
import { unfinishedOf } from "../restored.ts"
import { half } from "./occupied.ts"

/** Looks at rows as they come. */
export interface RestoreWatch {
  readonly look: (row: ArchiveRow) => void
  /** Throws `BackupError` where a restore of a tenant began and did not end. */
  readonly refuse: () => void
}

/** A watch that has seen nothing yet. */
export const restoreWatch = (): RestoreWatch => {
  const runs = new Map<string, ReadonlyArray<records.RestoreRun>>()
  const look = (row: ArchiveRow) => {
    if (row.kind !== "registry" || row.entry.kind !== records.restoreRuns.kind) return
    // A record that cannot be read keeps nobody from saving all the rest.
    const read = Effect.runSync(Effect.option(records.recordIn(records.restoreRuns, row.entry)))
    runs.set(row.tenant, [...(runs.get(row.tenant) ?? []), ...Option.toArray(read)])
  }
  const refuse = () => {
    for (const [tenant, all] of runs) {
      const run = unfinishedOf(all)
      if (run !== undefined) throw half(tenant, run)
    }
  }
  return { look, refuse }
}
