// The calendars of a profile: each good in itself, their ids apart, and every target reachable.
import { Result } from "effect"
import * as Calendar from "../calendar/Calendar.ts"
import * as WorkingTime from "../calendar/WorkingTime.ts"
import * as Problem from "../problem/Problem.ts"
import * as Deadline from "../sla/Deadline.ts"
import { type ClockRule, inMinutes, type Policy } from "../sla/Policy.ts"
import type { Target } from "../sla/Target.ts"
import type { Profile } from "./Profile.ts"

type Problems = ReadonlyArray<Problem.Problem>

/** The most calendars of a profile, beside its own. */
export const calendarsAtMost = 50

/** The calendars of a profile, its own first, or everything that is wrong with them. */
export const calendarsOf = (
  profile: Pick<Profile, "calendar" | "calendars" | "policy" | "reopenWithin">,
): Result.Result<ReadonlyArray<Calendar.Calendar>, Problems> => {
  const own = made(profile.calendar, "calendar")
  const others = (profile.calendars ?? []).map((each, index) => made(each, `calendars[${index}]`))
  const all = [own, ...others]
  const calendars = all.flatMap((each) => (Result.isSuccess(each) ? [each.success] : []))
  const problems = [
    ...all.flatMap((each) => (Result.isSuccess(each) ? [] : each.failure)),
    ...tooMany(others.length),
    ...repeatedIds(calendars),
    ...(calendars.length === all.length ? unreachable(profile, calendars) : []),
  ]
  return problems.length > 0 ? Result.fail(problems) : Result.succeed(calendars)
}

/** What is wrong with the calendar of what ought to be a profile. */
export const calendarProblems = (input: unknown): Problems => {
  if (typeof input !== "object" || input === null || !("calendar" in input)) return []
  const calendar = made(input.calendar, "calendar")
  return Result.isFailure(calendar) ? calendar.failure : []
}

const made = (input: unknown, path: string): Result.Result<Calendar.Calendar, Problems> =>
  Result.mapError(Calendar.make(input), (problems) =>
    problems.map((problem) => Problem.within(path, problem)),
  )

const tooMany = (count: number): Problems => {
  if (count <= calendarsAtMost) return []
  const expected = `at most ${calendarsAtMost} calendars`
  return [Problem.make({ code: "too-many", path: "calendars", got: count, expected })]
}

const repeatedIds = (calendars: ReadonlyArray<Calendar.Calendar>): Problems => {
  const ids = calendars.map(({ id }) => id)
  return ids.flatMap((got, index) => {
    if (ids.indexOf(got) === index) return []
    const path = `calendars[${index - 1}].id`
    const expected = "an id that no other calendar has"
    return [Problem.make({ code: "duplicate-name", path, got, expected })]
  })
}

/**
 * From where it is asked whether a target can ever be reached: any year of ordinary working time.
 */
const askedFrom = Date.UTC(2026, 0, 1)

// C09: a deadline that the calendar reaches only after years is a mistake in one of the two.
const unreachable = (
  { policy, reopenWithin }: Pick<Profile, "policy" | "reopenWithin">,
  calendars: ReadonlyArray<Calendar.Calendar>,
): Problems => {
  const times = new Map(calendars.toReversed().map((each) => [each.id, WorkingTime.make(each)]))
  const own = times.get(calendars[0]?.id ?? "")
  const ofClocks = policy.clocks.flatMap((rule, index) =>
    targetsOf(rule, index).map((each) => ({
      ...each,
      time: times.get(rule.calendar ?? "") ?? own,
    })),
  )
  const window =
    reopenWithin === undefined ? [] : [{ target: reopenWithin, path: "reopenWithin", time: own }]
  return [...ofClocks, ...window].flatMap(({ target, path, time }) => {
    if (time === undefined || isReached(policy, time, target)) return []
    const expected = "a target that the calendar reaches within 5 years"
    return [Problem.make({ code: "deadline-unreachable", path, got: target, expected })]
  })
}

const targetsOf = ({ target, targets = [] }: ClockRule, index: number) => [
  ...(target === undefined ? [] : [{ target, path: `policy.clocks[${index}].target` }]),
  ...targets.flatMap((each, at) =>
    each.target === "none"
      ? []
      : [{ target: each.target, path: `policy.clocks[${index}].targets[${at}].target` }],
  ),
]

// A business day without a length is a mistake that is told elsewhere.
const isReached = (policy: Policy, time: WorkingTime.WorkingTime, target: Target): boolean => {
  const measured = inMinutes(policy, target)
  const isNothing = "workingMinutes" in measured && measured.workingMinutes === 0
  return isNothing || Deadline.isReachable(time, measured, askedFrom)
}
