// Laws of reports: parts add up, the order of tickets makes no difference, nor does a cut in time.
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Report from "../../src/report/Report.ts"
import type { Actor } from "../../src/ticket/Command.ts"
import { type Event, signalOf } from "../../src/ticket/Event.ts"
import * as Lifecycle from "../../src/ticket/Lifecycle.ts"
import { statusAfter } from "../../src/ticket/Ticket.ts"
import { agent, customer, type Entry, march } from "../sla/story.ts"
import { contract, endOfApril, hourMillis, inMarch, lifeNamed, opened, process } from "./lives.ts"

const files = { files: [] }
const pool: ReadonlyArray<Event> = [
  { type: "Assigned", assignee: "boris" },
  { type: "DiagnosisStarted" },
  { type: "InformationRequested", ...files },
  { type: "TurnPassed", to: "customers" },
  { type: "TurnPassed", to: "ours" },
  { type: "MessageReceived", answers: [], ...files },
  { type: "Informed", ...files },
  { type: "PriorityChanged", from: "low", to: "high" },
  { type: "Escalated", from: "first", to: "second" },
  { type: "CauseFound", cause: "productFault", module: null },
  { type: "Answered", ...files },
  { type: "Completed" },
  { type: "WordHeard" },
  { type: "Thanked" },
  { type: "Disputed", word: null, ...files },
  { type: "Confirmed" },
  { type: "Withdrawn" },
  { type: "Reopened", word: null, ...files },
  { type: "WorkLogged", minutes: 25, worker: "boris" },
]

const step = fc.record({
  // Of those that the chart allows.
  choice: fc.nat(1_000),
  by: fc.constantFrom<Actor>(agent, customer),
  movedHours: fc.constantFrom(0, 1, 5, 24, 100),
})

const ticket = fc.record({
  day: fc.integer({ min: -10, max: 40 }),
  contract: fc.constantFrom(null, contract("acme"), contract("beta")),
  requestType: fc.constantFrom("request", "incident"),
  steps: fc.array(step, { maxLength: 14, size: "max" }),
})

type Ticket = typeof ticket extends fc.Arbitrary<infer T> ? T : never

const lifeOf = ({ day, steps, ...pinned }: Ticket, index: number): Report.Life => {
  let at = march(day, 10)
  let status = process.lifecycle.initial
  const entries: Array<Entry> = [[at, opened(pinned)]]
  for (const { choice, by, movedHours } of steps) {
    const allowed = pool.filter((event) =>
      Lifecycle.allows(process.lifecycle, status, signalOf(event)),
    )
    const event = allowed[choice % allowed.length]
    if (event === undefined) break
    at += movedHours * hourMillis
    status = statusAfter(process.lifecycle, status, event)
    entries.push([at, event, { by }])
  }
  return lifeNamed(`T-${String(index).padStart(3, "0")}`, endOfApril, ...entries)
}

const portfolio = fc.array(ticket, { maxLength: 8 }).map((tickets) => tickets.map(lifeOf))

const reportOn = (lives: ReadonlyArray<Report.Life>, over: Partial<Report.Asked> = {}) => {
  const { add, report } = Report.tally({ ...inMarch, requests: true, ...over })
  for (const life of lives) add(life)
  return report()
}

type Counts = Omit<Report.Counts, "running">

const countsOf = (rows: ReadonlyArray<Report.Counts>): Counts =>
  rows.reduce(
    (sum, { met, breached, cancelled }) => ({
      met: sum.met + met,
      breached: sum.breached + breached,
      cancelled: sum.cancelled + cancelled,
    }),
    { met: 0, breached: 0, cancelled: 0 },
  )

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((a, b) => a + b, 0)

const totalOf = ({ elapsed }: Report.StateTime) => elapsed.totalMillis
const isOpen = ({ state }: Report.StateTime) => !["awaitingWord", "heard"].includes(state)

const spentIn = ({ times }: Report.Report) =>
  sum(times.work.flatMap(({ elapsed, working }) => [elapsed.totalMillis, working.totalMillis]))
const workedIn = ({ work }: Report.Report) => sum(work.map(({ minutes }) => minutes))

const runs = { numRuns: 500 }

describe("a report", () => {
  it("has parts by every dimension that add up to the runs of each clock", () => {
    let found = 0
    fc.assert(
      fc.property(portfolio, (lives) => {
        const { clocks, compliance } = reportOn(lives)
        for (const total of clocks)
          for (const by of ["contract", "requestType", "priority", "line"]) {
            const parts = compliance.filter((row) => row.by === by && row.clock === total.clock)
            expect(countsOf(parts)).toEqual(countsOf([total]))
            expect(sum(parts.map(({ running }) => running))).toBe(total.running)
            found += total.met + total.breached
          }
      }),
      runs,
    )
    expect(found).toBeGreaterThan(0)
  })

  it("lists the breaches that it counts, and counts the backlog alike by line and by type", () => {
    fc.assert(
      fc.property(portfolio, (lives) => {
        const { clocks, breaches, backlog } = reportOn(lives)
        expect(breaches.first.length + breaches.more).toBe(countsOf(clocks).breached)
        for (const by of ["line", "requestType"]) {
          const parts = backlog.by.filter((part) => part.by === by)
          const ages = backlog.ages.map((_, age) => sum(parts.map((part) => part.ages[age] ?? 0)))
          expect(ages).toEqual(backlog.ages)
        }
      }),
      runs,
    )
  })

  it("of an open ticket's time gives to the turns what the states of its work have", () => {
    fc.assert(
      fc.property(portfolio, (lives) => {
        const { times } = reportOn(lives)
        expect(sum(times.work.filter(isOpen).map(totalOf))).toBe(sum(times.turn.map(totalOf)))
        for (const { elapsed, working } of times.work)
          expect(working.totalMillis).toBeLessThanOrEqual(elapsed.totalMillis)
      }),
      runs,
    )
  })

  it("is the same in whatever order the tickets come", () => {
    fc.assert(
      fc.property(portfolio, fc.nat(100), (lives, turn) => {
        const cut = lives.length === 0 ? 0 : turn % lives.length
        const turned = [...lives.slice(cut), ...lives.slice(0, cut)].toReversed()
        expect(reportOn(turned)).toEqual(reportOn(lives))
      }),
      runs,
    )
  })

  it("of a period is the sum of those of its two parts, wherever it is cut", () => {
    const within = fc.integer({ min: 1, max: 31 * 24 - 1 })
    fc.assert(
      fc.property(portfolio, within, (lives, hours) => {
        const cut = inMarch.from + hours * hourMillis
        const whole = reportOn(lives)
        const parts = [reportOn(lives, { to: cut }), reportOn(lives, { from: cut })]
        expect(countsOf(parts.flatMap(({ clocks }) => clocks))).toEqual(countsOf(whole.clocks))
        expect(sum(parts.map(({ shares }) => shares.registered))).toBe(whole.shares.registered)
        expect(sum(parts.map(({ shares }) => shares.disputed))).toBe(whole.shares.disputed)
        expect(parts.flatMap(({ breaches }) => breaches.first)).toEqual(whole.breaches.first)
        expect(sum(parts.map(spentIn))).toBe(spentIn(whole))
        for (const name of ["opened", "answered", "closed"] as const) {
          const flowOf = ({ flow }: Report.Report) => sum(flow.rows.map((row) => row[name]))
          expect(sum(parts.map(flowOf))).toBe(flowOf(whole))
        }
        expect(sum(parts.map(workedIn))).toBe(workedIn(whole))
        expect(parts[1]?.backlog).toEqual(whole.backlog)
        expect(countsOf(parts[1]?.clocks ?? []).met).toBeLessThanOrEqual(countsOf(whole.clocks).met)
      }),
      runs,
    )
  })

  it("is JSON, and the same after it", () => {
    fc.assert(
      fc.property(portfolio, (lives) => {
        const report = reportOn(lives)
        expect(JSON.parse(JSON.stringify(report))).toEqual(report)
      }),
      { numRuns: 200 },
    )
  })
})
