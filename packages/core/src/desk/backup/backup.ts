// Everything that a store holds, as lines, and into another store.
import { Effect } from "effect"
import type { StorageAdapter } from "../../port/StorageAdapter.ts"
import type { Served } from "../../port/WorkQueue.ts"
import { portsOf } from "../ports.ts"
import { checkRecording, checkRestore } from "./check.ts"
import { type BackupReport, type Lines, reportOf } from "./read.ts"
import * as records from "../records.ts"
import { type RestoreOptions, type RestoreReport, restoreInto } from "./restore.ts"
import { linesOf } from "./write.ts"

/** What is backed up. */
export interface BackupOptions {
  /** Default: all tenants of the store. */
  readonly tenants?: Served
}

/**
 * The lines of a backup of a store, each without its line feed: every row of these tenants as it
 * stood at one instant, whatever is written meanwhile, the bytes of its attachments, and digests of
 * it all. It takes constant memory, and nothing is open before the first line is asked for, nor
 * after the last one or an early stop. A file that the store cannot read is noted as lost.
 *
 * It holds everything, names, addresses and the secret by which replies are known among it. Rejects
 * with `StoreError` (`unsupported` where the store has no archive), with `AttachmentError`, and in
 * the end with `BackupError` where the store has nothing of a tenant that was asked for, or only a
 * part of what is being restored into it.
 *
 * @example
 * const { value } = await backup(memory()).next()
 * value?.slice(0, 18) // => '{"upkeep":"backup"'
 */
export async function* backup(
  storage: StorageAdapter,
  { tenants = "all" }: BackupOptions = {},
): AsyncGenerator<string, undefined> {
  await using ports = await portsOf(storage)
  const at = await ports.run(ports.now)
  yield* linesOf({ archive: ports.archive, files: ports.files, store: storage.name, tenants, at })
}

/**
 * Reads a backup to its end, and says what it holds: that every line and every file is what was
 * written. Rejects with `BackupError` otherwise. What somebody wrote anew, digests and all, is told
 * by its digest: compare it with the one that the store has recorded.
 *
 * @example
 * const { tenants, lost } = await checkBackup(backup(memory()))
 * tenants // => []
 * lost // => 0
 */
export const checkBackup = (lines: Lines): Promise<BackupReport> => reportOf(lines)

/** Who made a backup, and what they call it. */
export interface Recording {
  readonly by: string
  readonly name: string
}

/**
 * Records in a store, for each tenant of a backup, that the backup was made and checked (B-18).
 * Rejects with `InvalidInput` and `StoreError`.
 */
export const recordBackup = async (
  storage: StorageAdapter,
  { at: madeAt, lines, sha256, lost, tenants }: BackupReport,
  recording: Recording,
): Promise<void> => {
  const { by, name } = await Effect.runPromise(checkRecording(recording))
  await using ports = await portsOf(storage)
  const { registry } = ports
  const at = await ports.run(ports.now)
  for (const { tenant, rows } of tenants) {
    const run = { at, by, madeAt, name, lines, sha256, rows, lost }
    await ports.run(records.keep({ registry, tenant }, records.backupRuns, run))
  }
}

/** The recorded backups of a tenant, the oldest first. Rejects with `StoreError`. */
export const backupsOf = async (
  storage: StorageAdapter,
  tenant: string,
): Promise<ReadonlyArray<records.BackupRun>> => {
  await using ports = await portsOf(storage)
  return await ports.run(records.all({ registry: ports.registry, tenant }, records.backupRuns))
}

/**
 * Restores a backup into a store that has nothing of its tenants. `lines` is called twice: the
 * whole backup is read and checked before anything is written. Nothing is sent from what was
 * restored until somebody releases it (P17).
 *
 * Rejects with `InvalidInput` for wrong options; with `BackupError` before anything was written
 * where the backup is no good, or where the store has something of a tenant already; with
 * `StoreError` or `AttachmentError` where the store fails on the way. What was begun is not gone on
 * with: empty the store, and restore again.
 *
 * @example
 * const [old, fresh] = [memory(), memory()]
 * const desk = await createDesk({ storage: old })
 * await desk[Symbol.asyncDispose]()
 * const lines: Array<string> = []
 * for await (const line of backup(old)) lines.push(line)
 * const { tenants } = await restore(fresh, () => lines, { by: "anna" })
 * tenants.map(({ tenant }) => tenant) // => ["default"]
 */
export const restore = async (
  storage: StorageAdapter,
  lines: () => Lines,
  options: RestoreOptions,
): Promise<RestoreReport> => {
  const sound = await Effect.runPromise(checkRestore(options))
  const report = await reportOf(lines())
  await using ports = await portsOf(storage)
  return await restoreInto(ports, { report, lines }, sound)
}
