// Stores a prepared command in a transaction of the host's, together with the host's own rows.
import type { DatabaseSync } from "node:sqlite"
import { type Desk, DeskError, type Prepared, type TicketStore } from "@upkeep/core/effect"
import { Result } from "effect"
import { committer } from "./commit.ts"
import { statementsOn } from "./connection.ts"
import { type Durability, refuseUnsafe } from "./durability.ts"
import { failureInside, tooNew, unfit } from "./failure.ts"
import { damaged } from "./row.ts"
import { knownBy, neededBy, standingOf, steps } from "./schema.ts"

/**
 * Stores what `desk.prepare` decided in the transaction that is open on the host's own connection
 * to the file of the desk, and answers its receipt: with the host's COMMIT both are stored, with
 * its ROLLBACK neither.
 *
 * It is synchronous: call it between `BEGIN IMMEDIATE` and `COMMIT` with no `await` in between. The
 * worker of this process is told once the event loop goes round. A command that was accepted before
 * writes nothing and has its first receipt (P2).
 *
 * Whatever it throws, nothing of the command is stored, also where the host commits its own rows
 * then. `VersionMismatch` (P3) asks to prepare again; `CommandIdReused` for another command id; a
 * `StoreError` is `cannot-open` (a closed connection, no open transaction, no Upkeep tables of this
 * version), `unsafe-durability` (unless `durability` is `relaxed`; `full` by default),
 * `schema-too-new`, or what SQLite said.
 *
 * @example
 * import { DatabaseSync } from "node:sqlite"
 * import { createDesk } from "@upkeep/core"
 * const file = "refunds.db"
 * await using desk = await createDesk({ storage: sqlite({ file, shared: true }) })
 * const request = { subject: "Refund", text: "Paid twice.", requester: {} }
 * const command = { type: "register", channel: "web", ...request } as const
 * const prepared = await desk.prepare({ actor: { kind: "customer", id: "anna" }, command })
 * const db = new DatabaseSync(file)
 * db.exec("BEGIN IMMEDIATE")
 * const { number } = storeIn(db, prepared)
 * db.exec("COMMIT")
 * number // => "T-1"
 */
export const storeIn = (
  db: DatabaseSync,
  prepared: Prepared.PreparedCommand,
  { durability = "full" }: { readonly durability?: Durability } = {},
): Desk.Receipt => {
  if (!db.isOpen) throw unfit({ file: "the connection of the host", ...noConnection })
  const file = db.location() ?? "a database in memory"
  return saying(file, () => {
    refuseUnready(db, file, durability)
    const { tenant, commit } = prepared
    if (commit === undefined) return prepared.receipt
    // Prepared anew each time: statements that were kept would keep every connection they are of.
    const [verdict] = wholeOrNot(db, () => committer(statementsOn(db))(tenant, [commit]))
    if (verdict !== undefined && Result.isFailure(verdict)) {
      return answerTo(verdict.failure, commit)
    }
    // The host's COMMIT is still to come in this turn; after a rollback the worker finds nothing.
    setImmediate(prepared.stored)
    return prepared.receipt
  })
}

const saying = <A>(file: string, work: () => A): A => {
  try {
    return work()
  } catch (cause) {
    throw failureInside(cause, file) ?? cause
  }
}

const refuseUnready = (db: DatabaseSync, file: string, durability: Durability): void => {
  if (!db.isTransaction) throw unfit({ file, ...noTransaction })
  const statements = statementsOn(db)
  const { version, compatible } = standingOf(statements)
  const known = knownBy(steps)
  if (compatible > known) throw tooNew({ file, version, known })
  if (version < neededBy(steps)) throw unfit({ file, ...noTables(version) })
  refuseUnsafe(statements, {
    file,
    durability,
    remedy:
      "set synchronous on this connection before it begins, and open a desk on the file first",
  })
}

const noConnection = {
  got: "one that is closed",
  expected: "an open one, between BEGIN IMMEDIATE and COMMIT",
  advice: "open it, and begin before storeIn",
}

const noTransaction = {
  got: "a connection without an open transaction",
  expected: "one between BEGIN IMMEDIATE and COMMIT",
  advice: "begin before storeIn, with no await up to the COMMIT",
}

const noTables = (version: number) => ({
  got: version === 0 ? "a database without the tables of Upkeep" : `schema ${version}`,
  expected: `the file of the desk, with schema ${neededBy(steps)} or later`,
  advice: "open the file that the desk has, and the desk before it",
})

// A savepoint inside the host's transaction, which goes on: its own rows may be committed all the
// same.
const wholeOrNot = <A>(db: DatabaseSync, work: () => A): A => {
  db.exec("SAVEPOINT upkeep_store")
  try {
    const answer = work()
    db.exec("RELEASE upkeep_store")
    return answer
  } catch (cause) {
    // After some errors, such as a full disk, SQLite has rolled all of it back itself.
    if (db.isTransaction) db.exec("ROLLBACK TO upkeep_store; RELEASE upkeep_store")
    throw cause
  }
}

const answerTo = (refused: TicketStore.CommitRefused, commit: TicketStore.Commit): Desk.Receipt => {
  switch (refused._tag) {
    case "CommandRepeated":
      return firstReceipt(refused.command, commit.command)
    case "VersionConflict": {
      const { ticketId, expected, version } = refused
      throw new DeskError.VersionMismatch({ ticketId, expected, version })
    }
    // A prepared command settles no delivery, so it has no lease to lose.
    case "LeaseLost":
      throw refused
  }
}

const firstReceipt = (
  first: TicketStore.CommandRow,
  { id, hash }: TicketStore.CommandRow,
): Desk.Receipt => {
  if (first.hash !== hash) throw new DeskError.CommandIdReused({ commandId: id })
  try {
    return JSON.parse(first.result)
  } catch {
    throw damaged({ column: "result", value: first.result, expected: "JSON" })
  }
}
