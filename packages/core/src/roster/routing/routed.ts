// What became of routing, as plain JSON: who gets the ticket, and of everybody why or why not.
import type { Rule, Unlike } from "./rule.ts"

/** Somebody gets it. */
export interface Routed {
  readonly assignee: string
  /** The rule that counted. */
  readonly rule: string
  /** How many could have taken it, the assignee among them. */
  readonly candidates: number
  readonly why: Why
}

/** Nobody gets it. */
export interface Unrouted {
  /** No rule fits the ticket, or none that does found anybody who can take it. */
  readonly nobody: "noRule" | "noMember"
  readonly why: Why
}

/** Every rule that was asked, in order; the last one decided. */
export interface Why {
  /** Epoch milliseconds. */
  readonly at: number
  readonly tried: ReadonlyArray<Tried>
}

/** What a rule came to: it does not fit the ticket, or it sorts everybody. */
export type Tried = Unfit | Sorted

export interface Unfit {
  readonly rule: string
  /** Everything in which the ticket is not as the rule asks. */
  readonly unlike: ReadonlyArray<Unlike>
}

export interface Sorted {
  readonly rule: string
  readonly spread: Rule["spread"]
  readonly line: string
  readonly competence: string | null
  /** Who can take it; the first one gets it. */
  readonly able: ReadonlyArray<Able>
  /** Who cannot, by id. */
  readonly out: ReadonlyArray<Outside>
}

/** One who can take the ticket, and by what they are compared. */
export interface Able {
  readonly member: string
  readonly load: number
  /** Epoch milliseconds; null for never. */
  readonly lastAssignedAt: number | null
}

/** One who cannot. */
export interface Outside {
  readonly member: string
  /** Every reason; of who is gone or serves other lines no further one is asked for. */
  readonly why: ReadonlyArray<Out>
}

/** Why somebody cannot take a ticket; instants are epoch milliseconds. */
export type Out =
  | { readonly why: "left"; readonly at: number }
  | { readonly why: "otherLine"; readonly lines: ReadonlyArray<string> }
  | { readonly why: "lacksCompetence"; readonly competence: string }
  | { readonly why: "absent"; readonly until: number }
  /** Until they work again, absences counted; null where they never do. */
  | { readonly why: "offShift"; readonly until: number | null }
  | { readonly why: "full"; readonly load: number; readonly capacity: number }
