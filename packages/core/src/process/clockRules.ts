// What the clocks of a profile must keep: they hear what exists and have targets.
import { type ClockRule, type Condition, daysCannotPause, pausesInDays } from "../sla/Policy.ts"
import type { Profile } from "./Profile.ts"
import { type Found, type Rule, statesOf, unknownEvent } from "./rule.ts"

const clockConditions = (clock: ClockRule) =>
  (["starts", "stops", "cancels"] as const).flatMap((list) =>
    (clock[list] ?? []).map((condition: Condition, index) => ({
      condition,
      at: `${list}[${index}]`,
    })),
  )

/** C23: conditions and pauses name states of the chart. */
export const knownStates: Rule = (profile, lifecycle) => {
  const known = statesOf(lifecycle)
  const unknown = (path: string, state: string) =>
    known.has(state)
      ? []
      : [{ code: "unknown-state", path, got: state, expected: `one of ${[...known].join(", ")}` }]
  return profile.policy.clocks.flatMap((clock, index) => {
    const path = `policy.clocks[${index}]`
    const paused = (clock.pausesIn ?? []).flatMap((state, i) =>
      unknown(`${path}.pausesIn[${i}]`, state),
    )
    const heard = clockConditions(clock).flatMap(({ condition, at }) => {
      if ("enters" in condition) return unknown(`${path}.${at}.enters`, condition.enters)
      return "leaves" in condition ? unknown(`${path}.${at}.leaves`, condition.leaves) : []
    })
    return [...paused, ...heard]
  })
}

/** Conditions name events. */
export const heardEvents: Rule = (profile) =>
  profile.policy.clocks.flatMap((clock, index) =>
    clockConditions(clock).flatMap(({ condition, at }) =>
      "event" in condition
        ? unknownEvent(`policy.clocks[${index}].${at}.event`, condition.event)
        : [],
    ),
  )

const ofClocks = (
  profile: Profile,
  broken: (clock: ClockRule) => boolean,
  found: (clock: ClockRule, path: string) => Found,
): ReadonlyArray<Found> =>
  profile.policy.clocks.flatMap((clock, index) =>
    broken(clock) ? [found(clock, `policy.clocks[${index}]`)] : [],
  )

/** C22: a clock has a target, or takes it from the contract. */
export const targetsThere: Rule = (profile) =>
  ofClocks(
    profile,
    ({ target, fromContract }) => target === undefined && fromContract !== true,
    (clock, path) => ({
      code: "missing-target",
      path: `${path}.target`,
      got: clock.target,
      expected: "a target, or fromContract: true",
    }),
  )

/** A target in days cannot stop in the middle of a date. */
export const daysWithoutPause: Rule = (profile) =>
  ofClocks(
    profile,
    (clock) => clock.target !== undefined && pausesInDays(clock, clock.target),
    (clock, path) => ({ ...daysCannotPause, path: `${path}.target`, got: clock.target }),
  )

/** C20: warnings come one after the other. */
export const growingWarnings: Rule = (profile) =>
  ofClocks(
    profile,
    ({ warnAt = [] }) => warnAt.some((share, index) => share <= (warnAt[index - 1] ?? 0)),
    (clock, path) => ({
      code: "not-increasing",
      path: `${path}.warnAt`,
      got: (clock.warnAt ?? []).join(", "),
      expected: "shares that grow",
    }),
  )

/** PR17: a clock closes a ticket only as the silence after its answer. */
export const closingBySilence: Rule = (profile) =>
  ofClocks(
    profile,
    (clock) => clock.effect === "close" && !isSilence(clock),
    (clock, path) => ({
      code: "timer-needs-rule",
      path: `${path}.effect`,
      got: clock.effect,
      expected:
        "breach, or a clock that starts as it enters awaitingWord and stops as it leaves it",
    }),
  )

const isSilence = ({ starts, stops, pausesIn = [] }: ClockRule): boolean =>
  pausesIn.length === 0 &&
  starts.every((start) => "enters" in start && start.enters === "awaitingWord") &&
  stops.some((stop) => "leaves" in stop && stop.leaves === "awaitingWord")
