// What a restore adds to a backup: that it began, and that nothing is sent.
import type { ArchiveRow } from "../../port/Archive.ts"
import type { Content } from "./line.ts"
import * as records from "../records.ts"

/** Which restore it is. */
export type Run = Omit<records.RestoreRun, "state">

/**
 * The contents of these tenants. The first row of each says that a restore began, so that a part of
 * a backup is never taken for the whole; and it is paused before a delivery is there (P17), in the
 * order of an archive.
 */
export async function* marked(
  contents: AsyncIterable<Content>,
  tenants: ReadonlySet<string>,
  run: Run,
): AsyncGenerator<Content, undefined> {
  let tenant: string | undefined
  let paused = true
  for await (const line of contents) {
    if ("tenant" in line && line.tenant !== tenant) {
      if (!paused && tenant !== undefined) yield pauseOf(tenant, run)
      tenant = line.tenant
      paused = !tenants.has(tenant)
      if (!paused) yield begunOf(tenant, run)
    }
    if (tenant === undefined || !tenants.has(tenant)) continue
    if (!paused && line.kind !== "registry" && line.kind !== "serial") {
      yield pauseOf(tenant, run, line.kind === "sending" ? line.reason : undefined)
      paused = true
    }
    if (line.kind !== "sending") yield line
  }
  if (!paused && tenant !== undefined) yield pauseOf(tenant, run)
}

const begunOf = (tenant: string, run: Run): ArchiveRow => {
  const entry = records.entryOf(records.restoreRuns, { ...run, state: "begun" })
  return { tenant, kind: "registry", entry }
}

const pauseOf = (tenant: string, { at, madeAt }: Run, before?: string): ArchiveRow => {
  const restored = `restored from a backup of ${new Date(madeAt).toISOString()}`
  const reason = before === undefined ? restored : `${restored}; paused before: ${before}`
  return { tenant, kind: "sending", pausedAt: at, reason }
}
