// What agents do to clocks on a real desk, and that an audit finds it: each rule with what it must
// not take for gaming beside it.
import { describe, expect, it } from "vitest"
import { type Act, customer, foundAfter, march, policy, robot, told } from "./gaming.ts"

const asked: Act[1] = { type: "requestInformation", text: "Which browser?" }
const informed: Act[1] = { type: "inform", text: "We look into it." }
const answered: Act[1] = { type: "answer", text: "Clear the cache, please." }
const wrote: Act[1] = { type: "receiveMessage", text: "It still fails." }
const disputed: Act[1] = { type: "dispute", text: "It still fails." }
const reopened: Act[1] = { type: "reopen", text: "It still fails." }
const recommended: Act[1] = { type: "recommend", text: "Clear the cache, please." }
const assigned = (assignee: string): Act[1] => ({ type: "assign", assignee })
const priority = (to: string): Act[1] => ({ type: "setPriority", priority: to })
const byCustomer = { by: customer } as const

// The customer's message is the fifth event after the registration, or the sixth.
const settled = (obligation: number): Act[1] => ({ type: "settle", obligation, outcome: "waived" })

const stoppedBy = (stops: ReadonlyArray<object>, id = "firstResponse") => ({
  acknowledgeByMachine: true,
  policy: {
    ...policy,
    clocks: policy.clocks.map((rule) =>
      rule.id === "firstResponse" ? { ...rule, id, stops } : rule,
    ),
  },
})

const hands = (...names: ReadonlyArray<string>): ReadonlyArray<Act> =>
  names.map((name, index) => [march(2, 10, index * 10), assigned(name)])

const rounds = (count: number): ReadonlyArray<Act> =>
  Array.from({ length: count }, (_, index): ReadonlyArray<Act> => [
    [march(2, 10 + index), answered],
    [march(2, 10 + index, 40), disputed, byCustomer],
  ]).flat()

const byHand = (dueAt: number): Act[1] => ({ type: "setDeadline", clock: "resolution", dueAt })

const later = (registeredAt: number): Act[1] => ({ type: "setRegisteredAt", registeredAt })

const writtenLate = (instant: number, effectiveAt: number): ReadonlyArray<Act> => [
  [instant, informed, { effectiveAt }],
]

const askedAt = (minute: number) =>
  foundAfter([
    [march(2, 10), informed],
    [march(3, 15, minute), asked],
  ])

describe("paused-though-answered", () => {
  const waits: ReadonlyArray<Act> = [
    [march(2, 10), recommended],
    [march(2, 11), wrote, byCustomer],
  ]

  it("the turn goes to the customer, whose message nobody has answered", async () => {
    const findings = await foundAfter([
      ...waits,
      [march(2, 11, 5), settled(4)],
      [march(2, 15), informed],
    ])
    expect(told(findings)).toEqual([["paused-though-answered", "resolution stood 235"]])
    const [{ at, events, clocks } = { at: 0, events: [], clocks: [] }] = findings
    expect(at).toBe(march(2, 11, 5))
    expect(events.map(({ type, actor }) => [type, actor.id])).toEqual([
      ["MessageReceived", customer.id],
      ["ObligationSettled", "boris"],
      ["TurnPassed", "boris"],
    ])
    expect(clocks).toMatchObject([{ instance: 1, from: march(2, 11, 5), to: march(2, 15) }])
  })

  it("it lasts until somebody answers", async () => {
    const acts: ReadonlyArray<Act> = [...waits, [march(2, 11, 5), settled(4)]]
    const findings = await foundAfter(acts, { until: march(3, 10) })
    expect(told(findings)).toEqual([["paused-though-answered", "resolution stood 475"]])
    expect(findings[0]?.clocks[0]?.to).toBeNull()
  })

  it("a question back is an answer, and a short while is none", async () => {
    expect(await foundAfter([...waits, [march(2, 11, 5), asked]])).toEqual([])
    const soon: ReadonlyArray<Act> = [
      [march(2, 11, 5), settled(4)],
      [march(2, 11, 15), informed],
    ]
    expect(await foundAfter([...waits, ...soon])).toEqual([])
    const limits = { unansweredMinutes: 10 }
    expect(told(await foundAfter([...waits, ...soon], { limits }))).toHaveLength(1)
  })
})

describe("robot-response", () => {
  const people = { event: "Informed", by: ["agent"] }

  it("a machine's message stops the clock of the first response", async () => {
    const over = stoppedBy([people, { event: "Acknowledged" }])
    const findings = await foundAfter([[march(2, 12), informed]], { over })
    expect(told(findings)).toEqual([["robot-response", "firstResponse stopped 180"]])
    expect(findings[0]?.events).toMatchObject([{ type: "Acknowledged", actor: { kind: "robot" } }])
    const waiting = await foundAfter([], { over, until: march(3, 10) })
    expect(told(waiting)).toEqual([["robot-response", "firstResponse stopped 600"]])
  })

  it("a person's does not, nor does it stop what a policy measures machines by", async () => {
    expect(await foundAfter([], { over: stoppedBy([people]), until: march(2, 12) })).toEqual([])
    const receipt = stoppedBy([{ event: "Acknowledged" }], "receipt")
    const clocks = receipt.policy.clocks.filter(({ id }) => id !== "nextReply")
    const over = { ...receipt, policy: { ...receipt.policy, clocks } }
    expect(await foundAfter([], { over, until: march(2, 12) })).toEqual([])
    const byAgent: Act = [march(2, 10), { type: "acknowledge" }]
    const byHand = {
      ...stoppedBy([people, { event: "Acknowledged" }]),
      acknowledgeByMachine: false,
    }
    expect(await foundAfter([byAgent], { over: byHand, until: march(2, 12) })).toEqual([])
    const byRobot: Act = [march(2, 10), { type: "acknowledge" }, { by: robot }]
    expect(await foundAfter([byRobot], { over: byHand, until: march(2, 12) })).toHaveLength(1)
  })
})

describe("paused-before-breach", () => {
  it("a question five minutes before the deadline", async () => {
    const findings = await foundAfter([
      [march(2, 10), informed],
      [march(3, 15, 55), asked],
      [march(4, 12), wrote, byCustomer],
    ])
    expect(told(findings)).toEqual([["paused-before-breach", "resolution stood 305"]])
    expect(findings[0]?.clocks).toMatchObject([{ to: march(4, 12), dueAt: march(3, 16) }])
  })

  it("at the very limit, and not a minute before it", async () => {
    expect(await askedAt(50)).toHaveLength(1)
    expect(await askedAt(49)).toEqual([])
  })

  it("working minutes are meant: the evening before is near the morning's deadline", async () => {
    const over = { policy: { ...policy, clocks: [shortened(545)] } }
    const evening: ReadonlyArray<Act> = [[march(2, 17, 58), asked]]
    expect(told(await foundAfter(evening, { over, until: march(3, 10) }))).toEqual([
      ["paused-before-breach", "resolution stood 62"],
    ])
  })

  it("an answer just in time is no pause, and a breach that has come is not put off", async () => {
    expect(await foundAfter([[march(3, 15, 55), answered]])).toEqual([])
    expect(await foundAfter([[march(3, 16, 5), asked]])).toEqual([])
  })
})

const shortened = (workingMinutes: number) => {
  const resolution = policy.clocks.find(({ id }) => id === "resolution")
  if (resolution === undefined) throw new Error("no resolution")
  return { ...resolution, targets: [], target: { workingMinutes } }
}

describe("passed-to-and-fro", () => {
  it("three times it comes back to who had had it", async () => {
    const acts = hands("boris", "olga", "boris", "olga", "boris")
    const findings = await foundAfter([[march(2, 9, 30), informed], ...acts])
    expect(told(findings)).toEqual([["passed-to-and-fro", "resolution spent 20"]])
    expect(findings[0]?.events.map(({ effectiveAt }) => effectiveAt)).toEqual([
      march(2, 10, 20),
      march(2, 10, 30),
      march(2, 10, 40),
    ])
  })

  it("going back once or twice is ordinary, and so is going on to others", async () => {
    expect(await foundAfter(hands("boris", "olga", "boris", "olga"))).toEqual([])
    expect(await foundAfter(hands("a", "b", "c", "d", "e", "f"))).toEqual([])
    const limits = { returns: 2 }
    expect(await foundAfter(hands("boris", "olga", "boris", "olga"), { limits })).toHaveLength(1)
  })

  it("weeks apart it is ordinary, unless a longer time is named", async () => {
    const names = ["boris", "olga", "boris", "olga", "boris"]
    const acts = names.map((name, week): Act => [march(2 + week * 5, 10), assigned(name)])
    expect(await foundAfter(acts)).toEqual([])
    const limits = { returnsWithinHours: 24 * 30 }
    expect(await foundAfter(acts, { limits })).toHaveLength(1)
  })

  it("lines count as people do, and one after the other is said once", async () => {
    const lines = ["second", "first", "second", "first"]
    const acts = lines.map((line, index): Act => [
      march(2, 10, index * 10),
      { type: "escalate", line, text: "Please." },
    ])
    const findings = await foundAfter(acts)
    expect(findings.map(({ rule, events }) => [rule, events.length])).toEqual([
      ["passed-to-and-fro", 3],
    ])
  })

  it("between lines it hides nothing of what goes on between people", async () => {
    const lines = ["second", "first", "second", "first"].map((line, index): Act => [
      march(2, 9, 10 + index * 10),
      { type: "escalate", line, text: "Please." },
    ])
    const people = hands("boris", "olga", "boris", "olga", "boris", "olga", "boris")
    const findings = await foundAfter([...lines, ...people])
    expect(findings.map(({ events }) => events.map(({ type }) => type))).toEqual([
      ["Escalated", "Escalated", "Escalated"],
      ["Assigned", "Assigned", "Assigned", "Assigned", "Assigned"],
    ])
  })
})

describe("disputed-again", () => {
  it("three answers, three times the customer disagrees", async () => {
    const findings = await foundAfter(rounds(3))
    expect(told(findings)).toEqual([["disputed-again", "resolution stood 120"]])
    expect(findings[0]?.at).toBe(march(2, 12, 40))
    expect(await foundAfter(rounds(2))).toEqual([])
    expect(await foundAfter(rounds(2), { limits: { disputes: 2 } })).toHaveLength(1)
  })
})

describe("eased-before-breach", () => {
  const first: Act = [march(2, 10), informed]

  it("the priority is lowered half an hour before the deadline", async () => {
    const findings = await foundAfter([first, [march(3, 15, 30), priority("low")]])
    expect(told(findings)).toEqual([["eased-before-breach", "resolution moved 960"]])
    expect(findings[0]?.clocks).toMatchObject([{ from: march(3, 16), to: march(5, 14) }])
  })

  it("the day before nobody minds, and raising it eases nothing", async () => {
    expect(await foundAfter([first, [march(2, 15, 30), priority("low")]])).toEqual([])
    const raised: ReadonlyArray<Act> = [
      first,
      [march(2, 11), priority("low")],
      [march(5, 13, 30), priority("high")],
    ]
    expect(await foundAfter(raised)).toEqual([])
  })
})

describe("deadline-by-hand", () => {
  const first: Act = [march(2, 10), informed]

  it("a later one is set when the old one is near", async () => {
    const findings = await foundAfter([first, [march(3, 15, 30), byHand(march(4, 12))]])
    expect(told(findings)).toEqual([["deadline-by-hand", "resolution moved 300"]])
  })

  it("an earlier one, or one that is set in good time, is a promise", async () => {
    expect(await foundAfter([first, [march(3, 15, 30), byHand(march(3, 15, 45))]])).toEqual([])
    expect(await foundAfter([first, [march(2, 15, 30), byHand(march(4, 12))]])).toEqual([])
  })
})

describe("registered-later", () => {
  const writtenAt = march(2, 11, 15)

  it("half an hour before the deadline, or after it, it had come two hours later", async () => {
    for (const at of [march(2, 12, 30), march(2, 14)])
      expect(told(await foundAfter([[at, later(march(2, 11))]], { writtenAt }))).toEqual([
        ["registered-later", "firstResponse moved 120"],
      ])
  })

  it("in good time, or to an earlier instant, it is put right", async () => {
    const inTime: ReadonlyArray<Act> = [[march(2, 11, 30), later(march(2, 11))]]
    expect(await foundAfter(inTime, { writtenAt })).toEqual([])
    const earlier: ReadonlyArray<Act> = [[march(2, 12, 30), later(march(2, 8))]]
    expect(await foundAfter(earlier, { writtenAt })).toEqual([])
  })
})

describe("recorded-late", () => {
  it("a first word is written down after the deadline as one of before it", async () => {
    const findings = await foundAfter(writtenLate(march(2, 14), march(2, 12, 30)))
    expect(told(findings)).toEqual([["recorded-late", "firstResponse stopped 90"]])
    expect(findings[0]?.events).toMatchObject([{ at: march(2, 14), effectiveAt: march(2, 12, 30) }])
  })

  it("late, but before the deadline, or of after it, it takes nothing", async () => {
    expect(await foundAfter(writtenLate(march(2, 12, 50), march(2, 12)))).toEqual([])
    expect(await foundAfter(writtenLate(march(2, 15), march(2, 14)))).toEqual([])
  })
})

describe("answered-and-undone", () => {
  const first: Act = [march(2, 10), informed]

  it("an answer that we ourselves take back ten minutes later", async () => {
    const acts: ReadonlyArray<Act> = [
      first,
      [march(3, 15, 55), answered],
      [march(3, 16, 5), disputed],
    ]
    expect(told(await foundAfter(acts))).toEqual([["answered-and-undone", "resolution stood 10"]])
  })

  it("closed and reopened by ourselves, the clock begins at zero", async () => {
    const acts: ReadonlyArray<Act> = [
      first,
      [march(2, 15), answered],
      [march(2, 15, 5), { type: "confirm" }],
      [march(2, 15, 10), reopened],
    ]
    expect(told(await foundAfter(acts))).toEqual([["answered-and-undone", "resolution anew 360"]])
  })

  it("the customer's own disagreement is theirs, and hours later we may think again", async () => {
    const byThem: ReadonlyArray<Act> = [
      first,
      [march(3, 14), answered],
      [march(3, 14, 5), disputed, byCustomer],
    ]
    expect(await foundAfter(byThem)).toEqual([])
    const confirmedByThem: ReadonlyArray<Act> = [
      first,
      [march(2, 15), answered],
      [march(2, 15, 5), { type: "confirm" }, byCustomer],
      [march(2, 15, 10), reopened],
    ]
    expect(await foundAfter(confirmedByThem)).toEqual([])
    const late: ReadonlyArray<Act> = [first, [march(3, 10), answered], [march(3, 14), disputed]]
    expect(await foundAfter(late)).toEqual([])
    expect(await foundAfter(late, { limits: { undoneWithinMinutes: 240 } })).toHaveLength(1)
  })
})
