// The arrows of a lifecycle, folded: what leads to the same state by the same signal is one arrow,
// from all the states, or from all the turns, in which it can be taken.
import * as Lifecycle from "../../ticket/Lifecycle.ts"

/** An arrow without its name. */
export interface Folded {
  readonly signal: string
  readonly from: ReadonlyArray<string>
  readonly early: ReadonlyArray<string>
  readonly to: string | null
}

/** The arrows of a lifecycle, and how the turn passes. */
export const folded = (
  lifecycle: Lifecycle.Lifecycle,
): {
  readonly arrows: ReadonlyArray<Folded>
  readonly passes: ReadonlyArray<{ readonly from: string; readonly to: string }>
} => {
  const strict = arrowsIn(Lifecycle.make({ ...lifecycle.shape, causeFirst: true }))
  const arrows = [...arrowsIn(lifecycle)].map(([key, { from, ...arrow }]) => {
    const ordered = strict.get(key)?.from
    return { ...arrow, from, early: from.filter((id) => ordered?.includes(id) !== true) }
  })
  return { arrows, passes: passesIn(lifecycle) }
}

interface Bundle {
  readonly signal: string
  readonly to: string | null
  readonly from: ReadonlyArray<string>
}

const arrowsIn = (lifecycle: Lifecycle.Lifecycle): ReadonlyMap<string, Bundle> => {
  const statuses = new Map<string, ReadonlyArray<string>>()
  for (const [status, { next }] of lifecycle.table)
    for (const [signal, target] of next) {
      if (signal.startsWith("TurnPassed.")) continue
      // Whatever was merged goes back to where it was.
      const isBack = signal.startsWith("Unmerged.")
      const key = isBack ? "Unmerged " : `${signal} ${innerOf(target)}`
      const before = statuses.get(key) ?? []
      if (!before.includes(status)) statuses.set(key, [...before, status])
    }
  return new Map([...statuses].map(([key, from]) => [key, bundle(lifecycle, key, from)]))
}

const bundle = (
  lifecycle: Lifecycle.Lifecycle,
  key: string,
  statuses: ReadonlyArray<string>,
): Bundle => {
  const [signal = "", to = ""] = key.split(" ")
  return { signal, to: to === "" ? null : to, from: sourcesOf(lifecycle, statuses) }
}

// Where whose move it is does not matter, the states; else the turns.
const sourcesOf = (
  { table }: Lifecycle.Lifecycle,
  statuses: ReadonlyArray<string>,
): ReadonlyArray<string> => {
  const turns = turnsOf(statuses)
  const isTurn = turns.size > 0 && turns.size < turnsOf([...table.keys()]).size
  return isTurn ? [...turns] : [...new Set(statuses.map(innerOf))]
}

const turnsOf = (statuses: ReadonlyArray<string>): ReadonlySet<string> =>
  new Set(statuses.flatMap((status) => status.split(".")[2] ?? []))

const innerOf = (status: string): string => status.split(".")[1] ?? ""

const passesIn = ({ table }: Lifecycle.Lifecycle) => {
  const found = new Map<string, { readonly from: string; readonly to: string }>()
  for (const [status, { next }] of table)
    for (const signal of next.keys()) {
      const [head, to = ""] = signal.split(".")
      const from = status.split(".")[2] ?? ""
      if (head === "TurnPassed") found.set(`${from} ${to}`, { from, to })
    }
  return [...found.values()]
}
