// A ticket as it stands: everything that a decision needs, and nothing personal.
import type { PinnedContract } from "./Event.ts"
import type { Obligation } from "./Obligation.ts"

/** The state of a ticket, folded from its events. Times are epoch milliseconds. */
export interface State {
  readonly ticketId: string
  readonly number: string
  /** The number of the last event. */
  readonly version: number
  readonly status: string
  readonly process: string
  /** The process whose policy and calendars its clocks follow, `id@version`. */
  readonly terms: string
  readonly requestType: string
  readonly priority: string | null
  readonly channel: string
  readonly customer: string | null
  /** Whether the requester has an address to write to. */
  readonly reachable: boolean
  readonly contract: PinnedContract | null
  /** The customer's own time zone, where it is known. */
  readonly timeZone: string | null
  readonly follows: string | null
  readonly line: string
  readonly assignee: string | null
  /** Whether the requester was told that the request was received. */
  readonly acknowledged: boolean
  readonly cause: "userError" | "productFault" | null
  readonly module: string | null
  readonly obligations: ReadonlyArray<Obligation>
  /** The event number of the last answer, or null before there is one. */
  readonly answer: number | null
  /** When the silence ran out, where that closed the ticket. */
  readonly silenceDueAt: number | null
  /** When the request truly reached us. */
  readonly registeredAt: number
  /** When the last event was recorded; the next one is never earlier. */
  readonly updatedAt: number
}
