// What a log comes to, folded row by row in memory that does not grow with it.
import type { Judged, Standing } from "./judge.ts"
import { type Stay, type Stays, stays } from "./stays.ts"
import { type Kind, kinds, nameOf } from "./track.ts"

/** The most cases that are named for a kind of deviation: the first that have it. */
export const examplesAtMost = 5
/** The most pairs of place and state that are told apart for a kind; the rest is summed up. */
export const pairsAtMost = 200

/** From where to which state of the log rows deviated. */
export interface Pair {
  /**
   * What is sure of where the case stood: `completed.awaitingWord`, `closed`; empty at its first
   * row. Null: all others.
   */
  readonly from: string | null
  readonly state: string | null
  readonly events: number
}

/** A kind of deviation. */
export interface Deviation {
  readonly cases: number
  readonly events: number
  /** The first cases that have it. */
  readonly examples: ReadonlyArray<string>
  /** The most frequent first. */
  readonly pairs: ReadonlyArray<Pair>
}

/** What a log comes to. */
export interface Conformity {
  readonly cases: number
  /** Rows, those that the map passes over among them. */
  readonly events: number
  readonly passedOver: number
  /** Cases without a deviation. */
  readonly accepted: number
  /** The fraction of cases that are; 0 to 1. */
  readonly acceptedShare: number
  /** The fraction of rows without a deviation; 0 to 1. */
  readonly fitness: number
  /** By kind; a kind that was not met is not there. */
  readonly deviations: { readonly [kind in Kind]?: Deviation }
  /** By what is sure of a place. What comes after a case's last row is not known. */
  readonly states: { readonly [place: string]: Stay }
  /** Hand-overs back to the team that had handed over: A to B to A. */
  readonly pingPong: { readonly cases: number; readonly count: number }
  /** The fraction of cases in which work went on after completion or closing; 0 to 1. */
  readonly reopenedShare: number
}

/** Figures under way. */
export interface Figures {
  readonly add: (caseId: string, judged: Judged) => void
  /** A case of which there are no more rows. */
  readonly end: (standing: Standing) => void
  readonly conformity: () => Conformity
}

/** Begins without a row. */
export const figures = (): Figures => {
  const counts = { cases: 0, events: 0, passedOver: 0, deviating: 0, wrong: 0, reopened: 0 }
  const pingPong = { cases: 0, count: 0 }
  const found = new Map<Kind, Found>()
  const times = new Map<string, Stays>()
  return {
    add: (caseId, judged) => {
      const { before, after, deviations, isPassedOver, isReturn } = judged
      counts.events += 1
      counts.cases += one(before === undefined)
      counts.passedOver += one(isPassedOver)
      counts.wrong += one(deviations.length > 0)
      counts.deviating += one(after.deviations.length > 0 && !before?.deviations.length)
      counts.reopened += one(after.isReopened && before?.isReopened !== true)
      pingPong.count += one(isReturn)
      pingPong.cases += one(after.isReturned && before?.isReturned !== true)
      for (const kind of deviations) addDeviation(found, kind, caseId, judged)
      // A case begins where its first row puts it.
      if (before !== undefined && after.place !== before.place)
        staysIn(times, before.place).add(after.at - before.since)
    },
    end: ({ place, since, at }) => {
      if (at > since) staysIn(times, place).add(at - since)
    },
    conformity: () => ({
      ...sharesOf(counts),
      deviations: deviationsIn(found),
      states: Object.fromEntries([...times].map(([place, known]) => [place, known.stay()])),
      pingPong: { ...pingPong },
    }),
  }
}

const one = (is: boolean): number => (is ? 1 : 0)

interface Found {
  cases: number
  events: number
  readonly examples: Array<string>
  readonly pairs: Map<string, Pair>
}

const nothingFound = (): Found => ({ cases: 0, events: 0, examples: [], pairs: new Map() })

const staysIn = (times: Map<string, Stays>, place: string): Stays => {
  const name = nameOf(place)
  const known = times.get(name) ?? stays()
  times.set(name, known)
  return known
}

const addDeviation = (
  kinds: Map<Kind, Found>,
  kind: Kind,
  caseId: string,
  { before, event: { state } }: Judged,
): void => {
  const found = kinds.get(kind) ?? nothingFound()
  kinds.set(kind, found)
  const isFirstOfCase = before?.deviations.includes(kind) !== true
  found.events += 1
  found.cases += one(isFirstOfCase)
  if (isFirstOfCase && found.examples.length < examplesAtMost) found.examples.push(caseId)
  const from = before === undefined ? "" : nameOf(before.place)
  const key = JSON.stringify([from, state])
  const isToldApart = found.pairs.has(key) || found.pairs.size < pairsAtMost
  const pair = isToldApart ? { key, from, state } : { key: "", from: null, state: null }
  const { events = 0 } = found.pairs.get(pair.key) ?? {}
  found.pairs.set(pair.key, { from: pair.from, state: pair.state, events: events + 1 })
}

const deviationsIn = (found: ReadonlyMap<Kind, Found>): Conformity["deviations"] =>
  Object.fromEntries(
    kinds.flatMap((kind) => {
      const known = found.get(kind)
      if (known === undefined) return []
      const { cases, events, examples } = known
      const pairs = [...known.pairs.values()].toSorted((a, b) => b.events - a.events)
      return [[kind, { cases, events, examples: [...examples], pairs }]]
    }),
  )

interface Counts {
  readonly cases: number
  readonly events: number
  readonly passedOver: number
  readonly deviating: number
  readonly wrong: number
  readonly reopened: number
}

const sharesOf = ({ cases, events, passedOver, deviating, wrong, reopened }: Counts) => {
  const accepted = cases - deviating
  return {
    cases,
    events,
    passedOver,
    accepted,
    // Of nothing, nothing was refused.
    acceptedShare: cases === 0 ? 1 : accepted / cases,
    fitness: events === 0 ? 1 : (events - wrong) / events,
    reopenedShare: cases === 0 ? 0 : reopened / cases,
  }
}
