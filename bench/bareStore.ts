// A limit for the desk: four rows a command by hand, with no index but their keys, one durable
// transaction each, and nothing decided.
import { DatabaseSync } from "node:sqlite"

/** A store that does what it is told. */
export interface BareStore {
  /** The rows of one command: the ticket, two events, the command itself. */
  readonly write: (ticket: string, body: string) => void
  readonly list: (limit: number) => ReadonlyArray<unknown>
  readonly close: () => void
}

/** Opens one in a file. */
export const bareStore = (file: string): BareStore => {
  const database = new DatabaseSync(file)
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
  database.exec(`
    CREATE TABLE ticket (id TEXT PRIMARY KEY, body TEXT) STRICT;
    CREATE TABLE event (id TEXT, number INTEGER, body TEXT, PRIMARY KEY (id, number)) STRICT;
    CREATE TABLE command (id INTEGER PRIMARY KEY, body TEXT) STRICT;
  `)
  const ticket = database.prepare(
    "INSERT INTO ticket VALUES (?, ?) ON CONFLICT DO UPDATE SET body = excluded.body",
  )
  const event = database.prepare("INSERT INTO event VALUES (?, ?, ?)")
  const command = database.prepare("INSERT INTO command (body) VALUES (?)")
  const page = database.prepare("SELECT id, body FROM ticket ORDER BY id LIMIT ?")
  let number = 0
  return {
    write: (id, body) => {
      database.exec("BEGIN IMMEDIATE")
      ticket.run(id, body)
      event.run(id, ++number, body)
      event.run(id, ++number, body)
      command.run(body)
      database.exec("COMMIT")
    },
    list: (limit) => page.all(limit),
    close: () => database.close(),
  }
}
