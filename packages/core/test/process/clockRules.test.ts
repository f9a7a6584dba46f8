// What the clocks of a profile must keep, each rule broken in each of its places.
import { describe, expect, it } from "vitest"
import { actionsAtMost, clocksAtMost } from "../../src/sla/Policy.ts"
import { casesAtMost } from "../../src/sla/Target.ts"
import { standard } from "../../src/process/Standard.ts"
import { problemsOf, withClock } from "./made.ts"

const at = "policy.clocks[0]"
const minutes = (workingMinutes: number) => ({ workingMinutes })
const labels = { en: "words", ru: "слова" }
const listOf = (...ids: ReadonlyArray<string>) => ids.map((id) => ({ id, labels }))
const priorities = listOf("high", "low")
const [email] = standard.channels

/** A clock whose targets are these cases alone. */
const withCases = (targets: ReadonlyArray<object>, over: object = {}) => {
  const clocks = withClock({ targets }).policy.clocks.map(({ target: _target, ...clock }) => clock)
  return { policy: { id: "p", version: "1", clocks }, ...over }
}
const whenFor = (when: object, target: unknown = minutes(60)) => ({ when, target })

const undefinedAt = (place: string) => [`business-day-undefined ${at}.${place}`]
/** A policy of one clock, in which a day has eight hours. */
const defined = (over: object) => {
  const { policy } = withClock(over)
  return { policy: { ...policy, businessDayMinutes: 480 } }
}

describe("C18 business-day-undefined: a day is no length of time, unless the policy says how long it is", () => {
  const target = { businessDays: 2 }

  it("C18 is refused as a target and as a case's, and accepted once the day is defined", () => {
    expect(problemsOf(withClock({ target }))).toEqual(undefinedAt("target"))
    const targets = [whenFor({ line: "first" }), whenFor({ line: "second" }, target)]
    expect(problemsOf(withClock({ targets }))).toEqual(undefinedAt("targets[1].target"))
    expect(problemsOf(defined({ target, targets }))).toEqual([])
  })

  it("C18 a target of working days counts dates and is accepted", () => {
    expect(problemsOf(withClock({ target: { workingDays: 2 } }))).toEqual([])
  })

  it("C18 a business day has from a minute to a day", () => {
    for (const businessDayMinutes of [0, 1_441, 1.5, -480]) {
      const { policy } = withClock({ target })
      expect(problemsOf({ policy: { ...policy, businessDayMinutes } })).toEqual([
        "invalid-duration policy.businessDayMinutes",
      ])
    }
  })
})

describe("C20 not-increasing: warnings come one after the other, and none twice", () => {
  it.each([
    ["warnAt", [0.9, 0.5]],
    ["warnAt", [0.5, 0.5]],
    ["warnBefore", [30, 60]],
    ["warnBefore", [60, 60]],
  ])("C20 %s %j", (name, list) => {
    expect(problemsOf(withClock({ [name]: list }))).toEqual([`not-increasing ${at}.${name}`])
    expect(problemsOf(withClock({ [name]: [...new Set(list)].toReversed() }))).toEqual([])
  })

  it("C20 warnings before the target are whole minutes", () => {
    for (const minute of [0, -5, 1.5, 1e9])
      expect(problemsOf(withClock({ warnBefore: [minute] }))).toEqual([
        `invalid-duration ${at}.warnBefore[0]`,
      ])
  })
})

describe("C21 what clocks name is in the profile", () => {
  it("C21 unknown-priority: in a case, in what a breach does, in a request type", () => {
    const [type] = standard.requestTypes
    const wrong = {
      ...withClock({
        targets: [whenFor({ priority: "high" }), whenFor({ priority: "urgent" })],
        onBreach: [{ raisePriorityTo: "high" }, { raisePriorityTo: "urgent" }],
      }),
      priorities,
      requestTypes: [{ ...type, priority: "urgent" }],
    }
    expect(problemsOf(wrong)).toEqual([
      `unknown-priority ${at}.targets[1].when.priority`,
      `unknown-priority ${at}.onBreach[1].raisePriorityTo`,
      "unknown-priority requestTypes[0].priority",
    ])
    expect(problemsOf({ ...wrong, priorities: [...priorities, ...listOf("urgent")] })).toEqual([])
  })

  it("C21 a profile without priorities knows none", () => {
    expect(problemsOf(withClock({ targets: [whenFor({ priority: "high" })] }))).toEqual([
      `unknown-priority ${at}.targets[0].when.priority`,
    ])
  })

  it("C21 unknown-request-type, unknown-line, unknown-calendar and unknown-clock", () => {
    const starts = [{ event: "Registered" }, { event: "MessageReceived", unlessRunning: "d" }]
    const over = {
      calendar: "nights",
      targets: [whenFor({ requestType: "wish" }), whenFor({ line: "third" })],
      onBreach: [{ escalateTo: "third" }],
      starts,
    }
    const notices = [{ event: "ClockWarned", clock: "d", channel: email, text: "answer" }]
    expect(problemsOf({ ...withClock(over), notices })).toEqual([
      `unknown-calendar ${at}.calendar`,
      `unknown-request-type ${at}.targets[0].when.requestType`,
      `unknown-line ${at}.targets[1].when.line`,
      `unknown-clock ${at}.starts[1].unlessRunning`,
      `unknown-line ${at}.onBreach[0].escalateTo`,
      "unknown-clock notices[0].clock",
    ])
    const week = { mon: [["09:00", "18:00"]] }
    const calendars = [{ id: "nights", version: "1", timeZone: "UTC", week }]
    expect(problemsOf({ ...withClock({ calendar: "nights" }), calendars })).toEqual([])
    expect(problemsOf(withClock({ calendar: "weekdays" }))).toEqual([])
  })
})

describe("C22 missing-target: a clock has a target for every ticket, or says that there is none", () => {
  const missing = [`missing-target ${at}.targets`]

  it("C22 for every priority", () => {
    const high = whenFor({ priority: "high" })
    expect(problemsOf(withCases([high], { priorities }))).toEqual(missing)
    const three = listOf("high", "middle", "low")
    expect(problemsOf(withCases([high], { priorities: three }))).toEqual([...missing, ...missing])
    expect(problemsOf(withCases([high, whenFor({ priority: "low" })], { priorities }))).toEqual([])
    expect(problemsOf(withCases([high, whenFor({})], { priorities }))).toEqual([])
  })

  it("C22 an explicit none is a target of none", () => {
    const none = whenFor({ priority: "low" }, "none")
    const cases = [whenFor({ priority: "high" }), none]
    expect(problemsOf(withCases(cases, { priorities }))).toEqual([])
    expect(problemsOf(withCases([whenFor({}, "none")]))).toEqual([])
  })

  it("C22 a case for some lines or request types is none for the others", () => {
    const requestTypes = listOf("incident", "question")
    const narrow = [whenFor({ priority: "high" }), whenFor({ priority: "low", line: "first" })]
    expect(problemsOf(withCases(narrow, { priorities }))).toEqual(missing)
    const both = [...narrow, whenFor({ line: "second", requestType: "incident" })]
    expect(problemsOf(withCases(both, { priorities, requestTypes }))).toEqual(missing)
    const all = [...both, whenFor({ line: "second", requestType: "question" }, "none")]
    expect(problemsOf(withCases(all, { priorities, requestTypes }))).toEqual([])
    expect(problemsOf(withCases([whenFor({ line: "second" })]))).toEqual(missing)
  })

  it("C22 the rule's own target is that of every other ticket, and a contract may set one", () => {
    const high = [whenFor({ priority: "high" })]
    expect(problemsOf({ ...withClock({ targets: high }), priorities })).toEqual([])
    const { policy } = withCases(high)
    const clocks = policy.clocks.map((clock) => ({ ...clock, fromContract: true }))
    expect(problemsOf({ policy: { ...policy, clocks }, priorities })).toEqual([])
  })

  it("C22 no case at all is no target", () => {
    expect(problemsOf(withCases([]))).toEqual([`missing-target ${at}.target`])
  })
})

describe("C23 unknown-state and unknown-event: a clock hears what there is", () => {
  it.each(["starts", "stops", "cancels", "pauses", "resumes"])("C23 in %s", (list) => {
    const conditions = [
      { event: "Informed", in: ["solving", "lunch"] },
      { enters: "lunch" },
      { leaves: "lunch" },
      { event: "Lunch" },
    ]
    expect(problemsOf(withClock({ [list]: conditions })).toSorted()).toEqual([
      `unknown-event ${at}.${list}[3].event`,
      `unknown-state ${at}.${list}[0].in[1]`,
      `unknown-state ${at}.${list}[1].enters`,
      `unknown-state ${at}.${list}[2].leaves`,
    ])
  })

  it("C23 in pausesIn", () => {
    expect(problemsOf(withClock({ pausesIn: ["customers", "lunch"] }))).toEqual([
      `unknown-state ${at}.pausesIn[1]`,
    ])
  })
})

describe("days-cannot-pause", () => {
  it.each([{ workingDays: 1 }, { calendarDays: 1 }, { calendarMonths: 1 }])("%j", (target) => {
    const said = [`days-cannot-pause ${at}.target`]
    for (const over of [
      { pausesIn: ["customers"] },
      { pauses: [{ event: "Noted" }] },
      { warnAt: [0.5] },
    ])
      expect(problemsOf(withClock({ target, ...over }))).toEqual(said)
    const targets = [whenFor({ line: "first" }, target)]
    expect(problemsOf(withClock({ targets, warnAt: [0.5] }))).toEqual([
      `days-cannot-pause ${at}.targets[0].target`,
    ])
    expect(problemsOf(withClock({ target, warnBefore: [60] }))).toEqual([])
  })
})

it("too-many: clocks, cases and what a breach does have their limits", () => {
  const clocks = Array.from({ length: clocksAtMost + 1 }, (_, index) => ({
    ...withClock({}).policy.clocks[0],
    id: `c${index}`,
  }))
  expect(problemsOf({ policy: { id: "p", version: "1", clocks } })).toEqual([
    "too-many policy.clocks",
  ])
  const targets = Array.from({ length: casesAtMost + 1 }, () => whenFor({}))
  expect(problemsOf(withClock({ targets }))).toEqual([`too-many ${at}.targets`])
  const onBreach = Array.from({ length: actionsAtMost + 1 }, () => ({ escalateTo: "second" }))
  expect(problemsOf(withClock({ onBreach }))).toEqual([`too-many ${at}.onBreach`])
})
