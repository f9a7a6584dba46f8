// The ways that requests go: the process's own, and that of each request type, as shapes of the
// chart.
import type { Shape, Step as ChartStep } from "../ticket/configuration.ts"
import * as Lifecycle from "../ticket/Lifecycle.ts"
import type { Profile, Step, Way } from "./Profile.ts"

/** The lifecycles of a profile: its own first, then those of its request types. */
export const waysOf = (profile: Profile): ReadonlyArray<Lifecycle.Lifecycle> => {
  const made = new Map<string, Lifecycle.Lifecycle>()
  return [{}, ...profile.requestTypes.map(({ way = {} }) => way)].map((way) => {
    const shape = shapeOf(profile, way)
    const key = JSON.stringify(shape)
    const lifecycle = made.get(key) ?? Lifecycle.make(shape)
    made.set(key, lifecycle)
    return lifecycle
  })
}

/** The shape of the chart on a way. */
export const shapeOf = (profile: Profile, way: Way): Shape => {
  const { options, individualWork, release, unanswered } = { ...profile, ...way }
  const { lines, steps = [], reopenWithin } = profile
  const taken = steps.filter(({ id }) => way.steps === undefined || way.steps.includes(id))
  return {
    confirmation: way.confirmation ?? profile.confirmation,
    causeFirst: way.causeFirst ?? profile.causeFirst,
    escalation: lines.length > 1 && (way.escalation ?? profile.escalation ?? true),
    options: options ?? false,
    individualWork: individualWork ?? false,
    release: release ?? false,
    unanswered: unanswered ?? false,
    reopening: reopenWithin !== undefined,
    steps: taken.map(chartStep),
  }
}

const chartStep = ({ id, after, before, owner, moves }: Step): ChartStep => ({
  id,
  after,
  before,
  owner,
  moves: moves.map(({ id: move, to }) => ({ id: move, to: targetOf(to, { after, before }) })),
})

const targetOf = (to: string, { after, before }: Pick<Step, "after" | "before">): string => {
  if (to === "next") return before
  return to === "back" ? after : to
}
