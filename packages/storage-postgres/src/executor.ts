// One small door to PostgreSQL: our own pool goes through it, and so can whatever a host has.

/**
 * A parameter. Only these four, so that every driver says the same: a list or a document goes as
 * JSON text (`$1::text::jsonb`), bytes go as base64 (`decode($1, 'base64')`).
 */
export type Param = string | number | boolean | null

/** A row by the names of its columns; `row.ts` reads what every driver makes of them. */
export type Row = Readonly<Record<string, unknown>>

/** What a driver found. */
export interface Rows {
  readonly rows: ReadonlyArray<Row>
}

/** What runs statements: a pool, a client, or a transaction that is open on one. */
export interface Queries {
  /**
   * Runs one statement with parameters `$1`, `$2` …, and fails with the error of PostgreSQL (with
   * its five letters as `code`) or of the connection.
   */
  readonly query: (sql: string, params: ReadonlyArray<Param>) => Promise<Rows>
}

/**
 * A host's own pool, client or query builder, as the store uses it.
 *
 * A statement alone is a transaction of its own. `transaction` runs work on one connection between
 * BEGIN and COMMIT, at READ COMMITTED (the default), rolls back when the work fails, and fails as
 * the work did.
 */
export interface Executor extends Queries {
  readonly transaction: <A>(work: (inside: Queries) => Promise<A>) => Promise<A>
}
