// The port Archive: everything that a file holds, out of it on one snapshot, and into another.
import { DatabaseSync } from "node:sqlite"
import { setImmediate } from "node:timers/promises"
import type { Archive, WorkQueue } from "@upkeep/core/effect"
import { Effect } from "effect"
import { restoreBy } from "./restore.ts"
import { type Reading, readings } from "./archived.ts"
import { filesOf } from "./attachments.ts"
import { busySliceMillis, type Connection, type Place, statementsOn } from "./connection.ts"
import { failureOf, systemFailureOf } from "./failure.ts"
import { servedBy } from "./feed.ts"

/** After so many rows whoever else waits in this process comes in between. */
export const rowsAtOnce = 256

/** The port `Archive`; files lie in the folder. */
export const archive = (connection: Connection & Place, folder: string): Archive.ArchiveService => {
  const restore = restoreBy(connection)
  return {
    rows: (tenants) => ({
      [Symbol.asyncIterator]: () => politely(rowsOf({ connection, folder, tenants })),
    }),
    restore: (rows) => connection.write(() => restore(rows)),
  }
}

async function* politely<A>(rows: AsyncIterable<A>): AsyncGenerator<A> {
  let given = 0
  for await (const row of rows) {
    yield row
    given += 1
    if (given % rowsAtOnce === 0) await setImmediate()
  }
}

interface Reader {
  readonly connection: Connection & Place
  readonly folder: string
  readonly tenants: WorkQueue.Served
}

// On a connection of its own: its snapshot stands still while the other one goes on to write.
async function* rowsOf(reader: Reader): AsyncGenerator<Archive.ArchiveRow> {
  const { connection } = reader
  await Effect.runPromise(connection.read(() => undefined))
  try {
    const db = new DatabaseSync(connection.file, { readOnly: true, timeout: busySliceMillis })
    try {
      yield* snapshotOf(db, reader)
    } finally {
      db.close()
    }
  } catch (cause) {
    throw failureOf(cause, connection) ?? systemFailureOf(cause, connection.file) ?? cause
  }
}

async function* snapshotOf(
  db: DatabaseSync,
  { tenants, folder }: Reader,
): AsyncGenerator<Archive.ArchiveRow> {
  const statements = statementsOn(db)
  db.exec("BEGIN")
  for (const tenant of servedBy(statements)(tenants)) {
    const rowsBy = function* (all: ReadonlyArray<Reading>) {
      for (const reading of all)
        for (const row of reading(statements, tenant)) yield { tenant, ...row }
    }
    yield* rowsBy(readings.beforeFiles)
    for await (const file of filesOf(folder, tenant)) yield { tenant, kind: "file", ...file }
    yield* rowsBy(readings.behindFiles)
  }
}
