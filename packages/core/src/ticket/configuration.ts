// What goes into the chart and what comes out of it, as plain data. It lies apart from the chart:
// declarations that name it must not lead to those of XState, which fail in strict projects.

/** What of the lifecycle a process switches. */
export interface Shape {
  /** Whether the customer's word is waited for; without it a delivered answer closes (B-06). */
  readonly confirmation: boolean
  /** Whether an answer needs a found cause (M-06 before M-07). */
  readonly causeFirst: boolean
  /** Whether there is a second line to escalate to (M-08). */
  readonly escalation: boolean
}

/** One configuration as it is read off the chart. */
export interface Configuration {
  readonly status: string
  /** The ids of its active states: `open`, `diagnosing`, `ours`. */
  readonly states: ReadonlySet<string>
  readonly tags: ReadonlySet<string>
  readonly next: ReadonlyMap<string, string>
}
