// How long tickets stood where, within a period.
import * as WorkingTime from "../calendar/WorkingTime.ts"
import { type Asked, untilOf } from "./asked.ts"
import { type Life, statesOf } from "./Life.ts"
import { type Lengths, spread, type Spread } from "./spread.ts"

/** The time that tickets spent in a state, for each ticket that was there at all. */
export interface StateTime {
  readonly state: string
  readonly tickets: number
  readonly elapsed: Lengths
  /** By the calendar of the ticket's contract, else of its process. */
  readonly working: Lengths
}

/** By the state of the work, and, of open tickets, by whose turn it was. */
export interface StateTimes {
  readonly work: ReadonlyArray<StateTime>
  readonly turn: ReadonlyArray<StateTime>
}

/** One ticket's time in a state. */
interface Spent {
  elapsedMillis: number
  workingMillis: number
}

interface Spreads {
  readonly elapsed: Spread
  readonly working: Spread
  tickets: number
}

/** Times under way. */
export const times = (asked: Asked) => {
  const regions = { work: new Map<string, Spreads>(), turn: new Map<string, Spreads>() }
  return {
    add: (life: Life): void => {
      const { work, turn } = spentIn(asked, life)
      addAll(regions.work, work)
      addAll(regions.turn, turn)
    },
    rows: (): StateTimes => ({ work: rowsOf(regions.work), turn: rowsOf(regions.turn) }),
  }
}

const spentIn = (asked: Asked, life: Life) => {
  const [work, turn] = [new Map<string, Spent>(), new Map<string, Spent>()]
  const { standings, time } = life
  for (const [index, standing] of standings.entries()) {
    const start = Math.max(asked.from, standing.from)
    const end = Math.min(untilOf(asked), standings[index + 1]?.from ?? Infinity)
    if (end <= start) continue
    const spent = {
      elapsedMillis: end - start,
      workingMillis: WorkingTime.between(time, start, end),
    }
    const states = statesOf(standing)
    addSpent(work, states.work, spent)
    addSpent(turn, states.turn, spent)
  }
  return { work, turn }
}

const addSpent = (all: Map<string, Spent>, state: string | undefined, spent: Spent): void => {
  if (state === undefined) return
  const sum = all.get(state)
  if (sum === undefined) return void all.set(state, { ...spent })
  sum.elapsedMillis += spent.elapsedMillis
  sum.workingMillis += spent.workingMillis
}

const addAll = (region: Map<string, Spreads>, spent: ReadonlyMap<string, Spent>): void => {
  for (const [state, { elapsedMillis, workingMillis }] of spent) {
    const sum = region.get(state) ?? { elapsed: spread(), working: spread(), tickets: 0 }
    region.set(state, sum)
    sum.tickets += 1
    sum.elapsed.add(elapsedMillis)
    sum.working.add(workingMillis)
  }
}

const rowsOf = (region: ReadonlyMap<string, Spreads>): ReadonlyArray<StateTime> =>
  [...region]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([state, { tickets, elapsed, working }]) => ({
      state,
      tickets,
      elapsed: elapsed.lengths(),
      working: working.lengths(),
    }))
