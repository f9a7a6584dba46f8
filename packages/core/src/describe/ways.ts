// The ways that requests of a process go, each told once with the request types that go it.
import type { Process } from "../process/Process.ts"
import type * as Lifecycle from "../ticket/Lifecycle.ts"

/** A way, and the ids of the request types that go it. */
export interface Way {
  readonly requestTypes: ReadonlyArray<string>
  readonly lifecycle: Lifecycle.Lifecycle
}

/** The ways of a process, in the order of its request types. */
export const waysOf = ({ lifecycles }: Pick<Process, "lifecycles">): ReadonlyArray<Way> => {
  const ways = new Map<Lifecycle.Lifecycle, ReadonlyArray<string>>()
  for (const [type, lifecycle] of lifecycles)
    ways.set(lifecycle, [...(ways.get(lifecycle) ?? []), type])
  return [...ways].map(([lifecycle, requestTypes]) => ({ requestTypes, lifecycle }))
}

/**
 * The way of a request type; of none, or of one that the process does not know, the way with the
 * most statuses, of several such ways the first.
 */
export const wayOf = (process: Pick<Process, "lifecycles">, requestType?: string): Way => {
  const ways = waysOf(process)
  const named = ways.find(({ requestTypes }) => requestTypes.some((id) => id === requestType))
  const [longest] = ways.toSorted((a, b) => b.lifecycle.table.size - a.lifecycle.table.size)
  const way = named ?? longest
  if (way === undefined) throw new Error("a process without a request type was found good")
  return way
}
