// What is wrong with the steps that a process has of its own.
import * as Problem from "../problem/Problem.ts"
import type { Shape } from "../ticket/configuration.ts"
import { workArrows } from "../ticket/workArrows.ts"
import type { Profile, RequestType } from "./Profile.ts"
import type { Found } from "./rule.ts"
import { shapeOf } from "./ways.ts"

/**
 * What is wrong with the steps of a profile: names that the machinery has, moves that are there
 * twice or lead nowhere (PR04, PR08), a place that a way does not have (PR12), a loop from which no
 * answer can be reached (PR09).
 */
export const wayProblems = (profile: Profile): ReadonlyArray<Problem.Problem> => {
  const named = [...nameFaults(profile), ...wayFaults(profile)]
  const found = named.length > 0 ? named : placeFaults(profile)
  return found.map(Problem.make)
}

const standardStates = [
  "open",
  "ours",
  "customers",
  "thirdPartys",
  "registered",
  "diagnosing",
  "escalated",
  "solving",
  "fixing",
  "awaitingRelease",
  "answering",
  "completed",
  "awaitingWord",
  "heard",
  "closed",
  "confirmed",
  "silence",
  "unanswered",
  "withdrawn",
  "processed",
  "rejected",
  "merged",
  "reheard",
  "next",
  "back",
] as const

const nameFaults = ({ steps = [] }: Profile): ReadonlyArray<Found> =>
  steps.flatMap(({ id, moves }, index) => {
    const path = `steps[${index}]`
    const isTaken =
      standardStates.some((state) => state === id) ||
      steps.findIndex((each) => each.id === id) < index
    const twice = moves.flatMap((move, i) =>
      moves.findIndex((each) => each.id === move.id) < i
        ? [
            {
              code: "duplicate-move",
              path: `${path}.moves[${i}].id`,
              got: move.id,
              expected: "an id that no other move of the step has",
            },
          ]
        : [],
    )
    const none = { code: "empty", path: `${path}.moves`, got: moves, expected: "at least one move" }
    return [
      ...(isTaken
        ? [
            {
              code: "duplicate-name",
              path: `${path}.id`,
              got: id,
              expected: "an id that no other state has",
            },
          ]
        : []),
      ...(moves.length === 0 ? [none] : []),
      ...twice,
    ]
  })

const wayFaults = ({ requestTypes, steps = [] }: Profile): ReadonlyArray<Found> =>
  requestTypes.flatMap(({ way }: RequestType, index) =>
    (way?.steps ?? []).flatMap((step, i) =>
      steps.some(({ id }) => id === step)
        ? []
        : [
            {
              code: "unknown-state",
              path: `requestTypes[${index}].way.steps[${i}]`,
              got: step,
              expected: `one of the steps (${steps.map(({ id }) => id).join(", ") || "none"})`,
            },
          ],
    ),
  )

// Every way must have a place for each of its steps, and from each of its states lead to an answer.
const placeFaults = (profile: Profile): ReadonlyArray<Found> => {
  const ways = [{}, ...profile.requestTypes.map(({ way = {} }) => way)]
  const found = ways.flatMap((way) => faultsIn(profile, shapeOf(profile, way)))
  // Two ways may have the same fault; it is one mistake.
  return [...new Map(found.map((each) => [`${each.code} ${each.path}`, each])).values()]
}

const faultsIn = (profile: Profile, shape: Shape): ReadonlyArray<Found> => {
  const { steps = [] } = shape
  const indexOf = (id: string) => (profile.steps ?? []).findIndex((step) => step.id === id)
  const misplaced = steps.flatMap((step, place) => {
    const before = workArrows({ ...shape, steps: steps.slice(0, place) })
    const path = `steps[${indexOf(step.id)}]`
    const states = Object.keys(before)
    const expected = `one of ${states.join(", ")}`
    const unknown = (["after", "before"] as const)
      .filter((end) => !states.includes(step[end]))
      .map((end) => ({ code: "unknown-state", path: `${path}.${end}`, got: step[end], expected }))
    if (unknown.length > 0) return unknown
    return Object.values(before[step.after] ?? {}).includes(step.before)
      ? []
      : [
          {
            code: "unreachable-step",
            path,
            got: `${step.after} to ${step.before}`,
            expected: "two states of which the one leads straight to the other",
          },
        ]
  })
  if (misplaced.length > 0) return misplaced
  return [...strayMoves(profile, shape), ...endless(profile, shape)]
}

const strayMoves = (profile: Profile, shape: Shape): ReadonlyArray<Found> => {
  const states = Object.keys(workArrows(shape))
  return (profile.steps ?? []).flatMap(({ id, moves }, index) =>
    shape.steps?.some((step) => step.id === id) === true
      ? moves.flatMap(({ to }, i) =>
          to === "next" || to === "back" || states.includes(to)
            ? []
            : [
                {
                  code: "unknown-state",
                  path: `steps[${index}].moves[${i}].to`,
                  got: to,
                  expected: `next, back, or one of ${states.join(", ")}`,
                },
              ],
        )
      : [],
  )
}

const endless = (profile: Profile, shape: Shape): ReadonlyArray<Found> => {
  const arrows = workArrows(shape)
  const leading = new Set(["answering"])
  for (let size = 0; size < leading.size;) {
    size = leading.size
    for (const [state, targets] of Object.entries(arrows))
      if (Object.values(targets).some((to) => leading.has(to))) leading.add(state)
  }
  const stuck = (shape.steps ?? []).filter(({ id }) => !leading.has(id))
  return stuck.map(({ id }) => ({
    code: "endless-loop",
    path: `steps[${(profile.steps ?? []).findIndex((step) => step.id === id)}]`,
    got: loopFrom(arrows, id).join(" → "),
    expected: "a way from each step to an answer",
  }))
}

// The shortest way back to where it began, or as far as it leads.
const loopFrom = (arrows: ReturnType<typeof workArrows>, start: string): ReadonlyArray<string> => {
  const paths: Array<ReadonlyArray<string>> = [[start]]
  for (const path of paths) {
    const targets = Object.values(arrows[path.at(-1) ?? ""] ?? {})
    if (targets.includes(start)) return [...path, start]
    for (const to of new Set(targets)) if (!path.includes(to)) paths.push([...path, to])
  }
  return paths.at(-1) ?? [start]
}
