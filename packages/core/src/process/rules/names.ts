// What the clocks of a profile name beside events and states exists in the profile.
import type { BreachAction, ClockRule } from "../../sla/Policy.ts"
import type { Case, Target } from "../../sla/Target.ts"
import type { Profile } from "../Profile.ts"
import { type Found, type Rule, unknownName } from "../rule.ts"
import { conditionsOf } from "./clocks.ts"

/** Calendars, request types, priorities and lines that clocks and notices name (C21). */
export const knownNames: Rule = (profile) => {
  const names = namesOf(profile)
  return [
    ...profile.policy.clocks.flatMap((clock, index) =>
      inClock(names, clock, `policy.clocks[${index}]`),
    ),
    ...profile.requestTypes.flatMap(({ priority }, index) =>
      unknownName(
        "unknown-priority",
        `requestTypes[${index}].priority`,
        priority,
        names.priorities,
      ),
    ),
    ...profile.notices.flatMap(({ clock }, index) =>
      unknownName("unknown-clock", `notices[${index}].clock`, clock, names.clocks),
    ),
  ]
}

/** The ids of a profile's calendars, its own first. */
export const calendarIds = (profile: Profile): ReadonlyArray<string> =>
  [profile.calendar, ...(profile.calendars ?? [])].flatMap(idOf)

const namesOf = (profile: Profile) => ({
  calendars: calendarIds(profile),
  requestTypes: profile.requestTypes.map(({ id }) => id),
  priorities: (profile.priorities ?? []).map(({ id }) => id),
  lines: profile.lines.map(({ id }) => id),
  clocks: profile.policy.clocks.map(({ id }) => id),
})

type Names = ReturnType<typeof namesOf>

// A calendar is judged elsewhere; here it only has a name, or none.
const idOf = (calendar: unknown): ReadonlyArray<string> =>
  typeof calendar === "object" &&
  calendar !== null &&
  "id" in calendar &&
  typeof calendar.id === "string"
    ? [calendar.id]
    : []

const inClock = (names: Names, clock: ClockRule, path: string): ReadonlyArray<Found> => {
  const { calendar, targets = [], onBreach = [] } = clock
  return [
    ...unknownName("unknown-calendar", `${path}.calendar`, calendar, names.calendars),
    ...targets.flatMap(({ when }, index) => inCase(names, when, `${path}.targets[${index}].when`)),
    ...conditionsOf(clock).flatMap(({ condition, at }) =>
      "event" in condition
        ? unknownName(
            "unknown-clock",
            `${path}.${at}.unlessRunning`,
            condition.unlessRunning,
            names.clocks,
          )
        : [],
    ),
    ...onBreach.flatMap((action, index) => inAction(names, action, `${path}.onBreach[${index}]`)),
  ]
}

/** What the case of a target names that the profile does not know. */
const inCase = (
  names: Pick<Names, "requestTypes" | "priorities" | "lines">,
  { requestType, priority, line }: Case["when"],
  path: string,
): ReadonlyArray<Found> => [
  ...unknownName("unknown-request-type", `${path}.requestType`, requestType, names.requestTypes),
  ...unknownName("unknown-priority", `${path}.priority`, priority, names.priorities),
  ...unknownName("unknown-line", `${path}.line`, line, names.lines),
]

const inAction = (names: Names, action: BreachAction, path: string): ReadonlyArray<Found> => {
  if ("escalateTo" in action)
    return unknownName("unknown-line", `${path}.escalateTo`, action.escalateTo, names.lines)
  if (!("raisePriorityTo" in action)) return []
  const at = `${path}.raisePriorityTo`
  return unknownName("unknown-priority", at, action.raisePriorityTo, names.priorities)
}

/** What the cases of a contract's promise name that the profile does not know (C21). */
export const unknownInCases = (
  profile: Profile,
  promise: Target | ReadonlyArray<Case>,
): ReadonlyArray<Found> => {
  const names = namesOf(profile)
  const cases = "map" in promise ? promise : []
  return cases.flatMap(({ when }, index) => inCase(names, when, `[${index}].when`))
}
