// One connection: work runs whole, waits for a lock within a limit, and says what went wrong.
import type { DatabaseSync, StatementSync } from "node:sqlite"
import { setTimeout } from "node:timers/promises"
import type { StoreError } from "@upkeep/core/effect"
import { Effect } from "effect"
import { closed, commitFailureOf, failureOf, isBusy } from "./failure.ts"
import { integer } from "./row.ts"

/** How long SQLite itself waits for a lock, during which this thread is blocked. */
export const busySliceMillis = 25

/** The pause between two attempts, during which the event loop lives. */
export const busyPauseMillis = 5

/** What code that runs inside a transaction needs of an open database. */
export interface Statements {
  readonly prepare: (sql: string) => StatementSync
}

/** What the ports need of an open database. */
export interface Connection extends Statements {
  /** Runs statements that answer nothing, inside the work of `write`. */
  readonly exec: (sql: string) => void
  /** Runs one statement that reads: it is its own snapshot. */
  readonly read: <A>(work: () => A) => Effect.Effect<A, StoreError.StoreError>
  /** Runs several statements that read, all on one snapshot. */
  readonly snapshot: <A>(work: () => A) => Effect.Effect<A, StoreError.StoreError>
  /** Runs work in one transaction that holds the write lock from its start. */
  readonly write: <A>(work: () => A) => Effect.Effect<A, StoreError.StoreError>
}

/** Where a connection leads and how long it waits. */
export interface Place {
  readonly file: string
  readonly busyMillis: number
}

/** Prepares statements whose rows are objects of numbers, whatever the database was opened for. */
export const statementsOn = (db: DatabaseSync): Statements => ({
  prepare: (sql) => {
    const statement = db.prepare(sql)
    statement.setReturnArrays(false)
    statement.setReadBigInts(false)
    return statement
  },
})

/** The value of a pragma that answers an integer. */
export const pragma = ({ prepare }: Statements, name: string): number =>
  integer(prepare(`PRAGMA ${name}`).get() ?? {}, name)

/** Makes a connection of an open database. */
export const connect = (db: DatabaseSync, place: Place): Connection => {
  const transaction = transactionOn(db, place)
  const begin = db.prepare("BEGIN")
  const beginToWrite = db.prepare("BEGIN IMMEDIATE")
  const whileOpen = <A>(work: () => A): A => {
    if (!db.isOpen) throw closed(place.file)
    return work()
  }
  return {
    ...statementsOn(db),
    exec: (sql) => db.exec(sql),
    read: (work) => patiently(place, () => whileOpen(work)),
    snapshot: (work) => patiently(place, () => whileOpen(() => transaction(begin, work))),
    write: (work) => patiently(place, () => whileOpen(() => transaction(beginToWrite, work))),
  }
}

const transactionOn = (db: DatabaseSync, { file }: Place) => {
  const commit = db.prepare("COMMIT")
  return <A>(begin: StatementSync, work: () => A): A => {
    begin.run()
    try {
      const answer = work()
      finish(commit, file)
      return answer
    } finally {
      // Still open only where the work or the COMMIT failed.
      if (db.isTransaction) db.exec("ROLLBACK")
    }
  }
}

const finish = (commit: StatementSync, file: string): void => {
  try {
    commit.run()
  } catch (cause) {
    throw commitFailureOf(cause, file)
  }
}

/**
 * Runs work and repeats it while another connection holds the lock, for `busyMillis` at most; work
 * that was refused has changed nothing. The wait is real time, whatever clock the desk decides by:
 * the lock is held by another process.
 */
export const patiently = <A>(
  place: Place,
  work: () => A,
): Effect.Effect<A, StoreError.StoreError> =>
  Effect.suspend(() => until(performance.now() + place.busyMillis, place, work))

const until = <A>(
  deadline: number,
  place: Place,
  work: () => A,
): Effect.Effect<A, StoreError.StoreError> => {
  try {
    return Effect.succeed(work())
  } catch (cause) {
    if (isBusy(cause) && performance.now() < deadline) {
      return Effect.flatMap(pause, () => until(deadline, place, work))
    }
    const failure = failureOf(cause, place)
    return failure === undefined ? Effect.die(cause) : Effect.fail(failure)
  }
}

const pause = Effect.promise((signal) =>
  setTimeout(busyPauseMillis, undefined, { signal }).catch(() => undefined),
)
