// A product with a SQLite file of its own, in which Upkeep is a guest.
import { DatabaseSync, type DatabaseSyncOptions } from "node:sqlite"
import type { Prepared, TicketStore } from "@upkeep/core/effect"
import { acme, commitOf, type Told } from "../../../test/contract/storage/stores.ts"

/** Makes the product's own table, if it is not there, and marks the header as its own. */
export const productIn = (file: string): void => {
  const db = new DatabaseSync(file)
  db.exec("CREATE TABLE IF NOT EXISTS invoice (number TEXT PRIMARY KEY) STRICT")
  db.exec("PRAGMA user_version = 7; PRAGMA application_id = 77")
  db.close()
}

/** The product's own connection. */
export const connectionTo = (file: string, options: DatabaseSyncOptions = {}): DatabaseSync => {
  const db = new DatabaseSync(file, options)
  db.exec("PRAGMA busy_timeout = 1000")
  return db
}

/** Runs work in one transaction of the product's, which is rolled back where the work throws. */
export const inTransaction = <A>(db: DatabaseSync, work: () => A): A => {
  db.exec("BEGIN IMMEDIATE")
  try {
    const answer = work()
    db.exec("COMMIT")
    return answer
  } finally {
    if (db.isTransaction) db.exec("ROLLBACK")
  }
}

/** Writes a row of the product's own. */
export const bill = (db: DatabaseSync, number: string): void => {
  db.prepare("INSERT INTO invoice (number) VALUES (?)").run(number)
}

/** How many rows each table has: the product's and those that one command fills. */
export const countsIn = (file: string): Readonly<Record<string, number>> => {
  const db = new DatabaseSync(file)
  try {
    const tables = ["invoice", "upkeep_ticket", "upkeep_event", "upkeep_command", "upkeep_delivery"]
    return Object.fromEntries(
      tables.map((table) => [
        table.replace("upkeep_", ""),
        Number(db.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.["rows"]),
      ]),
    )
  } finally {
    db.close()
  }
}

/** A prepared command as a desk would give it. */
export const preparedOf = (
  told: Told,
  stored: () => void = () => undefined,
): Prepared.PreparedCommand & { readonly commit: TicketStore.Commit } => {
  const { ticketId, expectedVersion = 0 } = told
  const commit = commitOf({ ...told, deliveries: [`${ticketId}.d${expectedVersion + 1}`] })
  const { row, command, events } = commit
  const { number, version, status } = row
  const types = events.map(({ type }) => type)
  const receipt = { commandId: command.id, ticketId, number, version, status, events: types }
  const kept = { ...command, result: JSON.stringify(receipt) }
  return { tenant: acme, commit: { ...commit, command: kept }, receipt, stored }
}
