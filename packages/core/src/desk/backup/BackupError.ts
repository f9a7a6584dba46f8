// Why a backup cannot be trusted, or cannot be restored where it was meant to be.
import { Data } from "effect"

/**
 * `not-a-backup`: the first line is not that of a backup. `backup-too-new`: a later version wrote
 * it. `backup-cut`: its end is missing. `backup-damaged`: it is not what was written.
 * `unknown-tenant`: it holds nothing of a tenant that was asked for, or the store that is backed up
 * does not. `store-not-empty`: the store has something of a tenant already; `half-restored`: it has
 * a part of a backup, from a restore that did not come to its end.
 */
export type BackupReason =
  | "not-a-backup"
  | "backup-too-new"
  | "backup-cut"
  | "backup-damaged"
  | "unknown-tenant"
  | "store-not-empty"
  | "half-restored"

/** A backup that is no good, or not good for this; `detail` says what, got, expected, where. */
export class BackupError extends Data.TaggedError("BackupError")<{
  readonly reason: BackupReason
  readonly detail: string
  readonly cause?: unknown
}> {
  override get message(): string {
    return `${this.reason}: ${this.detail}`
  }
}
