// What closes a request by itself, and what may open it again.
import { describe, expect, it } from "vitest"
import { standard } from "../../src/process/Standard.ts"
import { problemsOf, withClock } from "./made.ts"

const at = "policy.clocks[0].effect"
const labels = { en: "words", ru: "слова" }
const target = { calendarDays: 3 }
const silence = (state: string, over: object = {}) => ({
  effect: "close",
  target,
  starts: [{ enters: state }],
  stops: [{ leaves: state }],
  ...over,
})
const own = { ...withClock(silence("customers")), unanswered: true }
const typed = (id: string, unanswered?: boolean) => ({
  id,
  labels,
  ...(unanswered === undefined ? {} : { way: { unanswered } }),
})

describe("PR17 timer-needs-rule: only a silence closes a request", () => {
  const wrong = [`timer-needs-rule ${at}`]

  it.each(["awaitingWord", "customers"])("PR17 that of %s, and nothing beside it", (state) => {
    const said = (over: object) =>
      problemsOf({ ...withClock(silence(state, over)), unanswered: state === "customers" })
    const needsOne = state === "customers" ? ["missing-clock unanswered"] : []
    expect(said({})).toEqual([])
    for (const over of [
      { starts: [{ event: "Registered" }] },
      { starts: [{ enters: state }, { event: "Registered" }] },
      { starts: [{ enters: "heard" }] },
      { stops: [] },
      { stops: [{ leaves: "open" }] },
      { target: { workingMinutes: 60 }, pausesIn: ["customers"] },
      { target: { elapsedMinutes: 60 }, pauses: [{ event: "Noted" }] },
      { onBreach: [{ escalateTo: "second" }] },
    ])
      expect(said(over)).toEqual([...wrong, ...needsOne])
  })

  it("PR17 of one state, not of both", () => {
    const starts = [{ enters: "awaitingWord" }, { enters: "customers" }]
    const stops = [{ leaves: "awaitingWord" }, { leaves: "customers" }]
    const clock = silence("customers", { starts, stops })
    expect(problemsOf({ ...withClock(clock), unanswered: true })).toEqual([
      ...wrong,
      "missing-clock unanswered",
    ])
  })

  it("PR17 B-05 the customer's, of requests whose way lets it close them", () => {
    expect(problemsOf(own)).toEqual([])
    expect(problemsOf({ ...own, unanswered: false })).toEqual(wrong)
    const types = [typed("incident"), typed("wish", false)]
    expect(problemsOf({ ...own, requestTypes: types })).toEqual(wrong)
    const targets = [{ when: { requestType: "wish" }, target: "none" }]
    expect(problemsOf({ ...own, ...withClock(silence("customers", { targets })) })).toEqual([
      `unknown-request-type policy.clocks[0].targets[0].when.requestType`,
    ])
    const narrow = { ...own, ...withClock(silence("customers", { targets })), requestTypes: types }
    expect(problemsOf(narrow)).toEqual([])
    const contract = silence("customers", { targets, fromContract: true })
    expect(problemsOf({ ...narrow, ...withClock(contract) })).toEqual(wrong)
  })

  it("days-cannot-pause holds of a silence too", () => {
    const clock = silence("customers", { warnAt: [0.5] })
    expect(problemsOf({ ...own, ...withClock(clock) })).toEqual([
      "days-cannot-pause policy.clocks[0].target",
    ])
    expect(
      problemsOf({ ...own, ...withClock(silence("customers", { warnBefore: [60] })) }),
    ).toEqual([])
  })
})

describe("missing-clock: what is to close unanswered needs a clock that says when", () => {
  it("of the process, told once for all its types", () => {
    const requestTypes = [typed("incident"), typed("problem")]
    expect(problemsOf({ unanswered: true, requestTypes })).toEqual(["missing-clock unanswered"])
  })

  it("of each request type whose way says so", () => {
    const requestTypes = [typed("incident"), typed("problem", true), typed("wish", false)]
    expect(problemsOf({ requestTypes })).toEqual(["missing-clock requestTypes[1].way.unanswered"])
  })

  it("a clock that is not for a type is none for it", () => {
    const targets = [{ when: { requestType: "problem" }, target: "none" }]
    const clock = withClock(silence("customers", { targets }))
    const requestTypes = [typed("incident", true), typed("problem", true)]
    expect(problemsOf({ ...clock, requestTypes })).toEqual([
      "missing-clock requestTypes[1].way.unanswered",
    ])
  })
})

describe("reopenWithin is a sound target", () => {
  it("PR16 invalid-duration: a whole number in its range", () => {
    for (const calendarDays of [-1, 0, 1.5, 1e12])
      expect(problemsOf({ reopenWithin: { calendarDays } })).toEqual([
        "invalid-duration reopenWithin.calendarDays",
      ])
    expect(problemsOf({ reopenWithin: "soon" })).toEqual(["unknown-value reopenWithin"])
    expect(problemsOf({ reopenWithin: { workingDays: 5 } })).toEqual([])
  })

  it("C18 business-day-undefined: in business days only where one has a length", () => {
    const reopenWithin = { businessDays: 10 }
    expect(problemsOf({ reopenWithin })).toEqual(["business-day-undefined reopenWithin"])
    const policy = { ...standard.policy, businessDayMinutes: 480 }
    expect(problemsOf({ reopenWithin, policy })).toEqual([])
  })

  it("C09 deadline-unreachable: comes within five years of the process's calendar", () => {
    const week = { mon: [["09:00", "10:00"]] }
    const calendar = { id: "c", version: "1", timeZone: "UTC", week }
    const said = (workingMinutes: number) =>
      problemsOf({ ...withClock({}), calendar, reopenWithin: { workingMinutes } })
    expect(said(60 * 52)).toEqual([])
    expect(said(60 * 52 * 6)).toEqual(["deadline-unreachable reopenWithin"])
  })
})
