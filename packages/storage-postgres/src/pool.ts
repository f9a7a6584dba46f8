// The driver `pg` as an executor: statements are prepared once a connection, by name.
import { createHash } from "node:crypto"
import pg from "pg"
import type { Executor, Param, Queries, Rows } from "./executor.ts"
import { isBroken } from "./failure.ts"

/** How long a new connection may take. */
export const connectMillis = 10_000

/** How long a transaction of ours may stand open between two statements: as an archive is read. */
export const idleTransactionMillis = 600_000

/** How much longer than the server's own limit we wait for its answer: then the link is dead. */
export const answerGraceMillis = 5_000

/** What this file needs of a `pg.Pool`, so that any version of it will do. */
export interface PgPool {
  readonly connect: () => Promise<PgClient>
}

/** A pool of our own, which ends with the store. */
export interface OwnPool extends PgPool {
  readonly end: () => Promise<void>
}

/** What this file needs of a client of a `pg.Pool`. */
export interface PgClient {
  readonly query: (query: {
    readonly name?: string
    readonly text: string
    // `pg` takes a list that it may change.
    readonly values: Array<Param>
  }) => Promise<Rows>
  readonly release: (destroy?: boolean) => void
  readonly on: PgEvents
  readonly off: PgEvents
}

/** How one hears of what happens to a client. */
export interface PgEvents {
  (event: "error" | "end", listener: () => void): unknown
  (event: "notification", listener: (notification: PgNotification) => void): unknown
}

/** What another session sent by NOTIFY. */
export interface PgNotification {
  readonly channel: string
  readonly payload?: string | undefined
}

/** How sessions of our own are set up. */
export interface Sessions {
  readonly url: string
  readonly connections: number
  readonly statementMillis: number
  readonly relaxed: boolean
}

/** The settings of `pg` for a session of ours. */
export const sessionOf = ({ url, statementMillis, relaxed }: Omit<Sessions, "connections">) => ({
  connectionString: url,
  application_name: "upkeep",
  keepAlive: true,
  connectionTimeoutMillis: connectMillis,
  statement_timeout: statementMillis,
  idle_in_transaction_session_timeout: idleTransactionMillis,
  query_timeout: statementMillis + answerGraceMillis,
  // Whatever the server's own default is, a store is as careful as it was asked to be.
  options: `-c synchronous_commit=${relaxed ? "off" : "on"}`,
})

// A server that waits for a password which we do not have would keep the process for a minute.
class Session extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config)
    this.connection.on("error", () => this.connection.stream.destroy())
  }
}

/** A pool of our own. An idle connection that breaks is replaced, and nobody need hear of it. */
export const ownPool = (sessions: Sessions): OwnPool => {
  const pool = new pg.Pool({ ...sessionOf(sessions), max: sessions.connections, Client: Session })
  pool.on("error", () => undefined)
  // Nor a new one that the server ends before it was handed out: its next statement says so.
  pool.on("connect", (client) => client.on("error", () => undefined))
  return pool
}

/** A pool of `pg` as an executor. */
export const executorOn = (pool: PgPool, isPreparing: boolean): Executor => ({
  query: (sql, params) =>
    borrowed(pool, (client) => queriesOn(client, isPreparing).query(sql, params)),
  transaction: (work) =>
    borrowed(pool, (client, die) => inTransaction(queriesOn(client, isPreparing), work, die)),
})

const borrowed = async <A>(
  pool: PgPool,
  work: (client: PgClient, die: () => void) => Promise<A>,
): Promise<A> => {
  const client = await pool.connect()
  let isDead = false
  // A connection that breaks between two statements says so here, and to the next statement.
  const die = () => {
    isDead = true
  }
  client.on("error", die)
  try {
    return await work(client, die)
  } catch (cause) {
    isDead ||= isBroken(cause)
    throw cause
  } finally {
    client.off("error", die)
    client.release(isDead)
  }
}

const inTransaction = async <A>(
  inside: Queries,
  work: (inside: Queries) => Promise<A>,
  die: () => void,
): Promise<A> => {
  await inside.query("BEGIN", [])
  try {
    const answer = await work(inside)
    await inside.query("COMMIT", [])
    return answer
  } catch (cause) {
    // A connection that cannot be rolled back is nobody's any more.
    await inside.query("ROLLBACK", []).catch(die)
    throw cause
  }
}

/** A client of `pg` as it runs statements. */
export const queriesOn = (client: Pick<PgClient, "query">, isPreparing: boolean): Queries => ({
  query: (text, params) =>
    client.query(
      isPreparing && params.length > 0
        ? { name: nameOf(text), text, values: [...params] }
        : { text, values: [...params] },
    ),
})

const names = new Map<string, string>()

/** The most statements whose names are kept: far more than this package has. */
export const namesLimit = 1_000

// By what it says: two stores on one pool never mean two things by one name.
const nameOf = (text: string): string => {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = `upkeep_${createHash("sha256").update(text).digest("hex").slice(0, 32)}`
  if (names.size < namesLimit) names.set(text, name)
  return name
}
