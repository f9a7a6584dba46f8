// Telling people: the desk says what, a notifier knows how.
import { Context, Data, type Effect, type Layer } from "effect"

/** Whom a notification is for. */
export interface Recipient {
  readonly address: string
  readonly name?: string
}

/** A notification, rendered. A repeat has the same id and the same words (P6). */
export interface Notification {
  /** Stable across repeats: `<ticketId>.<event number>.<index>`. */
  readonly id: string
  readonly ticketId: string
  readonly ticketNumber: string
  readonly eventNumber: number
  /** Which of the event's notifications this is, from 0. */
  readonly index: number
  readonly to: Recipient
  /** BCP 47, of the text. */
  readonly language: string
  readonly subject: string
  readonly text: string
  /** Who speaks: a person, a machine on its own, or a machine that answers a message (RFC 3834). */
  readonly automatic: "no" | "auto-generated" | "auto-replied"
  /** Proves that an answer belongs to this ticket: signed, 45 characters of a–z and 2–7. */
  readonly replyToken: string
  /**
   * Message-IDs of the customer's own mails on this ticket, oldest first, without angle brackets.
   */
  readonly customerMessageIds: ReadonlyArray<string>
}

/** What the channel said when it took the notification. */
export interface Accepted {
  readonly detail: string
}

/**
 * Why a notification was not taken: `temporary` is tried again with growing pauses, `permanent` is
 * parked with its detail.
 */
export class NotifyError extends Data.TaggedError("NotifyError")<{
  readonly reason: "temporary" | "permanent"
  readonly detail: string
  readonly cause?: unknown
}> {
  override get message(): string {
    return `notification-${this.reason}: ${this.detail}`
  }
}

/** One channel. */
export interface NotifierService {
  /** Gives the notification to the channel; success means that the channel answers for it now. */
  readonly send: (notification: Notification) => Effect.Effect<Accepted, NotifyError>
}

/** The port through which one channel is reached. */
export class Notifier extends Context.Service<Notifier, NotifierService>()(
  "@upkeep/core/Notifier",
) {}

/** An adapter: its name, the channel it serves (`email`), and what builds it. */
export interface NotifierAdapter {
  readonly name: string
  readonly channel: string
  readonly layer: Layer.Layer<Notifier, NotifyError>
}
