// What differs between the ways of two versions, and what that means for tickets which are under
// way.
import type * as Lifecycle from "../../ticket/Lifecycle.ts"
import * as Places from "../Places.ts"

/** Where a signal leads. */
export interface Arrow {
  readonly from: string
  readonly signal: string
  readonly to: string
}

/** What became of the way of some request types, which are in both versions. */
export interface WayChange {
  readonly requestTypes: ReadonlyArray<string>
  readonly states: Pair<string>
  readonly arrows: Pair<Arrow>
}

/** What is there now, and what no longer. */
export interface Pair<A> {
  readonly gained: ReadonlyArray<A>
  readonly lost: ReadonlyArray<A>
}

/** Tickets of a request type, by the state in which they stand. */
export interface Where {
  readonly requestType: string
  readonly state: string
}

/** Tickets that would pass by steps which the new version demands. */
export interface Skipping extends Where {
  readonly steps: ReadonlyArray<string>
}

/** The ways of a version by request type. */
export type Ways = ReadonlyMap<string, Lifecycle.Lifecycle>

/** What became of the ways; types of which the same became stand together. */
export const wayChanges = (before: Ways, after: Ways): ReadonlyArray<WayChange> => {
  const found = new Map<string, WayChange>()
  for (const [requestType, was] of before) {
    const is = after.get(requestType)
    if (is === undefined || is === was) continue
    const change = { states: pairOf(statesIn(was), statesIn(is)), arrows: arrowsOf(was, is) }
    const key = JSON.stringify(change)
    const requestTypes = [...(found.get(key)?.requestTypes ?? []), requestType]
    found.set(key, { requestTypes, ...change })
  }
  return [...found.values()].filter(({ states, arrows }) =>
    [states, arrows].some(({ gained, lost }) => gained.length + lost.length > 0),
  )
}

const statesIn = ({ table }: Lifecycle.Lifecycle): ReadonlyArray<string> => [
  ...new Set([...table.keys()].map(stateOf)),
]

const stateOf = (status: string): string => status.split(".")[1] ?? ""

const pairOf = (before: ReadonlyArray<string>, after: ReadonlyArray<string>): Pair<string> => ({
  gained: after.filter((each) => !before.includes(each)),
  lost: before.filter((each) => !after.includes(each)),
})

const arrowsOf = (was: Lifecycle.Lifecycle, is: Lifecycle.Lifecycle): Pair<Arrow> => {
  const [before, after] = [arrowsIn(was), arrowsIn(is)]
  const { gained, lost } = pairOf([...before.keys()], [...after.keys()])
  return {
    gained: gained.flatMap((key) => after.get(key) ?? []),
    lost: lost.flatMap((key) => before.get(key) ?? []),
  }
}

// The turn passes everywhere alike, and whatever was merged goes back to where it was.
const silent = /^(?:TurnPassed|Unmerged)\b/

const arrowsIn = ({ table }: Lifecycle.Lifecycle): ReadonlyMap<string, Arrow> =>
  new Map(
    [...table].flatMap(([status, { next }]) =>
      [...next]
        .filter(([signal]) => !silent.test(signal))
        .map(([signal, target]) => {
          const arrow = { from: stateOf(status), signal, to: stateOf(target) }
          return [`${arrow.from} ${signal} ${arrow.to}`, arrow] as const
        }),
    ),
  )

/** What would become of tickets that are not closed. */
export interface Moving {
  /** They would have no place. */
  readonly stranded: ReadonlyArray<Where>
  readonly skipping: ReadonlyArray<Skipping>
}

/** What would become of tickets of each type in each state. */
export const movingOf = (before: Ways, after: Ways, places: Places.Places = {}): Moving => {
  const found = [...before].flatMap(([requestType, lifecycle]) =>
    standings(lifecycle).map((standing) => {
      const way = after.get(requestType)
      const place = way === undefined ? undefined : Places.placeOf(standing, way, places)
      return { requestType, state: stateOf(standing.status), steps: place?.skipped }
    }),
  )
  return {
    stranded: found.flatMap(({ steps, ...where }) => (steps === undefined ? [where] : [])),
    skipping: found.flatMap(({ steps = [], ...where }) =>
      steps.length === 0 ? [] : [{ ...where, steps }],
    ),
  }
}

// One for each state: whose turn it is changes nothing.
const standings = (lifecycle: Lifecycle.Lifecycle): ReadonlyArray<Places.Standing> => {
  const open = [...lifecycle.table.keys()].filter((status) => !status.startsWith("closed"))
  const byState = new Map(open.map((status) => [stateOf(status), { lifecycle, status }]))
  return [...byState.values()]
}
