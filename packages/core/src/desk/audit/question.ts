// What a desk is asked by an audit, and what it answers.
import type * as Audit from "../../audit/Audit.ts"
import type { LeftTicket, Page } from "../Jobs.ts"

/** What an audit is asked. */
export interface AuditQuestion extends Page {
  /**
   * Only what happened from `from` (inclusive) to `to` (exclusive): epoch milliseconds. Default: at
   * any time.
   */
  readonly from?: number
  readonly to?: number
  /** Only these rules. Default: all of them. */
  readonly rules?: ReadonlyArray<Audit.RuleId>
  /** Limits that are others than the defaults. */
  readonly limits?: Audit.GivenLimits
}

/** What an audit found in a page of tickets. */
export interface AuditPage {
  /** Ticket by ticket; in each in the order in which it happened. */
  readonly findings: ReadonlyArray<Audit.Finding>
  /** How many tickets were read. */
  readonly tickets: number
  /** Tickets that cannot be read. */
  readonly refused: ReadonlyArray<LeftTicket>
  /** Where the next page begins; null where there is none. */
  readonly next: string | null
}
