// Work that goes through all tickets of a tenant, page by page: previewed, done, and begun again at
// any moment without harm.
import type { Mode } from "../sla/Policy.ts"
import type { RejectionRule } from "../ticket/Rejection.ts"
import type { ClockView } from "./View.ts"

/** A part of the tickets, by registration. */
export interface Page {
  /** Tickets after this id; for the next page what this one gave as `next`. */
  readonly after?: string
  /** How many tickets are looked at: 1 to 1,000. Default: 100. */
  readonly limit?: number
}

/** What a policy would do to tickets that are not closed. */
export interface PolicyQuestion extends Page {
  /** A profile, as data; it need not be published. Its policy and its calendars are meant. */
  readonly process: unknown
  readonly mode: Mode
}

/** A policy for tickets that are not closed. */
export interface PolicyOrder extends Page {
  /** A published process, `id@version`: a desk was opened on it. */
  readonly process: string
  readonly mode: Mode
}

/** A ticket that a job leaves as it is. */
export interface LeftTicket {
  readonly ticketId: string
  readonly number: string
  /** The rule of the rejection; `VersionMismatch` where people kept changing it; `Damaged`. */
  readonly rule: RejectionRule | "VersionMismatch" | "Damaged"
  readonly message: string
}

/** How a run of a clock stands: times in epoch milliseconds. */
export type ClockStanding = Pick<ClockView, "status" | "target" | "dueAt" | "spentMillis">

/** What becomes of a run of a clock. */
export interface ClockChange {
  readonly clock: string
  readonly instance: number
  /** Null where the run begins with the change. */
  readonly before: ClockStanding | null
  /** Null where nothing is owed by it any more. */
  readonly after: ClockStanding | null
}

/** A ticket that would follow the policy, and those of its clocks that would stand otherwise. */
export interface PreviewedTicket {
  readonly ticketId: string
  readonly number: string
  readonly clocks: ReadonlyArray<ClockChange>
}

/** What a policy would do to a page of tickets. Those that follow it already are not listed. */
export interface PolicyPreview {
  readonly tickets: ReadonlyArray<PreviewedTicket>
  /** Tickets that would be left as they are. */
  readonly refused: ReadonlyArray<LeftTicket>
  /** Where the next page begins; null where there is none. */
  readonly next: string | null
}

/** What a policy did to a page of tickets. */
export interface PolicyReport {
  /** Tickets that follow the policy now and did not before. */
  readonly applied: number
  /** Tickets that followed it already. */
  readonly unchanged: number
  readonly refused: ReadonlyArray<LeftTicket>
  readonly next: string | null
}

/** A deadline that people were told, and that falls elsewhere by the zone data of this host. */
export interface MovedDeadline {
  readonly clock: string
  readonly instance: number
  /** What people were told, in epoch milliseconds. */
  readonly from: number
  readonly to: number
}

/** A ticket of which something falls elsewhere by the zone data of this host. */
export interface MovedTicket {
  readonly ticketId: string
  readonly number: string
  /** The next instant at which anything was due, and at which it is now: epoch milliseconds. */
  readonly from: number | null
  readonly to: number | null
  /** The deadlines among them that people were told: each is an event in the ticket. */
  readonly told: ReadonlyArray<MovedDeadline>
}

/** What measuring a page of tickets anew came to. */
export interface RecomputeReport {
  /** Tickets that were measured by the zone data of another version, and are by this one now. */
  readonly renewed: number
  /** Those of them of which anything moved. */
  readonly moved: ReadonlyArray<MovedTicket>
  /** Tickets whose rows are damaged. */
  readonly refused: ReadonlyArray<LeftTicket>
  readonly next: string | null
}
