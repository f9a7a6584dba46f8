// A process: a profile that was found good, with the lifecycle and the calendars built from it.
import { Result } from "effect"
import type * as Calendar from "../calendar/Calendar.ts"
import * as WorkingTime from "../calendar/WorkingTime.ts"
import * as Decode from "../problem/Decode.ts"
import * as Problem from "../problem/Problem.ts"
import * as Terms from "../sla/Terms.ts"
import type * as Lifecycle from "../ticket/Lifecycle.ts"
import { turns } from "../ticket/Obligation.ts"
import { calendarProblems, calendarsOf } from "./calendars.ts"
import { wordsOf } from "./labels.ts"
import { Profile } from "./Profile.ts"
import { statesOf } from "./rule.ts"
import { ruleProblems } from "./rules.ts"
import { statesNamed } from "./rules/clocks.ts"
import { stepFaults } from "./rules/steps.ts"
import { waysOf } from "./ways.ts"

/** A process that runs: its profile, its lifecycle, its working time. */
export interface Process {
  /** `id@version`. */
  readonly ref: string
  readonly profile: Profile
  /** The way of requests whose type says nothing else; see `lifecycleOf`. */
  readonly lifecycle: Lifecycle.Lifecycle
  /** By request type. */
  readonly lifecycles: ReadonlyMap<string, Lifecycle.Lifecycle>
  readonly calendar: Calendar.Calendar
  readonly workingTime: WorkingTime.WorkingTime
  /** Its policy and its calendars, as its tickets' clocks run by them. */
  readonly terms: Terms.Terms
  /** The support lines' ids, first one first. */
  readonly lines: ReadonlyArray<string>
  /** The priorities' ids, the most urgent first. */
  readonly priorities: ReadonlyArray<string>
  /** By line how high it stands. */
  readonly tiers: { readonly [line: string]: number }
}

/** Finds a version of a process, which was looked up before. */
export type ProcessOf = (ref: string) => Process

const decodeProfile = Decode.strict(Profile)

/** Builds a process from a profile, or says everything that is wrong with it, with paths. */
export const make = (input: unknown): Result.Result<Process, ReadonlyArray<Problem.Problem>> => {
  const decoded = decodeProfile(input)
  if (Result.isFailure(decoded))
    return Result.fail([...decoded.failure, ...calendarProblems(input)])
  const profile = decoded.success
  const calendars = calendarsOf(profile)
  // Steps that do not hang together are in no chart: all else is judged without them.
  const astray = stepFaults(profile)
  const ways = waysOf(astray.length === 0 ? profile : { ...profile, steps: [] })
  const problems = [
    ...(Result.isFailure(calendars) ? calendars.failure : []),
    ...astray.map(Problem.make),
    ...ruleProblems(profile, ways),
  ]
  if (problems.length > 0 || Result.isFailure(calendars)) return Result.fail(problems)
  return Result.succeed(built(profile, ways, calendars.success))
}

const built = (
  profile: Profile,
  ways: ReadonlyArray<Lifecycle.Lifecycle>,
  [calendar, ...others]: ReadonlyArray<Calendar.Calendar>,
): Process => {
  const [lifecycle, ...byType] = ways
  if (calendar === undefined || lifecycle === undefined)
    throw new Error("a profile without a calendar or a way was found good")
  const ref = `${profile.id}@${profile.version}`
  const workingTime = WorkingTime.make(calendar)
  const named = new Map([
    [calendar.id, workingTime],
    ...others.map((each) => [each.id, WorkingTime.make(each)] as const),
  ])
  // A contract may name a calendar that is gone from a later version: the process's own holds.
  const timeOf = (id: string | null) => (id === null ? undefined : named.get(id)) ?? workingTime
  return {
    ref,
    profile,
    lifecycle,
    lifecycles: new Map(
      profile.requestTypes.map(({ id }, index) => [id, byType[index] ?? lifecycle] as const),
    ),
    calendar,
    workingTime,
    terms: Terms.make({ ref, policy: profile.policy, timeOf }),
    lines: profile.lines.map(({ id }) => id),
    priorities: (profile.priorities ?? []).map(({ id }) => id),
    tiers: Object.fromEntries(
      profile.lines.map(({ id, tier }, index) => [id, tier ?? index] as const),
    ),
  }
}

/** The way of requests of a type; the process's own for a type that it does not know (any more). */
export const lifecycleOf = (
  { lifecycle, lifecycles }: Pick<Process, "lifecycle" | "lifecycles">,
  requestType: string,
): Lifecycle.Lifecycle => lifecycles.get(requestType) ?? lifecycle

/** The terms of processes. */
export const termsOf =
  (processOf: ProcessOf): Terms.TermsOf =>
  (ref) =>
    processOf(ref).terms

/** Finds this process, whichever is asked for. */
export const only =
  (process: Process): ProcessOf =>
  () =>
    process

/** The states that the clocks of a profile name, and that a process's charts lack. */
export const unknownStates = (
  { policy }: Pick<Profile, "policy">,
  { lifecycle, lifecycles }: Pick<Process, "lifecycle" | "lifecycles">,
): ReadonlyArray<string> => {
  const known = statesOf([lifecycle, ...lifecycles.values()])
  return [...new Set(statesNamed(policy.clocks))].filter((state) => !known.has(state))
}

/**
 * What people call a status, in a language of the process: its first one where it lacks that. Where
 * the turn is not ours the status says whose it is; a step that is theirs has its own name.
 */
export const labelOf = (process: Process, status: string, language: string): string => {
  const [phase, inner = "", turn = ""] = status.split(".")
  const step = process.profile.steps?.find(({ id }) => id === inner)
  const isOthers = phase === "open" && turn !== turns[step?.owner ?? "vendor"] && turn !== "ours"
  return wordFor(process, isOthers ? turn : inner, language) ?? status
}

/** What people call a state, or the reason of a rejection, by its id; undefined for others. */
export const wordFor = (process: Process, id: string, language: string): string | undefined =>
  wordsOf(process.profile, id)[languageOf(process, language)]

/** The language to speak: the one asked for where the process has it, else its first. */
export const languageOf = (process: Process, language: string | undefined): string => {
  const { languages } = process.profile
  const [primary] = (language ?? "").toLowerCase().split("-")
  return languages.find((each) => each === language || each === primary) ?? languages[0] ?? "en"
}
