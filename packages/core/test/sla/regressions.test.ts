// Clocks that went wrong elsewhere (the catalogue of clock regressions), by their numbers: pauses,
// answers, silence, what is set by hand.
import { describe, expect, it } from "vitest"
import { standard } from "../../src/process/Standard.ts"
import {
  answered,
  applied,
  asked,
  clockOf,
  completed,
  customer,
  deadlineSet,
  dueAt,
  dueBy,
  informed,
  march,
  nextAt,
  nextReply,
  priorities,
  processOf,
  raised,
  registered,
  resolution,
  robot,
  spentMinutes,
  story,
  turn,
  versions,
  wrote,
} from "./story.ts"

const process = processOf([resolution])
const silence = standard.policy.clocks.filter(({ id }) => id === "silence")

describe("pauses", () => {
  it("clock regression 1: Paused Friday 17:50, resumed Monday 09:10, 8 h target: the pause costs 20 working minutes", () => {
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

  it("clock regression 2: A pause wholly outside working hours (17:00 → 09:00 where work ends at 17:00) costs nothing", () => {
    const nine: readonly [string, string] = ["09:00", "17:00"]
    const week = { mon: [nine], tue: [nine], wed: [nine], thu: [nine], fri: [nine] }
    const short = processOf([resolution], {
      calendar: { id: "short", version: "1", timeZone: "+03:00", week },
    })
    const paused = story(
      short,
      [march(5, 12), registered],
      [march(5, 17), turn("customers")],
      [march(6, 9), turn("ours")],
    )
    expect(dueAt(short, paused, "resolution")).toBe(march(6, 12))
  })

  it("clock regression 3: Priority raised while paused: the new target applies, the pause still does not count", () => {
    const byPriority = processOf(
      [
        {
          ...resolution,
          targets: [
            { when: { priority: "high" }, target: { workingMinutes: 120 } },
            { when: { priority: "low" }, target: { workingMinutes: 480 } },
          ],
        },
      ],
      { priorities },
    )
    const paused = [
      [march(2, 9), { ...registered, priority: "low" }],
      [march(2, 10), turn("customers")],
      [march(2, 11), raised("high", "low")],
    ] as const
    expect(nextAt(byPriority, story(byPriority, ...paused))).toBeNull()
    const resumed = story(byPriority, ...paused, [march(3, 9), turn("ours")])
    expect(clockOf(resumed, "resolution").target).toEqual({ workingMinutes: 120 })
    expect(spentMinutes(byPriority, resumed, "resolution", march(3, 9))).toBe(60)
    expect(nextAt(byPriority, resumed)).toBe(march(3, 10))
  })

  it("clock regression 5: Completed, then disputed: the gap is neither running nor paused", () => {
    const ending = { ...resolution, stops: [{ enters: "completed" }], pausesIn: ["customers"] }
    for (const each of [process, processOf([ending])]) {
      const disputed = story(
        each,
        [march(2, 9), registered],
        [march(2, 13), answered],
        [march(2, 14), completed],
        [march(4, 15), { type: "Disputed", word: null, files: [] }],
      )
      expect(spentMinutes(each, disputed, "resolution", march(4, 16))).toBe(360)
      expect(dueAt(each, disputed, "resolution")).toBe(march(4, 18))
      expect(clockOf(disputed, "resolution")).toMatchObject({ instance: 1, ended: null })
    }
  })

  it("clock regression 5: what ended a clock within the completion is not undone by a dispute", () => {
    const word = { ...resolution, stops: [{ event: "Informed" }], pausesIn: ["customers"] }
    const closing = { ...word, stops: [{ enters: "closed" }] }
    const until = [
      [march(2, 9), registered],
      [march(2, 10), answered],
      [march(2, 11), completed],
    ] as const
    const disputed = [march(3, 10), { type: "Disputed", word: null, files: [] }] as const
    const ending = processOf([word])
    const told = story(ending, ...until, [march(2, 12), informed], disputed)
    expect(clockOf(told, "resolution")).toMatchObject({ ended: "met", endedAt: march(2, 12) })
    expect(nextAt(ending, told)).toBeNull()
    const closed = story(processOf([closing]), ...until, [march(2, 12), { type: "Confirmed" }])
    expect(clockOf(closed, "resolution")).toMatchObject({ ended: "met", endedIn: 2 })
  })

  it("what ended by a closing stays ended once the ticket was reopened, dispute or not", () => {
    const response = { ...nextReply, id: "firstResponse", starts: [{ event: "Registered" }] }
    const told = story(
      processOf([{ ...response, cancels: [{ enters: "closed" }] }]),
      [march(2, 9), registered],
      [march(2, 10), { type: "Withdrawn" }],
      [march(2, 11), { type: "Reopened", word: null, files: [] }],
      [march(2, 12), answered, { by: robot }],
      [march(2, 12), completed],
      [march(2, 13), { type: "Disputed", word: null, files: [] }],
    )
    expect(clockOf(told, "firstResponse")).toMatchObject({
      ended: "cancelled",
      endedAt: march(2, 10),
    })
  })

  it("what ended as the customer's turn did with the completion is not theirs again by a dispute", () => {
    const theirs = {
      ...resolution,
      id: "customerAnswer",
      starts: [{ enters: "customers" }],
      stops: [{ leaves: "customers" }],
      pausesIn: [],
    }
    const each = processOf([theirs])
    const told = story(
      each,
      [march(2, 9), registered],
      [march(2, 10), asked],
      [march(2, 10), turn("customers")],
      [march(2, 11), answered],
      [march(2, 11), completed],
      [march(2, 12), { type: "Disputed", word: null, files: [] }],
    )
    expect(clockOf(told, "customerAnswer")).toMatchObject({ ended: "met", endedAt: march(2, 11) })
    expect(nextAt(each, told)).toBeNull()
  })

  it("clock regression 14: The customer answers by any channel: the clarification ends", () => {
    for (const by of [customer, robot, { kind: "agent", id: "phone" } as const]) {
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

  it("clock regression 18: A breach while paused is impossible", () => {
    const start = [march(2, 9), registered] as const
    const paused = [march(2, 16, 59), turn("customers")] as const
    const standing = story(process, start, paused)
    expect(nextAt(process, standing)).toBeNull()
    expect(dueBy(process, standing, march(30, 9))).toEqual([])
    const resumed = story(process, start, paused, [march(30, 9), turn("ours")])
    expect(nextAt(process, resumed)).toBe(march(30, 9, 1))
    expect(dueBy(process, resumed, march(30, 9, 1) - 1)).toEqual([])
    expect(dueBy(process, resumed, march(30, 9, 1))).toEqual(["breach resolution 1"])
  })

  it("clock regression 18: A breach while paused is impossible, also by a deadline set by hand or a target made shorter", () => {
    const shorter = versions(process, [{ ...resolution, target: { workingMinutes: 30 } }])
    const paused = [
      [march(2, 9), registered],
      [march(2, 12), turn("customers")],
    ] as const
    for (const event of [
      deadlineSet("resolution", march(2, 15)),
      applied(shorter.newer, "fromStart"),
    ]) {
      const standing = story(shorter.processOf, ...paused, [march(2, 13), event])
      expect(nextAt(shorter.processOf, standing)).toBeNull()
      const entries = [...paused, [march(2, 13), event], [march(4, 10), turn("ours")]] as const
      expect(nextAt(shorter.processOf, story(shorter.processOf, ...entries))).toBe(march(4, 10))
    }
  })

  it("clock regression 18: A breach while paused is impossible, also where the pause and a raise share an instant", () => {
    const halved = [{ when: { priority: "high" }, target: { workingMinutes: 60 } }]
    const byPriority = processOf([{ ...resolution, targets: halved }], { priorities })
    const start = [march(2, 9), { ...registered, priority: "low" }] as const
    const question = [march(2, 12), turn("customers")] as const
    const raise = [march(2, 12), raised("high", "low")] as const
    const resumed = [march(4, 10), turn("ours")] as const
    for (const entries of [
      [start, question, raise],
      [start, raise, question],
    ]) {
      expect(nextAt(byPriority, story(byPriority, ...entries))).toBeNull()
      expect(nextAt(byPriority, story(byPriority, ...entries, resumed))).toBe(march(4, 10))
    }
    expect(nextAt(byPriority, story(byPriority, start, raise))).toBe(march(2, 12))
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

  it("T15 pause and resume in the same millisecond, a thousand times: used time is exact", () => {
    const at = march(2, 10) + 1
    const blinks = Array.from({ length: 1_000 }, () => [
      [at, turn("customers")] as const,
      [at, turn("ours")] as const,
    ]).flat()
    const told = story(process, [march(2, 9), registered], ...blinks)
    expect(dueAt(process, told, "resolution")).toBe(march(2, 17))
    expect(spentMinutes(process, told, "resolution", march(2, 11))).toBe(120)
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
    {
      ...nextReply,
      starts: [{ event: "MessageReceived", in: ["open"], unlessRunning: "firstResponse" }],
    },
  ])

  it("clock regression 12: A next-reply target shorter than the first-response target does not pre-empt it", () => {
    const told = story(both, [march(2, 9), registered], [march(2, 9, 30), wrote])
    expect(told.clocks.map(({ id }) => id)).toEqual(["firstResponse"])
    expect(dueAt(both, told, "firstResponse")).toBe(march(2, 13))
    const replied = story(
      both,
      [march(2, 9), registered],
      [march(2, 9, 30), wrote],
      [march(2, 10), informed],
      [march(2, 11), wrote],
    )
    expect(dueAt(both, replied, "nextReply")).toBe(march(2, 12))
  })

  it("clock regression 13: The agent wrote last: the next-reply clock is off", () => {
    const told = [
      [march(2, 9), registered],
      [march(2, 9, 30), informed],
      [march(2, 10), wrote],
      [march(2, 10, 30), informed],
    ] as const
    expect(nextAt(both, story(both, ...told))).toBeNull()
    const again = story(both, ...told, [march(2, 11), wrote])
    expect(clockOf(again, "nextReply")).toMatchObject({ instance: 2, ended: null })
    expect(nextAt(both, again)).toBe(march(2, 12))
  })

  it("clock regression 15: An automatic acknowledgement is not a first response", () => {
    const machine = story(
      both,
      [march(2, 9), registered],
      [march(2, 9), { type: "Acknowledged" }, { by: robot }],
      [march(2, 10), { type: "Assigned", assignee: "b" }],
      [march(2, 10), { type: "Noted", files: [] }],
      [march(2, 10), informed, { by: robot }],
    )
    expect(clockOf(machine, "firstResponse").ended).toBeNull()
    for (const event of [asked, answered, informed]) {
      const person = story(both, [march(2, 9), registered], [march(2, 10), event])
      expect(clockOf(person, "firstResponse").ended).toBe("met")
    }
  })

  it('clock regression 16: The customer\'s "thank you" after completion starts no next-reply clock', () => {
    const thanked = story(
      both,
      [march(2, 9), registered],
      [march(2, 10), answered],
      [march(2, 10), completed],
      [march(2, 11), wrote, { by: customer }],
      [march(2, 11), { type: "WordHeard" }, { by: customer }],
    )
    expect(thanked.clocks.map(({ id }) => id)).toEqual(["firstResponse"])
    expect(nextAt(both, thanked)).toBeNull()
  })
})

it("clock regression 17: A policy is withdrawn: its clocks are cancelled with the cause and warn no more", () => {
  const old = processOf([{ ...resolution, warnAt: [0.5] }, nextReply])
  const { processOf: known, newer } = versions(old, [nextReply])
  for (const mode of ["keep", "fromStart", "fromNow"] as const) {
    const told = story(
      known,
      [march(2, 9), registered],
      [march(2, 10), wrote],
      [march(2, 10, 30), applied(newer, mode)],
    )
    expect(clockOf(told, "resolution")).toMatchObject({
      ended: "cancelled",
      endedAt: march(2, 10, 30),
      stretches: [{ start: march(2, 9), end: march(2, 10, 30) }],
    })
    expect(clockOf(told, "nextReply").ended).toBeNull()
    expect(dueBy(known, told, march(30, 9))).toEqual(["breach nextReply 1"])
  }
})

describe("silence", () => {
  const friday = [
    [march(6, 10), registered],
    [march(6, 17, 30), answered],
    [march(6, 17, 30), completed],
  ] as const

  it("clock regression 21: Silence: completed Friday 17:30, three working days → Wednesday 17:30", () => {
    const working = processOf(silence.map((rule) => ({ ...rule, target: { workingDays: 3 } })))
    expect(nextAt(working, story(working, ...friday))).toBe(march(11, 17, 30))
  })

  it("clock regression 21: Silence: completed Friday 17:30, three calendar days → Monday 17:30", () => {
    const calendar = processOf(silence)
    expect(nextAt(calendar, story(calendar, ...friday))).toBe(march(9, 17, 30))
  })
})

describe("clock regression 23: A deadline set by hand survives a pause or not, by a declared rule", () => {
  const setAndPaused = [
    [march(2, 9), registered],
    [march(2, 10), deadlineSet("resolution", march(3, 12))],
    [march(2, 12), turn("customers")],
    [march(2, 14), turn("ours")],
  ] as const
  const due = (byHand: object, ...more: Parameters<typeof story>[1][]) => {
    const each = processOf([{ ...resolution, ...byHand }])
    return nextAt(each, story(each, ...setAndPaused, ...more))
  }

  it("clock regression 23: stands, which is the rule where none is declared", () => {
    expect(due({})).toBe(march(3, 12))
    expect(due({ byHand: "stands" })).toBe(march(3, 12))
    const over = [march(3, 11), turn("customers")] as const
    expect(due({ byHand: "stands" }, over, [march(5, 10), turn("ours")])).toBe(march(5, 10))
  })

  it("clock regression 23: moves with the pause", () => {
    expect(due({ byHand: "moves" })).toBe(march(3, 14))
  })
})
