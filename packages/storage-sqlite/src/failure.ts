// What SQLite says, as the one error of every store port.
import { StoreError } from "@upkeep/core/effect"

// Primary result codes: https://sqlite.org/rescode.html
const codes = {
  permission: 3,
  busy: 5,
  locked: 6,
  readOnly: 8,
  inputOutput: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  constraint: 19,
  mismatch: 20,
  notADatabase: 26,
} as const

/** An extended code carries its primary code in the lowest eight bits. */
const primaryBits = 0xff

const codeOf = (cause: unknown): number | undefined =>
  cause instanceof Error && "errcode" in cause && typeof cause.errcode === "number"
    ? cause.errcode & primaryBits
    : undefined

const nodeCodeOf = (cause: unknown): unknown =>
  cause instanceof Error && "code" in cause ? cause.code : undefined

/** Whether another connection holds the lock, so that a later attempt may succeed. */
export const isBusy = (cause: unknown): boolean => {
  const code = codeOf(cause)
  return code === codes.busy || code === codes.locked
}

interface Verdict {
  readonly reason: StoreError.StoreReason
  readonly got: string
  readonly advice: string
}

const full: Verdict = {
  reason: "full",
  got: "no room",
  advice: "nothing was stored; make room: reads go on, and writes resume without a restart",
}

const damagedFile: Verdict = {
  reason: "damaged",
  got: "pages that are not SQLite's",
  advice: "stop, keep the file, run PRAGMA integrity_check on a copy, restore a backup",
}

const refusedRow: Verdict = {
  reason: "damaged",
  got: "a row that the schema refuses",
  advice: "nothing was stored; commit it alone, and look at what stands under its keys",
}

const unexpected: Verdict = {
  reason: "unavailable",
  got: "an error of SQLite",
  advice: "look at the disk and the rights on the file; the same call may succeed later",
}

const verdicts: ReadonlyMap<number, Verdict> = new Map([
  [codes.full, full],
  [codes.corrupt, damagedFile],
  [codes.notADatabase, damagedFile],
  [codes.constraint, refusedRow],
  [codes.mismatch, refusedRow],
])

/** The failure of a running store, or undefined where the cause is a mistake of our own. */
export const failureOf = (
  cause: unknown,
  at: { readonly file: string; readonly busyMillis: number },
): StoreError.StoreError | undefined => {
  if (cause instanceof StoreError.StoreError) return cause
  if (isBusy(cause)) return busy(cause, at)
  if (nodeCodeOf(cause) === "ERR_OUT_OF_RANGE") return outOfRange(cause, at.file)
  const code = codeOf(cause)
  if (code === undefined) return undefined
  const { reason, got, advice } = verdicts.get(code) ?? unexpected
  const detail = `${at.file}: got ${got} (${textOf(cause)}): ${advice}`
  return new StoreError.StoreError({ reason, detail, cause })
}

const textOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return "no message"
  const code = codeOf(cause)
  return code === undefined ? cause.message : `code ${code}, ${cause.message}`
}

const busy = (cause: unknown, at: { readonly file: string; readonly busyMillis: number }) =>
  new StoreError.StoreError({
    reason: "busy",
    detail:
      `${at.file}: waited ${at.busyMillis} ms for the lock that another connection holds, expected it ` +
      "sooner; nothing was stored: try again, or look for a long transaction on this file",
    cause,
  })

const outOfRange = (cause: unknown, file: string) =>
  new StoreError.StoreError({
    reason: "damaged",
    detail: `${file}: got an integer beyond 2^53, expected what this code wrote: look for a row changed by hand`,
    cause,
  })

const refusedAtStart: ReadonlySet<number | undefined> = new Set([
  codes.permission,
  codes.readOnly,
  codes.cannotOpen,
  codes.notADatabase,
])

/** At start a file that cannot be used is `cannot-open`; undefined for what `failureOf` decides. */
export const startFailureOf = (cause: unknown, file: string): StoreError.StoreError | undefined =>
  refusedAtStart.has(codeOf(cause)) || isOfSystem(cause)
    ? cannotOpen({ file, got: textOf(cause), cause })
    : undefined

const isOfSystem = (cause: unknown): boolean => cause instanceof Error && "syscall" in cause

/** What the system says of a file beside the database, as the failure of a running store. */
export const systemFailureOf = (cause: unknown, file: string): StoreError.StoreError | undefined =>
  isOfSystem(cause)
    ? new StoreError.StoreError({
        reason: "unavailable",
        detail: `${file}: got an error of the system (${textOf(cause)}): ${unexpected.advice}`,
        cause,
      })
    : undefined

/** A file that is no Upkeep store and cannot become one. */
export const cannotOpen = (parts: {
  readonly file: string
  readonly got: string
  readonly cause?: unknown
}) =>
  new StoreError.StoreError({
    reason: "cannot-open",
    detail:
      `${parts.file}: got ${parts.got}, expected an Upkeep store or a place for a new one: ` +
      "name another file, or create its folder and grant reading and writing there",
    cause: parts.cause,
  })

/** A connection of the host's that cannot be stored in. */
export const unfit = (parts: {
  readonly file: string
  readonly got: string
  readonly expected: string
  readonly advice: string
}) =>
  new StoreError.StoreError({
    reason: "cannot-open",
    detail: `${parts.file}: got ${parts.got}, expected ${parts.expected}: ${parts.advice}`,
  })

/** The failure of a statement inside a transaction of the host's, which is to roll back. */
export const failureInside = (cause: unknown, file: string): StoreError.StoreError | undefined =>
  isBusy(cause) ? begunTooLate(cause, file) : failureOf(cause, { file, busyMillis: 0 })

const begunTooLate = (cause: unknown, file: string) =>
  new StoreError.StoreError({
    reason: "busy",
    detail:
      `${file}: got a lock that another connection holds or held meanwhile (${textOf(cause)}), expected a ` +
      "transaction that holds it from its start: roll back, begin with BEGIN IMMEDIATE, and try again",
    cause,
  })

/** A store that waits for migrations which this call may not run. */
export const tooOld = (parts: {
  readonly file: string
  readonly version: number
  readonly needed: number
}) =>
  new StoreError.StoreError({
    reason: "schema-too-old",
    detail:
      `${parts.file}: got schema ${parts.version}, expected ${parts.needed} or later: run \`upkeep migrate up\`, ` +
      'or say migrate: "auto"',
  })

/** A store of a later version of this package. */
export const tooNew = (parts: {
  readonly file: string
  readonly version: number
  readonly known: number
}) =>
  new StoreError.StoreError({
    reason: "schema-too-new",
    detail:
      `${parts.file}: got schema ${parts.version}, expected at most ${parts.known}: it was written by a newer ` +
      "@upkeep/storage-sqlite; install that version, or restore the backup made before the upgrade",
  })

/**
 * What a COMMIT that failed means: after an input/output error the frames may be on the disk, or
 * not.
 */
export const commitFailureOf = (cause: unknown, file: string): unknown =>
  codeOf(cause) === codes.inputOutput
    ? new StoreError.StoreError({
        reason: "outcome-unknown",
        detail: `${file}: the disk failed while a commit was written (${textOf(cause)}): ask again with the same command id`,
        cause,
      })
    : cause

/** The store was shut down. */
export const closed = (file: string) =>
  new StoreError.StoreError({
    reason: "closed",
    detail: `${file}: the store was closed with its desk; open a desk on the same file to go on`,
  })
