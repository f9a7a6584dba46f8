// What an audit finds: what happened, when and by whom, and what it took off which clock. Plain
// JSON; times are epoch milliseconds, lengths milliseconds as the clock counts them.
import type { Actor } from "../ticket/Command.ts"
import type { EventType, Recorded } from "../ticket/Event.ts"

/**
 * What became of a clock's run. It `stood` from one instant to the other; it was `stopped` and
 * would have run on; its deadline was `moved`; it was begun `anew` and the time before counts no
 * more; or the time was `spent`, and nothing was taken off.
 */
export type How = "stood" | "stopped" | "moved" | "anew" | "spent"

/** A run of a clock that a finding is about. */
export interface Touched {
  readonly clock: string
  readonly instance: number
  readonly how: How
  readonly from: number
  /** Null where it lasts, and where nothing is owed any more. */
  readonly to: number | null
  /** How long that is as the clock counts; up to what is known where it lasts. */
  readonly millis: number
  /** When the run was due before; null where it stood. */
  readonly dueAt: number | null
}

/** An event that shows it, with who gave it. */
export interface Shown {
  readonly number: number
  readonly type: EventType
  /** When it was recorded. */
  readonly at: number
  /** When it happened, as they said. */
  readonly effectiveAt: number
  readonly actor: Actor
}

/** What a rule finds in one ticket. */
export interface Found {
  /** When the last of its events happened. */
  readonly at: number
  readonly events: ReadonlyArray<Shown>
  readonly clocks: ReadonlyArray<Touched>
}

/** Makes a finding of the events that show it, in their order. */
export const make = (events: ReadonlyArray<Recorded>, clocks: ReadonlyArray<Touched>): Found => ({
  at: events.at(-1)?.effectiveAt ?? 0,
  events: events.map(({ number, event, at, effectiveAt, actor }) => ({
    number,
    type: event.type,
    at,
    effectiveAt,
    actor,
  })),
  clocks,
})
