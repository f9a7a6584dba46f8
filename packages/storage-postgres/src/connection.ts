// What the ports need of an open database. Each call says in a StoreError what went wrong.
import type { StoreError } from "@upkeep/core/effect"
import type { Effect, Scope } from "effect"
import type { Param, Queries, Row } from "./executor.ts"

/** Rows, or why there are none. */
export type Answer<A = ReadonlyArray<Row>> = Effect.Effect<A, StoreError.StoreError>

/** An open database. */
export interface Connection {
  /** The quoted name of the schema: tables are `${schema}.ticket` in every statement. */
  readonly schema: string
  /** The version of the schema that was found at start. */
  readonly version: number
  /** Runs one statement that reads: its own snapshot, asked again where a connection broke. */
  readonly read: (sql: string, params: ReadonlyArray<Param>) => Answer
  /**
   * Runs one statement that writes, a transaction of its own, again where it met a deadlock. Where
   * the connection broke on the way the outcome is unknown.
   */
  readonly write: (sql: string, params: ReadonlyArray<Param>) => Answer
  /** Runs several statements that read on one snapshot (REPEATABLE READ, READ ONLY). */
  readonly snapshot: <A>(work: (inside: Queries) => Promise<A>) => Answer<A>
  /** Runs several statements in one transaction, again from its start where it met a deadlock. */
  readonly transaction: <A>(work: (inside: Queries) => Promise<A>) => Answer<A>
  /** Where other processes are told of work, and how ours is known there. */
  readonly ear: { readonly channel: string; readonly own: string }
  /** Calls `heard` at each notification of others, where there is a connection to listen on. */
  readonly listen: (heard: () => void) => Effect.Effect<void, never, Scope.Scope>
}
