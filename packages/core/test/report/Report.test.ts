// Reports on whole small lives, with figures that were counted by hand. Work is from Monday to
// Friday, 09:00 to 18:00; the 2nd of March is a Monday.
import { describe, expect, it } from "vitest"
import type { Run } from "../../src/report/Life.ts"
import {
  answered,
  asked,
  completed,
  customer,
  type Entry,
  escalated,
  informed,
  march,
  raised,
  turn,
} from "../sla/story.ts"
import { contract, endOfApril, hourMillis, lifeNamed, opened, reportOn } from "./lives.ts"

const known = (name: string, ...entries: ReadonlyArray<Entry>) =>
  lifeNamed(name, endOfApril, ...entries)

const logged = (minutes: number) => ({ type: "WorkLogged", minutes, worker: "boris" }) as const
const disputed = { type: "Disputed", word: null, files: [] } as const

// Answered after three hours, asked in between for two of them, confirmed the next morning.
const kept = known(
  "T-1",
  [march(2, 9), opened({ contract: contract("acme") })],
  [march(2, 10), asked],
  [march(2, 10), turn("customers")],
  [march(2, 12), { type: "MessageReceived", answers: [2], files: [] }, { by: customer }],
  [march(2, 12), turn("ours")],
  [march(2, 12, 30), informed],
  [march(2, 13), answered],
  [march(2, 13), completed],
  [march(3, 9), { type: "Confirmed" }, { by: customer }],
)
// Due on Wednesday at 13:00, raised and escalated an hour before, answered on Thursday, disputed.
const late = known(
  "T-2",
  [march(4, 9), opened({ contract: contract("beta"), requestType: "incident" })],
  [march(4, 12), raised("high", "low")],
  [march(4, 12), escalated("second", "first")],
  [march(5, 10), answered],
  [march(5, 10), completed],
  [march(6, 10), disputed, { by: customer }],
)
const withdrawn = known(
  "T-3",
  [march(30, 17), opened()],
  [march(30, 17, 30), { type: "Withdrawn" }, { by: customer }],
)
const untouched = known("T-4", [march(31, 17), opened({ contract: contract("acme") })])
const lives = [kept, late, withdrawn, untouched]

const clockOf = (report: ReturnType<typeof reportOn>, id: string) =>
  report.clocks.find(({ clock }) => clock === id)

describe("compliance", () => {
  const report = reportOn(lives)

  it("a run counts where its verdict fell: met at its end, breached when it was due", () => {
    expect(clockOf(report, "firstResponse")).toEqual({
      clock: "firstResponse",
      met: 1,
      breached: 1,
      running: 1,
      cancelled: 1,
      share: 0.5,
    })
    // Of T-2 six of the sixteen hours are left when it is disputed on Friday at 10:00.
    expect(clockOf(report, "resolution")).toMatchObject({ met: 2, breached: 1, running: 1 })
  })

  it("what was met or due after the period was running at its end", () => {
    const early = reportOn(lives, { to: march(4, 13) })
    expect(clockOf(early, "firstResponse")).toMatchObject({ met: 1, breached: 0, running: 1 })
    const later = reportOn(lives, { from: march(4, 13) })
    expect(clockOf(later, "firstResponse")).toMatchObject({ met: 0, breached: 1, running: 1 })
    const april = reportOn(lives, { from: march(32, 0), to: march(62, 0) })
    expect(clockOf(april, "firstResponse")).toMatchObject({ met: 0, breached: 1, running: 0 })
  })

  it("contract and type are those known by now, priority and line those of the verdict", () => {
    const rows = report.compliance.filter(({ clock }) => clock === "firstResponse")
    const breached = rows.filter((row) => row.breached > 0).map(({ by, value }) => [by, value])
    expect(breached).toEqual([
      ["contract", "beta"],
      ["line", "second"],
      ["priority", "high"],
      ["requestType", "incident"],
    ])
    const before = reportOn([late], { to: march(4, 12) })
    expect(before.compliance.find(({ by }) => by === "priority")).toMatchObject({ value: "low" })
  })

  it("is told by what is known then, and nothing later", () => {
    const unaware = lifeNamed(
      "T-1",
      march(2, 12),
      [march(2, 9), opened()],
      [march(2, 12, 30), informed],
    )
    const then = reportOn([unaware], { asOf: march(2, 12) })
    expect(clockOf(then, "firstResponse")).toMatchObject({ met: 0, running: 1 })
  })
})

describe("breaches", () => {
  it("are listed by when they were due, each with why", () => {
    const { breaches } = reportOn(lives)
    expect(breaches.more).toBe(0)
    expect(breaches.first).toMatchObject([
      {
        number: "T-2",
        clock: "firstResponse",
        at: march(4, 13),
        priority: "high",
        line: "second",
        contract: "beta",
        requestType: "incident",
        explanation: {
          status: "breached",
          dueAt: march(4, 13),
          endedAt: march(5, 10),
          spentMillis: 10 * hourMillis,
          targetMillis: 4 * hourMillis,
          stretches: [],
        },
      },
      { number: "T-2", clock: "resolution", at: march(6, 16) },
    ])
  })
})

describe("times", () => {
  const { times } = reportOn([kept, late], { to: march(6, 0) })

  it("tell each state's whole time, elapsed and working, and the middle ticket's", () => {
    const registered = times.work.find(({ state }) => state === "registered")
    expect(registered).toEqual({
      state: "registered",
      tickets: 2,
      // Four hours of T-1 and three of T-2.
      elapsed: { totalMillis: 7 * hourMillis, medianMinutes: 180, p90Minutes: 240 },
      working: { totalMillis: 7 * hourMillis, medianMinutes: 180, p90Minutes: 240 },
    })
    const waiting = times.work.find(({ state }) => state === "awaitingWord")
    // T-1 from Monday 13:00 to Tuesday 09:00, T-2 from Thursday 10:00 to the end of that day.
    expect(waiting).toMatchObject({
      elapsed: { totalMillis: 34 * hourMillis },
      working: { totalMillis: 13 * hourMillis, medianMinutes: 300, p90Minutes: 480 },
    })
  })

  it("tell of open tickets whose turn it was", () => {
    expect(times.turn.map(({ state, elapsed }) => [state, elapsed.totalMillis])).toEqual([
      ["customers", 2 * hourMillis],
      // Two hours of T-1, and T-2 from Wednesday 09:00 to Thursday 10:00.
      ["ours", 27 * hourMillis],
    ])
  })
})

describe("shares", () => {
  it("count each request that was registered in the period once", () => {
    expect(reportOn(lives).shares).toEqual({
      registered: 4,
      reopened: 0,
      disputed: 1,
      clarified: 1,
      escalated: 1,
      rejected: 0,
    })
    const again = known(
      "T-5",
      [march(2, 9), opened()],
      [march(2, 10), { type: "Withdrawn" }, { by: customer }],
      [march(33, 9), { type: "Reopened", word: null, files: [] }, { by: customer }],
      [march(33, 10), { type: "Rejected", reason: "spam", duplicateOf: null }],
    )
    // In April, and yet of a request of March.
    expect(reportOn([again]).shares).toMatchObject({ registered: 1, reopened: 1, rejected: 1 })
    expect(reportOn(lives, { from: march(4, 9) }).shares).toMatchObject({ registered: 3 })
    expect(reportOn(lives, { to: march(4, 9) }).shares).toMatchObject({ registered: 1 })
  })
})

describe("backlog", () => {
  it("tells what was open at the end and since when, by line and type", () => {
    expect(reportOn(lives).backlog).toEqual({
      // T-4 is of the last day, T-2 of 27 days before.
      ages: [1, 0, 0, 1, 0, 0],
      completed: 0,
      by: [
        { by: "line", value: "first", ages: [1, 0, 0, 0, 0, 0] },
        { by: "line", value: "second", ages: [0, 0, 0, 1, 0, 0] },
        { by: "requestType", value: "incident", ages: [0, 0, 0, 1, 0, 0] },
        { by: "requestType", value: "request", ages: [1, 0, 0, 0, 0, 0] },
      ],
    })
    const then = reportOn(lives, { to: march(2, 20) }).backlog
    expect(then).toMatchObject({ ages: [0, 0, 0, 0, 0, 0], completed: 1 })
  })
})

describe("work", () => {
  const quota = contract("acme", { quota: { hours: 2, per: "month" } })
  const ofTerm = contract("beta", { quota: { requests: 3, per: "term" } })
  const ours = (name: string, day: number, pinned: typeof quota) =>
    known(
      name,
      [march(day, 9), opened({ contract: pinned })],
      [march(day, 10), logged(45)],
      [march(day, 11), logged(60)],
    )
  const worked = [ours("T-1", 3, quota), ours("T-2", -4, ofTerm), ours("T-3", 4, ofTerm)]

  it("is told against the quota of a month, or of the whole term", () => {
    expect(reportOn(worked).work).toEqual([
      {
        contract: { id: "acme", version: "1" },
        minutes: 105,
        requests: 1,
        quota: { unit: "hours", per: "month", used: 1.75, allowed: 2 },
      },
      {
        contract: { id: "beta", version: "1" },
        minutes: 105,
        requests: 1,
        quota: { unit: "requests", per: "term", used: 2, allowed: 3 },
      },
    ])
  })

  it("a quota of months allows nothing in a period that is none", () => {
    const [acme] = reportOn(worked, { to: march(31, 0) }).work
    expect(acme?.quota).toEqual({ unit: "hours", per: "month", used: 1.75, allowed: null })
    const [twice] = reportOn(worked, { from: march(-27, 0) }).work
    expect(twice?.quota?.allowed).toBe(4)
  })
})

describe("flow", () => {
  it("tells date by date what was opened, answered and closed", () => {
    const { flow } = reportOn(lives, { to: march(6, 0) })
    expect(flow).toEqual({
      by: "date",
      rows: [
        { date: "2026-03-01", opened: 0, answered: 0, closed: 0 },
        { date: "2026-03-02", opened: 1, answered: 1, closed: 0 },
        { date: "2026-03-03", opened: 0, answered: 0, closed: 1 },
        { date: "2026-03-04", opened: 1, answered: 0, closed: 0 },
        { date: "2026-03-05", opened: 0, answered: 1, closed: 0 },
      ],
    })
  })

  it("a ticket that was taken up again is closed twice", () => {
    const again = known(
      "T-5",
      [march(2, 9), opened()],
      [march(2, 10), { type: "Withdrawn" }, { by: customer }],
      [march(3, 9), { type: "Reopened", word: null, files: [] }, { by: customer }],
      [march(4, 10), { type: "Withdrawn" }, { by: customer }],
    )
    const { flow, times } = reportOn([again], { to: march(5, 0) })
    expect(flow.rows.map(({ closed }) => closed)).toEqual([0, 1, 0, 1])
    // An hour of Monday, and from Tuesday 09:00 to Wednesday 10:00.
    expect(times.turn).toMatchObject([{ elapsed: { totalMillis: 26 * hourMillis } }])
  })

  it("tells a long period by its weeks, from Monday on", () => {
    const { flow } = reportOn(lives, { to: march(90, 0) })
    expect(flow.by).toBe("week")
    expect(flow.rows.slice(0, 2)).toEqual([
      { date: "2026-02-23", opened: 0, answered: 0, closed: 0 },
      { date: "2026-03-02", opened: 2, answered: 2, closed: 1 },
    ])
  })
})

const listed = (over: object) => reportOn(lives, { requests: true, ...over }).requests.first
const numbers = (over: object) => listed(over).map(({ number }) => number)

const resolutionAt = (to: number) =>
  listed({ to })[0]?.clocks.find(({ clock }) => clock === "resolution")

describe("requests", () => {
  it("are listed where they are asked for: what was open in the period", () => {
    expect(reportOn(lives).requests).toEqual({ first: [], more: 0 })
    expect(numbers({})).toEqual(["T-1", "T-2", "T-3", "T-4"])
    expect(numbers({ from: march(3, 9) })).toEqual(["T-2", "T-3", "T-4"])
    expect(numbers({ from: march(3, 8), to: march(4, 9) })).toEqual(["T-1"])
    expect(numbers({ contract: "acme" })).toEqual(["T-1", "T-4"])
  })

  it("are not those that rested all through it, and were taken up again later", () => {
    const again = known(
      "T-5",
      [march(2, 9), opened()],
      [march(2, 10), { type: "Withdrawn" }, { by: customer }],
      [march(20, 9), { type: "Reopened", word: null, files: [] }, { by: customer }],
    )
    const between = (from: number, to: number) =>
      reportOn([again], { requests: true, from, to }).requests.first.length
    expect(between(march(5, 0), march(10, 0))).toBe(0)
    expect(between(march(5, 0), march(21, 0))).toBe(1)
    expect(between(march(21, 0), march(22, 0))).toBe(1)
  })

  it("stand in the order of their registration, whatever their ids", () => {
    const later = known("T-0", [march(3, 9), opened()])
    const { first } = reportOn([later, kept], { requests: true }).requests
    expect(first.map(({ number }) => number)).toEqual(["T-1", "T-0"])
  })

  it("have clocks that ran, stood and were due as the end of the period found them", () => {
    // Sixteen hours of work, two of which it stood.
    expect(resolutionAt(march(2, 10))).toMatchObject({ kind: "running", dueAt: march(3, 16) })
    expect(resolutionAt(march(2, 11))).toMatchObject({ kind: "paused", at: null, dueAt: null })
    expect(resolutionAt(march(2, 13))).toMatchObject({ kind: "running", dueAt: march(3, 18) })
    expect(resolutionAt(march(3, 9))).toMatchObject({ kind: "paused", endedAt: null })
    // What is not known to have happened has not, though it would be due by the end.
    const young = lifeNamed("T-5", march(2, 10), [march(2, 9), opened()])
    const [open] = reportOn([young], { requests: true }).requests.first
    expect(open?.clocks.map(({ kind }) => kind)).toEqual(["running", "running"])
  })

  it("are told as the end of the period found them", () => {
    const [first] = listed({ to: march(2, 13) })
    expect(first).toMatchObject({ status: "open.registered.ours", closedAt: null })
    const run = (clock: string): Partial<Run> | undefined =>
      first?.clocks.find((each) => each.clock === clock)
    expect(run("firstResponse")).toMatchObject({ kind: "met", at: march(2, 12, 30) })
    expect(run("resolution")).toMatchObject({ kind: "running", at: null, endedAt: null })
    const [closed] = listed({})
    expect(closed).toMatchObject({ status: "closed.confirmed", closedAt: march(3, 9) })
  })
})

it("a contract and a customer part what a report is about", () => {
  expect(reportOn(lives, { contract: "acme" }).tickets).toBe(2)
  expect(reportOn(lives, { customer: "nobody" }).tickets).toBe(0)
  expect(reportOn(lives, { to: march(4, 9) }).tickets).toBe(1)
})
