// Which words a report needs: a language that lacks one does not compile.
import type { Report } from "@upkeep/core"

/** The words of a language. */
export interface Words {
  readonly titles: { readonly [title in Title]: string }
  readonly facts: { readonly [fact in Fact]: string }
  readonly columns: { readonly [column in Column]: string }
  readonly dimensions: { readonly [by in Report.Dimension]: string }
  readonly shares: { readonly [share in Exclude<keyof Report.Shares, "registered">]: string }
  /** What a run of a clock came to. */
  readonly verdicts: { readonly [verdict in Verdict]: string }
  /** Clocks of the standard's names; any other goes by its id. */
  readonly clocks: { readonly [id: string]: string }
  /** That the move is ours, where the process has no label for it. */
  readonly ours: string
  /** Ages by `Report.ageDays`. */
  readonly ages: ReadonlyArray<string>
  readonly next: { readonly [next in Next]: string }
  readonly phrases: { readonly [phrase in Phrase]: string }
}

export type Title =
  | "desk"
  | "contract"
  | "flow"
  | "flowByWeek"
  | "compliance"
  | "complianceBy"
  | "breaches"
  | "explained"
  | "times"
  | "work"
  | "turn"
  | "shares"
  | "backlog"
  | "quota"
  | "requests"
  | "targets"
  | "next"

export type Fact =
  | "desk"
  | "legalName"
  | "legalAddress"
  | "email"
  | "phone"
  | "site"
  | "period"
  | "asOf"
  | "timeZone"
  | "tickets"
  | "unread"
  | "registered"
  | "closed"
  | "open"
  | "completed"

export type Column =
  | "date"
  | "week"
  | "opened"
  | "answered"
  | "closed"
  | "clock"
  | "met"
  | "breached"
  | "running"
  | "cancelled"
  | "share"
  | "number"
  | "subject"
  | "requestType"
  | "priority"
  | "line"
  | "contract"
  | "registered"
  | "started"
  | "due"
  | "ended"
  | "verdict"
  | "state"
  | "tickets"
  | "total"
  | "median"
  | "p90"
  | "workingTotal"
  | "workingMedian"
  | "workingP90"
  | "what"
  | "count"
  | "all"
  | "logged"
  | "requests"
  | "quota"
  | "used"
  | "allowed"

export type Verdict = "inTime" | "late" | "overdue" | "open" | "paused" | "cancelled"
export type Next =
  | "ours"
  | "customers"
  | "thirdPartys"
  | "completed"
  | "due"
  | "overdue"
  | "promised"
export type Phrase =
  | "none"
  | "noBreach"
  | "noRequest"
  | "noNext"
  | "more"
  | "hoursPerMonth"
  | "hoursPerTerm"
  | "requestsPerMonth"
  | "requestsPerTerm"
  | "sharesOf"
