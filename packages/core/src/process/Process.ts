// A process: a profile that was found good, with the lifecycle and the calendar built from it.
import { Result } from "effect"
import * as Calendar from "../calendar/Calendar.ts"
import * as WorkingTime from "../calendar/WorkingTime.ts"
import * as Decode from "../problem/Decode.ts"
import * as Problem from "../problem/Problem.ts"
import * as Clock from "../sla/Clock.ts"
import * as Lifecycle from "../ticket/Lifecycle.ts"
import { Profile } from "./Profile.ts"
import { ruleProblems } from "./rules.ts"

/** A process that runs: its profile, its lifecycle, its working time. */
export interface Process {
  /** `id@version`. */
  readonly ref: string
  readonly profile: Profile
  readonly lifecycle: Lifecycle.Lifecycle
  readonly calendar: Calendar.Calendar
  readonly workingTime: WorkingTime.WorkingTime
  /** The events that the policy's clocks listen for. */
  readonly eventsHeard: ReadonlySet<string>
  /** The support lines' ids, first one first. */
  readonly lines: ReadonlyArray<string>
}

const decodeProfile = Decode.strict(Profile)

/** Builds a process from a profile, or says everything that is wrong with it, with paths. */
export const make = (input: unknown): Result.Result<Process, ReadonlyArray<Problem.Problem>> => {
  const decoded = decodeProfile(input)
  if (Result.isFailure(decoded))
    return Result.fail([...decoded.failure, ...calendarProblems(input)])
  const profile = decoded.success
  const calendar = Calendar.make(profile.calendar)
  const lifecycle = Lifecycle.make(shapeOf(profile))
  const problems = [
    ...(Result.isFailure(calendar)
      ? inCalendar(calendar.failure)
      : unreachable(profile, calendar.success)),
    ...ruleProblems(profile, lifecycle),
  ]
  if (problems.length > 0 || Result.isFailure(calendar)) return Result.fail(problems)
  return Result.succeed({
    ref: `${profile.id}@${profile.version}`,
    profile,
    lifecycle,
    calendar: calendar.success,
    workingTime: WorkingTime.make(calendar.success),
    eventsHeard: Clock.eventsHeard(profile.policy),
    lines: profile.lines.map(({ id }) => id),
  })
}

const shapeOf = (profile: Profile): Lifecycle.Shape => ({
  confirmation: profile.confirmation,
  causeFirst: profile.causeFirst,
  escalation: profile.lines.length > 1,
})

/**
 * From where it is asked whether a target can ever be reached: any year of ordinary working time.
 */
const askedFrom = Date.UTC(2026, 0, 1)

// C09: a deadline that the calendar reaches only after years is a mistake in one of the two.
const unreachable = (
  { policy }: Profile,
  calendar: Calendar.Calendar,
): ReadonlyArray<Problem.Problem> => {
  const time = WorkingTime.make(calendar)
  return policy.clocks.flatMap(({ target }, index) => {
    if (target === undefined || !("workingMinutes" in target)) return []
    if (WorkingTime.isReachable(time, askedFrom, target.workingMinutes * minuteMillis)) return []
    const path = `policy.clocks[${index}].target`
    const expected = "a target that the calendar reaches within 5 years"
    return [Problem.make({ code: "deadline-unreachable", path, got: target, expected })]
  })
}

const minuteMillis = 60_000

const calendarProblems = (input: unknown): ReadonlyArray<Problem.Problem> => {
  if (typeof input !== "object" || input === null || !("calendar" in input)) return []
  const calendar = Calendar.make(input.calendar)
  return Result.isFailure(calendar) ? inCalendar(calendar.failure) : []
}

const inCalendar = (problems: ReadonlyArray<Problem.Problem>): ReadonlyArray<Problem.Problem> =>
  problems.map((problem) => Problem.within("calendar", problem))

/** The id of the state by which people call a status: whose turn it is where it is not ours. */
export const stateOf = (status: string): string => {
  const [phase = "", inner = "", turn = ""] = status.split(".")
  if (phase !== "open") return inner
  return turn === "ours" ? inner : turn
}

/** What people call a status, in a language of the process; its first one where it lacks that. */
export const labelOf = (process: Process, status: string, language: string): string => {
  const words = process.profile.labels[stateOf(status)] ?? {}
  return words[languageOf(process, language)] ?? status
}

/** The language to speak: the one asked for where the process has it, else its first. */
export const languageOf = (process: Process, language: string | undefined): string => {
  const { languages } = process.profile
  const [primary] = (language ?? "").toLowerCase().split("-")
  return languages.find((each) => each === language || each === primary) ?? languages[0] ?? "en"
}
