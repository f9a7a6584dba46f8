// What would have been in force instead: a policy, a calendar, or those of a whole profile.
import { Result, Schema } from "effect"
import * as Calendar from "../../calendar/Calendar.ts"
import * as Decode from "../../problem/Decode.ts"
import * as Problem from "../../problem/Problem.ts"
import * as Process from "../../process/Process.ts"
import type { Profile } from "../../process/Profile.ts"
import { Policy } from "../../sla/Policy.ts"

/**
 * What to ask by instead of what was in force, as data: a policy, on the calendars of each ticket's
 * own process; a calendar, in place of the one with its id, else of the process's own; or policy
 * and calendars of a profile.
 */
export type Instead =
  | { readonly policy: unknown }
  | { readonly calendar: unknown }
  | { readonly process: unknown }

type Problems = ReadonlyArray<Problem.Problem>

/** Other terms, found good in themselves. */
export interface Alternative {
  /** The process with the terms that its tickets would have followed, or why it cannot have any. */
  readonly inPlaceOf: (process: Process.Process) => Result.Result<Process.Process, Problems>
  /** Whether a policy that reached a ticket later counts: where another one counts, none does. */
  readonly keepsPolicies: boolean
}

/**
 * Makes an alternative, or says everything that is wrong with it: paths begin at `policy` or at
 * `calendar`, and at the root of a profile.
 *
 * @example
 * const made = WhatIf.make({ policy: { id: "strict", clocks: [] } })
 * made.failure.map(({ code, path }) => `${code} at ${path}`)
 * // => ["missing-field at policy.version"]
 */
export const make = (instead: Instead): Result.Result<Alternative, Problems> => {
  const one = decodeInstead(instead)
  if (Result.isFailure(one)) return Result.fail(one.failure)
  if ("process" in instead) return Result.map(Process.make(instead.process), byProcess)
  if ("policy" in instead) return Result.map(decodePolicy(instead), byPolicy)
  return Result.mapBoth(Calendar.make(instead.calendar), {
    onSuccess: byCalendar,
    onFailure: (problems) => problems.map((problem) => Problem.within("calendar", problem)),
  })
}

const decodeInstead = Decode.strict(
  Schema.Union([
    Schema.Struct({ policy: Schema.Unknown }),
    Schema.Struct({ calendar: Schema.Unknown }),
    Schema.Struct({ process: Schema.Unknown }),
  ]),
)
const decodePolicy = Decode.strict(Schema.Struct({ policy: Policy }))

const byProcess = ({ terms, profile }: Process.Process): Alternative => ({
  inPlaceOf: remembered((process) => {
    const missing = Process.unknownStates(profile, process)
    return missing.length === 0
      ? Result.succeed({ ...process, terms })
      : Result.fail(missing.map((state) => unknownState(process, state)))
  }),
  keepsPolicies: false,
})

const unknownState = ({ ref }: Process.Process, got: string) =>
  Problem.make({ code: "unknown-state", path: "policy", got, expected: `a state of ${ref}` })

// Notices may name a clock that the policy lacks; nobody is told anything here.
const byPolicy = ({ policy }: { readonly policy: Policy }): Alternative => ({
  inPlaceOf: remembered(changed((profile) => ({ policy, notices: notAbout(profile, policy) }))),
  keepsPolicies: false,
})

const notAbout = ({ notices }: Profile, { clocks }: Policy) =>
  notices.filter(({ clock }) => clock === undefined || clocks.some(({ id }) => id === clock))

const byCalendar = (calendar: Calendar.Calendar): Alternative => ({
  inPlaceOf: remembered((process) => changed(() => calendarIn(process, calendar))(process)),
  keepsPolicies: true,
})

// In place of the process's own calendar it goes by that one's id, by which clocks may name it.
const calendarIn = ({ profile, calendar: own }: Process.Process, calendar: Calendar.Calendar) => {
  const isNamed = (each: unknown) =>
    typeof each === "object" && each !== null && "id" in each && each.id === calendar.id
  const { calendars = [] } = profile
  return calendars.some(isNamed)
    ? { calendars: calendars.map((each) => (isNamed(each) ? calendar : each)) }
    : { calendar: { ...calendar, id: own.id } }
}

const changed =
  (parts: (profile: Profile) => Partial<Profile>) =>
  (process: Process.Process): Result.Result<Process.Process, Problems> =>
    Result.map(
      Process.make({ ...process.profile, ...parts(process.profile) }),
      ({ terms }): Process.Process => ({ ...process, terms }),
    )

const remembered = (
  make: (process: Process.Process) => Result.Result<Process.Process, Problems>,
): Alternative["inPlaceOf"] => {
  const known = new WeakMap<Process.Process, Result.Result<Process.Process, Problems>>()
  return (process) => {
    const made = known.get(process) ?? make(process)
    known.set(process, made)
    return made
  }
}
