// Opens the file or says why not: a foreign one is not touched, an unsafe one is not used.
import { statSync } from "node:fs"
import { dirname } from "node:path"
import { DatabaseSync } from "node:sqlite"
import type { StoreError } from "@upkeep/core/effect"
import { Effect, type Scope } from "effect"
import {
  busySliceMillis,
  connect,
  type Connection,
  patiently,
  type Place,
  pragma,
  type Statements,
  statementsOn,
} from "./connection.ts"
import { type Durability, makeDurable } from "./durability.ts"
import { cannotOpen, startFailureOf, tooNew, tooOld } from "./failure.ts"
import { run } from "./migrate.ts"
import { knownBy, neededBy, standingOf, type Step, steps } from "./schema.ts"

/** What a store is opened with. */
export interface Opening extends Place {
  readonly durability: Durability
  /** Whether the file is the product's own, with other tables in it. */
  readonly shared: boolean
  /** Whether it may be brought up to date. */
  readonly migrate: "auto" | "never"
}

/** Opens the store, checks it, and brings its schema up to date; closed with the scope. */
export const open = Effect.fnUntraced(function* (
  opening: Opening,
  known: ReadonlyArray<Step> = steps,
): Effect.fn.Return<Connection, StoreError.StoreError, Scope.Scope> {
  const db = yield* Effect.acquireRelease(openFile(opening), close)
  const before = yield* starting(opening, () => identify(statementsOn(db), opening, known))
  if (opening.migrate === "never" && before < neededBy(known))
    return yield* Effect.fail(tooOld({ ...opening, version: before, needed: neededBy(known) }))
  yield* starting(opening, () => makeDurable(db, opening))
  yield* starting(opening, () => tune(db))
  const connection = connect(db, opening)
  if (opening.migrate === "auto") {
    const missing = known.filter(({ version }) => version > before)
    yield* Effect.forEach(missing, (step) =>
      run(connection, step, () => identify(connection, opening, known)),
    )
  }
  return connection
})

/** Reads how far a file has come, on a connection that cannot change it; closed with the scope. */
export const look = <A>(
  opening: Opening,
  work: (statements: Statements) => A,
): Effect.Effect<A, StoreError.StoreError> =>
  Effect.acquireUseRelease(
    starting(opening, () => {
      refuseImpossible(opening.file)
      return new DatabaseSync(opening.file, { readOnly: true, timeout: busySliceMillis })
    }),
    (db) => starting(opening, () => work(statementsOn(db))),
    close,
  )

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

/**
 * The version of its schema, 0 for a file without one; refuses one that is not Upkeep's, and one
 * that this code cannot use. What was there is looked at first: what another process makes in
 * between is Upkeep's own.
 */
export const identify = (
  statements: Statements,
  { file, shared }: Opening,
  steps: ReadonlyArray<Step>,
): number => {
  const mayMove = shared || isEmpty(statements)
  const { version, compatible } = standingOf(statements)
  if (version === 0 && !mayMove) throw cannotOpen({ file, got: ofSomethingElse })
  const known = knownBy(steps)
  if (compatible > known) throw tooNew({ file, version, known })
  return version
}

const ofSomethingElse =
  "a SQLite database of something else (where it is the product's own and Upkeep is to keep its tables " +
  "in it, say shared: true)"

// A file may also be marked by its owner before it has tables.
const isEmpty = (statements: Statements): boolean =>
  statements.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined &&
  pragma(statements, "application_id") === 0 &&
  pragma(statements, "user_version") === 0

/** How many pages (of 4 KiB) the log grows to before it is written back to the file. */
export const checkpointPages = 4_000

/** How much of the file is kept in memory, in KiB. */
export const cacheKibibytes = 32_768

const tune = (db: DatabaseSync): void => {
  db.exec(`PRAGMA wal_autocheckpoint = ${checkpointPages}; PRAGMA cache_size = -${cacheKibibytes}`)
  // What was deleted is overwritten: somebody who was forgotten is in no free page.
  db.exec("PRAGMA secure_delete = ON")
}
