// The steps that a process has of its own: names that are free, a place on each way, moves that
// lead somewhere, and in the end to an answer.
import { type Arrows, type Shape, workArrows } from "../../ticket/Lifecycle.ts"
import { reasons, states, unnamedStates } from "../labels.ts"
import type { Profile, Step } from "../Profile.ts"
import { type Found, repeated, unknownName } from "../rule.ts"
import { shapeOf } from "../ways.ts"
import { reached, shortestLoop } from "./walk.ts"

/**
 * What is wrong with the steps of a profile: names that the machinery has, moves that are there
 * twice (PR08) or not at all (PR06), or lead nowhere (PR04); a place that a way does not have
 * (PR12); a loop from which no answer can be reached (PR09). A chart is drawn only where there is
 * nothing.
 */
export const stepFaults = (profile: Profile): ReadonlyArray<Found> => {
  const named = [...(profile.steps ?? []).flatMap(nameFaults), ...takenFaults(profile)]
  return named.length > 0 ? named : placeFaults(profile)
}

/** What a move says instead of a state. */
const directions = ["next", "back"]

const taken: ReadonlySet<string> = new Set([
  ...Object.keys(states),
  ...Object.keys(reasons),
  ...unnamedStates,
  ...directions,
])

const nameFaults = (
  { id, moves }: Step,
  index: number,
  steps: ReadonlyArray<Step>,
): ReadonlyArray<Found> => {
  const path = `steps[${index}]`
  const at = `${path}.id`
  const isAgain = steps.findIndex((each) => each.id === id) < index
  const again = { code: "duplicate-name", path: at, got: id }
  const reserved = { code: "reserved-name", path: at, got: id }
  const nowhere = { code: "dead-end", path: `${path}.moves`, got: moves }
  return [
    ...(isAgain ? [{ ...again, expected: "an id that no other step has" }] : []),
    ...(taken.has(id) ? [{ ...reserved, expected: "a name that no state and no move has" }] : []),
    ...(moves.length === 0 ? [{ ...nowhere, expected: "a move that leads on" }] : []),
    ...repeated(moves.map((move) => move.id)).map((place) => ({
      code: "duplicate-move",
      path: `${path}.moves[${place}].id`,
      got: moves[place]?.id,
      expected: "an id that no other move of the step has",
    })),
  ]
}

const takenFaults = ({ requestTypes, steps = [] }: Profile): ReadonlyArray<Found> => {
  const ids = steps.map(({ id }) => id)
  return requestTypes.flatMap(({ way: { steps: named = [] } = {} }, index) => {
    const path = `requestTypes[${index}].way.steps`
    return [
      ...named.flatMap((step, i) => unknownName("unknown-state", `${path}[${i}]`, step, ids)),
      ...repeated(named).map((i) => ({
        code: "duplicate-name",
        path: `${path}[${i}]`,
        got: named[i],
        expected: "each step once",
      })),
    ]
  })
}

const placeFaults = (profile: Profile): ReadonlyArray<Found> => {
  const own = { shape: shapeOf(profile, {}), who: "" }
  const ofTypes = profile.requestTypes.map(({ id, way = {} }) => ({
    shape: shapeOf(profile, way),
    who: `, for requests of type ${id}`,
  }))
  const found = [own, ...ofTypes].flatMap((way) => faultsOn(profile, way))
  // What is wrong on two ways is one mistake.
  return found.filter(
    ({ code, path }, index) =>
      found.findIndex((each) => each.code === code && each.path === path) === index,
  )
}

/** One of the ways: its shape, and whose it is. */
interface OneWay {
  readonly shape: Shape
  readonly who: string
}

const faultsOn = (profile: Profile, way: OneWay): ReadonlyArray<Found> => {
  const { steps = [] } = way.shape
  const misplaced = steps.flatMap((_, place) => placeFault(profile, way, place))
  if (misplaced.length > 0) return misplaced
  const stray = steps.flatMap(({ id }) => strayMoves(profile, way, id))
  return stray.length > 0 ? stray : [...unreached(profile, way), ...endless(profile, way)]
}

const pathOf = ({ steps = [] }: Profile, step: string): string =>
  `steps[${steps.findIndex(({ id }) => id === step)}]`

// A step takes its place among what is there before it.
const placeFault = (
  profile: Profile,
  { shape, who }: OneWay,
  place: number,
): ReadonlyArray<Found> => {
  const { steps = [] } = shape
  const step = steps[place]
  if (step === undefined) return []
  const { id, after, before } = step
  const arrows = workArrows({ ...shape, steps: steps.slice(0, place) })
  const path = pathOf(profile, id)
  const expected = `one of ${Object.keys(arrows).join(", ")}${who}`
  const unknown = Object.entries({ after, before })
    .filter(([, state]) => !Object.hasOwn(arrows, state))
    .map(([end, got]) => ({ code: "unknown-state", path: `${path}.${end}`, got, expected }))
  if (unknown.length > 0 || Object.values(arrows[after] ?? {}).includes(before)) return unknown
  const straight = `two states of which the one leads straight to the other${who}`
  return [{ code: "unreachable-step", path, got: `${after} to ${before}`, expected: straight }]
}

const strayMoves = (profile: Profile, { shape, who }: OneWay, id: string): ReadonlyArray<Found> => {
  const known = Object.keys(workArrows(shape))
  const moves = profile.steps?.find((step) => step.id === id)?.moves ?? []
  return moves.flatMap((move, index) =>
    [...directions, ...known].includes(move.to)
      ? []
      : [
          {
            code: "unknown-state",
            path: `${pathOf(profile, id)}.moves[${index}].to`,
            got: `${move.id} to ${move.to}`,
            expected: `next, back, or one of ${known.join(", ")}${who}`,
          },
        ],
  )
}

// Where the work goes on a way, its comings back included.
const onwards = (shape: Shape): Arrows => {
  return { ...workArrows(shape), answering: { AnswerReturned: "solving" } }
}

const targetsIn = (arrows: Arrows) => (state: string) => Object.values(arrows[state] ?? {})

const unreached = (profile: Profile, { shape, who }: OneWay): ReadonlyArray<Found> => {
  const there = reached(targetsIn(onwards(shape)), "registered")
  return (shape.steps ?? [])
    .filter(({ id }) => !there.has(id))
    .map(({ id, after }) => ({
      code: "unreachable-step",
      path: pathOf(profile, id),
      got: `${after}, to which nothing leads`,
      expected: `a place to which a request comes${who}`,
    }))
}

const endless = (profile: Profile, { shape, who }: OneWay): ReadonlyArray<Found> => {
  const targets = targetsIn(workArrows(shape))
  return (shape.steps ?? [])
    .filter(({ id }) => !reached(targets, id).has("answering"))
    .map(({ id }) => ({
      code: "endless-loop",
      path: pathOf(profile, id),
      got: shortestLoop(targets, id).join(" → "),
      expected: `a way from each step to an answer${who}`,
    }))
}
