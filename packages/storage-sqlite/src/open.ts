// Opens the file or says why not: a foreign one is not touched, an unsafe one is not used.
import { statSync } from "node:fs"
import { dirname } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { StoreError } from "@upkeep/core/effect"
import { Effect, type Scope } from "effect"
import { busySliceMillis, connect, type Connection, patiently, type Place } from "./connection.ts"
import { cannotOpen, startFailureOf } from "./failure.ts"
import { integer, text } from "./row.ts"
import { applicationId, migrations } from "./schema.ts"

/** `full`: what was accepted survives a crash of the machine; `relaxed`: of the process only. */
export type Durability = "full" | "relaxed"

/** What a store is opened with. */
export interface Opening extends Place {
  readonly durability: Durability
}

/** Opens the store, checks it, and brings its schema up to date; closed with the scope. */
export const open = Effect.fnUntraced(function* (
  opening: Opening,
): Effect.fn.Return<Connection, StoreError.StoreError, Scope.Scope> {
  const db = yield* Effect.acquireRelease(openFile(opening), close)
  const version = yield* starting(opening, () => identify(db, opening.file))
  yield* starting(opening, () => makeDurable(db, opening))
  yield* starting(opening, () => tune(db))
  const connection = connect(db, opening)
  yield* Effect.forEach(migrations.slice(version), (sql, index) =>
    connection.write(() => migrate(db, opening.file, { sql, index: version + index })),
  )
  return connection
})

const openFile = (opening: Opening) =>
  starting(opening, () => {
    refuseImpossible(opening.file)
    return new DatabaseSync(opening.file, { timeout: busySliceMillis })
  })

// Where other connections remain, the log stays for them; the last one to close removes it.
const close = (db: DatabaseSync) => Effect.sync(() => db.close())

const starting = <A>(opening: Opening, work: () => A) =>
  patiently(opening, () => {
    try {
      return work()
    } catch (cause) {
      throw startFailureOf(cause, opening.file) ?? cause
    }
  })

const refuseImpossible = (file: string): void => {
  const folder = dirname(file)
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw cannotOpen({ file, got: `no folder ${folder}` })
  }
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) {
    throw cannotOpen({ file, got: "something that is not a file (a folder?)" })
  }
}

const pragma = (db: DatabaseSync, name: string): number =>
  integer(db.prepare(`PRAGMA ${name}`).get() ?? {}, name)

// The version of its schema, 0 for a file that is still empty.
const identify = (db: DatabaseSync, file: string): number => {
  const id = pragma(db, "application_id")
  if (id !== applicationId && !isEmpty(db)) {
    throw cannotOpen({ file, got: `a SQLite database of something else (application_id ${id})` })
  }
  const version = pragma(db, "user_version")
  if (version > migrations.length) throw tooNew(file, version)
  return version
}

const isEmpty = (db: DatabaseSync): boolean =>
  pragma(db, "application_id") === 0 &&
  pragma(db, "user_version") === 0 &&
  db.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined

const tooNew = (file: string, version: number) =>
  new StoreError.StoreError({
    reason: "schema-too-new",
    detail:
      `${file}: got schema ${version}, expected at most ${migrations.length}: it was written by a newer ` +
      "@upkeep/storage-sqlite; install that version, or restore the backup made before the upgrade",
  })

const migrate = (
  db: DatabaseSync,
  file: string,
  { sql, index }: { readonly sql: string; readonly index: number },
): void => {
  // Again, now under the lock: another process may have come first.
  if (identify(db, file) > index) return
  db.exec(sql)
  db.exec(`PRAGMA user_version = ${index + 1}`)
}

/** How many pages (of 4 KiB) the log grows to before it is written back to the file. */
export const checkpointPages = 4_000

/** How much of the file is kept in memory, in KiB. */
export const cacheKibibytes = 32_768

/** `PRAGMA synchronous`: 1 is NORMAL, 2 is FULL. */
const synchronous = { relaxed: 1, full: 2 } as const

/**
 * Sets the write-ahead log and the sync level, reads both back, and refuses what is weaker than
 * asked. With `relaxed` any journal on disk will do.
 */
export const makeDurable = (
  db: DatabaseSync,
  { file, durability }: Pick<Opening, "file" | "durability">,
): void => {
  const journal = text(db.prepare("PRAGMA journal_mode = WAL").get() ?? {}, "journal_mode")
  db.exec(
    `PRAGMA synchronous = ${synchronous[durability]}; PRAGMA wal_autocheckpoint = ${checkpointPages}`,
  )
  const level = pragma(db, "synchronous")
  const isSafe = durability === "full" ? journal === "wal" : !volatileJournals.has(journal)
  if (isSafe && level >= synchronous[durability]) return
  throw unsafe(file, `journal_mode=${journal} and synchronous=${level}`)
}

const tune = (db: DatabaseSync): void => {
  db.exec(`PRAGMA wal_autocheckpoint = ${checkpointPages}; PRAGMA cache_size = -${cacheKibibytes}`)
}

const volatileJournals: ReadonlySet<string> = new Set(["memory", "off"])

const unsafe = (file: string, got: string) =>
  new StoreError.StoreError({
    reason: "unsafe-durability",
    detail:
      `${file}: got ${got}, expected journal_mode=wal and synchronous=2, without which a crash can lose ` +
      'what was accepted (P1): put the file on a local disk, or say durability: "relaxed"',
  })
