// What came in from outside, and what became of it: each raw message has one outcome (P15).
import { Context, type Effect } from "effect"
import type { StoreError } from "./StoreError.ts"

/** What became of a message. */
export type InboundOutcome = "new-ticket" | "added" | "quarantined" | "ignored" | "too-big"

/** A message and its outcome. Addresses and ids are hashes: this row outlives its people. */
export interface InboundRow {
  /** The identity of the message: sha256 of its raw bytes, hex. */
  readonly sha256: string
  readonly intake: string
  readonly outcome: InboundOutcome
  /** Why it was not taken; empty for new-ticket and added. */
  readonly reason: string
  readonly ticketId: string | null
  /** sha256 of the Message-ID, hex; null where it has none. */
  readonly messageIdHash: string | null
  /** sha256 of the sender's address, hex; null where it has none. */
  readonly senderHash: string | null
  readonly receivedAt: number
  readonly recordedAt: number
}

/** An intake was read to its end up to this instant: what came before it has its outcome. */
export interface Watermark {
  readonly intake: string
  readonly readUntil: number
}

/** What the book of incoming messages can do. */
export interface InboundService {
  readonly find: (
    tenant: string,
    sha256: string,
  ) => Effect.Effect<InboundRow | undefined, StoreError>
  /** Records an outcome; the first one stays. Returns the row that stands. */
  readonly record: (tenant: string, row: InboundRow) => Effect.Effect<InboundRow, StoreError>
  /** The first message recorded with this Message-ID. */
  readonly byMessageId: (
    tenant: string,
    messageIdHash: string,
  ) => Effect.Effect<InboundRow | undefined, StoreError>
  /** How many tickets this sender's messages opened since an instant (inclusive, by receivedAt). */
  readonly countOpened: (
    tenant: string,
    senderHash: string,
    since: number,
  ) => Effect.Effect<number, StoreError>
  /** Moves an intake's watermark forward; it never goes back. */
  readonly markRead: (tenant: string, mark: Watermark) => Effect.Effect<void, StoreError>
  /** Forgets the watermark of an intake that is read no more: nothing waits for it any longer. */
  readonly retire: (tenant: string, intake: string) => Effect.Effect<void, StoreError>
  readonly watermarks: (tenant: string) => Effect.Effect<ReadonlyArray<Watermark>, StoreError>
}

/** The port through which incoming messages are booked. */
export class Inbound extends Context.Service<Inbound, InboundService>()("@upkeep/core/Inbound") {}
