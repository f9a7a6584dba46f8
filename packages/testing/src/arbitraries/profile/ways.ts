// The ways of arbitrary profiles: what is switched on, which steps stand where, which states there
// are. The table of arrows is held against the chart by a test.
import type { Profile } from "@upkeep/core"
import fc from "fast-check"

type RequestType = Profile["requestTypes"][number]
type Way = NonNullable<RequestType["way"]>
type Step = NonNullable<Profile["steps"]>[number]

/** The parts of the lifecycle that a profile switches for all of its requests or for a type. */
export const parts = [
  "confirmation",
  "causeFirst",
  "escalation",
  "options",
  "individualWork",
  "release",
  "unanswered",
] as const

/** Each part on or off. */
export type Switches = { readonly [part in (typeof parts)[number]]: boolean }

const { boolean } = fc

export const switches: fc.Arbitrary<Switches> = fc.record({
  confirmation: boolean(),
  causeFirst: boolean(),
  escalation: boolean(),
  options: boolean(),
  individualWork: boolean(),
  release: boolean(),
  // Most desks do not close what the customer leaves unanswered.
  unanswered: fc.constantFrom(false, false, true),
})

/** What the way of a request type says itself; most say nothing. */
export const ownSwitches: fc.Arbitrary<Partial<Switches>> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.record(recordOfParts(), { requiredKeys: [] }) },
)

function recordOfParts() {
  return {
    confirmation: boolean(),
    causeFirst: boolean(),
    individualWork: boolean(),
    release: boolean(),
    unanswered: boolean(),
  }
}

/** By the id of a state of the work, the states to which it leads. */
export type Arrows = ReadonlyMap<string, ReadonlySet<string>>

/** Where the work goes without any step of the process's own; to an answer everything comes. */
export const arrowsOf = (on: Omit<Switches, "options" | "unanswered">): Arrows => {
  const handed = on.escalation ? ["escalated", "diagnosing"] : []
  const wait = on.release ? ["awaitingRelease"] : []
  const remedies = [...(on.individualWork ? ["fixing"] : []), ...wait]
  const early = on.causeFirst ? [] : remedies
  const solving = new Set(["solving", ...handed, ...remedies])
  const investigating = new Set(["solving", ...handed, ...early])
  return new Map([
    ["registered", new Set(["diagnosing", ...handed, ...early])],
    ["diagnosing", investigating],
    ...(on.escalation ? [["escalated", investigating] as const] : []),
    ["solving", solving],
    ...(on.individualWork ? [["fixing", new Set(["solving", ...handed, ...wait])] as const] : []),
    ...(on.release ? [["awaitingRelease", solving] as const] : []),
  ])
}

/** A step before it is known where it may stand. */
export const plannedStep = fc.record({
  place: fc.nat(999),
  owner: fc.constantFrom("vendor", "vendor", "customer", "thirdParty"),
  /** Where its moves lead beside the one that leads on. */
  targets: fc.array(fc.nat(999), { maxLength: 3 }),
  onwards: fc.nat(3),
})
type PlannedStep = typeof plannedStep extends fc.Arbitrary<infer A> ? A : never

type Labels = (id: string) => Step["labels"]

/** Puts steps where one state leads to another; one finds a place among those before it. */
export const placed = (
  planned: ReadonlyArray<PlannedStep>,
  bare: Arrows,
  labels: Labels,
): ReadonlyArray<Step> => {
  const steps: Array<Step> = []
  let arrows = bare
  for (const each of planned) {
    const id = `step${steps.length}`
    const between = placesIn(arrows)
    const place = between[each.place % between.length]
    if (place === undefined) break
    const states = ["back", ...arrows.keys(), id]
    const others = each.targets.map((target) => states[target % states.length] ?? "back")
    const to = others.toSpliced(each.onwards % (others.length + 1), 0, "next")
    const moves = to.map((to, index) => ({
      id: `move${index}`,
      labels: labels(`move ${index} of ${id}`),
      to,
    }))
    const step = { id, labels: labels(id), ...place, owner: each.owner, moves }
    arrows = withStep(arrows, step)
    steps.push(step)
  }
  return steps
}

const placesIn = (arrows: Arrows) =>
  [...arrows].flatMap(([after, targets]) =>
    [...targets].filter((to) => arrows.has(to)).map((before) => ({ after, before })),
  )

const withStep = (arrows: Arrows, { id, after, before, moves }: Step): Arrows => {
  // What another line finds out is no way round a step after the diagnosis.
  const from = after === "diagnosing" && before !== "escalated" ? [after, "escalated"] : [after]
  const redirected = [...arrows].map(([state, leading]) => {
    const targets = [...leading].map((to) => (to === before ? id : to))
    return [state, from.includes(state) ? new Set(targets) : leading] as const
  })
  const taken = moves.map(({ to }) => ({ next: before, back: after })[to] ?? to)
  return new Map([...redirected, [id, new Set(taken)]])
}

/** Which of the steps find their place on another way. */
export const fitting = (steps: ReadonlyArray<Step>, bare: Arrows): ReadonlyArray<string> => {
  let arrows = bare
  return steps.flatMap((step) => {
    const { id, after, before, moves } = step
    const known = new Set(["next", "back", id, ...arrows.keys()])
    const fits = arrows.get(after)?.has(before) === true && arrows.has(before)
    if (!fits || !moves.every(({ to }) => known.has(to))) return []
    arrows = withStep(arrows, step)
    return [id]
  })
}

/** The way of a request type: its switches, and the steps that it can take where not all. */
export const wayOf = (
  own: Partial<Switches>,
  all: ReadonlyArray<Step>,
  bare: Arrows,
): { readonly way?: Way } => {
  const taken = fitting(all, bare)
  const way = { ...own, ...(taken.length < all.length ? { steps: taken } : {}) }
  return Object.keys(way).length === 0 ? {} : { way }
}

/** What decides which states there are. */
interface Shape extends Switches {
  readonly reopening: boolean
}

/** The states in which a ticket can be on a way, but steps. */
export const statesOn = (on: Shape): ReadonlyArray<string> => [
  "open",
  "ours",
  "customers",
  "thirdPartys",
  ...arrowsOf(on).keys(),
  "answering",
  "closed",
  "withdrawn",
  "rejected",
  "merged",
  ...(on.confirmation
    ? ["completed", "awaitingWord", "heard", "confirmed", "silence"]
    : ["processed"]),
  ...(on.unanswered ? ["unanswered"] : []),
  ...(on.reopening ? ["reheard"] : []),
]
