// PR29: what breaches do by themselves comes to an end. Raising a priority always does; handing a
// request over, or giving it to somebody, does not where one breach undoes what another one did.
import type { BreachAction, ClockRule, Condition } from "../../sla/Policy.ts"
import type { Profile } from "../Profile.ts"
import type { Found, Rule } from "../rule.ts"
import { shortestLoop } from "./walk.ts"

/** Breaches that would hand a request to and fro for ever. */
export const endingBreaches: Rule = (profile) => {
  const actions = repeating(profile)
  const lines = profile.lines.map(({ id }) => id)
  return [...handedRound(lines, actions), ...givenRound(lines, actions)]
}

/** An action that comes again and again: of a clock that what breaches do ends and starts. */
interface Repeating {
  readonly clock: ClockRule
  readonly action: BreachAction
  readonly path: string
}

type Actions = ReadonlyArray<Repeating>

const repeating = ({ policy }: Profile): Actions => {
  const all = policy.clocks.flatMap((clock, index) =>
    (clock.onBreach ?? []).map((action, i) => {
      const path = `policy.clocks[${index}].onBreach[${i}].${Object.keys(action).join("")}`
      return { clock, action, path }
    }),
  )
  const brought = new Set(all.flatMap(({ action }) => broughtBy(action)))
  const isBrought = (condition: Condition) => brought.has(heardOf(condition))
  return all.filter(
    ({ clock: { starts, stops, cancels = [] } }) =>
      starts.some(isBrought) && [...stops, ...cancels].some(isBrought),
  )
}

// The events of a breach and its action, and the states that these enter or may leave.
const broughtBy = (action: BreachAction): ReadonlyArray<string> => {
  if ("escalateTo" in action)
    return ["ClockBreached", "Escalated", "enters escalated", "enters diagnosing", ...leavings]
  return "reassignTo" in action
    ? ["ClockBreached", "Assigned", "DiagnosisStarted", "enters diagnosing", "leaves registered"]
    : ["ClockBreached"]
}

const leavings = [
  "leaves registered",
  "leaves diagnosing",
  "leaves escalated",
  "leaves solving",
  "leaves fixing",
  "leaves awaitingRelease",
]

// What the machine does, in whatever state.
const heardOf = (condition: Condition): string => {
  if ("enters" in condition) return `enters ${condition.enters}`
  if ("leaves" in condition) return `leaves ${condition.leaves}`
  return condition.by?.includes("robot") === false ? "" : condition.event
}

const loopAt = (path: string, loop: ReadonlyArray<string>): Found => {
  const expected = "breaches that do not undo each other"
  return { code: "automation-loop", path, got: loop.join(" → "), expected }
}

// From line to line, by clocks that run there.
const handedRound = (lines: ReadonlyArray<string>, actions: Actions): ReadonlyArray<Found> => {
  const from = (line: string) =>
    actions.flatMap(({ clock, action, path }) =>
      "escalateTo" in action && action.escalateTo !== line && runsAt(clock, line)
        ? [{ to: action.escalateTo, path }]
        : [],
    )
  const loops = lines
    .map((line) => shortestLoop((each) => from(each).map(({ to }) => to), line))
    .filter((loop) => loop.length > 1 && loop.at(-1) === loop[0])
  // Each line of a loop leads round the same one.
  const once = loops.filter(
    (loop, index) => loops.findIndex((each) => loop.every((line) => each.includes(line))) === index,
  )
  return once.map((loop) => {
    const [line = "", next] = loop
    return loopAt(from(line).find(({ to }) => to === next)?.path ?? "", loop)
  })
}

// From person to person, by clocks that run at one line.
const givenRound = (lines: ReadonlyArray<string>, actions: Actions): ReadonlyArray<Found> => {
  const undone = lines.flatMap((line) => {
    const [first, ...others] = actions.flatMap(({ clock, action, path }) =>
      "reassignTo" in action && runsAt(clock, line) ? [{ to: action.reassignTo, path }] : [],
    )
    const other = others.find(({ to }) => to !== first?.to)
    return first === undefined || other === undefined
      ? []
      : [loopAt(other.path, [first.to, other.to, first.to])]
  })
  return undone.filter(({ path }, index) => undone.findIndex((one) => one.path === path) === index)
}

/** Whether a clock may be owed to a request of some type and priority at a line. */
const runsAt = ({ target, targets = [], fromContract }: ClockRule, line: string): boolean => {
  const cases = targets.filter(({ when }) => when.line === undefined || when.line === line)
  const last = cases.findIndex(
    ({ when }) => when.requestType === undefined && when.priority === undefined,
  )
  if (last === -1 && (target !== undefined || fromContract === true)) return true
  return cases.slice(0, last === -1 ? undefined : last + 1).some((each) => each.target !== "none")
}
