// What was due before a command, what a closing ends, and rows of an earlier version.
import { CommandRejected, directory, InvalidInput, standard } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import {
  agent,
  answered,
  channel,
  customer,
  damage,
  journalOf,
  march,
  markRead,
  openDesk,
  refusal,
  register,
  request,
  rowOf,
  words,
} from "./setUp.ts"

const [firstResponse] = standard.policy.clocks
const silence = standard.policy.clocks.find(({ id }) => id === "silence")
if (firstResponse === undefined || silence === undefined) throw new Error("the standard clocks")

const clock = {
  ...firstResponse,
  id: "work",
  target: { workingMinutes: 240 },
  warnAt: [],
  stops: [{ enters: "closed" }],
  cancels: [],
} as const

const processWith = (clocks: ReadonlyArray<object>, over: object = {}) => ({
  ...standard,
  id: "overdue",
  priorities: [
    { id: "urgent", labels: { en: "Urgent", ru: "Срочный" } },
    { id: "normal", labels: { en: "Normal", ru: "Обычный" } },
  ],
  policy: { id: "overdue", version: "1", clocks },
  ...over,
})

const typesOf = async (opened: Awaited<ReturnType<typeof openDesk>>, ticketId: string) =>
  (await journalOf(opened.desk, ticketId)).map(({ type }) => type)

const raise = { type: "setPriority", priority: "urgent" } as const

describe("P7 what was due before a command that changes targets", () => {
  it("is recorded ahead of it, by the desk, in its commit", async () => {
    await using opened = await openDesk({ process: processWith([clock]) })
    const { desk } = opened
    const { ticketId, version } = await register(desk)
    opened.clock.at = march(2, 17)
    const receipt = await desk.submit({
      ticketId,
      actor: agent,
      command: raise,
      commandId: "raise",
    })
    expect(receipt).toMatchObject({ version: version + 2, events: ["PriorityChanged"] })
    const history = (await desk.show(ticketId)).history.slice(version)
    expect(history.map(({ type, actor, at }) => [type, actor.id, at])).toEqual([
      ["ClockBreached", "desk", march(2, 17)],
      ["PriorityChanged", agent.id, march(2, 17)],
    ])
    expect(
      await desk.submit({ ticketId, actor: agent, command: raise, commandId: "raise" }),
    ).toEqual(receipt)
  })

  it("a deadline at the very instant of the command is one of them", async () => {
    await using opened = await openDesk({ process: processWith([clock]) })
    const { ticketId } = await register(opened.desk)
    opened.clock.at = march(2, 16)
    await opened.desk.submit({ ticketId, actor: agent, command: raise })
    expect((await typesOf(opened, ticketId)).slice(-2)).toEqual([
      "ClockBreached",
      "PriorityChanged",
    ])
  })

  it("a command that is refused, or only prepared, records nothing", async () => {
    await using opened = await openDesk({ process: processWith([clock]) })
    const { desk } = opened
    const { ticketId } = await register(desk)
    const before = await typesOf(opened, ticketId)
    opened.clock.at = march(2, 17)
    const same = { type: "setPriority", priority: "normal" } as const
    const error = await refusal(desk.submit({ ticketId, actor: agent, command: same }))
    expect(error).toBeInstanceOf(CommandRejected)
    const prepared = await desk.prepare({ ticketId, actor: agent, command: raise })
    expect(prepared.commit?.events.map(({ type }) => type)).toEqual([
      "ClockBreached",
      "PriorityChanged",
    ])
    expect(await typesOf(opened, ticketId)).toEqual(before)
  })

  it("T08 a clock that has breached takes no deadline by hand", async () => {
    await using opened = await openDesk({ process: processWith([clock]) })
    const { desk } = opened
    const { ticketId } = await register(desk)
    opened.clock.at = march(2, 17)
    await desk.work()
    const later = { type: "setDeadline", clock: "work", dueAt: march(3, 15) } as const
    const error = await refusal(desk.submit({ ticketId, actor: agent, command: later }))
    expect(error instanceof CommandRejected ? error.rejection.rule : error).toBe("ClockNotRunning")
  })
})

describe("P7, P8 the journal does not depend on how late a worker looks", () => {
  it("what would be due after the silence closed the ticket never is", async () => {
    const life = { ...clock, target: { calendarDays: 5 } }
    const journals = []
    for (const late of [false, true]) {
      await using opened = await openDesk({ process: processWith([life, silence]) })
      const { ticketId } = await answered(opened.desk)
      await markRead(opened.desk, march(30, 0))
      for (const at of late ? [march(20, 12)] : [march(6, 12), march(20, 12)]) {
        opened.clock.at = at
        await opened.desk.work()
      }
      journals.push(await typesOf(opened, ticketId))
    }
    const [punctual, late] = journals
    expect(punctual).toContain("SilenceElapsed")
    expect(punctual).not.toContain("ClockBreached")
    expect(late).toEqual(punctual)
  })

  it("what a breach brings about comes before what is due after it", async () => {
    const first = { ...clock, onBreach: [{ raisePriorityTo: "urgent" }] }
    const second = {
      ...clock,
      id: "second",
      targets: [{ when: { priority: "urgent" }, target: { workingMinutes: 600 } }],
      target: { workingMinutes: 300 },
    }
    for (const times of [[march(2, 16), march(2, 18)], [march(2, 18)]]) {
      await using opened = await openDesk({ process: processWith([first, second]) })
      const { ticketId } = await register(opened.desk)
      for (const at of times) {
        opened.clock.at = at
        await opened.desk.work()
      }
      // Raised by the first breach, the second clock has ten hours and not five.
      const types = await typesOf(opened, ticketId)
      expect(types.filter((type) => type === "ClockBreached")).toHaveLength(1)
      expect(types).toContain("PriorityChanged")
    }
  })
})

describe("letters", () => {
  const letter = {
    en: { subject: "s", body: "[{{text}}]" },
    ru: { subject: "s", body: "[{{text}}]" },
  }

  it("M-11 what becomes of a letter to our own people moves no ticket", async () => {
    const mail = channel("permanent")
    const notices = [
      { event: "Answered", channel: "email", text: "told", to: { address: "duty@example.com" } },
    ]
    const process = processWith([clock], { notices, texts: { told: letter } })
    await using opened = await openDesk({ process, notify: [mail.adapter] })
    const { desk } = opened
    const phone = { ...request, channel: "phone", requester: { name: words.name } }
    const { ticketId } = await desk.submit({ actor: agent, command: phone })
    await desk.submit({ ticketId, actor: agent, command: { type: "answer", text: "Clear it." } })
    await desk.work()
    expect(mail.given).toHaveLength(1)
    const { status, history } = await desk.show(ticketId)
    expect(history.map(({ type }) => type)).toContain("NotificationFailed")
    expect(status).toBe("completed.awaitingWord")
  })

  it("a customer is told of a deadline by hand, and not why", async () => {
    const mail = channel()
    const notices = [{ event: "DeadlineSet", channel: "email", text: "told" }]
    const process = processWith([clock], { notices, texts: { told: letter } })
    await using opened = await openDesk({ process, notify: [mail.adapter] })
    const { ticketId } = await register(opened.desk)
    const dueAt = march(3, 15)
    const command = { type: "setDeadline", clock: "work", dueAt, text: "They complain." } as const
    await opened.desk.submit({ ticketId, actor: agent, command })
    await opened.desk.work()
    expect(mail.given.map(({ text }) => text)).toEqual(["[]"])
  })
})

describe("promises", () => {
  it("M-01, C09 what a contract cannot keep is not pinned, and the policy's own holds", async () => {
    const always = [["00:00", "24:00"]]
    const week = { mon: always, tue: always, wed: always, thu: always, fri: always }
    const calendars = [{ id: "always", version: "1", timeZone: "+03:00", week }]
    const work = { ...clock, calendar: "always", fromContract: true }
    const contract = { id: "k", version: "1", validFrom: 0, validTo: null, calendar: "typo" }
    const people = directory({
      customers: [
        {
          id: "acme",
          name: "Acme",
          contacts: [{ id: "anna", name: words.name, address: words.address }],
          contracts: [{ ...contract, targets: { work: { workingMinutes: 5_000_000 } } }],
        },
      ],
      staff: [],
    })
    const process = processWith([work], { calendars })
    await using opened = await openDesk({ process, directory: people })
    opened.clock.at = march(2, 17)
    await register(opened.desk)
    const [shown] = (await opened.desk.show("T-1")).clocks
    expect([shown?.dueAt, shown?.calendar]).toEqual([march(2, 21), "always@1"])
  })

  it("H35 a customer does not choose how urgent a request is", async () => {
    await using opened = await openDesk({ process: processWith([clock]) })
    const anna = opened.desk.forActor({ kind: "customer", id: "anna", customer: "acme" })
    const { requester: _, ...said } = request
    const error = await refusal(anna.submit({ command: { ...said, priority: "urgent" } }))
    expect(error instanceof InvalidInput ? error.problems.map(({ path }) => path) : error).toEqual([
      "command.priority",
    ])
  })
})

it("P14 a ticket that an earlier version stored goes on", async () => {
  await using opened = await openDesk({ process: processWith([clock]) })
  const { desk } = opened
  const { ticketId } = await register(desk)
  const row = await rowOf(desk, ticketId)
  if (row === undefined) throw new Error("no row")
  const { state, clocks } = JSON.parse(row.body)
  const { terms: _t, priority: _p, timeZone: _z, ...earlier } = state
  const unknown = new Set("terms calendar held notBefore byHand endedIn warnedBefore".split(" "))
  const runs = clocks.map((run: object) => {
    const known = Object.entries(run).filter(([name]) => !unknown.has(name))
    return { ...Object.fromEntries(known), endedByClosing: false }
  })
  const body = { state: { ...earlier, version: row.version + 1 }, clocks: runs }
  await damage(desk, { ...row, body: JSON.stringify(body) })
  const { clocks: shown } = await desk.show(ticketId)
  expect(shown.map(({ id, dueAt }) => [id, dueAt])).toEqual([["work", march(2, 16)]])
  await desk.submit({ ticketId, actor: customer, command: { type: "receiveMessage", text: "?" } })
  opened.clock.at = march(2, 16)
  await desk.work()
  expect((await desk.show(ticketId)).clocks[0]?.status).toBe("breached")
})

describe("a clock by which nothing is owed", () => {
  const owed = {
    ...clock,
    target: undefined,
    targets: [
      { when: { priority: "urgent" }, target: { workingMinutes: 600 } },
      { when: { priority: "normal" }, target: "none" },
    ],
  }
  const { target: _target, ...rule } = owed

  it("is shown nowhere, takes no deadline by hand, and counts from its start once it is owed", async () => {
    await using opened = await openDesk({ process: processWith([rule]) })
    const { desk } = opened
    const { ticketId } = await register(desk)
    expect((await desk.show(ticketId)).clocks).toEqual([])
    const byHand = { type: "setDeadline", clock: "work", dueAt: march(3, 15) } as const
    const error = await refusal(desk.submit({ ticketId, actor: agent, command: byHand }))
    expect(error instanceof CommandRejected ? error.rejection.rule : error).toBe("ClockNotRunning")
    opened.clock.at = march(2, 15)
    await desk.submit({ ticketId, actor: agent, command: raise })
    const { clocks } = await desk.show(ticketId)
    // Six hours on Monday from 12:00, four on Tuesday.
    expect(clocks.map(({ instance, dueAt }) => [instance, dueAt])).toEqual([[1, march(3, 13)]])
  })

  it("is told by a preview where a policy takes what was owed", async () => {
    const always = { ...rule, targets: [{ when: {}, target: { workingMinutes: 600 } }] }
    await using opened = await openDesk({ process: processWith([always]) })
    const { ticketId, number } = await register(opened.desk)
    const process = processWith([rule], { version: "3" })
    const { tickets } = await opened.desk.previewPolicy({ process, mode: "fromStart" })
    const before = { status: "running", target: { workingMinutes: 600 }, dueAt: march(3, 13) }
    expect(tickets).toMatchObject([
      { ticketId, number, clocks: [{ clock: "work", instance: 1, before, after: null }] },
    ])
  })
})
