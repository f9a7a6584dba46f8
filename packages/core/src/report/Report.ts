// What a desk did in a period, from its journals alone: sums that grow ticket by ticket, in memory
// that grows with contracts, clocks and dates, and not with tickets.
//
// Everything is told by what is known now (`asOf`), and each fact counts when it truly happened. So
// a report of last month may change where something of last month comes to light, and two halves of
// a period add up to the whole. What was open at the end is a look at that instant.
import type { Asked } from "./asked.ts"
import { type Backlog, backlog } from "./backlog.ts"
import { type Breach, breaches } from "./breaches.ts"
import { compliance, type Compliance, type ComplianceBy } from "./compliance.ts"
import type { Listed } from "./first.ts"
import { type Flow, flow } from "./flow.ts"
import type { Life } from "./Life.ts"
import { type Request, requests } from "./requests.ts"
import { type Shares, shares } from "./shares.ts"
import { type StateTimes, times } from "./times.ts"
import { type Work, work } from "./work.ts"

export type { Asked } from "./asked.ts"
export { ageDays, type Backlog, type BacklogBy } from "./backlog.ts"
export { type Breach, breachesAtMost } from "./breaches.ts"
export type { Compliance, ComplianceBy, Counts, Dimension } from "./compliance.ts"
export type { Listed } from "./first.ts"
export { datesAtMost, type Flow, type FlowOf } from "./flow.ts"
export type { Life, Run, Standing } from "./Life.ts"
export { type Request, requestsAtMost } from "./requests.ts"
export type { Shares } from "./shares.ts"
export type { Lengths } from "./spread.ts"
export type { StateTime, StateTimes } from "./times.ts"
export type { Quota, Work } from "./work.ts"

/** What a desk did in a period, as JSON. Times are epoch milliseconds. */
export interface Report {
  readonly asked: Asked
  /** The tickets that it is about: registered before the end of the period. */
  readonly tickets: number
  /** Tickets whose journals are damaged; they are counted nowhere else. */
  readonly unread: number
  /** The runs of each clock, and the same by contract, type, priority and line. */
  readonly clocks: ReadonlyArray<Compliance>
  readonly compliance: ReadonlyArray<ComplianceBy>
  readonly breaches: Listed<Breach>
  readonly times: StateTimes
  readonly shares: Shares
  readonly backlog: Backlog
  readonly work: ReadonlyArray<Work>
  readonly flow: Flow
  /** Empty unless they are asked for. */
  readonly requests: Listed<Request>
}

/** A report under way. */
export interface Tally {
  /** Adds a ticket; the order makes no difference. */
  readonly add: (life: Life) => void
  /** Counts a ticket that cannot be read. */
  readonly addUnread: () => void
  /** What was added so far. */
  readonly report: () => Report
}

/**
 * Begins a report without a ticket.
 *
 * @example
 * const asked = { ...Period.ofMonth("2026-03", "UTC").success, asOf: 0, timeZone: "UTC" }
 * Report.tally(asked).report().shares.registered // => 0
 */
export const tally = (asked: Asked): Tally => {
  let [tickets, unread] = [0, 0]
  const parts = partsOf(asked)
  return {
    add: (life) => {
      if (!isAsked(asked, life)) return
      tickets += 1
      for (const run of life.runs) {
        parts.compliance.add(life, run)
        parts.breaches.add(life, run)
      }
      for (const part of [parts.times, parts.shares, parts.backlog, parts.work]) part.add(life)
      for (const part of [parts.flow, parts.requests]) part.add(life)
    },
    addUnread: () => {
      unread += 1
    },
    report: () => ({
      asked,
      tickets,
      unread,
      ...parts.compliance.rows(),
      breaches: parts.breaches.listed(),
      times: parts.times.rows(),
      shares: parts.shares.shares(),
      backlog: parts.backlog.backlog(),
      work: parts.work.rows(),
      flow: parts.flow.flow(),
      requests: parts.requests.listed(),
    }),
  }
}

const partsOf = (asked: Asked) => ({
  compliance: compliance(asked),
  breaches: breaches(asked),
  times: times(asked),
  shares: shares(asked),
  backlog: backlog(asked),
  work: work(asked),
  flow: flow(asked),
  requests: requests(asked),
})

const isAsked = ({ to, contract, customer }: Asked, { state }: Life): boolean =>
  state.registeredAt < to &&
  (contract === undefined || state.contract?.id === contract) &&
  (customer === undefined || state.customer === customer)
