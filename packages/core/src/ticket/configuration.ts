// What goes into the chart and what comes out of it, as plain data. It lies apart from the chart:
// declarations that name it must not lead to those of XState, which fail in strict projects.
import type { Owner } from "./Obligation.ts"

/** A move of a step: where it leads, and what it is known by. */
export interface Move {
  readonly id: string
  /** A state of the work. */
  readonly to: string
}

/**
 * A step of a process's own, between two states of the work: what led from the one straight to the
 * other leads into the step, and only its moves lead on.
 */
export interface Step {
  readonly id: string
  readonly after: string
  readonly before: string
  /** Who owes the next move while the work stands here. */
  readonly owner: Owner
  readonly moves: ReadonlyArray<Move>
}

/** What of the lifecycle a process switches; what is absent is off. */
export interface Shape {
  /** Whether the customer's word is waited for; without it a delivered answer closes (B-06). */
  readonly confirmation: boolean
  /** Whether an answer needs a found cause (M-06 before M-07). */
  readonly causeFirst: boolean
  /** Whether there is a second line to escalate to (M-08). */
  readonly escalation: boolean
  /** Whether the customer is given options to choose from (M-08). */
  readonly options?: boolean
  /** Whether a specialist's work on one case is told apart (M-16). */
  readonly individualWork?: boolean
  /** Whether tickets wait for releases (M-10, M-16). */
  readonly release?: boolean
  /** Whether the silence of a customer who owes an answer closes (B-05). */
  readonly unanswered?: boolean
  /** Whether what is closed may come back for a time. */
  readonly reopening?: boolean
  readonly steps?: ReadonlyArray<Step>
}

/** One configuration as it is read off the chart. */
export interface Configuration {
  readonly status: string
  /** The ids of its active states: `open`, `diagnosing`, `ours`. */
  readonly states: ReadonlySet<string>
  readonly tags: ReadonlySet<string>
  /** The types of the events among its signals. */
  readonly heads: ReadonlySet<string>
  readonly next: ReadonlyMap<string, string>
}
