// M-05 by the rules of a process: who gets a request as it is registered, handed over, or routed.
import { DirectoryError, memory } from "@upkeep/core"
import { Effect, Result } from "effect"
import { describe, expect, it } from "vitest"
import { fold } from "../../src/desk/fold.ts"
import { recordedOf } from "../../src/desk/row.ts"
import { zoneDataVersion } from "../../src/desk/zoneData.ts"
import * as Process from "../../src/process/Process.ts"
import {
  assignees,
  byLoad,
  byTurn,
  changingStaff,
  logged,
  member,
  openRouted,
  registered,
  routedBy,
  type Rules,
} from "./routing.ts"
import {
  agent,
  journalOf,
  march,
  openDesk,
  refusal,
  register,
  robot,
  rowOf,
  storedOf,
} from "./setUp.ts"

const nights = {
  id: "nights",
  version: "1",
  timeZone: "+03:00",
  week: { mon: [["20:00", "24:00"]], tue: [["00:00", "06:00"]] },
}

const route = { type: "route" } as const
const any = { rule: "any", spread: "leastLoad" } as const

/** Least load among those who can do this. */
const byCompetence = (competence: string): Rules => [{ ...any, competence }]
const toSecond = { type: "escalate", line: "second", text: "It is the database." } as const

describe("a request that is registered", () => {
  it("M-05 gets whom the routing finds, and the journal says by which rule and among how many", async () => {
    await using opened = await openRouted(byLoad, [member("boris"), member("anna")])
    const { ticketId } = await registered(opened)
    const { history, status, assignee } = await opened.desk.show(ticketId)
    expect([status, assignee]).toEqual(["open.diagnosing.ours", "anna"])
    expect(history.map(({ type, facts }) => [type, facts["assignee"], facts["routed"]])).toEqual([
      ["Registered", undefined, undefined],
      ["Acknowledged", undefined, undefined],
      ["Assigned", "anna", { rule: "any", candidates: 2 }],
      ["DiagnosisStarted", undefined, undefined],
    ])
  })

  it.each<[string, Rules[number], object, object, string | null]>([
    ["who serves its line", any, { line: "second" }, {}, "vera"],
    ["who serves its line beside another", any, { line: "second", lines: ["first"] }, {}, "anna"],
    ["who has the competence", { ...any, competence: "sql" }, {}, {}, "vera"],
    [
      "who knows the module that it names",
      { ...any, competence: { field: "module" } },
      {},
      { fields: { module: "search" } },
      "vera",
    ],
    ["nobody where it names no module", { ...any, competence: { field: "module" } }, {}, {}, null],
    ["who is on shift", { ...any, onShift: true }, { workingTime: nights }, {}, "vera"],
    ["who is not away", any, { absences: [{ from: 0, to: march(3, 9) }] }, {}, "vera"],
    ["I09 who has not left", any, { leftAt: march(2, 12) }, {}, "vera"],
    [
      "nobody where no rule is for it",
      { ...any, when: { priority: "high" } },
      {},
      { priority: "low" },
      null,
    ],
    [
      "whom the rule for its priority finds",
      { ...any, when: { priority: "high" } },
      {},
      { priority: "high" },
      "anna",
    ],
    ["whom the rule for its kind finds", { ...any, when: { channel: "email" } }, {}, {}, "anna"],
  ])("M-05, M-20 gets %s", async (_, rule, over, command, expected) => {
    const vera = member("vera", { competences: ["sql", "search"] })
    await using opened = await openRouted([rule], [member("anna", over), vera])
    expect(await registered(opened, command)).toMatchObject({ assignee: expected })
  })

  it("M-05 goes to the least load, to the first by id where it is equal, to nobody above their capacity", async () => {
    const staff = [
      member("vera"),
      member("anna", { capacity: 2 }),
      member("boris", { capacity: 1 }),
    ]
    await using opened = await openRouted(byLoad, staff)
    expect(await assignees(opened, 6)).toBe("anna boris vera anna vera vera")
  })

  it("M-05 goes by turns, whatever anybody has to do", async () => {
    await using opened = await openRouted(byTurn, [member("vera"), member("anna"), member("boris")])
    const { desk } = opened
    expect(await assignees(opened, 4)).toBe("anna boris vera anna")
    await desk.submit({
      ticketId: (await desk.list({ assignee: "boris" }))[0]?.ticketId ?? "",
      actor: { kind: "customer", id: "anna" },
      command: { type: "withdraw", text: "Found it." },
    })
    expect(await assignees(opened, 3)).toBe("boris vera anna")
  })

  it("M-05 a ticket that is closed is no load, one that is snoozed is", async () => {
    await using opened = await openRouted(byLoad, [member("anna"), member("boris")])
    const { desk, clock } = opened
    const first = await registered(opened)
    const second = await registered(opened)
    expect([first.assignee, second.assignee]).toEqual(["anna", "boris"])
    const snooze = { type: "snooze", until: clock.at + 86_400_000 } as const
    await desk.submit({ ticketId: first.ticketId, actor: agent, command: snooze })
    const withdraw = { type: "withdraw", text: "Found it." } as const
    await desk.submit({ ticketId: second.ticketId, actor: agent, command: withdraw })
    expect(await assignees(opened, 2)).toBe("boris anna")
  })

  it("M-05 with everybody out it is registered all the same, and routed when somebody is in", async () => {
    const onShift: Rules = [{ ...any, onShift: true }]
    await using opened = await openRouted(onShift, [member("anna", { workingTime: nights })])
    const { desk, clock } = opened
    const { ticketId, assignee } = await registered(opened)
    expect(assignee).toBeNull()
    expect(await refusal(desk.submit({ ticketId, actor: robot, command: route }))).toMatchObject({
      _tag: "CommandRejected",
      rejection: { rule: "NobodyToRoute" },
    })
    clock.at = march(2, 20)
    const { events } = await desk.submit({ ticketId, actor: robot, command: route })
    expect(events).toEqual(["Assigned", "DiagnosisStarted"])
    expect(await desk.summary(ticketId)).toMatchObject({ assignee: "anna" })
  })

  it("M-01 one that is refused for want of a contract is nobody's, and nobody is asked", async () => {
    const people = changingStaff([member("anna")])
    const process = { ...routedBy(byLoad), withoutContract: "reject" } as const
    await using opened = await openDesk({ process, directory: people.adapter })
    const { assignee } = await registered(opened)
    expect([assignee, people.asked]).toEqual([null, 0])
  })

  it("of a process without rules is nobody's, and nobody is asked", async () => {
    const people = changingStaff([member("anna")])
    const { routing: _, ...process } = routedBy(byLoad)
    await using opened = await openDesk({ process, directory: people.adapter })
    const { assignee, ticketId } = await registered(opened)
    await opened.desk.submit({ ticketId, actor: agent, command: toSecond })
    const rejected = await refusal(opened.desk.submit({ ticketId, actor: agent, command: route }))
    expect(rejected).toMatchObject({ rejection: { rule: "NobodyToRoute" } })
    expect([assignee, people.asked]).toEqual([null, 0])
  })
})

describe("a request that is handed over", () => {
  it("M-05, M-08 gets somebody of the new line, who may be who had it", async () => {
    const staff = [member("anna", { lines: ["second"] }), member("vera", { line: "second" })]
    await using opened = await openRouted(byLoad, staff)
    const { desk } = opened
    const [first, second] = [await registered(opened), await registered(opened)]
    const { events } = await desk.submit({
      ticketId: first.ticketId,
      actor: agent,
      command: toSecond,
    })
    expect(events).toEqual(["Escalated", "Assigned"])
    expect((await desk.show(first.ticketId)).history.at(-1)?.facts).toEqual({
      assignee: "vera",
      routed: { rule: "any", candidates: 2 },
    })
    // What Anna hands over is no load of hers any more: one each, and she is the first by id.
    await registered(opened)
    await desk.submit({ ticketId: second.ticketId, actor: agent, command: toSecond })
    expect(await desk.summary(second.ticketId)).toMatchObject({ assignee: "anna" })
  })

  it("M-08 has nobody where nobody of the new line can take it", async () => {
    await using opened = await openRouted(byLoad, [member("anna")])
    const { desk } = opened
    const { ticketId } = await registered(opened)
    await desk.submit({ ticketId, actor: agent, command: toSecond })
    expect(await desk.show(ticketId)).toMatchObject({ line: "second", assignee: null })
  })
})

describe("a request that is routed", () => {
  it("M-05 goes from who has much to who has less, and its own weight counts for nobody", async () => {
    const people = changingStaff([member("anna")])
    await using opened = await openDesk({ process: routedBy(byLoad), directory: people.adapter })
    const { desk } = opened
    expect(await assignees(opened, 2)).toBe("anna anna")
    const [one, two] = await desk.list()
    people.staff = [member("anna", { capacity: 2 }), member("boris")]
    const send = (ticketId = "") => desk.submit({ ticketId, actor: agent, command: route })
    await send(one?.ticketId)
    expect(await desk.list({ assignee: "boris" })).toMatchObject([{ number: "T-1" }])
    // One each: who has it is no worse than the other, and at her capacity by others alone.
    for (const ticket of [one, two])
      expect(await refusal(send(ticket?.ticketId))).toMatchObject({
        rejection: { rule: "SameAssignee" },
      })
  })

  it("P14 follows the rules of the version that it is on", async () => {
    const storage = memory()
    const staff = [
      member("anna", { competences: ["old"] }),
      member("vera", { competences: ["new"] }),
    ]
    let ticketId = ""
    {
      await using opened = await openRouted(byCompetence("none"), staff, { storage })
      ticketId = (await register(opened.desk)).ticketId
    }
    const process = { ...routedBy(byCompetence("new")), version: "3" }
    await using opened = await openRouted([], staff, { storage, process })
    const { desk } = opened
    expect(await registered(opened)).toMatchObject({ assignee: "vera" })
    expect(await refusal(desk.submit({ ticketId, actor: agent, command: route }))).toMatchObject({
      rejection: { rule: "NobodyToRoute" },
    })
  })

  it("P8 is replayed without a directory: the journal says who got it", async () => {
    const rules = byTurn
    const people = changingStaff([member("anna"), member("vera", { lines: ["second"] })])
    await using opened = await openDesk({ process: routedBy(rules), directory: people.adapter })
    const { desk } = opened
    const { ticketId } = await registered(opened)
    await desk.submit({ ticketId, actor: agent, command: toSecond })
    people.staff = []
    const { asked } = people
    const journal = await Effect.runPromise(
      Effect.forEach(await journalOf(desk, ticketId), recordedOf),
    )
    const process = Result.getOrThrow(Process.make(routedBy(rules)))
    const row = await rowOf(desk, ticketId)
    const { chain: _, ...held } = await storedOf(desk, ticketId)
    const zoneData = zoneDataVersion()
    expect({ ...fold(Process.only(process), undefined, journal), zoneData }).toEqual(held)
    expect([row?.assignee, row?.assignedAt, people.asked]).toEqual(["vera", opened.clock.at, asked])
  })
})

describe("a directory that is away", () => {
  const away = new DirectoryError({ reason: "unavailable", detail: "the line is down" })

  it("M-05 keeps no request from being registered or handed over, and that is said", async () => {
    using log = logged()
    const people = changingStaff([member("anna")])
    await using opened = await openDesk({ process: routedBy(byLoad), directory: people.adapter })
    const { desk } = opened
    people.away = away
    const { ticketId, assignee } = await registered(opened)
    await desk.submit({ ticketId, actor: agent, command: toSecond })
    expect(await desk.show(ticketId)).toMatchObject({ line: "second", assignee: null })
    expect(assignee).toBeNull()
    const lines = log.lines().filter((line) => line.includes("the line is down"))
    expect(lines).toHaveLength(2)
    expect(lines[0]).toContain("upkeep: a request is routed to nobody: directory-unavailable")
  })

  it("is what `route` and explainRouting fail of, since they can be asked again", async () => {
    const people = changingStaff([member("anna")])
    await using opened = await openDesk({ process: routedBy(byTurn), directory: people.adapter })
    const { desk } = opened
    const { ticketId } = await registered(opened)
    people.away = away
    expect(await refusal(desk.submit({ ticketId, actor: agent, command: route }))).toEqual(away)
    expect(await refusal(desk.explainRouting(ticketId))).toEqual(away)
    expect(await desk.summary(ticketId)).toMatchObject({ version: 4, assignee: "anna" })
  })
})

describe("staff with mistakes", () => {
  const broken = { ...member("anna"), capacity: 0, absences: [{ from: 2, to: 1 }] }

  it("M-20 are passed over, said once while nothing changes, and taken once they are mended", async () => {
    using log = logged()
    const people = changingStaff([broken, member("vera")])
    await using opened = await openDesk({ process: routedBy(byTurn), directory: people.adapter })
    expect(await assignees(opened, 2)).toBe("vera vera")
    const said = () => log.lines().filter((line) => line.includes("upkeep: staff: "))
    expect(said().map((line) => line.slice(line.indexOf("upkeep")))).toEqual([
      expect.stringMatching(/^upkeep: staff: invalid-range: .*, at \[0\]\.absences\[0\]/),
      expect.stringMatching(/^upkeep: staff: out-of-range: got 0, .*, at \[0\]\.capacity/),
    ])
    people.staff = [member("anna"), member("vera")]
    expect(await assignees(opened, 1)).toBe("anna")
    people.staff = [broken, member("vera")]
    expect(await assignees(opened, 1)).toBe("vera")
    expect(said()).toHaveLength(4)
  })

  it("turn no customer away, also where nobody is left", async () => {
    using log = logged()
    const people = changingStaff([broken, { ...broken, id: "vera" }, null])
    await using opened = await openDesk({ process: routedBy(byLoad), directory: people.adapter })
    expect(await registered(opened)).toMatchObject({ assignee: null })
    expect(log.lines().length).toBeGreaterThan(0)
  })
})

describe("I09 who has left", () => {
  const process = {
    ...routedBy([]),
    policy: {
      id: "p",
      version: "1",
      clocks: [
        {
          id: "firstResponse",
          target: { workingMinutes: 60 },
          starts: [{ event: "Registered" }],
          stops: [{ event: "Answered" }],
          effect: "breach",
          onBreach: [{ reassignTo: "anna" }],
        },
      ],
    },
    confirmation: false,
    notices: [],
  } as const

  it.each([
    ["gets nothing by a breach, which is recorded all the same", march(2, 12, 59), null],
    ["gets it while they are there", march(2, 13, 1), "anna"],
  ])("%s", async (_, leftAt, assignee) => {
    using log = logged()
    const people = changingStaff([member("anna", { leftAt })])
    await using opened = await openDesk({ process, directory: people.adapter })
    const { desk, clock } = opened
    const { ticketId } = await register(desk)
    clock.at = march(2, 13)
    await desk.work()
    const view = await desk.show(ticketId)
    expect(view.assignee).toBe(assignee)
    expect(view.history.map(({ type }) => type)).toContain("ClockBreached")
    expect(log.lines().some((line) => line.includes("reassigns to anna, who"))).toBe(
      assignee === null,
    )
  })
})
