// Clocks at the edges: tickets that come back, other clocks beside them, deadlines at a pause.
import { describe, expect, it } from "vitest"
import type { Event } from "../../src/ticket/Event.ts"
import {
  answered,
  applied,
  clockOf,
  completed,
  deadlineSet,
  dueAt,
  dueBy,
  informed,
  march,
  nextReply,
  priorities,
  processOf,
  raised,
  registered,
  resolution,
  spentMinutes,
  story,
  turn,
  versions,
  wrote,
} from "./story.ts"

const disputed: Event = { type: "Disputed", word: null, files: [] }
const start = [march(2, 9), registered] as const

describe("a ticket that comes back", () => {
  it("M-12 takes up a clock that ended with the completion, though it listens for nothing else", () => {
    const process = processOf([{ ...resolution, stops: [{ event: "Completed" }], pausesIn: [] }])
    const done = [start, [march(2, 10), answered], [march(2, 10), completed]] as const
    expect(clockOf(story(process, ...done), "resolution").ended).toBe("met")
    const back = story(process, ...done, [march(2, 12), disputed])
    expect(clockOf(back, "resolution")).toMatchObject({ ended: null, endedAt: null })
    expect(spentMinutes(process, back, "resolution", march(2, 13))).toBe(120)
  })

  it("reopened after its closing, it leaves ended what had ended", () => {
    const process = processOf([resolution], { reopenWithin: { calendarDays: 14 } })
    const told = story(
      process,
      start,
      [march(2, 10), answered],
      [march(2, 10), completed],
      [march(2, 11), { type: "Confirmed" }],
      [march(2, 12), { type: "Reopened", word: null, files: [] }],
    )
    expect(clockOf(told, "resolution")).toMatchObject({ ended: "met", endedAt: march(2, 11) })
  })
})

describe("beside other clocks", () => {
  const waiting = {
    ...nextReply,
    starts: [{ event: "MessageReceived", unlessRunning: "resolution" }],
  } as const
  const replied = { ...resolution, stops: [{ event: "Informed" }] } as const
  const other = { ...resolution, id: "other" }
  const process = processOf([replied, other, waiting])

  it("unlessRunning looks at that clock alone", () => {
    const held = story(process, start, [march(2, 10), wrote])
    expect(held.clocks.map(({ id }) => id)).toEqual(["resolution", "other"])
    const free = story(process, start, [march(2, 10), informed], [march(2, 11), wrote])
    expect(free.clocks.map(({ id }) => id)).toEqual(["resolution", "other", "nextReply"])
  })

  it("what is recorded late begins when it was, whatever another clock did since", () => {
    const told = story(
      processOf([resolution, nextReply]),
      start,
      [march(2, 11), turn("customers")],
      [march(2, 10), wrote, { at: march(2, 12) }],
    )
    expect(clockOf(told, "nextReply").stretches).toEqual([{ start: march(2, 10), end: null }])
  })

  it("a policy that does not know a clock leaves it as it had ended", () => {
    const before = processOf([replied, other])
    const { newer, processOf: known } = versions(before, [other])
    const told = story(
      known,
      start,
      [march(2, 10), informed],
      [march(2, 11), applied(newer, "keep")],
    )
    expect(clockOf(told, "resolution")).toMatchObject({ ended: "met", endedAt: march(2, 10) })
  })
})

describe("a deadline by hand", () => {
  const process = processOf([{ ...resolution, warnAt: [0.5] }])
  const byHand = [march(2, 9), deadlineSet("resolution", march(2, 17))] as const

  it("is warned of at its share of the time up to it", () => {
    const told = story(process, start, byHand)
    const half = "warn resolution 1 0.5"
    expect(dueBy(process, told, march(2, 13))).toContain(half)
    expect(dueBy(process, told, march(2, 13) - 1)).not.toContain(half)
  })

  it.each([
    ["later", march(2, 18)],
    ["at that very instant", march(2, 17)],
  ])("is reached though a pause began %s", (_, at) => {
    const told = story(process, start, byHand, [at, turn("customers")])
    expect(dueAt(process, told, "resolution")).toBe(march(2, 17))
  })
})

describe("a target that was over long ago", () => {
  const targets = [{ when: { priority: "high" }, target: { workingMinutes: 30 } }]
  const process = processOf([{ ...resolution, targets }], { priorities })
  const late = [start, [march(2, 12), raised("high")]] as const

  it("is over at the change, though a pause began since", () => {
    const told = story(process, ...late, [march(2, 13), turn("customers")])
    expect(dueAt(process, told, "resolution")).toBe(march(2, 12))
  })

  it("clock regression 18: and not at the very instant at which a pause began", () => {
    const told = story(
      process,
      start,
      [march(2, 12), turn("customers")],
      [march(2, 12), raised("high")],
    )
    expect(dueAt(process, told, "resolution")).toBeNull()
  })
})

const promising = (resolution: unknown) =>
  [
    march(2, 9),
    { ...registered, contract: { id: "k", version: "1", targets: { resolution } } },
  ] as const

describe("C18 a contract that promises business days", () => {
  it.each([
    ["as its target", { businessDays: 1 }],
    ["in one of its cases", [{ when: {}, target: { businessDays: 1 } }]],
  ])("%s promises nothing where nobody says how long such a day is", (_, target) => {
    const process = processOf([resolution])
    expect(dueAt(process, story(process, promising(target)), "resolution")).toBe(march(2, 17))
    const day = processOf([resolution], { policy: { businessDayMinutes: 120 } })
    expect(dueAt(day, story(day, promising(target)), "resolution")).toBe(march(2, 11))
  })
})
