// How long a clock may run: by what the ticket is, and by what its contract promises.
import { describe, expect, it } from "vitest"
import type { ClockRule } from "../../src/sla/Policy.ts"
import type { Case, Target } from "../../src/sla/Target.ts"
import { clockOf, dueAt, march, nextAt, priorities, processOf } from "./story.ts"
import { registered, resolution, story } from "./story.ts"

const requestTypes = ["incident", "question"].map((id) => ({ id, labels: { en: id, ru: id } }))
const lines = ["first", "second"].map((id) => ({ id, labels: { en: id, ru: id } }))
const calendars = [
  { id: "always", version: "1", timeZone: "UTC", week: everyDay([["00:00", "24:00"]]) },
]

function everyDay(rows: ReadonlyArray<readonly [string, string]>) {
  return Object.fromEntries(
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, rows]),
  )
}

const minutes = (workingMinutes: number): Target => ({ workingMinutes })
const { target: _target, fromContract: _fromContract, ...untargeted } = resolution

const made = (rule: Partial<ClockRule>, policy: object = {}) =>
  processOf([{ ...untargeted, pausesIn: [], ...rule }], {
    requestTypes,
    lines,
    priorities,
    calendars,
    policy,
  })

const ticket = { requestType: "incident", priority: "low", line: "first" }
type Promised = Readonly<Record<string, unknown>>

/** The target of a ticket's clock; undefined where no ticket could have one, null for `none`. */
const targetOf = (rule: Partial<ClockRule>, over: object = {}, targets?: Promised) => {
  const contract = targets === undefined ? null : { id: "k", version: "1", targets }
  const told = story(made(rule), [march(2, 9), { ...registered, ...ticket, ...over, contract }])
  return told.clocks.length === 0 ? undefined : clockOf(told, "resolution").target
}

describe("cases", () => {
  const targets: ReadonlyArray<Case> = [
    { when: { requestType: "question" }, target: "none" },
    { when: { priority: "high", line: "second" }, target: minutes(10) },
    { when: { priority: "high" }, target: minutes(20) },
    { when: { line: "second" }, target: minutes(30) },
  ]

  it.each([
    [{ priority: "high" }, minutes(20)],
    [{ priority: "high", line: "second" }, minutes(10)],
    [{ line: "second" }, minutes(30)],
    [{}, minutes(40)],
    // An incident may have been taken for a question: its clock is there, and owes nothing.
    [{ requestType: "question" }, null],
    [{ requestType: "question", priority: "high" }, null],
  ])("the first that fits counts, else the rule's own: %j", (over, target) => {
    expect(targetOf({ target: minutes(40), targets }, over)).toEqual(target)
  })

  it("one without conditions fits every ticket, and what comes after it none", () => {
    const all = [{ when: {}, target: minutes(5) }, ...targets]
    expect(targetOf({ targets: all }, { priority: "high" })).toEqual(minutes(5))
    expect(targetOf({ targets: [{ when: {}, target: "none" }] })).toBeUndefined()
  })
})

describe("M-01 a contract", () => {
  const rule = { fromContract: true, target: minutes(40) }

  it("promises one target, or targets by case, the first that fits", () => {
    expect(targetOf(rule, {}, { resolution: minutes(7) })).toEqual(minutes(7))
    const cases = [
      { when: { priority: "high" }, target: minutes(1) },
      { when: { requestType: "incident" }, target: minutes(2) },
    ]
    expect(targetOf(rule, {}, { resolution: cases })).toEqual(minutes(2))
    expect(targetOf(rule, { priority: "high" }, { resolution: cases })).toEqual(minutes(1))
  })

  it("has the policy's target where none of its cases fits, and none where it says so", () => {
    const cases = [{ when: { priority: "high" }, target: "none" }]
    expect(targetOf(rule, {}, { resolution: cases })).toEqual(minutes(40))
    expect(targetOf(rule, { priority: "high" }, { resolution: cases })).toBeNull()
  })

  it("goes before the policy's cases", () => {
    const targets: ReadonlyArray<Case> = [{ when: {}, target: minutes(3) }]
    expect(targetOf({ ...rule, targets }, {}, { resolution: minutes(7) })).toEqual(minutes(7))
    expect(targetOf({ ...rule, targets }, {}, {})).toEqual(minutes(3))
  })

  it("sets nothing where the policy does not let it", () => {
    const own = { ...rule, fromContract: false }
    expect(targetOf(own, {}, { resolution: minutes(7) })).toEqual(minutes(40))
  })

  it("names the calendar of the clocks that it may set, and of no other", () => {
    const contract = { id: "k", version: "1", targets: {}, calendar: "always" }
    const friday = [march(6, 17), { ...registered, ...ticket, contract }] as const
    const free = made({ fromContract: true, target: minutes(120) })
    expect(nextAt(free, story(free, friday))).toBe(march(6, 19))
    const fixed = made({ fromContract: false, target: minutes(120) })
    expect(nextAt(fixed, story(fixed, friday))).toBe(march(9, 10))
    const named = made({ fromContract: false, target: minutes(120), calendar: "always" })
    expect(nextAt(named, story(named, friday))).toBe(march(6, 19))
  })

  it("that names a calendar which is gone has the process's own", () => {
    const contract = { id: "k", version: "1", targets: {}, calendar: "gone" }
    const process = made({ fromContract: true, target: minutes(120) })
    const told = story(process, [march(6, 17), { ...registered, ...ticket, contract }])
    expect(nextAt(process, told)).toBe(march(9, 10))
  })
})

const dueFrom = (target: Target, at: number, policy: object = {}) => {
  const process = made({ target }, policy)
  const told = story(process, [at, { ...registered, ...ticket }])
  return dueAt(process, told, "resolution")
}

describe("kinds", () => {
  it("C18 a business day is as long as the policy says; a working day is a date", () => {
    const policy = { businessDayMinutes: 480 }
    expect(dueFrom({ businessDays: 2 }, march(6, 17), policy)).toBe(march(10, 15))
    expect(dueFrom({ workingDays: 2 }, march(6, 17), policy)).toBe(march(10, 17))
  })

  it("B-07 24 hours are one word away from each other: working, elapsed", () => {
    expect(dueFrom({ workingMinutes: 1_440 }, march(6, 17))).toBe(march(11, 14))
    expect(dueFrom({ elapsedMinutes: 1_440 }, march(6, 17))).toBe(march(7, 17))
  })

  it("months land on the same date and wall time", () => {
    expect(dueFrom({ calendarMonths: 1 }, march(6, 17))).toBe(Date.UTC(2026, 3, 6, 14))
  })

  it("T13 what is due at closing, at midnight or at a switch is due then, and not after it", () => {
    expect(dueFrom(minutes(60), march(6, 17))).toBe(march(6, 18))
    expect(dueFrom({ elapsedMinutes: 60 }, march(6, 23))).toBe(march(7, 0))
    const berlin = { id: "b", version: "1", timeZone: "Europe/Berlin" }
    const week = everyDay([
      ["00:00", "02:00"],
      ["22:00", "24:00"],
    ])
    const nights = processOf([{ ...resolution, target: minutes(120) }], {
      calendar: { ...berlin, week },
    })
    const due = (from: string) =>
      new Date(nextAt(nights, story(nights, [Date.parse(from), registered])) ?? 0).toISOString()
    expect(due("2026-03-29T00:00+01:00")).toBe("2026-03-29T01:00:00.000Z")
    expect(due("2026-03-28T22:00+01:00")).toBe("2026-03-28T23:00:00.000Z")
    expect(due("2026-03-28T12:00+01:00")).toBe("2026-03-28T23:00:00.000Z")
  })
})
