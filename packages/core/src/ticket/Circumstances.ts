// What surrounds a command: everything that a decision needs beside the ticket, given from outside.
import type { Actor } from "./Command.ts"
import type { PinnedContract } from "./Event.ts"
import type { Lifecycle } from "./Lifecycle.ts"

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

/** The terms that a ticket is to follow: the versions, and states that its chart lacks. */
export interface TermsFound {
  readonly process: string
  readonly policy: string
  readonly calendar: string
  readonly unknownStates: ReadonlyArray<string>
}

/** What was found out about a new request. */
export interface Registration {
  readonly number: string
  readonly requestType: string
  readonly priority?: string
  readonly timeZone?: string
  readonly customer: string | null
  readonly contract: PinnedContract | null
  readonly missing: ReadonlyArray<string>
  /** Whether the machine acknowledges at once (M-04). */
  readonly acknowledge: boolean
}

/** The circumstances of one command. Times are epoch milliseconds. */
export interface Circumstances {
  readonly lifecycle: Lifecycle
  /** The support lines; a request begins at the first. */
  readonly lines: ReadonlyArray<string>
  /** The process's priorities, the most urgent first. */
  readonly priorities: ReadonlyArray<string>
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
   * For `answer`: whether a channel carries it; what no channel carries counts as delivered at
   * once.
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
}
