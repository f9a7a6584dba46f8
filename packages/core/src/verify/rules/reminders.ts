// Reminders come before what they remind of: warnings before the target, and what is told about one
// clock before another one closes the request. Asked of the very calendars, all year round.
import type { WorkingTime } from "../../calendar/WorkingTime.ts"
import type { Process } from "../../process/Process.ts"
import type { Clock, Targeted } from "../../sla/Clock.ts"
import * as Deadline from "../../sla/Deadline.ts"
import { type ClockRule, inMinutes, targetFor } from "../../sla/Policy.ts"
import { countsDates, type Target } from "../../sla/Target.ts"
import type { Found } from "../finding.ts"
import type { Rule } from "../rule.ts"

/** From where reminders are held against deadlines: each of these instants of an ordinary year. */
const askedFrom = Date.UTC(2026, 0, 1)
const askedEveryMillis = 6 * 3_600_000
const starts: ReadonlyArray<number> = Array.from(
  { length: 365 * 4 },
  (_, index) => askedFrom + index * askedEveryMillis,
)

// Of a length of time a warning is always as far away; of dates that depends on the first of them.
const startsOf = (target: Target): ReadonlyArray<number> =>
  countsDates(target) ? starts : starts.slice(0, 1)

/** No warning comes as late as its target, or as early as the clock itself; no notice too late. */
export const remindersInTime: Rule = ({ process }) =>
  process.profile.policy.clocks.flatMap((clock, index) => {
    const at = `policy.clocks[${index}]`
    return [...ofItself(process, clock, at), ...ofOthers(process, clock, at)]
  })

type Told = ReadonlyArray<Found>

/** Something that a clock tells: at which place of the profile it stands, and when it comes. */
interface Reminder {
  readonly at: string
  readonly got: unknown
  readonly comesAt: (time: WorkingTime, run: Clock) => number | null
}

const warningsOf = ({ warnAt = [], warnBefore = [] }: ClockRule): ReadonlyArray<Reminder> => [
  ...warnAt.map((share, index) => ({
    at: `warnAt[${index}]`,
    got: share,
    comesAt: (time: WorkingTime, run: Clock) => Deadline.shareAt(time, run, share),
  })),
  ...warnBefore.map((minutes, index) => ({
    at: `warnBefore[${index}]`,
    got: minutes,
    comesAt: (time: WorkingTime, run: Clock) => Deadline.minutesBefore(time, run, minutes),
  })),
]

const ofItself = (process: Process, clock: ClockRule, at: string): Told =>
  warningsOf(clock).flatMap(({ at: place, got, comesAt }) => {
    const found = targetsOf(process, clock).flatMap((target): Told => {
      const time = process.terms.timeOf(clock.calendar ?? null)
      const told = { way: null, at: `${at}.${place}`, got }
      if (
        startsOf(target).some((start) =>
          isLate(comesAt(time, runOf(target, start)), time, target, start),
        )
      )
        return [
          { ...told, code: "reminder-after-deadline", expected: "a warning before the target" },
        ]
      const isAtOnce = startsOf(target).every((start) => {
        const run = runOf(target, start)
        const comes = comesAt(time, run)
        return comes !== null && Deadline.spentMillis(time, run, comes) === 0
      })
      return isAtOnce
        ? [{ ...told, code: "reminder-at-start", expected: "a warning after the clock has begun" }]
        : []
    })
    return found.slice(0, 1)
  })

const isLate = (
  comes: number | null,
  time: WorkingTime,
  target: Target,
  start: number,
): boolean => {
  const dueAt = Deadline.landing(time, target, start)
  return comes !== null && dueAt !== null && comes >= dueAt
}

const targetsOf = ({ profile }: Process, { target, targets = [] }: ClockRule) =>
  [...(target === undefined ? [] : [target]), ...targets.map((each) => each.target)].flatMap(
    (each) => (each === "none" ? [] : [inMinutes(profile.policy, each)]),
  )

// A run of a clock that began at an instant, and that nothing pauses.
const runOf = (target: Target, start: number): Targeted => ({
  id: "",
  instance: 1,
  target,
  terms: "",
  calendar: null,
  stretches: [{ start, end: null }],
  held: false,
  notBefore: null,
  byHand: null,
  ended: null,
  endedAt: null,
  endedIn: 0,
  breachedAt: null,
  warned: [],
  warnedBefore: [],
})

// What a clock tells of a wait that another one ends by closing the request.
const ofOthers = (process: Process, clock: ClockRule, at: string): Told =>
  process.profile.policy.clocks
    .filter((closing) => closing.effect === "close" && closing.id !== clock.id)
    .filter((closing) => isOfSameStay(clock, closing))
    .flatMap((closing) =>
      toldOf(process, clock)
        .filter((reminder) => comesLate(process, clock, closing, reminder))
        .map(({ at: place, got }) => ({
          code: "reminder-after-deadline",
          way: null,
          at: `${at}.${place}`,
          got,
          expected: `to come before ${closing.id} closes the request`,
        })),
    )

const toldOf = ({ profile }: Process, clock: ClockRule): ReadonlyArray<Reminder> => {
  const isTold = (event: string) =>
    profile.notices.some(
      (notice) => notice.event === event && (notice.clock ?? clock.id) === clock.id,
    )
  const breach: Reminder = {
    at: clock.target === undefined ? "targets" : "target",
    got: clock.target ?? clock.targets,
    comesAt: Deadline.dueAt,
  }
  return [
    ...(isTold("ClockBreached") && clock.effect === "breach" ? [breach] : []),
    ...(isTold("ClockWarned") ? warningsOf(clock) : []),
  ]
}

// Both measure the stay in one state.
const isOfSameStay = (clock: ClockRule, closing: ClockRule): boolean => {
  const state = stayOf(closing)
  return state !== undefined && stayOf(clock) === state
}

const stayOf = ({ starts: begins, stops, cancels = [] }: ClockRule): string | undefined => {
  const [first] = begins
  const state = first !== undefined && "enters" in first ? first.enters : undefined
  const isStay =
    begins.every((each) => "enters" in each && each.enters === state) &&
    [...stops, ...cancels].some((each) => "leaves" in each && each.leaves === state)
  return isStay ? state : undefined
}

const comesLate = (
  process: Process,
  clock: ClockRule,
  closing: ClockRule,
  { comesAt }: Reminder,
): boolean => {
  const time = process.terms.timeOf(clock.calendar ?? null)
  const closingTime = process.terms.timeOf(closing.calendar ?? null)
  return factsOf(process, [clock, closing]).some((facts) => {
    const target = targetFor(process.profile.policy, clock, facts, null)
    const limit = targetFor(process.profile.policy, closing, facts, null)
    if (target === undefined || limit === undefined) return false
    return starts.some((start) =>
      isLate(comesAt(time, runOf(target, start)), closingTime, limit, start),
    )
  })
}

// One request of every kind that the cases of some clocks tell apart.
const factsOf = ({ profile, priorities, lines }: Process, clocks: ReadonlyArray<ClockRule>) => {
  const cases = clocks.flatMap(({ targets = [] }) => targets.map(({ when }) => when))
  const types = toldApart(
    profile.requestTypes.map(({ id }) => id),
    cases.map(({ requestType }) => requestType),
  )
  const ranks = toldApart(
    priorities,
    cases.map(({ priority }) => priority),
  )
  const places = toldApart(
    lines,
    cases.map(({ line }) => line),
  )
  const urgencies = ranks.length === 0 ? [null] : ranks
  return types.flatMap((requestType) =>
    urgencies.flatMap((priority) => places.map((line) => ({ requestType, priority, line }))),
  )
}

const toldApart = (
  ids: ReadonlyArray<string>,
  named: ReadonlyArray<string | undefined>,
): ReadonlyArray<string> => [
  ...ids.filter((id) => named.includes(id)),
  ...ids.filter((id) => !named.includes(id)).slice(0, 1),
]
