// The product's own database: its tables, its transactions, its rows.
import { DatabaseSync, type SQLOutputValue } from "node:sqlite"

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, SQLOutputValue>>

/** How long the product waits for another process's lock, in milliseconds. */
export const busyMillis = 1_000

/** Opens the file, and brings its tables up to date. */
export const openDatabase = (file: string): DatabaseSync => {
  const db = new DatabaseSync(file, { timeout: busyMillis })
  try {
    inTransaction(db, () => migrate(db))
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * Runs work in one transaction, which is rolled back where the work throws. The work has no `await`
 * in it: what other requests do in the meantime would get into the transaction.
 */
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

/** The text in a column. */
export const text = (row: Row, column: string): string => {
  const value = row[column]
  if (typeof value === "string") return value
  throw new TypeError(`got ${typeof value}, expected text in ${column}`)
}

/** The whole number in a column. */
export const integer = (row: Row, column: string): number => {
  const value = row[column]
  if (typeof value === "number") return value
  throw new TypeError(`got ${typeof value}, expected a number in ${column}`)
}

/** The text in a column that may hold none. */
export const textOrNull = (row: Row, column: string): string | null =>
  row[column] === null ? null : text(row, column)

// `user_version` is the product's own: the desk, as a guest, leaves it alone.
const migrate = (db: DatabaseSync): void => {
  const version = Number(db.prepare("PRAGMA user_version").get()?.["user_version"])
  for (const sql of migrations.slice(version)) db.exec(sql)
  db.exec(`PRAGMA user_version = ${migrations.length}`)
}

const parcel = `
CREATE TABLE companies (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;

CREATE TABLE subscriptions (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL REFERENCES companies (id),
  plan TEXT NOT NULL CHECK (plan IN ('basic', 'priority')),
  starts_at INTEGER NOT NULL,
  ends_at INTEGER -- one after the other; NULL: it goes on
) STRICT;
CREATE INDEX subscriptions_company ON subscriptions (company, starts_at);

CREATE TABLE users (
  id TEXT PRIMARY KEY,
  mail TEXT NOT NULL UNIQUE COLLATE NOCASE,
  name TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('en', 'ru')),
  role TEXT NOT NULL CHECK (role IN ('member', 'support')),
  company TEXT REFERENCES companies (id),
  password TEXT NOT NULL, -- salt.hash, by scrypt
  CHECK ((role = 'member') = (company IS NOT NULL))
) STRICT;

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  user TEXT NOT NULL REFERENCES users (id),
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE orders (
  id TEXT PRIMARY KEY,
  company TEXT NOT NULL REFERENCES companies (id),
  item TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('shipped', 'delivered', 'disputed', 'refunded'))
) STRICT;
CREATE INDEX orders_company ON orders (company, id);
`

// All that the desk's arrival changed in the product's own tables.
const ticketOfOrder = "ALTER TABLE orders ADD COLUMN ticket_id TEXT"

const migrations: ReadonlyArray<string> = [parcel, ticketOfOrder]
