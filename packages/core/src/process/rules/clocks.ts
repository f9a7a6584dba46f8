// What the clocks of a profile must keep: they hear what exists, have targets, warn in time.
import {
  businessDayUndefined,
  type ClockRule,
  type Condition,
  datesCannotPause,
  pausesInDates,
} from "../../sla/Policy.ts"
import type { Case, Target } from "../../sla/Target.ts"
import type { Profile } from "../Profile.ts"
import { type Found, type Rule, statesOf, unknownEvent } from "../rule.ts"

const pathOf = (index: number): string => `policy.clocks[${index}]`

/** What a rule finds clock by clock. */
const byClock =
  (found: (clock: ClockRule, path: string, profile: Profile) => ReadonlyArray<Found>): Rule =>
  (profile) =>
    profile.policy.clocks.flatMap((clock, index) => found(clock, pathOf(index), profile))

/** The conditions of a clock, with their places. */
export const conditionsOf = (clock: ClockRule) =>
  (["starts", "stops", "cancels", "pauses", "resumes"] as const).flatMap((list) =>
    (clock[list] ?? []).map((condition: Condition, index) => ({
      condition,
      at: `${list}[${index}]`,
    })),
  )

/** C23: conditions and pauses name states of the chart. */
export const knownStates: Rule = (profile, ways) => {
  const known = new Set([...statesOf(ways), ...(profile.steps ?? []).map(({ id }) => id)])
  const unknown = (path: string, state: string) =>
    known.has(state)
      ? []
      : [{ code: "unknown-state", path, got: state, expected: `one of ${[...known].join(", ")}` }]
  return profile.policy.clocks.flatMap((clock, index) => {
    const path = pathOf(index)
    const paused = (clock.pausesIn ?? []).flatMap((state, i) =>
      unknown(`${path}.pausesIn[${i}]`, state),
    )
    const heard = conditionsOf(clock).flatMap(({ condition, at }) => {
      if ("enters" in condition) return unknown(`${path}.${at}.enters`, condition.enters)
      if ("leaves" in condition) return unknown(`${path}.${at}.leaves`, condition.leaves)
      return (condition.in ?? []).flatMap((state, i) => unknown(`${path}.${at}.in[${i}]`, state))
    })
    return [...paused, ...heard]
  })
}

/** The states that the clocks of a policy name. */
export const statesNamed = (clocks: ReadonlyArray<ClockRule>): ReadonlyArray<string> =>
  clocks.flatMap((clock) => [
    ...(clock.pausesIn ?? []),
    ...conditionsOf(clock).flatMap(({ condition }) => {
      if ("enters" in condition) return [condition.enters]
      return "leaves" in condition ? [condition.leaves] : (condition.in ?? [])
    }),
  ])

/** Conditions name events. */
export const heardEvents: Rule = byClock((clock, path) =>
  conditionsOf(clock).flatMap(({ condition, at }) =>
    "event" in condition ? unknownEvent(`${path}.${at}.event`, condition.event) : [],
  ),
)

/** C22: a clock has a target for every ticket, or says that there is none. */
export const targetsThere: Rule = byClock((clock, path, profile) => {
  const { target, targets = [], fromContract } = clock
  if (target !== undefined || fromContract === true) return []
  const missing = { code: "missing-target", got: undefined }
  const expected = "a target, none, or fromContract: true"
  if (targets.length === 0) return [{ ...missing, path: `${path}.target`, expected }]
  return unmet(profile, targets).map((who) => ({
    ...missing,
    path: `${path}.targets`,
    expected: `a target, or none, for ${who}`,
  }))
})

// For every priority the first request type and line that no case is for.
const unmet = (
  { priorities = [], requestTypes, lines }: Profile,
  cases: ReadonlyArray<Case>,
): ReadonlyArray<string> => {
  const urgencies = priorities.length === 0 ? [undefined] : priorities.map(({ id }) => id)
  return urgencies.flatMap((priority) => {
    const urgent = cases.filter(({ when }) => isFor(when.priority, priority))
    for (const { id: requestType } of requestTypes) {
      const fitting = urgent.filter(({ when }) => isFor(when.requestType, requestType))
      const line = lines.find(({ id }) => !fitting.some(({ when }) => isFor(when.line, id)))
      if (line === undefined) continue
      const ticket = `request type ${requestType} and line ${line.id}`
      return priority === undefined ? ticket : `priority ${priority}, ${ticket}`
    }
    return []
  })
}

const isFor = (named: string | undefined, id: string | undefined): boolean =>
  named === undefined || named === id

const targetsOf = ({ target, targets = [] }: ClockRule, path: string) => [
  ...(target === undefined ? [] : [{ target, at: `${path}.target` }]),
  ...targets.flatMap((each, index) =>
    each.target === "none" ? [] : [{ target: each.target, at: `${path}.targets[${index}].target` }],
  ),
]

const ofTargets = (
  broken: (target: Target, clock: ClockRule, profile: Profile) => boolean,
  said: { readonly code: string; readonly expected: string },
): Rule =>
  byClock((clock, path, profile) =>
    targetsOf(clock, path)
      .filter(({ target }) => broken(target, clock, profile))
      .map(({ target, at }) => ({ ...said, path: at, got: target })),
  )

/** A target that counts dates cannot stop in the middle of one. */
export const datesWithoutPause: Rule = ofTargets(
  (target, clock) => pausesInDates(clock, target),
  datesCannotPause,
)

/** C18: a day is no length of time, unless the policy says how long it is. */
export const businessDaysDefined: Rule = ofTargets(
  (target, _, { policy }) => "businessDays" in target && policy.businessDayMinutes === undefined,
  businessDayUndefined,
)

/** C20: warnings come one after the other, and so none twice. */
export const growingWarnings: Rule = byClock(({ warnAt = [], warnBefore = [] }, path) => {
  const shrinks = warnAt.some((share, index) => share <= (warnAt[index - 1] ?? 0))
  const grows = warnBefore.some(
    (minutes, index) => minutes >= (warnBefore[index - 1] ?? Number.POSITIVE_INFINITY),
  )
  const said = (name: string, got: ReadonlyArray<number>, expected: string) => ({
    code: "not-increasing",
    path: `${path}.${name}`,
    got: got.join(", "),
    expected,
  })
  return [
    ...(shrinks ? [said("warnAt", warnAt, "shares that grow")] : []),
    ...(grows ? [said("warnBefore", warnBefore, "minutes that shrink towards the target")] : []),
  ]
})
