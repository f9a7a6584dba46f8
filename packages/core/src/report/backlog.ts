// What was open at the end of a period, and for how long.
import { type Asked, untilOf } from "./asked.ts"
import { type Life, phaseOf, standingBefore } from "./Life.ts"

/**
 * The ages that part the counts, in days of 24 hours since the registration: below the first,
 * from each (inclusive) to the next, and from the last on.
 */
export const ageDays: ReadonlyArray<number> = [1, 3, 7, 30, 90]

const dayMillis = 86_400_000

/** Open tickets of a line or of a request type. */
export interface BacklogBy {
  readonly by: "line" | "requestType"
  readonly value: string
  /** As many counts as `ageDays` has, and one. */
  readonly ages: ReadonlyArray<number>
}

/** What was open at the end. */
export interface Backlog {
  readonly ages: ReadonlyArray<number>
  /** Beside it: completed tickets, whose customer's word was awaited. */
  readonly completed: number
  readonly by: ReadonlyArray<BacklogBy>
}

/** The backlog under way. */
export const backlog = (asked: Asked) => {
  const ages = none()
  let completed = 0
  const parts = new Map<string, BacklogBy & { readonly ages: Array<number> }>()
  const count = (by: BacklogBy["by"], value: string, age: number) => {
    const key = JSON.stringify([by, value])
    const part = parts.get(key) ?? { by, value, ages: none() }
    parts.set(key, part)
    increment(part.ages, age)
  }
  return {
    add: (life: Life): void => {
      const standing = standingBefore(life, asked.to)
      const phase = phaseOf(standing)
      if (phase === "completed") completed += 1
      if (phase !== "open") return
      const age = placeOf(untilOf(asked) - life.state.registeredAt)
      increment(ages, age)
      count("line", standing.line, age)
      count("requestType", life.state.requestType, age)
    },
    backlog: (): Backlog => {
      const sorted = [...parts].toSorted(([a], [b]) => (a < b ? -1 : 1))
      return { ages, completed, by: sorted.map(([, part]) => part) }
    },
  }
}

const none = (): Array<number> => Array.from({ length: ageDays.length + 1 }, () => 0)

const increment = (ages: Array<number>, place: number): void => {
  ages[place] = (ages[place] ?? 0) + 1
}

const placeOf = (ageMillis: number): number =>
  ageDays.filter((days) => ageMillis >= days * dayMillis).length
