// A ticket that is owed nothing for a time, and something later: what its clocks make of it.
import { describe, expect, it } from "vitest"
import { clocksOf } from "../../src/desk/clocks.ts"
import { runsOf } from "../../src/desk/whatif/runs.ts"
import { asItWas } from "../../src/desk/whatif/sides.ts"
import * as Process from "../../src/process/Process.ts"
import { explanationText } from "../../src/sla/explanation/text.ts"
import type { ClockRule, Mode } from "../../src/sla/Policy.ts"
import type { Case } from "../../src/sla/Target.ts"
import * as Terms from "../../src/sla/Terms.ts"
import { explainAll, explained, expectWhole } from "./explaining.ts"
import {
  answered,
  applied,
  clockOf,
  completed,
  dueBy,
  type Entry,
  escalated,
  informed,
  journalOf,
  march,
  nextAt,
  nextReply,
  priorities,
  processOf,
  raised,
  registered,
  resolution,
  story,
  turn,
  versions,
  wrote,
} from "./story.ts"

const minutes = (workingMinutes: number) => ({ workingMinutes })
const byPriority: ReadonlyArray<Case> = [
  { when: { priority: "high" }, target: minutes(120) },
  { when: { priority: "low" }, target: "none" },
]
const { target: _target, fromContract: _fromContract, ...untargeted } = resolution
const owing = (over: Partial<ClockRule> = {}): ClockRule => ({
  ...untargeted,
  targets: byPriority,
  ...over,
})
const made = (over: Partial<ClockRule> = {}) => processOf([owing(over)], { priorities })
const process = made()

const low: Entry = [march(2, 9), { ...registered, priority: "low" }]
const high: Entry = [march(2, 9), { ...registered, priority: "high" }]
const up = (hours: number, of = 0): Entry => [march(2, hours, of), raised("high", "low")]
const down = (hours: number, of = 0): Entry => [march(2, hours, of), raised("low", "high")]

describe("from none to a target", () => {
  it("fromStart: all time since the start of the run counts, though nothing was owed", () => {
    const told = story(process, low, up(10))
    expect(clockOf(told, "resolution")).toMatchObject({ instance: 1, target: minutes(120) })
    expect(dueBy(process, told, march(2, 11) - 1)).toEqual([])
    expect(dueBy(process, told, march(2, 11))).toEqual(["breach resolution 1"])
  })

  it("fromStart: a target that would have been over long ago is over at the change", () => {
    const told = story(process, low, up(14))
    expect(dueBy(process, told, march(2, 14) - 1)).toEqual([])
    expect(nextAt(process, told)).toBe(march(2, 14))
  })

  it("fromStart: what paused the clock while nothing was owed does not count", () => {
    const pause = [
      [march(2, 9, 30), turn("customers")],
      [march(2, 10, 30), turn("ours")],
    ] as const
    expect(nextAt(process, story(process, low, ...pause, up(10, 45)))).toBe(march(2, 12))
    expect(nextAt(process, story(process, low, pause[0], up(10)))).toBeNull()
  })

  it("a line does it as a priority does", () => {
    const targets: ReadonlyArray<Case> = [
      { when: { line: "second" }, target: minutes(120) },
      { when: {}, target: "none" },
    ]
    const byLine = made({ targets })
    const told = story(byLine, low, [march(2, 10), escalated("second", "first")])
    expect(nextAt(byLine, told)).toBe(march(2, 11))
  })

  it("fromNow: the run that is owed something begins at the change, as the first one", () => {
    const fromNow = made({ onChange: "fromNow" })
    const told = story(fromNow, low, up(10))
    expect(clockOf(told, "resolution")).toMatchObject({ instance: 1, ended: null })
    expect(nextAt(fromNow, told)).toBe(march(2, 12))
  })

  it("keep: what was owed, nothing, stays", () => {
    const keep = made({ onChange: "keep" })
    const told = story(keep, low, up(10))
    expect(nextAt(keep, told)).toBeNull()
    expect(clocksOf(Process.only(keep), told, march(2, 15))).toEqual([])
  })

  it.each([
    ["keep", null],
    ["fromStart", march(2, 13)],
    ["fromNow", march(2, 14)],
  ] as const)("a policy that is applied does it by its mode: %s", (mode, due) => {
    const { processOf: known, newer } = versions(process, [
      owing({ targets: [], target: minutes(240) }),
    ])
    expect(nextAt(known, story(known, low, [march(2, 10), applied(newer, mode)]))).toBe(due)
  })

  it("a run that ended while nothing was owed has ended", () => {
    const ending = made({ stops: [{ event: "Answered" }] })
    const told = story(ending, low, [march(2, 10), answered], up(11))
    expect(nextAt(ending, told)).toBeNull()
    expect(clocksOf(Process.only(ending), told, march(2, 15))).toEqual([])
  })

  it("P7 a run that ended with the completion goes on, owed nothing, when its ticket comes back", () => {
    const ending = made({ stops: [{ enters: "completed" }], pausesIn: [] })
    const back = [march(2, 10, 30), { type: "Disputed", word: null, files: [] }] as const
    const entries = [low, [march(2, 9, 30), answered], [march(2, 10), completed], back] as const
    expect(nextAt(ending, story(ending, ...entries))).toBeNull()
    expect(nextAt(ending, story(ending, ...entries, up(10, 45)))).toBe(march(2, 11, 30))
  })
})

describe("from a target to none, and back", () => {
  it("nothing is due in between, and the run goes on as the same", () => {
    const between = story(process, high, down(9, 30))
    expect(nextAt(process, between)).toBeNull()
    const back = story(process, high, down(9, 30), up(10))
    expect(back.clocks).toHaveLength(1)
    expect(clockOf(back, "resolution")).toMatchObject({ instance: 1, ended: null })
    expect(dueBy(process, back, march(2, 11) - 1)).toEqual([])
    expect(dueBy(process, back, march(2, 11))).toEqual(["breach resolution 1"])
  })

  it("a breach is recorded once", () => {
    const of = { clock: "resolution", instance: 1, dueAt: march(2, 11) }
    const breached: Entry = [march(2, 11), { type: "ClockBreached", ...of }]
    const back = story(process, high, breached, down(12), up(13))
    expect(dueBy(process, back, march(30, 9))).toEqual([])
  })

  it("warnings begin anew", () => {
    const warning = made({ warnAt: [0.5] })
    const of = { clock: "resolution", instance: 1, dueAt: march(2, 11) }
    const warned: Entry = [march(2, 10), { type: "ClockWarned", ...of, share: 0.5 }]
    const between = story(warning, high, warned, down(10, 15))
    expect(nextAt(warning, between)).toBeNull()
    const back = story(warning, high, warned, down(10, 15), up(10, 30))
    expect(dueBy(warning, back, march(2, 10, 30))).toEqual(["warn resolution 1 0.5"])
  })

  it("fromNow: each begins at zero, and runs that are owed something are counted without gaps", () => {
    const fromNow = made({ onChange: "fromNow" })
    const told = story(fromNow, high, down(9, 30), up(10))
    expect(clockOf(told, "resolution", 1)).toMatchObject({ ended: "cancelled" })
    expect(dueBy(fromNow, told, march(2, 12))).toEqual(["breach resolution 2"])
    const views = clocksOf(Process.only(fromNow), told, march(2, 11))
    expect(views.map(({ instance }) => instance)).toEqual([1, 2])
  })
})

describe("a run by which nothing is owed", () => {
  it("takes no number: of three waits the third, which is owed something, is the first run", () => {
    const replies = processOf(
      [{ ...nextReply, target: minutes(60), targets: [byPriority[1] ?? []].flat() }],
      { priorities },
    )
    const waits = [10, 11].flatMap((hours): ReadonlyArray<Entry> => [
      [march(2, hours), wrote],
      [march(2, hours, 30), informed],
    ])
    const told = story(replies, low, ...waits, [march(2, 12), wrote], up(12, 15))
    expect(dueBy(replies, told, march(2, 13))).toEqual(["breach nextReply 1"])
  })

  it("keeps no other clock from its start (unlessRunning)", () => {
    const unless = { event: "MessageReceived", unlessRunning: "resolution" }
    const both = processOf([owing(), { ...nextReply, starts: [unless] }], { priorities })
    const ids = (first: Entry) =>
      story(both, first, [march(2, 10), wrote]).clocks.map(({ id }) => id)
    expect(ids(low)).toEqual(["resolution", "nextReply"])
    expect(ids(high)).toEqual(["resolution"])
  })

  const isNone: Case = { when: { requestType: "request" }, target: "none" }

  it.each<Partial<ClockRule>>([
    { targets: byPriority },
    { targets: [isNone], target: minutes(9) },
    { targets: [isNone, { when: {}, target: minutes(9) }] },
    { targets: [isNone, { when: { requestType: "question" }, target: minutes(9) }] },
    { targets: [{ when: {}, target: "none" }], fromContract: true },
    { targets: [], fromContract: true },
  ])("is there where another priority, type or contract would be owed something: %j", (over) => {
    const told = story(unchecked(owing(over)), low)
    expect(told.clocks).toMatchObject([{ instance: 0, target: null, ended: null }])
  })

  it.each<Partial<ClockRule>>([
    { targets: [] },
    { targets: [isNone, { when: {}, target: "none" }, ...byPriority] },
    { targets: [{ when: {}, target: "none" }], target: minutes(9) },
    { targets: [{ when: { priority: "low" }, target: "none" }], fromContract: false },
  ])("is not there at all where no ticket could be owed anything: %j", (over) => {
    expect(story(unchecked(owing(over)), low).clocks).toEqual([])
  })

  it("is cancelled by a policy under which nothing could ever be owed", () => {
    const nothing = [{ when: {}, target: "none" }] as const
    for (const mode of ["fromStart", "fromNow"] as const satisfies ReadonlyArray<Mode>) {
      const { processOf: known, newer } = versions(process, [owing({ targets: nothing })])
      for (const first of [low, high]) {
        const told = story(known, first, [march(2, 10), applied(newer, mode)])
        expect(told.clocks).toMatchObject([{ ended: "cancelled", endedAt: march(2, 10) }])
      }
    }
  })
})

// The same process by a rule that `Process.make` would complain about.
const unchecked = (rule: ClockRule): Process.Process => {
  const { terms } = process
  const policy = { ...terms.policy, clocks: [rule] }
  return { ...process, terms: Terms.make({ ...terms, policy }) }
}

describe("what people see", () => {
  const only = Process.only(process)

  it("is no run by which nothing is owed: not as it stands, not explained, not asked what if", () => {
    for (const entries of [[low], [high, down(9, 30)]]) {
      const told = story(process, ...entries)
      expect(told.clocks).toHaveLength(1)
      expect(clocksOf(only, told, march(2, 15))).toEqual([])
      expect(explainAll(only, march(2, 15), journalOf(...entries))).toEqual([])
      const folded = { side: asItWas(only), held: told }
      expect(runsOf(folded, folded, march(2, 15))).toEqual([])
    }
  })

  it("is the whole run once something is owed, and what changed", () => {
    const explanation = explained(
      { process, now: march(2, 10, 45), clock: "resolution" },
      low,
      [march(2, 9, 30), turn("customers")],
      [march(2, 9, 45), turn("ours")],
      up(10),
    )
    expectWhole(explanation)
    expect(explanation).toMatchObject({
      instance: 1,
      startedAt: march(2, 9),
      startedBy: { number: 1 },
      spentMillis: 90 * 60_000,
      dueAt: march(2, 11, 15),
      changes: [
        {
          mode: "fromStart",
          before: { target: null, dueAt: null },
          after: { target: minutes(120), dueAt: march(2, 11, 15) },
        },
      ],
    })
    const lines = explanationText(explanation, { language: "en" })
    expect(lines.find((line) => line.trim().startsWith("before"))).toContain("none")
  })

  it("what if: what was breached before nothing was owed any more stays breached", () => {
    const of = { clock: "resolution", instance: 1, dueAt: march(2, 11) }
    const told = story(process, high, [march(2, 11), { type: "ClockBreached", ...of }], down(12))
    const folded = { side: asItWas(only), held: told }
    const at = { kind: "breached", at: march(2, 11) }
    expect(runsOf(folded, folded, march(2, 15))).toMatchObject([
      { outcome: "both", before: at, after: at },
    ])
  })

  it("another clock of the ticket is shown as its own (views and courses are paired)", () => {
    const both = processOf([owing(), { ...nextReply, starts: [{ event: "Registered" }] }], {
      priorities,
    })
    const [explanation, ...more] = explainAll(
      Process.only(both),
      march(2, 9, 30),
      journalOf(low, [march(2, 9, 15), informed]),
    )
    expect(more).toEqual([])
    expect(explanation).toMatchObject({ clock: "nextReply", status: "met", endedBy: { number: 2 } })
  })
})
