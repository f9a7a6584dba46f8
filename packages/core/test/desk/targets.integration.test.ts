// What the reference documents and contracts promise, through the desk: from the request to the
// warning and the breach.
import { type Contract, type DeskOptions, directory, type Profile, standard } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { agent, answered, channel, customer, march, openDesk, register, words } from "./setUp.ts"

type Target = NonNullable<Profile["policy"]["clocks"][number]["target"]>

/** Document B: five days a week, 9 to 18 at GMT+3; answers and regular support within 24 hours. */
const documentB = (target: Target): Profile => {
  const started = { target, starts: [{ event: "Registered" }], warnAt: [0.75] }
  const [firstResponse] = standard.policy.clocks
  const { stops = [] } = firstResponse ?? {}
  return {
    ...standard,
    id: "business-connect",
    confirmation: false,
    labels: { ...standard.labels, processed: { en: "Processed", ru: "Обработано" } },
    policy: {
      id: "business-connect",
      version: "1",
      clocks: [
        { id: "firstResponse", ...started, stops, effect: "breach" },
        {
          id: "resolution",
          ...started,
          stops: [{ enters: "closed" }],
          pausesIn: ["customers", "thirdPartys"],
          effect: "breach",
        },
      ],
    },
  }
}

const openedFriday = async (options: DeskOptions) => {
  const opened = await openDesk(options)
  opened.clock.at = march(6, 17)
  const { ticketId } = await register(opened.desk)
  return { ...opened, ticketId }
}

describe("B-07 24 hours, for the first response and the resolution", () => {
  it.each([
    ["working", { workingMinutes: 1_440 }, march(10, 17), march(11, 14)],
    ["elapsed", { elapsedMinutes: 1_440 }, march(7, 11), march(7, 17)],
  ] as const)("B-07 %s ones from Friday 17:00", async (_, target, warnedAt, dueAt) => {
    await using opened = await openedFriday({ process: documentB(target) })
    const { desk, clock, ticketId } = opened
    const { clocks } = await desk.show(ticketId)
    expect(clocks.map((each) => [each.id, each.dueAt])).toEqual([
      ["firstResponse", dueAt],
      ["resolution", dueAt],
    ])
    const marks = async (at: number) => {
      clock.at = at
      await desk.work()
      const { history } = await desk.show(ticketId)
      return history.flatMap(({ type, effectiveAt, facts }) =>
        type.startsWith("Clock") ? [[type, facts["clock"], effectiveAt]] : [],
      )
    }
    const warned = [
      ["ClockWarned", "firstResponse", warnedAt],
      ["ClockWarned", "resolution", warnedAt],
    ]
    expect(await marks(warnedAt - 1)).toEqual([])
    expect(await marks(warnedAt)).toEqual(warned)
    expect(await marks(dueAt - 1)).toEqual(warned)
    expect(await marks(dueAt)).toEqual([
      ...warned,
      ["ClockBreached", "firstResponse", dueAt],
      ["ClockBreached", "resolution", dueAt],
    ])
  })

  it("B-06 B-07 an answer in time meets both, and closes the request", async () => {
    const process = documentB({ workingMinutes: 1_440 })
    await using opened = await openedFriday({ process })
    const { desk, clock, ticketId } = opened
    clock.at = march(11, 14)
    await desk.submit({ ticketId, actor: agent, command: { type: "answer", text: "Done." } })
    await desk.work()
    const { clocks, status, history } = await desk.show(ticketId)
    expect(status).toBe("closed.processed")
    expect(clocks.map((each) => each.status)).toEqual(["met", "met"])
    expect(history.map(({ type }) => type)).not.toContain("ClockBreached")
  })
})

describe("M-14 three days without a word", () => {
  it.each([
    ["days of the calendar", { calendarDays: 3 }, march(9, 17, 30)],
    ["working days", { workingDays: 3 }, march(11, 17, 30)],
  ] as const)("M-14 close the request: %s", async (_, target, dueAt) => {
    const clocks = standard.policy.clocks.map((rule) =>
      rule.id === "silence" ? { ...rule, target } : rule,
    )
    const process = { ...standard, id: "quiet", policy: { ...standard.policy, clocks } }
    await using opened = await openDesk({ process })
    const { desk, clock } = opened
    clock.at = march(6, 17, 30)
    const { ticketId } = await answered(desk)
    clock.at = dueAt - 1
    await desk.work()
    expect((await desk.show(ticketId)).status).toBe("completed.awaitingWord")
    clock.at = dueAt
    await desk.work()
    expect((await desk.show(ticketId)).status).toBe("closed.silence")
  })
})

/** A directory with one customer, whose contract has these targets. */
const promised = (targets: Contract["targets"]) => {
  const contract = { id: "k", version: "1", validFrom: 0, validTo: null, targets }
  const contacts = [{ id: "anna", name: words.name, address: words.address }]
  const customers = [{ id: "acme", name: "ACME", contacts, contracts: [contract] }]
  return directory({ customers, staff: [{ id: "boris", name: "Boris", line: "first" }] })
}

describe("M-01 what a contract promises beside the first response", () => {
  const wrote = { type: "receiveMessage", text: "And one more thing." } as const
  const informed = { type: "inform", text: "We are on it." } as const
  const question = { type: "requestInformation", text: "Which browser?" } as const

  it("M-01 a next reply: from what the customer adds after our first word to our next one", async () => {
    const promises = promised({ nextReply: { workingMinutes: 60 } })
    await using opened = await openDesk({ directory: promises })
    const { desk, clock } = opened
    const { ticketId } = await register(desk)
    const say = (hours: number, command: typeof wrote | typeof informed, minutes = 0) => {
      clock.at = march(3, hours, minutes)
      const actor = command.type === "inform" ? agent : customer
      return desk.submit({ ticketId, actor, command })
    }
    const replies = async () =>
      (await desk.show(ticketId)).clocks.filter(({ id }) => id === "nextReply")
    await say(9, wrote)
    expect(await replies()).toEqual([])
    await say(10, informed)
    await say(11, wrote)
    await say(11, wrote, 30)
    expect(await replies()).toMatchObject([{ status: "running", dueAt: march(3, 12) }])
    await say(13, informed)
    expect(await replies()).toMatchObject([{ status: "breached", endedAt: march(3, 13) }])
    await say(14, wrote)
    expect(await replies()).toMatchObject([{ instance: 1 }, { instance: 2, dueAt: march(3, 15) }])
  })

  it("M-12 a message that crosses the answer is owed a reply only once it is ruled a dispute", async () => {
    const promises = promised({ nextReply: { workingMinutes: 60 } })
    const mail = channel()
    await using opened = await openDesk({ directory: promises, notify: [mail.adapter] })
    const { desk } = opened
    const { ticketId } = await answered(desk)
    await desk.submit({ ticketId, actor: customer, command: wrote })
    const replies = async () =>
      (await desk.show(ticketId)).clocks.filter(({ id }) => id === "nextReply")
    expect(await replies()).toMatchObject([{ status: "running" }])
    await desk.work()
    expect((await desk.show(ticketId)).status).toBe("completed.heard")
    expect(await replies()).toMatchObject([{ status: "cancelled" }])
    await desk.submit({ ticketId, actor: agent, command: { type: "rule", ruling: "dispute" } })
    expect(await replies()).toMatchObject([{ instance: 1, status: "running" }])
  })

  it("M-09 the customer's answer: from our question until the turn is not theirs", async () => {
    const promises = promised({ customerAnswer: { workingDays: 2 } })
    await using opened = await openDesk({ directory: promises })
    const { desk, clock } = opened
    const { ticketId } = await register(desk)
    await desk.submit({ ticketId, actor: agent, command: question })
    const answers = async () =>
      (await desk.show(ticketId)).clocks.filter(({ id }) => id === "customerAnswer")
    expect(await answers()).toMatchObject([{ status: "running", dueAt: march(4, 12) }])
    clock.at = march(3, 12)
    await desk.submit({ ticketId, actor: customer, command: wrote })
    expect(await answers()).toMatchObject([{ status: "met", endedAt: march(3, 12) }])
  })

  it("without a promise neither clock begins", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const { ticketId } = await register(desk)
    await desk.submit({ ticketId, actor: agent, command: question })
    await desk.submit({ ticketId, actor: customer, command: wrote })
    expect((await desk.show(ticketId)).clocks.map(({ id }) => id)).toEqual(["firstResponse"])
  })
})
