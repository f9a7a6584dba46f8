// What closes a request by itself, and what may open it again: the silence after an answer (M-14),
// the silence of a customer who owes one (B-05), the window for a reopening.
import { businessDayUndefined, type ClockRule, isEverOwed } from "../../sla/Policy.ts"
import type { Profile } from "../Profile.ts"
import type { Found, Rule } from "../rule.ts"

/** The state whose length a clock measures in order to close, or undefined where it does not. */
const silenceIn = (clock: ClockRule): "awaitingWord" | "customers" | undefined => {
  const { effect, starts, stops, pausesIn = [], pauses = [], onBreach = [] } = clock
  if (effect !== "close" || pausesIn.length + pauses.length + onBreach.length > 0) return undefined
  return (["awaitingWord", "customers"] as const).find(
    (state) =>
      starts.every((start) => "enters" in start && start.enters === state) &&
      stops.some((stop) => "leaves" in stop && stop.leaves === state),
  )
}

/**
 * PR17: a clock closes a ticket only as the silence after its answer; or as that of a customer who
 * owes one, of those requests whose way lets it.
 */
export const closingBySilence: Rule = (profile, ways) =>
  profile.policy.clocks.flatMap((clock, index) => {
    if (clock.effect !== "close") return []
    const found = {
      code: "timer-needs-rule",
      path: `policy.clocks[${index}].effect`,
      got: clock.effect,
    }
    const state = silenceIn(clock)
    if (state === undefined) {
      const form = "a clock that starts as it enters awaitingWord and stops as it leaves it"
      return [{ ...found, expected: `breach, or ${form}; or so with customers` }]
    }
    const stuck = state === "customers" ? typesOwed(profile, clock, ways, false) : []
    const expected = `no target, or a way with unanswered, for requests of type ${stuck.join(", ")}`
    return stuck.length === 0 ? [] : [{ ...found, expected }]
  })

type Ways = Parameters<Rule>[1]

// The request types for which a clock runs, with or without `unanswered` on their way.
const typesOwed = (
  { requestTypes }: Profile,
  clock: ClockRule,
  ways: Ways,
  unanswered: boolean,
): ReadonlyArray<string> =>
  requestTypes
    .filter((_, index) => (ways[index + 1]?.shape.unanswered ?? false) === unanswered)
    .map(({ id }) => id)
    .filter((id) => isEverOwed(clock, id))

/** Where a customer's silence closes, a clock says when: else it never would. */
export const silenceMeasured: Rule = (profile, ways) => {
  const closing = profile.policy.clocks.filter((clock) => silenceIn(clock) === "customers")
  const measured = new Set(closing.flatMap((clock) => typesOwed(profile, clock, ways, true)))
  const unmeasured = profile.requestTypes.flatMap(({ id, way }, index): ReadonlyArray<Found> => {
    if (ways[index + 1]?.shape.unanswered !== true || measured.has(id)) return []
    const isOwn = way?.unanswered !== undefined
    return [
      {
        code: "missing-clock",
        path: isOwn ? `requestTypes[${index}].way.unanswered` : "unanswered",
        got: true,
        expected: `a clock that closes as customers falls silent, for requests of type ${id}`,
      },
    ]
  })
  return unmeasured.filter(
    ({ path }, index) => unmeasured.findIndex((each) => each.path === path) === index,
  )
}

/** C18, of the window for a reopening. */
export const windowDefined: Rule = ({ reopenWithin, policy }) =>
  reopenWithin !== undefined &&
  "businessDays" in reopenWithin &&
  policy.businessDayMinutes === undefined
    ? [{ ...businessDayUndefined, path: "reopenWithin", got: reopenWithin }]
    : []
