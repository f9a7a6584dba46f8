// The requests of a period one by one, as its end found them.
import type { Asked } from "./asked.ts"
import { first, instantKey } from "./first.ts"
import { closingsOf } from "./flow.ts"
import { type Life, phaseOf, type Run, standingBefore } from "./Life.ts"

/** The most requests that a report lists, in the order of their registration; more are counted. */
export const requestsAtMost = 1_000

/** A request that was open or completed at any time of the period, or was registered in it. */
export interface Request {
  readonly ticketId: string
  readonly number: string
  /** Empty where it was forgotten. */
  readonly subject: string
  readonly requestType: string
  readonly registeredAt: number
  /** How it stood at the end of the period. */
  readonly status: string
  readonly priority: string | null
  /** When the customer was promised it by then. */
  readonly promisedAt: number | null
  /** Where it was closed at the end of the period, since when. */
  readonly closedAt: number | null
  /** The runs of its clocks as they stood at the end of the period. */
  readonly clocks: ReadonlyArray<Run>
}

/** Requests under way; subjects are found for those that are listed. */
export const requests = (asked: Asked) => {
  const { add, listed } = first<Request>(requestsAtMost)
  return {
    add: (life: Life): void => {
      if (asked.requests === true && wasAbout(asked, life))
        add(instantKey(life.state.registeredAt, life.state.ticketId), () => requestOf(asked, life))
    },
    listed,
  }
}

const wasAbout = ({ from, to }: Asked, { state, standings }: Life): boolean =>
  (from <= state.registeredAt && state.registeredAt < to) ||
  standings.some(
    (standing, index) =>
      phaseOf(standing) !== "closed" &&
      standing.from < to &&
      (standings[index + 1]?.from ?? Infinity) > from,
  )

const requestOf = ({ to }: Asked, life: Life): Request => {
  const { ticketId, number, requestType, registeredAt } = life.state
  const standing = standingBefore(life, to)
  const { status, priority, promisedAt } = standing
  const isClosed = phaseOf(standing) === "closed"
  return {
    ticketId,
    number,
    subject: "",
    requestType,
    registeredAt,
    status,
    priority,
    promisedAt,
    closedAt: isClosed ? (closingsOf(life).findLast((at) => at < to) ?? null) : null,
    clocks: life.runsBefore(to),
  }
}
