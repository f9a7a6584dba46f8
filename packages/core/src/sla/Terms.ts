// What a ticket's clocks run by: a policy, and the calendars it names. Both come from one version
// of a process, and a ticket may follow those of a newer one than its own.
import type { WorkingTime } from "../calendar/WorkingTime.ts"
import { type Listener, listenerOf } from "./hearing.ts"
import type { ClockRule, Policy } from "./Policy.ts"

/** The policy and the calendars of one version of a process. */
export interface Terms {
  /** The process, `id@version`. */
  readonly ref: string
  readonly policy: Policy
  readonly rules: ReadonlyMap<string, ClockRule>
  /** The policy's clocks, in its order, with what each listens for. */
  readonly listeners: ReadonlyArray<Listener>
  /** The working time of one of the calendars by its id; of the process's own for null. */
  readonly timeOf: (calendar: string | null) => WorkingTime
}

/** The terms of a version of a process, which was looked up before. */
export type TermsOf = (ref: string) => Terms

/** Makes terms. */
export const make = ({ ref, policy, timeOf }: Pick<Terms, "ref" | "policy" | "timeOf">): Terms => ({
  ref,
  policy,
  rules: new Map(policy.clocks.map((rule) => [rule.id, rule])),
  listeners: policy.clocks.map(listenerOf),
  timeOf,
})
