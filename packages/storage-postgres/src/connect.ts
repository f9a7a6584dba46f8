// A connection on an executor: a call is asked again where that is safe, and says what went wrong.
import { Effect } from "effect"
import type { Answer, Connection } from "./connection.ts"
import type { Executor, Queries } from "./executor.ts"
import { type At, type CallKind, closed, failureOf, isBroken, isClash, isTaken } from "./failure.ts"

/** How often a call is made again that a deadlock or a conflict of transactions undid. */
export const clashRetries = 5

/** What a connection is made of. */
export interface Link extends At, Pick<Connection, "schema" | "version" | "ear" | "listen"> {
  readonly executor: Executor
  readonly isOpen: () => boolean
}

/** Makes a connection. */
export const connect = (link: Link): Connection => {
  const { executor, schema, version, ear, listen } = link
  const call = <A>(kind: CallKind, work: () => Promise<A>) => attempt(link, kind, work)
  return {
    schema,
    version,
    ear,
    listen,
    read: (sql, params) => call("read", async () => (await executor.query(sql, params)).rows),
    write: (sql, params) => call("write", async () => (await executor.query(sql, params)).rows),
    snapshot: (work) =>
      call("read", () => executor.transaction((inside) => onSnapshot(inside, work))),
    transaction: (work) => call("write", () => executor.transaction(work)),
  }
}

const onSnapshot = async <A>(
  inside: Queries,
  work: (inside: Queries) => Promise<A>,
): Promise<A> => {
  await inside.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY", [])
  return await work(inside)
}

const attempt = <A>(link: Link, kind: CallKind, work: () => Promise<A>): Answer<A> =>
  Effect.catch(
    Effect.tryPromise({ try: () => repeated(link, kind, work), catch: (cause) => ({ cause }) }),
    ({ cause }) => {
      const failure = failureOf(cause, link, kind)
      return failure === undefined ? Effect.die(cause) : Effect.fail(failure)
    },
  )

// Once more where it helps: a connection that broke is found by the first call after it, so what
// reads is asked again; a key that somebody took meanwhile is seen by the look that comes first.
const repeated = async <A>(link: Link, kind: CallKind, work: () => Promise<A>): Promise<A> => {
  for (let round = 0; ; round += 1) {
    if (!link.isOpen()) throw closed(link.place)
    try {
      return await work()
    } catch (cause) {
      const isOnce = round === 0 && (kind === "read" ? isBroken(cause) : isTaken(cause))
      if (!isOnce && !(isClash(cause) && round < clashRetries)) throw cause
    }
  }
}
