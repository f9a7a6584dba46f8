// Clocks that went wrong elsewhere (the catalogue of clock regressions), by their numbers.
import { describe, expect, it } from "vitest"
import { standard } from "../../src/process/Standard.ts"
import {
  answered,
  asked,
  clockOf,
  completed,
  customer,
  dueAt,
  dueBy,
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

const process = processOf([resolution])
const silence = standard.policy.clocks.filter(({ id }) => id === "silence")

describe("pauses", () => {
  it("clock regression 1: paused Friday 17:50, resumed Monday 09:10, the deadline moves by 20 minutes", () => {
    const straight = story(process, [march(6, 12), registered])
    expect(dueAt(process, straight, "resolution")).toBe(march(9, 11))
    const paused = story(
      process,
      [march(6, 12), registered],
      [march(6, 17, 50), asked],
      [march(6, 17, 50), turn("customers")],
      [march(9, 9, 10), wrote],
      [march(9, 9, 10), turn("ours")],
    )
    expect(dueAt(process, paused, "resolution")).toBe(march(9, 11, 20))
  })

  it("clock regression 2: a pause wholly outside working hours costs nothing", () => {
    const paused = story(
      process,
      [march(5, 12), registered],
      [march(5, 18), turn("customers")],
      [march(6, 9), turn("ours")],
    )
    expect(dueAt(process, paused, "resolution")).toBe(march(6, 11))
  })

  it("clock regression 5: completed, then disputed: the gap does not count", () => {
    const disputed = story(
      process,
      [march(2, 9), registered],
      [march(2, 13), answered],
      [march(2, 14), completed],
      [march(4, 15), { type: "Disputed", word: null, files: [] }],
    )
    expect(spentMinutes(process, disputed, "resolution", march(4, 16))).toBe(360)
    expect(dueAt(process, disputed, "resolution")).toBe(march(4, 18))
    expect(clockOf(disputed, "resolution").instance).toBe(1)
  })

  it("clock regression 14: the customer's message by any channel ends the pause", () => {
    for (const by of [customer, { kind: "agent", id: "phone" } as const]) {
      const told = story(
        process,
        [march(2, 9), registered],
        [march(2, 10), asked],
        [march(2, 10), turn("customers")],
        [march(2, 12), wrote, { by }],
        [march(2, 12), turn("ours"), { by }],
      )
      expect(dueAt(process, told, "resolution")).toBe(march(3, 10))
    }
  })

  it("clock regression 18: nothing breaches while it is paused, and it breaches once it runs again", () => {
    const pausedFor = story(
      process,
      [march(2, 9), registered],
      [march(2, 16, 59), turn("customers")],
    )
    expect(nextAt(process, pausedFor)).toBeNull()
    expect(dueBy(process, pausedFor, march(30, 9))).toEqual([])
    const resumed = story(
      process,
      [march(2, 9), registered],
      [march(2, 16, 59), turn("customers")],
      [march(30, 9), turn("ours")],
    )
    expect(nextAt(process, resumed)).toBe(march(30, 9, 1))
    expect(dueBy(process, resumed, march(30, 9, 1) - 1)).toEqual([])
    expect(dueBy(process, resumed, march(30, 9, 1))).toEqual(["breach resolution 1"])
  })

  it("a clock that is paused at the very instant of its target has reached it then", () => {
    const start = [march(2, 9), registered] as const
    const before = story(process, start, [march(2, 17) - 1, turn("customers")])
    expect(dueAt(process, before, "resolution")).toBeNull()
    const then = story(
      process,
      start,
      [march(2, 17), turn("customers")],
      [march(4, 9), turn("ours")],
    )
    expect(dueAt(process, then, "resolution")).toBe(march(2, 17))
  })

  it("T15 a thousand pauses of no length cost nothing", () => {
    const at = march(2, 10)
    const blinks = Array.from({ length: 1_000 }, () => [
      [at, turn("customers")] as const,
      [at, turn("ours")] as const,
    ]).flat()
    const told = story(process, [march(2, 9), registered], ...blinks)
    expect(dueAt(process, told, "resolution")).toBe(march(2, 17))
  })
})

describe("answers", () => {
  const both = processOf([
    {
      ...standard.policy.clocks[0],
      id: "firstResponse",
      target: { workingMinutes: 240 },
      stops: nextReply.stops,
      starts: [{ event: "Registered" }],
      effect: "breach",
    },
    nextReply,
  ])

  it("clock regression 12: a shorter next-reply target does not pre-empt the first response", () => {
    const told = story(both, [march(2, 9), registered])
    expect(told.clocks.map(({ id }) => id)).toEqual(["firstResponse"])
    const wroteAgain = story(both, [march(2, 9), registered], [march(2, 9, 30), wrote])
    expect(dueAt(both, wroteAgain, "firstResponse")).toBe(march(2, 13))
    expect(dueAt(both, wroteAgain, "nextReply")).toBe(march(2, 10, 30))
  })

  it("clock regression 13: the agent wrote last, so no reply is due", () => {
    const told = story(
      both,
      [march(2, 9), registered],
      [march(2, 10), wrote],
      [march(2, 10, 30), { type: "Informed", files: [] }],
    )
    expect(nextAt(both, told)).toBeNull()
    const again = story(
      both,
      [march(2, 9), registered],
      [march(2, 10), wrote],
      [march(2, 10, 30), { type: "Informed", files: [] }],
      [march(2, 11), wrote],
    )
    expect(clockOf(again, "nextReply")).toMatchObject({ instance: 2, ended: null })
    expect(nextAt(both, again)).toBe(march(2, 12))
  })

  it("clock regression 15: a machine's acknowledgement is no response, a person's word is", () => {
    const machine = story(
      both,
      [march(2, 9), registered],
      [march(2, 9), { type: "Acknowledged" }, { by: robot }],
      [march(2, 10), { type: "Assigned", assignee: "b" }],
      [march(2, 10), { type: "Noted", files: [] }],
    )
    expect(clockOf(machine, "firstResponse").ended).toBeNull()
    for (const event of [asked, answered, { type: "Informed", files: [] } as const]) {
      const person = story(both, [march(2, 9), registered], [march(2, 10), event])
      expect(clockOf(person, "firstResponse").ended).toBe("met")
    }
  })

  it("clock regression 16: thanks after completion make no reply due", () => {
    const thanked = story(
      both,
      [march(2, 9), registered],
      [march(2, 10), answered],
      [march(2, 10), completed],
      [march(2, 11), wrote, { by: customer }],
      [march(2, 11), { type: "WordHeard" }, { by: customer }],
    )
    expect(nextAt(both, thanked)).toBeNull()
  })
})

describe("silence", () => {
  const friday = [
    [march(6, 10), registered],
    [march(6, 17, 30), answered],
    [march(6, 17, 30), completed],
  ] as const

  it("clock regression 21: three working days from Friday 17:30 are Wednesday 17:30", () => {
    const working = processOf(silence.map((rule) => ({ ...rule, target: { workingDays: 3 } })))
    expect(nextAt(working, story(working, ...friday))).toBe(march(11, 17, 30))
  })

  it("clock regression 21: three calendar days from Friday 17:30 are Monday 17:30", () => {
    const calendar = processOf(silence)
    expect(nextAt(calendar, story(calendar, ...friday))).toBe(march(9, 17, 30))
  })
})
