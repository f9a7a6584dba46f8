// The order in which a chart names its states: as requests meet them.
import * as Lifecycle from "../../ticket/Lifecycle.ts"

/** A state of a chart, and what it is in. */
export interface Placed {
  readonly id: string
  readonly within: "work" | "completed" | "closed"
}

/** The states of the work, a step behind what it comes after; then the completion and the end. */
export const inOrder = (lifecycle: Lifecycle.Lifecycle): ReadonlyArray<Placed> => {
  const { shape, table } = lifecycle
  const { steps = [] } = shape
  const own = new Set(steps.map(({ id }) => id))
  const others = Object.keys(Lifecycle.workArrows(shape)).filter((id) => !own.has(id))
  const work = steps.reduce<ReadonlyArray<string>>(
    (ids, { id, before }) => ids.toSpliced(ids.indexOf(before), 0, id),
    [...others, "answering"],
  )
  const found = [...table.keys()].flatMap((status) => placedIn(status))
  const ends = found.toSorted((a, b) => placeOf(a) - placeOf(b))
  const phases = ["completed", "closed"] as const
  return [
    ...work.map((id) => ({ id, within: "work" }) as const),
    ...phases.flatMap((phase) => ends.filter(({ within }) => within === phase)),
  ]
}

// What an answer comes to, before all other ends.
const lastStates = [
  "awaitingWord",
  "heard",
  "confirmed",
  "silence",
  "processed",
  "unanswered",
  "withdrawn",
  "rejected",
  "merged",
  "reheard",
]

const placeOf = ({ id }: Placed): number =>
  lastStates.includes(id) ? lastStates.indexOf(id) : lastStates.length

const placedIn = (status: string): ReadonlyArray<Placed> => {
  const [phase, id = ""] = status.split(".")
  return phase === "completed" || phase === "closed" ? [{ id, within: phase }] : []
}
