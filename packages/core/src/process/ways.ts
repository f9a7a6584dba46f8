// The ways that requests go: the process's own, and that of each request type, as shapes of the
// chart.
import * as Lifecycle from "../ticket/Lifecycle.ts"
import type { Profile, Step, Way } from "./Profile.ts"

/** The lifecycles of a profile: its own first, then those of its request types. */
export const waysOf = (profile: Profile): ReadonlyArray<Lifecycle.Lifecycle> =>
  [{}, ...profile.requestTypes.map(({ way = {} }) => way)].map((way) =>
    Lifecycle.make(shapeOf(profile, way)),
  )

/** The shape of the chart on a way: what the way does not say, the process does. */
export const shapeOf = (profile: Profile, { steps: taken, ...way }: Way): Lifecycle.Shape => {
  const { lines, steps = [], reopenWithin } = profile
  const { confirmation, causeFirst, escalation = true, ...parts } = { ...profile, ...way }
  return {
    confirmation,
    causeFirst,
    escalation: escalation && lines.length > 1,
    options: parts.options ?? false,
    individualWork: parts.individualWork ?? false,
    release: parts.release ?? false,
    unanswered: parts.unanswered ?? false,
    reopening: reopenWithin !== undefined,
    steps: steps.filter(({ id }) => taken === undefined || taken.includes(id)).map(chartStep),
  }
}

type ChartStep = NonNullable<Lifecycle.Shape["steps"]>[number]

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
