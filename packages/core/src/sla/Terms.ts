// What a ticket's clocks run by: a policy, and the calendars it names. Both come from one version
// of a process, and a ticket may follow those of a newer one than its own.
import type { WorkingTime } from "../calendar/WorkingTime.ts"
import type { ClockRule, Policy } from "./Policy.ts"

/** The policy and the calendars of one version of a process. */
export interface Terms {
  /** The process, `id@version`. */
  readonly ref: string
  readonly policy: Policy
  readonly rules: ReadonlyMap<string, ClockRule>
  /** The events that the policy's clocks listen for, beside changes of state. */
  readonly heard: ReadonlySet<string>
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
  heard: heardBy(policy),
  timeOf,
})

const heardBy = ({ clocks }: Policy): ReadonlySet<string> =>
  new Set(
    clocks
      .flatMap(({ starts, stops, cancels = [], pauses = [], resumes = [] }) => [
        ...starts,
        ...stops,
        ...cancels,
        ...pauses,
        ...resumes,
      ])
      .flatMap((condition) => ("event" in condition ? [condition.event] : [])),
  )
