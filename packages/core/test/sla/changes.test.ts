// What a change of priority, line or policy does to clocks that run: keep, from start, from now.
import { describe, expect, it } from "vitest"
import type { ClockRule, Mode } from "../../src/sla/Policy.ts"
import {
  answered,
  applied,
  clockOf,
  completed,
  deadlineSet,
  dueBy,
  escalated,
  march,
  nextAt,
  priorities,
  processOf,
  raised,
  registered,
  resolution,
  spentMinutes,
  story,
  turn,
  versions,
} from "./story.ts"

const minutes = (workingMinutes: number) => ({ workingMinutes })
const urgent = [
  { when: { priority: "high" }, target: minutes(120) },
  { when: { line: "second" }, target: minutes(240) },
]
const start = [march(2, 9), { ...registered, priority: "low" }] as const

const withMode = (onChange: Mode | undefined, over: Partial<ClockRule> = {}) =>
  processOf(
    [
      {
        ...resolution,
        targets: urgent,
        warnAt: [0.5],
        ...(onChange === undefined ? {} : { onChange }),
        ...over,
      },
    ],
    { priorities },
  )

describe.each([
  ["a priority", raised("high", "low"), march(2, 11)],
  ["a line", escalated("second", "first"), march(2, 13)],
] as const)("%s that changes", (_, event, byNew) => {
  const changed = [march(2, 10), event] as const

  it("fromStart, the default: all time spent counts against the new target", () => {
    for (const mode of [undefined, "fromStart"] as const) {
      const process = withMode(mode)
      const told = story(process, start, changed)
      expect(clockOf(told, "resolution")).toMatchObject({ instance: 1, notBefore: march(2, 10) })
      expect(dueBy(process, told, byNew)).toContain("breach resolution 1")
      expect(dueBy(process, told, byNew - 1)).not.toContain("breach resolution 1")
    }
  })

  it("keep: the old target stays", () => {
    const process = withMode("keep")
    const told = story(process, start, changed)
    expect(dueBy(process, told, march(2, 17) - 1)).toEqual(["warn resolution 1 0.5"])
    expect(dueBy(process, told, march(2, 17))).toContain("breach resolution 1")
  })

  it("fromNow: the run is cancelled, the next begins at zero", () => {
    const process = withMode("fromNow")
    const told = story(process, start, changed)
    expect(clockOf(told, "resolution", 1)).toMatchObject({
      ended: "cancelled",
      endedAt: march(2, 10),
    })
    expect(spentMinutes(process, told, "resolution", march(2, 11))).toBe(60)
    expect(dueBy(process, told, byNew + 60 * 60_000)).toContain("breach resolution 2")
    expect(dueBy(process, told, march(30, 9))).not.toContain("breach resolution 1")
  })
})

describe("a target that was over long ago", () => {
  const process = withMode("fromStart")
  const late = [march(2, 14), raised("high", "low")] as const

  it("is over at the change, and not before", () => {
    const told = story(process, start, late)
    expect(nextAt(process, told)).toBe(march(2, 14))
    expect(dueBy(process, told, march(2, 14))).toEqual(["breach resolution 1"])
  })

  it("is over when the clock runs again, where it stands at the change", () => {
    const paused = [march(2, 13), turn("customers")] as const
    expect(nextAt(process, story(process, start, paused, late))).toBeNull()
    const resumed = story(process, start, paused, late, [march(4, 12), turn("ours")])
    expect(nextAt(process, resumed)).toBe(march(4, 12))
  })

  it("P7 is over by when the change was written down, although it was true before", () => {
    const told = story(process, start, [...late, { at: march(2, 16) }])
    expect(nextAt(process, told)).toBe(march(2, 16))
  })
})

describe("after a change", () => {
  it("warnings begin anew, a breach does not", () => {
    const process = withMode("fromStart")
    const of = { clock: "resolution", instance: 1, dueAt: march(2, 17) }
    const warned = [march(2, 13), { type: "ClockWarned", ...of, share: 0.5 }] as const
    const breached = [march(2, 17), { type: "ClockBreached", ...of }] as const
    const lowered = [march(2, 17), raised("low", "high")] as const
    const again = story(process, start, warned, [march(2, 13, 30), escalated("second", "first")])
    expect(dueBy(process, again, march(2, 13, 30))).toEqual(["breach resolution 1"])
    const over = story(process, start, warned, breached, lowered)
    expect(dueBy(process, over, march(30, 9))).toEqual([])
  })

  it("a change that leaves target and calendar as they are leaves the clock as it is", () => {
    for (const mode of ["fromStart", "fromNow"] as const) {
      const process = processOf([{ ...resolution, onChange: mode }], { priorities })
      const before = story(process, start)
      const after = story(process, start, [march(2, 10), raised("high", "low")])
      expect(after.clocks).toEqual(before.clocks)
    }
  })

  it("fromNow, a clock that an event holds stays held", () => {
    const holding = { pauses: [{ event: "Noted" }], resumes: [{ event: "Informed" }] }
    const process = withMode("fromNow", { ...holding, pausesIn: [] })
    const told = story(
      process,
      start,
      [march(2, 10), { type: "Noted", files: [] }],
      [march(2, 11), raised("high", "low")],
    )
    expect(clockOf(told, "resolution", 2)).toMatchObject({ held: true })
    expect(nextAt(process, told)).toBeNull()
  })
})

describe("a policy that is applied", () => {
  const old = processOf([{ ...resolution, warnAt: [0.5] }], { priorities })
  const halved = [{ ...resolution, warnAt: [0.5], target: minutes(240) }]
  const next = versions(old, halved)
  const begun = [march(2, 9), { ...registered, priority: "low" }] as const
  const told = (mode: Mode, ...more: Parameters<typeof story>[1][]) =>
    story(next.processOf, begun, [march(2, 10), applied(next.newer, mode)], ...more)

  it.each([
    ["keep", 1, march(2, 17)],
    ["fromStart", 1, march(2, 13)],
    ["fromNow", 2, march(2, 14)],
  ] as const)("%s", (mode, instance, due) => {
    const breach = `breach resolution ${instance}`
    expect(dueBy(next.processOf, told(mode), due - 1)).not.toContain(breach)
    expect(dueBy(next.processOf, told(mode), due)).toContain(breach)
  })

  it("keep: what comes later still asks the policy that the target was kept from", () => {
    const later = told("keep", [march(2, 11), escalated("second", "first")])
    expect(clockOf(later, "resolution")).toMatchObject({
      target: minutes(480),
      terms: old.ref,
      notBefore: null,
    })
  })

  it("keep: a clock that begins afterwards is the new policy's", () => {
    const word = [{ event: "MessageReceived" }]
    const both = versions(processOf([{ ...resolution, starts: word }]), [
      { ...resolution, starts: word, target: minutes(60) },
    ])
    const started = story(
      both.processOf,
      begun,
      [march(2, 10), applied(both.newer, "keep")],
      [march(2, 11), { type: "MessageReceived", answers: [], files: [] }],
    )
    expect(nextAt(both.processOf, started)).toBe(march(2, 12))
  })

  it("with the same targets and calendar tells nobody again what they were told", () => {
    const same = versions(old, [{ ...resolution, warnAt: [0.5] }])
    const warned = { clock: "resolution", instance: 1, share: 0.5, dueAt: march(2, 17) }
    const again = story(
      same.processOf,
      begun,
      [march(2, 13), { type: "ClockWarned", ...warned }],
      [march(2, 14), applied(same.newer, "fromStart")],
    )
    expect(clockOf(again, "resolution")).toMatchObject({ terms: same.newer.ref, warned: [0.5] })
    expect(nextAt(same.processOf, again)).toBe(march(2, 17))
  })

  it("with an edited calendar that kept its version is measured by it from the start", () => {
    const calendar = { id: "weekdays", version: "1", timeZone: "+03:00", week: old.calendar.week }
    const holidays = ["2026-03-03"]
    const edited = versions(processOf([resolution], { calendar }), [resolution], {
      calendar: { ...calendar, holidays },
    })
    const late = [march(2, 12), registered] as const
    const due = (mode: Mode) => {
      const after = story(edited.processOf, late, [march(2, 13), applied(edited.newer, mode)])
      return nextAt(edited.processOf, after)
    }
    expect(due("keep")).toBe(march(3, 11))
    expect(due("fromStart")).toBe(march(4, 11))
    expect(due("fromNow")).toBe(march(4, 12))
  })

  it("leaves a run that has ended what it was, also where its ticket comes back", () => {
    const ending = { ...resolution, stops: [{ enters: "completed" }], pausesIn: [] }
    const both = versions(processOf([ending]), [{ ...ending, target: minutes(60) }])
    const back = story(
      both.processOf,
      begun,
      [march(2, 10), answered],
      [march(2, 11), completed],
      [march(2, 12), applied(both.newer, "fromStart")],
      [march(2, 13), { type: "Disputed", word: null, files: [] }],
    )
    expect(clockOf(back, "resolution")).toMatchObject({ target: minutes(480), ended: null })
    expect(nextAt(both.processOf, back)).toBe(march(3, 10))
  })
})

describe("a deadline that was set by hand", () => {
  it.each(["fromStart", "fromNow"] as const)("is what it was after a change (%s)", (mode) => {
    const process = withMode(mode)
    const set = [march(2, 9, 30), deadlineSet("resolution", march(4, 12))] as const
    const changed = story(process, start, set, [march(2, 10), raised("high", "low")])
    expect(dueBy(process, changed, march(4, 12) - 1)).toEqual(["warn resolution 1 0.5"])
    expect(dueBy(process, changed, march(4, 12))).toContain("breach resolution 1")
  })
})
