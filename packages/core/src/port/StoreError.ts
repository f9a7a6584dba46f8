// The one error of every store port: trouble outside the domain, for a reason that programs know.
import { Data } from "effect"

/**
 * Why a store could not do its work.
 *
 * `cannot-open` `schema-too-new` `unsafe-durability` are said at start; `busy` (waited for within
 * the named limit, nothing was stored) and `full` (no room; reads go on) may pass;
 * `outcome-unknown` means that a commit may or may not be stored: ask again with the same command
 * id; `damaged` means that a stored row is not what this code wrote, or stands in the way of a new
 * one; `closed` that the store was shut down; `tzdata-too-old` that a host with newer zone data has
 * measured the ticket; `schema-too-old` that the database waits for migrations which this desk may
 * not or shall not run; `cannot-read` that a question is none that this store can answer (a cursor
 * of another store); `unsupported` that it never can; `unavailable` the rest.
 */
export type StoreReason =
  | "cannot-open"
  | "schema-too-new"
  | "schema-too-old"
  | "unsafe-durability"
  | "busy"
  | "full"
  | "outcome-unknown"
  | "damaged"
  | "closed"
  | "tzdata-too-old"
  | "cannot-read"
  | "unsupported"
  | "unavailable"

/** Outside trouble with a store; `detail` says what, got, expected, where, and what to do. */
export class StoreError extends Data.TaggedError("StoreError")<{
  readonly reason: StoreReason
  readonly detail: string
  /** Of `outcome-unknown`: the command that may be stored. Ask again with this id (P11). */
  readonly commandId?: string
  /** Of `outcome-unknown`: its ticket. */
  readonly ticketId?: string
  readonly cause?: unknown
}> {
  override get message(): string {
    return `${this.reason}: ${this.detail}`
  }
}
