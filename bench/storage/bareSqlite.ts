// The limit on SQLite: the rows of a command by hand, so many commands a transaction.
import { DatabaseSync } from "node:sqlite"
import { characters, roundMillis } from "./load.ts"

/** Bare rows in a file: a ticket updated, its event, a command, grouped into transactions. */
export const bareGroups = (file: string) => {
  const database = new DatabaseSync(file)
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
  database.exec(`
    CREATE TABLE ticket (tenant TEXT, id INTEGER, body TEXT, PRIMARY KEY (tenant, id)) STRICT, WITHOUT ROWID;
    CREATE TABLE event (tenant TEXT, ticket INTEGER, number INTEGER, body TEXT, PRIMARY KEY (tenant, ticket, number)) STRICT;
    CREATE TABLE command (tenant TEXT, id INTEGER, body TEXT, PRIMARY KEY (tenant, id)) STRICT;
  `)
  const ticket = database.prepare(
    "INSERT INTO ticket VALUES ('a', ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body",
  )
  const event = database.prepare("INSERT INTO event VALUES ('a', ?, ?, ?)")
  const command = database.prepare("INSERT INTO command VALUES ('a', ?, ?)")
  const row = "r".repeat(characters.row)
  const body = "e".repeat(characters.event)
  let number = 0
  const write = () => {
    number += 1
    // Another text each time: SQLite writes no page whose bytes are those that it has.
    ticket.run(number % 4_096, `${row}${number}`)
    event.run(number % 4_096, number, body)
    command.run(number, "{}")
  }
  return {
    /** Writes groups of this size for a round; returns how many commands were written. */
    run: (size: number): number => {
      const end = performance.now() + roundMillis
      const before = number
      while (performance.now() < end) {
        database.exec("BEGIN IMMEDIATE")
        for (let each = 0; each < size; each++) write()
        database.exec("COMMIT")
      }
      return number - before
    },
    close: () => database.close(),
  }
}
