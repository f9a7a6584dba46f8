// A connection on an executor: every call is asked again where that is safe, and says what went wrong.
import { Effect } from "effect"
import type { Answer, Connection } from "./connection.ts"
import type { Executor, Queries } from "./executor.ts"
import { type At, type CallKind, closed, failureOf, isBroken, isClash } from "./failure.ts"

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

// A connection that broke is found by the first call after it, so what reads is asked once more.
const repeated = async <A>(link: Link, kind: CallKind, work: () => Promise<A>): Promise<A> => {
  for (let round = 0; ; round += 1) {
    if (!link.isOpen()) throw closed(link.place)
    try {
      return await work()
    } catch (cause) {
      const isWorthIt = isClash(cause) || (kind === "read" && round === 0 && isBroken(cause))
      if (!isWorthIt || round === clashRetries) throw cause
    }
  }
}
