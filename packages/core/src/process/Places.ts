// Where a ticket has its place in another version of its process (P14), and which steps that
// version would have demanded before it (PR22).
import * as Problem from "../problem/Problem.ts"
import type * as Lifecycle from "../ticket/Lifecycle.ts"
import type { Profile } from "./Profile.ts"
import type { Found, Rule } from "./rule.ts"

/** By the id of a state now, the state of the work then; a state that is not named stays. */
export type Places = NonNullable<Profile["places"]>

/** A ticket's way, and where it stands on it. */
export interface Standing {
  readonly lifecycle: Lifecycle.Lifecycle
  readonly status: string
}

/** Where a ticket would stand. */
export interface Place {
  readonly status: string
  /** The steps that every request passes on the way there, and that it has not passed. */
  readonly skipped: ReadonlyArray<string>
}

/**
 * The place of a ticket on the way of another version; undefined where that has none. `places` is
 * applied once and before all else: what it names does not stay, even where it could. Whose turn it
 * is stays.
 *
 * @example
 * const shape = { confirmation: true, causeFirst: true, escalation: true }
 * const lifecycle = Lifecycle.make(shape)
 * const alone = Lifecycle.make({ ...shape, escalation: false })
 * const standing = { lifecycle, status: "open.escalated.ours" }
 * Places.placeOf(standing, alone) // => undefined
 * Places.placeOf(standing, alone, { escalated: "diagnosing" })
 * // => { status: "open.diagnosing.ours", skipped: [] }
 */
export const placeOf = (
  from: Standing,
  to: Lifecycle.Lifecycle,
  places: Places = {},
): Place | undefined => {
  const status = statusBy(from.status, places)
  if (!to.table.has(status)) return undefined
  const passed = new Set(demandedBefore(from).map((step) => placeIn(places, step) ?? step))
  const demanded = demandedBefore({ lifecycle: to, status })
  return { status, skipped: demanded.filter((step) => !passed.has(step)) }
}

const statusBy = (status: string, places: Places): string => {
  const [phase, state = "", turn = "ours"] = status.split(".")
  const place = placeIn(places, state)
  return place === undefined || phase === "closed" ? status : `open.${place}.${turn}`
}

const placeIn = (places: Places, state: string): string | undefined =>
  Object.hasOwn(places, state) ? places[state] : undefined

/**
 * The steps without which a request never comes to where it stands. What was closed may be taken up
 * again elsewhere, and is no way.
 */
const demandedBefore = ({ lifecycle, status }: Standing): ReadonlyArray<string> =>
  [...lifecycle.owners.keys()].filter(
    (step) => !isIn(status, step) && !leadsTo(lifecycle, status, step),
  )

const leadsTo = (
  { initial, table }: Lifecycle.Lifecycle,
  status: string,
  without: string,
): boolean => {
  const reached = new Set([initial])
  for (const each of reached)
    for (const next of table.get(each)?.next.values() ?? [])
      if (!isIn(next, without) && !next.startsWith("closed")) reached.add(next)
  return reached.has(status)
}

const isIn = (status: string, state: string): boolean => status.split(".")[1] === state

/**
 * What is wrong with places: each leads to a state of the work in which somebody works. An answer
 * on its way is none, since nobody has written one.
 */
export const faultsIn = (
  ways: ReadonlyArray<Lifecycle.Lifecycle>,
  places: Places,
): ReadonlyArray<Found> => {
  const known = placesOn(ways)
  return Object.entries(places).flatMap(([state, place]) => {
    if (known.has(place)) return []
    const path = Problem.pathOf(["places", state])
    const loop = loopFrom(places, state)
    return loop === undefined
      ? [{ code: "unknown-state", path, got: place, expected: `one of ${[...known].join(", ")}` }]
      : [
          {
            code: "mapping-cycle",
            path,
            got: loop.join(" → "),
            expected: "a state of this version",
          },
        ]
  })
}

const placesOn = (ways: ReadonlyArray<Lifecycle.Lifecycle>): ReadonlySet<string> => {
  const statuses = ways.flatMap(({ table }) => [...table.keys()])
  const working = statuses.filter((each) => each.startsWith("open") && !isIn(each, "answering"))
  return new Set(working.map((status) => status.split(".")[1] ?? ""))
}

// From a state through the places back to itself, or undefined where it leads elsewhere.
const loopFrom = (places: Places, state: string): ReadonlyArray<string> | undefined => {
  const path = [state]
  for (let place = placeIn(places, state); place !== undefined; place = placeIn(places, place)) {
    path.push(place)
    if (place === state) return path
    if (path.indexOf(place) < path.length - 1) return undefined
  }
  return undefined
}

/** The places of a profile lead to states of its own (PR21). */
export const soundPlaces: Rule = (profile, ways) => faultsIn(ways, profile.places ?? {})
