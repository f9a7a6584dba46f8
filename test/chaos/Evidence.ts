// What a harness holds against a desk: what its clients were told, what its channel was given, and
// what its store has in the end.
import type { Receipt } from "@upkeep/core"
import type { Process } from "@upkeep/core"
import type { TicketQuery, TicketStore } from "@upkeep/core/effect"
import type { Recorded } from "../../packages/core/src/ticket/Event.ts"

/**
 * How a client was answered. `unknown`: it may be stored or not (outcome-unknown, or the client or
 * its desk was gone before it answered); `failed`: nothing was stored, by the desk's own word.
 */
export type Answer =
  | { readonly kind: "accepted"; readonly receipt: Receipt }
  | { readonly kind: "refused" | "unknown" | "failed"; readonly why: string }

/** One time that a command was sent, by the client's own clock in epoch milliseconds. */
export interface Attempt {
  readonly commandId: string
  readonly askedAt: number
  /** Null where the client never heard. */
  readonly answeredAt: number | null
  readonly answer: Answer
}

/** A ticket as it lies in the store. */
export interface StoredTicket {
  readonly row: TicketStore.TicketRow
  readonly journal: ReadonlyArray<Recorded>
  readonly deliveries: ReadonlyArray<TicketQuery.DeliveryStatus>
}

/** Which event of which ticket. */
export interface EventName {
  readonly ticketId: string
  readonly number: number
}

/** Everything that a checker looks at, after the faults were healed and the queue was drained. */
export interface Evidence {
  readonly process: Process.Process
  readonly channels: ReadonlySet<string>
  readonly attempts: ReadonlyArray<Attempt>
  readonly tickets: ReadonlyArray<StoredTicket>
  /** What the store keeps of the accepted commands, by their ids. */
  readonly commands: ReadonlyMap<string, TicketStore.CommandRow>
  /** What the desk's own verification of its journals found. */
  readonly damages: ReadonlyArray<string>
  /** The ids of what the channel was given and took, in its order, each time. */
  readonly given: ReadonlyArray<string>
  /** Ids that it was given before the commit that brings them about, where that can be known. */
  readonly givenEarly: ReadonlyArray<string>
  /** The feed from its beginning to its end. */
  readonly feed: ReadonlyArray<EventName>
  /** What was read by those who followed the feed while it grew. */
  readonly followed: ReadonlyArray<ReadonlyArray<EventName>>
  /** The end by the clock that decides; what was due before it has happened. */
  readonly endedAt: number
  /**
   * How far the clock that decides may lie from that of the clients, in milliseconds; Infinity
   * where they have nothing in common.
   */
  readonly skewMillis: number
}

/** `lost`, `doubled` and `gap` are counted by themselves; anything else is just as wrong. */
export type Verdict = "lost" | "doubled" | "gap" | "wrong"

/** A promise that was broken. */
export interface Finding {
  /** Its id. */
  readonly promise: string
  readonly verdict: Verdict
  /** What, got, expected, where. */
  readonly detail: string
}

/** One thing that must hold. */
export type Check = (evidence: Evidence) => ReadonlyArray<Finding>
