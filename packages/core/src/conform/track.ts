// A way of a process, as the rows of a log move on it. Where a row leads is searched once for every
// place and state: there are few of both, however long a log is.
//
// A place is every configuration in which a case may stand by what was logged, `|` between them: a
// log that says "closed" does not say by whom.
import * as Lifecycle from "../ticket/Lifecycle.ts"
import { listed, type LogMap, type Meaning } from "./logMap.ts"

/** What may be wrong with a row. */
export const kinds = [
  /** It was completed or closed, and goes on; no row says that it was reopened. */
  "reopened-without-marker",
  /** It is closed, and no row says that it was answered. */
  "closed-without-answer",
  /** The chart does not lead there, whatever else may have happened. */
  "not-allowed",
  /** A state that the map does not name. */
  "unknown-state",
  /** It lies before the row that it follows. */
  "time-goes-back",
] as const
export type Kind = (typeof kinds)[number]

/** Where a row leads, and what is wrong with that. */
export interface Move {
  readonly to: string
  readonly deviation: Kind | null
}

/** A way with the map of a log. */
export interface Track {
  readonly initial: string
  /** Null where the map passes the state over. */
  readonly move: (place: string, state: string) => Move | null
}

/** Prepares a way. */
export const trackOf = (lifecycle: Lifecycle.Lifecycle, { states }: LogMap): Track => {
  const { initial } = lifecycle
  if (states === "signals") return { initial, move: (place, said) => heard(lifecycle, place, said) }
  const found = new Map<string, Map<string, Move>>()
  return {
    initial,
    move: (place, state) => {
      const meaning = Object.hasOwn(states, state) ? states[state] : undefined
      if (meaning === undefined) return { to: place, deviation: "unknown-state" }
      if (meaning === null) return null
      const known = found.get(place) ?? new Map<string, Move>()
      found.set(place, known)
      const move = known.get(state) ?? searched(lifecycle, place.split("|"), meaning)
      known.set(state, move)
      return move
    },
  }
}

/** What is sure of a place: the states that all of its configurations have, outermost first. */
export const nameOf = (place: string): string => {
  const [first = [], ...others] = place.split("|").map((status) => status.split("."))
  return first.filter((state) => others.every((states) => states.includes(state))).join(".")
}

/** Whether a case is open there. */
export const isOpen = (place: string): boolean => place.startsWith("open")

// The log's own signals need no search: they are the chart's.
const heard = (lifecycle: Lifecycle.Lifecycle, place: string, signal: string): Move => {
  if (signal === "Registered" && place === lifecycle.initial) return { to: place, deviation: null }
  if (!Lifecycle.allows(lifecycle, place, signal)) return { to: place, deviation: "not-allowed" }
  return { to: Lifecycle.next(lifecycle, place, signal) ?? place, deviation: null }
}

type Statuses = ReadonlyArray<string>
type Goal = (status: string) => boolean

const searched = (lifecycle: Lifecycle.Lifecycle, from: Statuses, meaning: Meaning): Move => {
  const goal = goalOf(lifecycle, meaning)
  const reached = (more: Statuses) => reach(lifecycle, from, goal, [...meaning.by, ...more])
  const plainly = reached([])
  if (plainly.length > 0) return moved(plainly, null)
  for (const { kind, signals, explains } of omissions) {
    const found = reached(signals)
    if (found.length > 0 && explains(from, found)) return moved(found, kind)
  }
  // The log is believed as to where the case stands now, so that its other rows are judged alone.
  const standing = [...lifecycle.table.keys()].filter(goal)
  return moved(standing.length > 0 ? standing : from, "not-allowed")
}

const moved = (statuses: Statuses, deviation: Kind | null): Move => ({
  to: statuses.join("|"),
  deviation,
})

interface Omission {
  readonly kind: Kind
  /** What may have happened and was not logged. */
  readonly signals: Statuses
  readonly explains: (from: Statuses, to: Statuses) => boolean
}

const isClosed = (status: string): boolean => status.startsWith("closed")

/** What logs leave out. */
const omissions: ReadonlyArray<Omission> = [
  {
    kind: "reopened-without-marker",
    signals: ["WordHeard", "Disputed", "Reopened"],
    explains: (from) => !from.some(isOpen),
  },
  {
    kind: "closed-without-answer",
    signals: ["DiagnosisStarted", "CauseFound", "Answered", "Completed"],
    explains: (from, to) => from.every(isOpen) && to.every(isClosed),
  },
]

const goalOf = ({ table }: Lifecycle.Lifecycle, { to, not }: Meaning): Goal => {
  const targets = listed(to).map((target) => target.split("."))
  return (status) => {
    const states = table.get(status)?.states
    if (states === undefined || (not !== undefined && states.has(not))) return false
    return targets.some((target) => target.every((state) => states.has(state)))
  }
}

// From each configuration as few signals as lead to the goal; all ends that are equally near.
const reach = (
  lifecycle: Lifecycle.Lifecycle,
  from: Statuses,
  goal: Goal,
  by: Statuses,
): Statuses => [...new Set(from.flatMap((status) => nearest(lifecycle, status, goal, by)))]

const nearest = (
  { table }: Lifecycle.Lifecycle,
  from: string,
  goal: Goal,
  by: Statuses,
): Statuses => {
  const may = new Set(by)
  const seen = new Set([from])
  let ring: Statuses = [from]
  while (ring.length > 0) {
    const ends = ring.filter(goal)
    if (ends.length > 0) return ends
    const next = ring.flatMap((status) => [...(table.get(status)?.next ?? [])])
    const taken = next.filter(([signal]) => may.has(signal) || may.has(headOf(signal)))
    ring = [...new Set(taken.map(([, status]) => status))].filter((status) => !seen.has(status))
    for (const status of ring) seen.add(status)
  }
  return []
}

const headOf = (signal: string): string => signal.split(".", 1)[0] ?? signal
