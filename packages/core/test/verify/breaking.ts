// How a process gets a flaw: some can be made of a profile, some are put together by hand.
import { Result } from "effect"
import * as Process from "../../src/process/Process.ts"
import type { Profile } from "../../src/process/Profile.ts"
import { standard } from "../../src/process/Standard.ts"
import type { ClockRule } from "../../src/sla/Policy.ts"
import type { Configuration, Lifecycle } from "../../src/ticket/Lifecycle.ts"
import type { FindingCode } from "../../src/verify/Verify.ts"

/** A process with a flaw: at how many places it is found, and at the first of them where. */
export interface Broken {
  readonly code: FindingCode
  readonly flaw: string
  readonly process: Process.Process
  readonly at: string
  /** The way there; not looked at where absent. */
  readonly path?: ReadonlyArray<string>
}

export const labels = { en: "words", ru: "слова" }

/** The standard process, so changed. */
export const madeWith = (over: object = {}): Process.Process =>
  Result.getOrThrow(
    Result.mapError(Process.make({ ...standard, ...over }), (problems) =>
      problems.map(({ message }) => message).join("\n"),
    ),
  )

/** What becomes of a configuration: undefined where it goes. */
export type Edit = (configuration: Configuration) => Configuration | undefined

/** A process whose ways have another table: undefined takes a configuration away. */
export const edited = (process: Process.Process, edit: Edit): Process.Process => {
  const changed = (lifecycle: Lifecycle): Lifecycle => ({
    ...lifecycle,
    table: new Map(
      [...lifecycle.table].flatMap(([status, each]) => {
        const other = edit(each)
        return other === undefined ? [] : [[status, other] as const]
      }),
    ),
  })
  const own = changed(process.lifecycle)
  const lifecycles = [...process.lifecycles].map(
    ([id, each]) => [id, each === process.lifecycle ? own : changed(each)] as const,
  )
  return { ...process, lifecycle: own, lifecycles: new Map(lifecycles) }
}

/** The same configuration with other arrows. */
export const withNext = (each: Configuration, next: ReadonlyMap<string, string>) => ({
  ...each,
  next,
  heads: new Set([...next.keys()].map((signal) => signal.split(".")[0] ?? "")),
})

/** Takes away the arrows of some configurations, but for those that are kept. */
export const keeping =
  (where: RegExp, kept: RegExp): Edit =>
  (each) =>
    where.test(each.status)
      ? withNext(each, new Map([...each.next].filter(([signal]) => kept.test(signal))))
      : each

/** Lets one arrow lead elsewhere. */
export const leading =
  (status: string, signal: string, to: string): Edit =>
  (each) =>
    each.status === status ? withNext(each, new Map([...each.next, [signal, to]])) : each

/** The same process with another profile, whatever that says. */
export const withProfile = (process: Process.Process, over: Partial<Profile>): Process.Process => ({
  ...process,
  profile: { ...process.profile, ...over },
})

const clock: ClockRule = {
  id: "c",
  target: { workingMinutes: 60 },
  starts: [{ event: "Registered" }],
  stops: [{ event: "Answered" }],
  cancels: [{ enters: "closed" }],
  effect: "breach",
}

/** The standard policy with one clock more. */
export const withClock = (over: object) => ({
  policy: { ...standard.policy, clocks: [...standard.policy.clocks, { ...clock, ...over }] },
})

/** A step of the standard process's own. */
export const step = (over: object = {}, move: object = {}) => ({
  steps: [
    {
      id: "approval",
      labels,
      after: "diagnosing",
      before: "solving",
      owner: "customer",
      moves: [{ id: "approve", labels, to: "next", ...move }],
      ...over,
    },
  ],
})

const [request] = standard.requestTypes
/** One request type, so changed. */
export const typed = (over: object) => ({ requestTypes: [{ ...request, ...over }] })
