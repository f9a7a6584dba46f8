// Where statements go: a pool of our own, or what the host gave.
import type { Executor } from "./executor.ts"
import type { Settings, Source } from "./options.ts"
import { executorOn, ownPool, type PgClient } from "./pool.ts"

/** An open source. */
export interface Opened {
  readonly executor: Executor
  /** A client to listen on; undefined where the host gave an executor. */
  readonly borrow: (() => Promise<PgClient>) | undefined
  /** Closes what is our own. */
  readonly close: () => Promise<void>
}

/** Where a source leads, for messages: never a password. */
export const placeOf = (source: Source): string => {
  if (source.kind !== "url") return `the ${source.kind} of the host`
  const { host, pathname } = new URL(source.url)
  return `${host}${pathname}`
}

/** The source as a desk uses it. */
export const openSource = (settings: Settings): Opened => {
  const { source, connections, statementMillis, durability, prepare } = settings
  if (source.kind === "executor") {
    return { executor: source.executor, borrow: undefined, close: async () => undefined }
  }
  if (source.kind === "pool") {
    const { pool } = source
    const borrow = () => pool.connect()
    return { executor: executorOn(pool, prepare), borrow, close: async () => undefined }
  }
  const sessions = { url: source.url, statementMillis, relaxed: durability === "relaxed" }
  const pool = ownPool({ ...sessions, connections })
  const ear = ownPool({ ...sessions, connections: 1 })
  return {
    executor: executorOn(pool, prepare),
    borrow: () => ear.connect(),
    close: async () => {
      await Promise.all([pool.end(), ear.end()])
    },
  }
}

/** The source as an operator uses it: one connection, whose statements may take their time. */
export const openForOperator = ({ source }: Settings): Opened => {
  if (source.kind === "executor") {
    return { executor: source.executor, borrow: undefined, close: async () => undefined }
  }
  if (source.kind === "pool") {
    return {
      executor: executorOn(source.pool, false),
      borrow: undefined,
      close: async () => undefined,
    }
  }
  const pool = ownPool({ url: source.url, connections: 1, statementMillis: 0, relaxed: false })
  return { executor: executorOn(pool, false), borrow: undefined, close: () => pool.end() }
}
