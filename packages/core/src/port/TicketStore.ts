// Where tickets are kept: encoded rows in, encoded rows out; the store knows nothing of the rules.
import { Context, Data, type Effect, type Result } from "effect"
import type { StoreError } from "./StoreError.ts"

/** A ticket as it stands; `version` is its last event's number. Times are epoch milliseconds. */
export interface TicketRow {
  readonly ticketId: string
  /** The number that people use, unique in a tenant; the first commit gives it, for good. */
  readonly number: string
  readonly version: number
  /** The configuration of the lifecycle, for lists. */
  readonly status: string
  /** The next instant at which anything of this ticket becomes due; null when nothing will. */
  readonly dueAt: number | null
  readonly customer: string | null
  readonly assignee: string | null
  /** When they were assigned; null where nobody is, or where that was not written down. */
  readonly assignedAt: number | null
  readonly updatedAt: number
  /** State and clocks as JSON. */
  readonly body: string
}

/** One event as JSON; rows of a ticket are numbered 1…n without gaps. */
export interface EventRow {
  readonly ticketId: string
  readonly number: number
  readonly id: string
  readonly type: string
  readonly at: number
  readonly body: string
}

/** Personal content that an event names by `key`; forgetting a person deletes this row alone. */
export interface ContentRow {
  readonly key: string
  readonly salt: string
  readonly body: string
}

/** A notification to send after the commit; what it says is rendered when it is sent. */
export interface DeliveryRow {
  readonly id: string
  readonly eventNumber: number
  readonly channel: string
  readonly notice: string
}

/** What ends a claimed delivery, in the commit that records it. */
export interface Settlement {
  readonly deliveryId: string
  readonly fence: number
  readonly status: "delivered" | "parked"
  readonly reason: string
}

/** The result of an accepted command, kept so that a repeat gets the first answer (P2). */
export interface CommandRow {
  readonly id: string
  readonly hash: string
  readonly result: string
}

/** Everything that one command changes in one ticket: stored together or not at all (P5). */
export interface Commit {
  readonly ticketId: string
  /** The version it was decided on; 0 for a ticket that is not there yet. */
  readonly expectedVersion: number
  readonly at: number
  readonly command: CommandRow
  readonly row: TicketRow
  readonly events: ReadonlyArray<EventRow>
  readonly contents: ReadonlyArray<ContentRow>
  readonly deliveries: ReadonlyArray<DeliveryRow>
  readonly settlements: ReadonlyArray<Settlement>
  /**
   * Keys of this ticket's content that is deleted with it; what is not there is passed over. Where
   * there is any key, the reasons of the ticket's deliveries are emptied too: they may name people.
   */
  readonly forgotten: ReadonlyArray<string>
}

/** Somebody else moved the ticket first; `version` is where it stands now (0: it is not there). */
export class VersionConflict extends Data.TaggedError("VersionConflict")<{
  readonly ticketId: string
  readonly expected: number
  readonly version: number
}> {}

/** The command id was accepted before; `command` is what was stored then. Nothing was changed. */
export class CommandRepeated extends Data.TaggedError("CommandRepeated")<{
  readonly command: CommandRow
}> {}

/** A delivery was claimed by somebody else in the meantime; nothing was changed (P10). */
export class LeaseLost extends Data.TaggedError("LeaseLost")<{ readonly deliveryId: string }> {}

/** Why one commit of a batch was not stored. The order of checks: repeated, conflict, lease. */
export type CommitRefused = VersionConflict | CommandRepeated | LeaseLost

/** Tickets and accepted commands that are looked up at once. */
export interface Look {
  readonly tickets: ReadonlyArray<string>
  readonly commands: ReadonlyArray<string>
}

/** What a look found: in the order of the question, undefined for what is not there. */
export interface Looked {
  readonly tickets: ReadonlyArray<TicketRow | undefined>
  readonly commands: ReadonlyArray<CommandRow | undefined>
}

/** The most tickets, and the most commands, of one look. */
export const lookLimit = 1_000

/** What a store of tickets can do. */
export interface TicketStoreService {
  /** The ticket's row, or undefined. */
  readonly load: (
    tenant: string,
    ticketId: string,
  ) => Effect.Effect<TicketRow | undefined, StoreError>
  /**
   * Tickets and commands, at most `lookLimit` of each, at one instant and in one round trip: a desk
   * under load asks for all that is waiting together.
   */
  readonly look: (tenant: string, look: Look) => Effect.Effect<Looked, StoreError>
  /**
   * Stores commits of one tenant, each succeeding or failing alone, durably when this returns.
   * The answers stand in the order of the commits. Two commits of a batch never touch one ticket. A
   * StoreError means that nothing of the batch was stored (`outcome-unknown` excepted); a key that
   * stands already (ticket number, event number, content key, delivery id) is `damaged`.
   */
  readonly commit: (
    tenant: string,
    commits: ReadonlyArray<Commit>,
  ) => Effect.Effect<ReadonlyArray<Result.Result<void, CommitRefused>>, StoreError>
  /** The stored result of an accepted command, or undefined. */
  readonly command: (
    tenant: string,
    commandId: string,
  ) => Effect.Effect<CommandRow | undefined, StoreError>
  /** Reserves `count` serial numbers and returns the first; the first ever is 1. Gaps may be. */
  readonly takeSerials: (tenant: string, count: number) => Effect.Effect<number, StoreError>
  /**
   * Forgets accepted commands whose commit's `at` is before `before` (exclusive), at least 30 days
   * ago; returns how many. A store may stop at a limit of its own: call again until it returns 0.
   */
  readonly forgetCommands: (before: number) => Effect.Effect<number, StoreError>
}

/** The port through which the desk keeps tickets. */
export class TicketStore extends Context.Service<TicketStore, TicketStoreService>()(
  "@upkeep/core/TicketStore",
) {}
