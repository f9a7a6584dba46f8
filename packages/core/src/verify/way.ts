// A way of requests as a verification sees it: what the profile says of it, what the chart has, and
// how its clocks run along it.
import type { Process } from "../process/Process.ts"
import type { Profile } from "../process/Profile.ts"
import { type ClockRule, isEverOwed } from "../sla/Policy.ts"
import type { Configuration, Lifecycle } from "../ticket/Lifecycle.ts"
import { isToBeHad } from "./acts.ts"
import { type ClockRun, runsOf } from "./clockRun.ts"
import { courseOf } from "./course.ts"

/** A way: the process's own where its type is null, which requests of no known type go. */
export interface Way {
  readonly type: string | null
  readonly lifecycle: Lifecycle
  readonly said: Said
  /** By configuration the shortest way there; those that nothing leads to are not in it. */
  readonly routes: Routes
  /** By the id of a clock by which requests of its type may be owed something, how it may run. */
  readonly runs: ReadonlyMap<string, ClockRun>
}

/** What the profile says of a way. */
export interface Said {
  readonly confirmation: boolean
  readonly unanswered: boolean
  readonly reopening: boolean
  /** The states that a request on this way can be in, the turns included. */
  readonly states: ReadonlyArray<string>
}

type Routes = ReadonlyMap<string, ReadonlyArray<string>>

/** The ways of a process, its own first. */
export const waysOf = ({ profile, lifecycle, lifecycles }: Process): ReadonlyArray<Way> => {
  // Most types go the same way, and are owed something by the same clocks.
  const walked: Array<Walked> = []
  return [[null, lifecycle] as const, ...lifecycles].map(([type, each]) => {
    // What is owed to requests whose type is gone, nobody can say.
    const clocks = profile.policy.clocks.filter((one) => type !== null && isEverOwed(one, type))
    const owed = JSON.stringify(clocks.map(({ id }) => id))
    const alike = walked.find((one) => one.lifecycle === each && one.owed === owed)
    const way = alike ?? { lifecycle: each, owed, ...walkedOf(clocks, each) }
    if (alike === undefined) walked.push(way)
    const { routes, runs } = way
    return { type, lifecycle: each, said: saidOf(profile, type), routes, runs }
  })
}

interface Walked extends Pick<Way, "lifecycle" | "routes" | "runs"> {
  readonly owed: string
}

const walkedOf = (clocks: ReadonlyArray<ClockRule>, lifecycle: Lifecycle) => {
  const routes = routesOf(lifecycle)
  const course = courseOf(lifecycle, configurationsOf(lifecycle, routes))
  return { routes, runs: runsOf(clocks, course) }
}

/** The configurations of a way that requests can come to. */
export const reachedOn = ({ lifecycle, routes }: Way): ReadonlyArray<Configuration> =>
  configurationsOf(lifecycle, routes)

const configurationsOf = ({ table }: Lifecycle, routes: Routes): ReadonlyArray<Configuration> =>
  [...routes.keys()].flatMap((status) => table.get(status) ?? [])

// Breadth first, so that the first way to a configuration is a shortest one; what is taken up again
// comes last, for nobody goes that way to get somewhere. A request that is unmerged is back where
// it was before, and comes to nothing new.
const routesOf = ({ initial, table }: Lifecycle): Routes => {
  const routes = new Map<string, ReadonlyArray<string>>([[initial, []]])
  for (const isLast of [false, true])
    for (const [status, route] of routes)
      if (isLast || !status.startsWith("closed"))
        for (const [signal, next] of table.get(status)?.next ?? [])
          if (!routes.has(next) && !signal.startsWith("Unmerged"))
            routes.set(next, [...route, signal])
  return routes
}

/** The states that every way has. */
const everywhere = [
  "registered",
  "diagnosing",
  "solving",
  "answering",
  "ours",
  "customers",
  "thirdPartys",
  "withdrawn",
  "rejected",
  "merged",
]

const saidOf = (profile: Profile, type: string | null): Said => {
  const { way = {} } = profile.requestTypes.find(({ id }) => id === type) ?? {}
  const { steps: taken, ...switched } = way
  const { confirmation, escalation = true, ...parts } = { ...profile, ...switched }
  const { unanswered = false, individualWork = false, release = false } = parts
  const reopening = profile.reopenWithin !== undefined
  const steps = (profile.steps ?? []).map(({ id }) => id)
  const states = [
    ...everywhere,
    ...(escalation && profile.lines.length > 1 ? ["escalated"] : []),
    ...(individualWork ? ["fixing"] : []),
    ...(release ? ["awaitingRelease"] : []),
    ...steps.filter((step) => taken === undefined || taken.includes(step)),
    ...(confirmation ? ["awaitingWord", "heard", "confirmed", "silence"] : ["processed"]),
    ...(unanswered ? ["unanswered"] : []),
    ...(reopening ? ["reheard"] : []),
  ]
  return { confirmation, unanswered, reopening, states }
}

/**
 * The configurations that are not closed and from which somebody's acts lead to a goal before
 * anything else closes the request: what is taken up again begins anew.
 */
export const leadingTo = (way: Way, isGoal: (status: string) => boolean): ReadonlySet<string> => {
  const open = reachedOn(way).filter(({ states }) => !states.has("closed"))
  const found = new Set<string>()
  const leads = (from: Configuration, [signal, to]: readonly [string, string]) =>
    isToBeHad(way.lifecycle, from, signal) && (isGoal(to) || found.has(to))
  for (let before = -1; before < found.size;) {
    before = found.size
    for (const each of open)
      if (!found.has(each.status) && [...each.next].some((arrow) => leads(each, arrow)))
        found.add(each.status)
  }
  return found
}
