// A ticket as it stands: everything that a decision needs, and nothing personal.
import type { LinkKind } from "./Command.ts"
import type { Event, FieldFacts, PinnedContract } from "./Event.ts"
import type { Obligation } from "./Obligation.ts"

type FactsOf<T extends Event["type"]> = Extract<Event, { readonly type: T }>

/** What a ticket waits for: a release of a component, of any next version where that is null. */
export type Awaited = Omit<FactsOf<"ReleaseAwaited">, "type">

/** What a ticket has to do with another. */
export interface TicketLink {
  readonly ticket: string
  readonly as: LinkKind
}

/** Options that were offered, by which event, and which of them was chosen. */
export interface Offer {
  readonly event: number
  readonly options: ReadonlyArray<string>
  readonly chosen: string | null
}

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
  readonly impact: string | null
  readonly urgency: string | null
  readonly channel: string
  readonly customer: string | null
  /** Whether the requester has an address to write to. */
  readonly reachable: boolean
  readonly contract: PinnedContract | null
  /** The customer's own time zone, where it is known. */
  readonly timeZone: string | null
  readonly environment: string | null
  readonly period: FactsOf<"Registered">["period"]
  /** The fields that hold nothing personal. */
  readonly fields: FieldFacts
  /** Fields that the process wishes for and the request lacks. */
  readonly missing: ReadonlyArray<string>
  readonly follows: string | null
  readonly line: string
  readonly assignee: string | null
  /** When they were assigned, as it was recorded. */
  readonly assignedAt: number | null
  /** Whether the requester was told that the request was received. */
  readonly acknowledged: boolean
  readonly cause: FactsOf<"CauseFound">["cause"] | null
  readonly module: string | null
  readonly obligations: ReadonlyArray<Obligation>
  readonly offer: Offer | null
  readonly awaited: Awaited | null
  /** When the customer may expect it. */
  readonly promisedAt: number | null
  /** Whether that day has come, and it was recorded. */
  readonly promiseDue: boolean
  /** The event number of the last workaround. */
  readonly workaround: number | null
  /** The event number of the last answer, or null before there is one. */
  readonly answer: number | null
  /** When the silence ran out, where that closed the ticket. */
  readonly silenceDueAt: number | null
  /** When it was last closed, for the window in which it may be reopened. */
  readonly closedAt: number | null
  /** How often it was reopened. */
  readonly reopened: number
  readonly mergedInto: string | null
  /** The state of the work in which an open ticket was closed. */
  readonly closedFrom: string | null
  /** The tickets that were merged into this one. */
  readonly absorbed: ReadonlyArray<string>
  readonly links: ReadonlyArray<TicketLink>
  readonly snoozedUntil: number | null
  readonly watchers: ReadonlyArray<string>
  readonly workMinutes: number
  /** The changes of the product that it opened, by id. */
  readonly changes: ReadonlyArray<string>
  /** When the request truly reached us. */
  readonly registeredAt: number
  /** When that was written down. */
  readonly recordedAt: number
  /** When the first thing happened after it; null while nothing has. */
  readonly firstMoveAt: number | null
  /** When the last event was recorded; the next one is never earlier. */
  readonly updatedAt: number
}

/**
 * What a ticket has before anything of it happened. A row says nothing of it, so a value that
 * stands here never changes.
 */
export const blank = {
  priority: null,
  impact: null,
  urgency: null,
  timeZone: null,
  environment: null,
  period: null,
  fields: {},
  missing: [],
  assignee: null,
  assignedAt: null,
  acknowledged: false,
  cause: null,
  module: null,
  obligations: [],
  offer: null,
  awaited: null,
  promisedAt: null,
  promiseDue: false,
  workaround: null,
  answer: null,
  silenceDueAt: null,
  closedAt: null,
  reopened: 0,
  mergedInto: null,
  closedFrom: null,
  absorbed: [],
  links: [],
  snoozedUntil: null,
  watchers: [],
  workMinutes: 0,
  changes: [],
  firstMoveAt: null,
} as const satisfies Partial<State>
