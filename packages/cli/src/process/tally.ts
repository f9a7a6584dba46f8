// What becomes of tickets on another version, added up over the pages of a store.
import type { MigrationReport, StrandedTicket } from "@upkeep/core"

/** The most tickets of one group that are named. */
export const samplesAtMost = 5

/** Tickets that stay where they are by one rule in one state, and some of them. */
export interface Group {
  readonly rule: StrandedTicket["rule"]
  /** The state of their work, or of their completion. */
  readonly state: string
  readonly count: number
  readonly samples: ReadonlyArray<Pick<StrandedTicket, "ticketId" | "number">>
}

/** The tickets of all pages so far. */
export interface Tally {
  readonly moved: number
  readonly unchanged: number
  readonly others: number
  readonly refused: ReadonlyArray<Group>
}

export const nothing: Tally = { moved: 0, unchanged: 0, others: 0, refused: [] }

/** The tally with one more page. */
export const withPage = (
  tally: Tally,
  { moved, unchanged, others, refused }: MigrationReport,
): Tally => ({
  moved: tally.moved + moved.length,
  unchanged: tally.unchanged + unchanged,
  others: tally.others + others,
  refused: refused.reduce(withTicket, tally.refused),
})

const withTicket = (
  groups: ReadonlyArray<Group>,
  { rule, status, ticketId, number }: StrandedTicket,
): ReadonlyArray<Group> => {
  const [, state = status] = status.split(".")
  const isIts = (group: Group) => group.rule === rule && group.state === state
  const { count, samples } = groups.find(isIts) ?? { count: 0, samples: [] }
  const more = samples.length < samplesAtMost ? [{ ticketId, number }] : []
  const group = { rule, state, count: count + 1, samples: [...samples, ...more] }
  return [...groups.filter((each) => !isIts(each)), group]
}

/** A group in words: `NoPlace  3 in approval: T-1, T-2, T-3`. */
export const groupLine = ({ rule, state, count, samples }: Group): string => {
  const more = count > samples.length ? ", …" : ""
  return `${rule}  ${count} in ${state}: ${samples.map(({ number }) => number).join(", ")}${more}`
}

/** How many tickets a tally counted that stay. */
export const refusedIn = ({ refused }: Tally): number =>
  refused.reduce((sum, { count }) => sum + count, 0)
