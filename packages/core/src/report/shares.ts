// What became of the requests that were registered in a period, by all that is known now: counted
// by the period of the registration, each request once, so that two halves add up to the whole.
import type { EventType } from "../ticket/Event.ts"
import { type Asked, isIn } from "./asked.ts"
import type { Life } from "./Life.ts"

/** Of the requests registered in the period, to how many it happened at least once. */
export interface Shares {
  readonly registered: number
  /** Taken up again after they were closed. */
  readonly reopened: number
  /** The customer disagreed with the answer. */
  readonly disputed: number
  /** The customer was asked a question. */
  readonly clarified: number
  /** Handed to another line. */
  readonly escalated: number
  readonly rejected: number
}

const eventOf = {
  reopened: "Reopened",
  disputed: "Disputed",
  clarified: "InformationRequested",
  escalated: "Escalated",
  rejected: "Rejected",
} as const satisfies { readonly [share in Exclude<keyof Shares, "registered">]: EventType }

/** Shares under way. */
export const shares = (asked: Asked) => {
  const sum = { registered: 0, reopened: 0, disputed: 0, clarified: 0, escalated: 0, rejected: 0 }
  return {
    add: ({ state, journal }: Life): void => {
      if (!isIn(asked, state.registeredAt)) return
      const types = new Set(journal.map(({ event }) => event.type))
      sum.registered += 1
      if (types.has(eventOf.reopened)) sum.reopened += 1
      if (types.has(eventOf.disputed)) sum.disputed += 1
      if (types.has(eventOf.clarified)) sum.clarified += 1
      if (types.has(eventOf.escalated)) sum.escalated += 1
      if (types.has(eventOf.rejected)) sum.rejected += 1
    },
    shares: (): Shares => ({ ...sum }),
  }
}
