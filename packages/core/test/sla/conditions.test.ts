// What starts, holds and ends clocks; warnings before the target; deadlines set by hand.
import { describe, expect, it } from "vitest"
import type { ClockRule } from "../../src/sla/Policy.ts"
import * as Wake from "../../src/sla/Wake.ts"
import {
  agent,
  answered,
  asked,
  clockedOf,
  clockOf,
  completed,
  customer,
  deadlineSet,
  dueBy,
  escalated,
  informed,
  march,
  nextAt,
  nextReply,
  processOf,
  registered,
  resolution,
  robot,
  spentMinutes,
  story,
  turn,
  wrote,
} from "./story.ts"

const start = [march(2, 9), registered] as const
const noted = { type: "Noted", files: [] } as const
const disputed = { type: "Disputed", word: null, files: [] } as const
const withRule = (over: Partial<ClockRule>) => processOf([{ ...resolution, pausesIn: [], ...over }])

describe("events that hold", () => {
  const holding = {
    pauses: [{ event: "Noted", by: ["agent" as const] }],
    resumes: [{ event: "MessageReceived" }],
  }

  it("a clock stands from the first of its pauses to the next of its resumes", () => {
    const process = withRule(holding)
    const held = [
      start,
      [march(2, 10), noted, { by: robot }],
      [march(2, 11), noted],
      [march(2, 12), noted],
    ] as const
    expect(nextAt(process, story(process, ...held))).toBeNull()
    const resumed = story(process, ...held, [march(2, 13), wrote], [march(2, 14), wrote])
    expect(spentMinutes(process, resumed, "resolution", march(2, 15))).toBe(240)
    expect(nextAt(process, resumed)).toBe(march(3, 10))
  })

  it("states and events hold it together: it runs once neither does", () => {
    const process = withRule({ ...holding, pausesIn: ["customers"] })
    const both = [start, [march(2, 10), noted], [march(2, 11), turn("customers")]] as const
    const stateOver = story(process, ...both, [march(2, 12), turn("ours")])
    expect(nextAt(process, stateOver)).toBeNull()
    const eventOver = story(process, ...both, [march(2, 12), wrote])
    expect(nextAt(process, eventOver)).toBeNull()
    const over = story(process, ...both, [march(2, 12), wrote], [march(2, 13), turn("ours")])
    expect(spentMinutes(process, over, "resolution", march(2, 14))).toBe(120)
  })

  it("an event that starts a clock and holds it starts it standing", () => {
    const process = withRule({ ...holding, starts: [{ event: "Noted" }] })
    const told = story(process, start, [march(2, 10), noted])
    expect(clockOf(told, "resolution").stretches).toEqual([
      { start: march(2, 10), end: march(2, 10) },
    ])
    expect(
      nextAt(process, story(process, start, [march(2, 10), noted], [march(3, 9), wrote])),
    ).toBe(march(3, 17))
  })
})

describe("conditions", () => {
  it("by: only of those actors", () => {
    const process = withRule({ stops: [{ event: "Informed", by: ["agent"] }] })
    const by = (actor: typeof agent) =>
      clockOf(story(process, start, [march(2, 10), informed, { by: actor }]), "resolution").ended
    expect([by(agent), by(robot), by(customer)]).toEqual(["met", null, null])
  })

  it("in: only in those states, as they were before the event", () => {
    const process = withRule({ stops: [{ event: "Answered", in: ["solving", "diagnosing"] }] })
    const early = story(process, start, [march(2, 10), answered])
    expect(clockOf(early, "resolution").ended).toBeNull()
    const diagnosing = [march(2, 9), { type: "DiagnosisStarted" }] as const
    const later = story(process, start, diagnosing, [march(2, 10), answered])
    expect(clockOf(later, "resolution").ended).toBe("met")
  })

  it("unlessRunning: not while that clock has begun and not ended, standing or not", () => {
    const first = withRule({ id: "first", stops: [{ event: "Informed" }], pausesIn: ["customers"] })
    const reply = { ...nextReply, stops: [{ event: "Noted" }] }
    const unless = [{ event: "MessageReceived", unlessRunning: "first" }]
    const process = processOf([{ ...reply, starts: unless }, ...first.profile.policy.clocks])
    const replies = (...entries: ReadonlyArray<Parameters<typeof story>[1]>) =>
      story(process, start, ...entries).clocks.filter(({ id }) => id === "nextReply").length
    expect(replies([march(2, 10), wrote])).toBe(0)
    expect(
      replies([march(2, 10), asked], [march(2, 10), turn("customers")], [march(2, 11), wrote]),
    ).toBe(0)
    expect(replies([march(2, 10), informed], [march(2, 11), wrote])).toBe(1)
  })

  it("a clock that ends and starts by one event runs anew", () => {
    const again = [{ event: "Escalated" }]
    const process = withRule({ starts: again, stops: again })
    const told = story(
      process,
      start,
      [march(2, 10), escalated("second", "first")],
      [march(2, 12), escalated("first", "second")],
    )
    expect(
      told.clocks.map(({ instance, ended, stretches }) => [instance, ended, stretches]),
    ).toEqual([
      [1, "met", [{ start: march(2, 10), end: march(2, 12) }]],
      [2, null, [{ start: march(2, 12), end: null }]],
    ])
  })
})

describe("a ticket that comes back", () => {
  const open = [start, [march(2, 10), answered], [march(2, 10), completed]] as const

  it("T16 after a breach goes on in the same run, and does not breach again", () => {
    const process = withRule({ target: { workingMinutes: 30 }, stops: [{ enters: "completed" }] })
    const breach = { clock: "resolution", instance: 1, dueAt: march(2, 9, 30) }
    const marked = [march(2, 10), { type: "ClockBreached", ...breach }] as const
    const told = story(process, ...open, marked, [march(3, 9), disputed])
    expect(told.clocks).toMatchObject([{ instance: 1, ended: null, breachedAt: march(2, 9, 30) }])
    expect(dueBy(process, told, march(30, 9))).toEqual([])
  })

  it("T16 begins a second cycle where the profile says so; the first breach stays", () => {
    const process = withRule({
      target: { workingMinutes: 30 },
      starts: [{ event: "Registered" }, { event: "Disputed" }],
      stops: [{ enters: "completed" }, { event: "Disputed" }],
    })
    const breach = { clock: "resolution", instance: 1, dueAt: march(2, 9, 30) }
    const marked = [march(2, 10), { type: "ClockBreached", ...breach }] as const
    const told = story(process, ...open, marked, [march(3, 9), disputed])
    expect(told.clocks).toMatchObject([
      { instance: 1, ended: "met", breachedAt: march(2, 9, 30) },
      { instance: 2, ended: null, breachedAt: null },
    ])
    expect(dueBy(process, told, march(3, 9, 30))).toEqual(["breach resolution 2"])
  })

  it("undoes the end of a clock's last run alone", () => {
    const process = withRule({
      starts: [{ event: "Registered" }, { enters: "heard" }],
      stops: [{ enters: "completed" }],
    })
    const heard = [march(2, 12), { type: "WordHeard" }] as const
    const told = story(process, ...open, heard, [march(2, 13), disputed])
    expect(told.clocks).toMatchObject([
      { instance: 1, ended: "met", endedAt: march(2, 10) },
      { instance: 2, ended: null },
    ])
  })
})

describe("warnings before the target", () => {
  const process = withRule({ warnBefore: [120, 60] })

  it("clock regression 6: A warning one hour before a deadline at 09:30 falls on the working day before, at 17:30", () => {
    const hour = withRule({ target: { workingMinutes: 510 }, warnBefore: [60] })
    const friday = [march(6, 10), registered] as const
    expect(dueBy(hour, story(hour, friday), march(9, 9, 30))).toEqual([
      "warn resolution 1 -60",
      "breach resolution 1",
    ])
    expect(nextAt(hour, story(hour, friday))).toBe(march(6, 17, 30))
    const byHand = [march(6, 11), deadlineSet("resolution", march(9, 9, 30))] as const
    expect(nextAt(hour, story(hour, friday, byHand))).toBe(march(6, 17, 30))
    const days = withRule({ target: { workingDays: 1 }, warnBefore: [60] })
    expect(nextAt(days, story(days, [march(6, 9, 30), registered]))).toBe(march(6, 17, 30))
  })

  it("come by their minutes, each once, and move with pauses", () => {
    expect(nextAt(process, story(process, start))).toBe(march(2, 15))
    const warned = { clock: "resolution", instance: 1, beforeMinutes: 120, dueAt: march(2, 17) }
    const once = story(process, start, [march(2, 15), { type: "ClockWarned", ...warned }])
    expect(nextAt(process, once)).toBe(march(2, 16))
    expect(clockOf(once, "resolution")).toMatchObject({ warned: [], warnedBefore: [120] })
    const pausing = withRule({ warnBefore: [60], pausesIn: ["customers"] })
    const paused = story(
      pausing,
      start,
      [march(2, 10), turn("customers")],
      [march(2, 12), turn("ours")],
    )
    expect(nextAt(pausing, paused)).toBe(march(2, 18))
  })

  it("of a target that is shorter than they are come at its start", () => {
    const short = withRule({ target: { workingMinutes: 30 }, warnBefore: [60] })
    expect(nextAt(short, story(short, start))).toBe(march(2, 9))
    const days = withRule({ target: { calendarDays: 1 }, warnBefore: [10_000] })
    expect(nextAt(days, story(days, start))).toBe(march(2, 9))
  })

  it("that are found while the clock stands say when it was due", () => {
    const pausing = withRule({ warnAt: [0.5], pausesIn: ["customers"] })
    const paused = story(pausing, start, [march(2, 14), turn("customers")])
    expect(dueBy(pausing, paused, march(2, 15))).toEqual(["warn resolution 1 0.5"])
    expect(warnedOf(pausing, paused, march(2, 15))).toEqual([march(2, 17)])
  })
})

const warnedOf = (
  process: ReturnType<typeof withRule>,
  told: ReturnType<typeof story>,
  now: number,
) => Wake.dueBy(() => process.terms, clockedOf(told), now).map(({ dueAt }) => dueAt)

const due = (rule: Partial<ClockRule>, ...entries: ReadonlyArray<Parameters<typeof story>[1]>) => {
  const process = withRule({ pausesIn: ["customers"], ...rule })
  return nextAt(process, story(process, start, ...entries))
}
const set = (at: number, until: number) => [at, deadlineSet("resolution", until)] as const

describe("a deadline set by hand", () => {
  it("is due then, sooner or later than the target, in closed hours too", () => {
    for (const byHand of ["stands", "moves"] as const)
      for (const until of [march(2, 11), march(5, 12), march(7, 12), march(2, 23)])
        expect(due({ byHand }, set(march(2, 10), until))).toBe(until)
  })

  it("in closed hours moves with the pauses that cost working time alone", () => {
    const saturday = set(march(6, 10), march(7, 12))
    const cheap = [
      [march(6, 19), turn("customers")],
      [march(6, 20), turn("ours")],
    ] as const
    expect(due({ byHand: "moves" }, saturday, ...cheap)).toBe(march(7, 12))
    const dear = [
      [march(6, 12), turn("customers")],
      [march(6, 12, 20), turn("ours")],
    ] as const
    expect(due({ byHand: "moves" }, saturday, ...dear)).toBe(march(9, 9, 20))
    expect(due({ byHand: "stands" }, saturday, ...dear)).toBe(march(7, 12))
  })

  it("while the clock stands: one that moves waits for it, one that stands is due as it runs", () => {
    const paused = [march(2, 10), turn("customers")] as const
    const setThen = set(march(2, 11), march(2, 13))
    const resumed = [march(2, 15), turn("ours")] as const
    expect(due({ byHand: "stands" }, paused, setThen)).toBeNull()
    expect(due({ byHand: "stands" }, paused, setThen, resumed)).toBe(march(2, 15))
    expect(due({ byHand: "moves" }, paused, setThen, resumed)).toBe(march(2, 17))
  })

  it("takes the place of one that was set before, and warns anew", () => {
    const process = withRule({ warnAt: [0.5] })
    const warned = { clock: "resolution", instance: 1, share: 0.5, dueAt: march(2, 17) }
    const told = story(
      process,
      start,
      [march(2, 13), { type: "ClockWarned", ...warned }],
      set(march(2, 14), march(3, 18)),
      set(march(2, 14), march(3, 12)),
    )
    expect(dueBy(process, told, march(3, 12))).toEqual([
      "warn resolution 1 0.5",
      "breach resolution 1",
    ])
    expect(warnedOf(process, told, march(3, 12))).toEqual([march(3, 12), march(3, 12)])
  })

  it("of one run is not that of the next", () => {
    const process = withRule({ id: "nextReply", starts: nextReply.starts, stops: nextReply.stops })
    const told = story(
      process,
      start,
      [march(2, 10), wrote],
      [march(2, 10), deadlineSet("nextReply", march(5, 12))],
      [march(2, 11), informed],
      [march(2, 12), wrote],
    )
    expect(nextAt(process, told)).toBe(march(3, 11))
  })
})
