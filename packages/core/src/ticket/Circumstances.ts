// What surrounds a command: everything that a decision needs beside the ticket, given from outside.
import type { Actor, ChangeOrigin } from "./Command.ts"
import type { FieldFacts, PinnedContract, Uncovered } from "./Event.ts"
import type { Lifecycle } from "./Lifecycle.ts"
import type { Owner } from "./Obligation.ts"

/** What a breach does: the policy's `onBreach`. */
export type DueAction =
  | { readonly escalateTo: string }
  | { readonly raisePriorityTo: string }
  | { readonly reassignTo: string }

/** Something whose time has come. */
export type Due =
  | {
      readonly effect: "warn"
      readonly clock: string
      readonly instance: number
      /** At this share of the target … */
      readonly share?: number
      /** … or so many minutes before it. */
      readonly beforeMinutes?: number
      readonly dueAt: number
    }
  | {
      readonly effect: "breach"
      readonly clock: string
      readonly instance: number
      readonly dueAt: number
      /** What it does beside, where the ticket allows it. */
      readonly actions?: ReadonlyArray<DueAction>
    }
  | { readonly effect: "close"; readonly dueAt: number }
  /** Somebody owes it by now. */
  | {
      readonly effect: "remind"
      readonly obligation: number
      readonly owner: Owner
      readonly dueAt: number
    }
  /** The day that the customer was promised. */
  | { readonly effect: "promise"; readonly dueAt: number }
  | { readonly effect: "unsnooze"; readonly dueAt: number }

/** The terms that a ticket is to follow: the versions, and states that its chart lacks. */
export interface TermsFound {
  readonly process: string
  readonly policy: string
  readonly calendar: string
  readonly unknownStates: ReadonlyArray<string>
}

/** Whose request it is, and what they were promised. */
export interface Party {
  readonly customer: string | null
  readonly contract: PinnedContract | null
  /** Why a customer who is known has none. */
  readonly uncovered?: Uncovered
  readonly timeZone?: string
}

/** Fields as facts, and those that are wished for and still lacking. */
export interface Filled {
  readonly fields: FieldFacts
  readonly missing: ReadonlyArray<string>
}

/** The executor whom the process's routing found. */
export interface Routed {
  readonly assignee: string
  /** The id of the rule, and among how many it chose. */
  readonly rule: string
  readonly candidates: number
}

/** What was found out about a new request. */
export interface Registration extends Party {
  readonly number: string
  readonly requestType: string
  readonly priority?: string
  readonly impact?: string
  readonly urgency?: string
  readonly fields?: FieldFacts
  readonly missing: ReadonlyArray<string>
  /** Whether the machine acknowledges at once (M-04). */
  readonly acknowledge: boolean
  /** Whether it is refused, for no contract covers it and the process takes none without. */
  readonly refused?: boolean
  /** The change that a request of this type opens (B-08). */
  readonly change?: ChangeOrigin
}

/** The request type that a ticket is to have. */
export interface Retyped extends Filled {
  /** The change that a request of this type opens (B-08). */
  readonly change?: ChangeOrigin
  /** The way of its requests, which must have a place for where the ticket stands. */
  readonly lifecycle: Lifecycle
}

/** Another ticket that a command names. */
export interface Other {
  readonly ticketId: string
  readonly isClosed: boolean
  /** Whether it is another customer's. */
  readonly ofAnother?: boolean
  /** For a link of parts: those of which the whole is a part, and so on, the nearest first. */
  readonly partOf: ReadonlyArray<string>
  /** And how many tickets, each a part of the next, there would be in a row with the link. */
  readonly row: number
}

/** Where a ticket would stand by another version of its process. */
export interface Migration {
  readonly process: string
  /** The way that it would go; absent where that version does not have its request type. */
  readonly lifecycle?: Lifecycle
  /** Undefined where that has no place for it. */
  readonly status: string | undefined
  /** The steps that it would skip. */
  readonly skipped: ReadonlyArray<string>
}

/** Content that is not forgotten, or that came back. */
export interface Kept {
  /** The number of its event. */
  readonly number: number
  readonly key: string
  /** Whether it says who asked. */
  readonly requester: boolean
}

/** The circumstances of one command. Times are epoch milliseconds. */
export interface Circumstances {
  readonly lifecycle: Lifecycle
  /** The support lines; a request begins at the first. */
  readonly lines: ReadonlyArray<string>
  /** How high a line stands, where that is not its place among the lines. */
  readonly tiers?: { readonly [line: string]: number }
  /** The process's priorities, the most urgent first. */
  readonly priorities: ReadonlyArray<string>
  /** The priority of an impact and an urgency, where the process has such words. */
  readonly matrix?: { readonly [impact: string]: { readonly [urgency: string]: string } }
  readonly actor: Actor
  /** When it is recorded: never before the ticket's last event. */
  readonly at: number
  /** When it truly happened. */
  readonly effectiveAt: number
  /** For `register`. */
  readonly registration?: Registration
  /** For `assign`: whether the directory knows the assignee; true where there is none to ask. */
  readonly assigneeKnown?: boolean
  /**
   * For `answer` and `shipRelease`: whether a channel carries it; what no channel carries counts as
   * delivered at once.
   */
  readonly carried?: boolean
  /** For `recordDelivery`: whether the outbox knows the notification; true where nobody asked. */
  readonly notificationKnown?: boolean
  /** For `wake`: what is due, in the order of its times. */
  readonly due?: ReadonlyArray<Due>
  /** For `setDeadline`: the run of its clock that has not ended; absent where there is none. */
  readonly instance?: number
  /** For `applyPolicy`: what is to be applied; absent where there is no such process. */
  readonly terms?: TermsFound
  /** For `migrate`: what would be; absent where there is no such process. */
  readonly migration?: Migration
  /** For `register`, `escalate` and `route`: absent where the routing found nobody. */
  readonly routed?: Routed
  /** What fields hold of people, which lies apart from the journal; nothing is decided by it. */
  readonly personal?: { readonly [field: string]: string }
  /** For `setFields` and `take`. */
  readonly filled?: Filled
  /** For `setRequestType`: absent where the process has no such type. */
  readonly retyped?: Retyped
  /** For `setCustomer` and `setContract`: absent where there is no such contract. */
  readonly party?: Party & { readonly reachable: boolean }
  /** For `merge`, `link` and a duplicate: absent where there is no such ticket. */
  readonly other?: Other
  /** For `watch`: whether the directory knows them; true where there is none to ask. */
  readonly watcherKnown?: boolean
  /** For `forget`. */
  readonly kept?: ReadonlyArray<Kept>
  /** For what comes to a closed ticket: the end of the window in which it may be reopened. */
  readonly reopenUntil?: number
}
