// Whom letters go to: the requester, the ticket's executor, an address of the desk's own; and what
// they say of deadlines.
import { defineDirectory, directory, standard } from "@upkeep/core"
import { Desk } from "@upkeep/core/effect"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { agent, channel, march, openDesk, refusal, register, request, words } from "./setUp.ts"

const letter = (body: string) => ({
  en: { subject: "{{number}} {{clock}}", body },
  ru: { subject: "{{number}} {{clock}}", body },
})

const [firstResponse] = standard.policy.clocks

/** The standard process with one clock of four hours, which tells its executor and the duty. */
const process = {
  ...standard,
  id: "readers",
  priorities: [
    { id: "urgent", labels: { en: "Urgent", ru: "Срочный" } },
    { id: "normal", labels: { en: "Normal", ru: "Обычный" } },
  ],
  policy: {
    id: "readers",
    version: "1",
    clocks: [
      {
        ...firstResponse,
        target: { workingMinutes: 240 },
        warnBefore: [60],
        warnAt: [],
        onBreach: [{ reassignTo: "nobody" }, { raisePriorityTo: "urgent" }],
      },
    ],
  },
  notices: [
    { event: "Acknowledged", channel: "email", text: "promise" },
    {
      event: "ClockWarned",
      clock: "firstResponse",
      channel: "email",
      text: "warned",
      to: "assignee",
    },
    {
      event: "ClockBreached",
      channel: "email",
      text: "breached",
      to: { address: "duty@example.com" },
    },
  ],
  texts: {
    promise: letter("by {{dueAt}}, {{priority}}"),
    warned: letter("due {{dueAt}}"),
    breached: letter("was due {{dueAt}}"),
  },
} as const

const people = directory({
  customers: [
    {
      id: "acme",
      name: "Acme",
      timeZone: "Asia/Yekaterinburg",
      contacts: [{ id: "anna", name: words.name, address: words.address }],
      contracts: [],
    },
  ],
  staff: [{ id: "olga", name: "Olga", address: "olga@desk.example", line: "first" }],
})

const open = async () => {
  const mail = channel()
  const opened = await openDesk({ process, directory: people, notify: [mail.adapter] })
  return { ...opened, mail, [Symbol.asyncDispose]: () => opened.desk[Symbol.asyncDispose]() }
}

const told = (mail: ReturnType<typeof channel>) =>
  mail.given.map(({ to, text }) => `${to.address}: ${text}`)

describe("letters about deadlines", () => {
  it("M-01 the requester reads the deadline in the customer's own zone, a repeat the same", async () => {
    await using opened = await open()
    const { desk, mail } = opened
    mail.answerNext("temporary")
    await register(desk, request)
    await desk.work()
    const { timeZone, priority } = await desk.show("T-1")
    expect([timeZone, priority]).toEqual(["Asia/Yekaterinburg", "normal"])
    opened.clock.at = march(2, 12, 5)
    await desk.work()
    // Monday 12:00 at +03:00 and four working hours: 16:00, which is 18:00 in Yekaterinburg.
    const said = `${words.address}: by March 2, 2026 at 18:00 GMT+5, normal`
    expect(told(mail)).toEqual([said, said])
  })

  it("C01, C02 a customer's zone that nobody knows is passed over", async () => {
    for (const timeZone of ["Mars/Phobos", "CET"]) {
      const contacts = [{ id: "anna", name: words.name, address: words.address }]
      const people = defineDirectory({
        name: "of another zone",
        customerByAddress: async () => {
          return { id: "acme", name: "Acme", timeZone, contacts, contracts: [] }
        },
        staffMember: async () => undefined,
      })
      const mail = channel()
      await using opened = await openDesk({ process, directory: people, notify: [mail.adapter] })
      await register(opened.desk, request)
      await opened.desk.work()
      expect((await opened.desk.show("T-1")).timeZone).toBe("+03:00")
      expect(mail.given[0]?.text).toBe("by March 2, 2026 at 16:00 GMT+3, normal")
    }
  })

  it("the executor is warned in the desk's zone, and the answer to it is no customer's word", async () => {
    await using opened = await open()
    const { desk, mail, clock } = opened
    const { ticketId } = await register(desk, request)
    await desk.submit({ ticketId, actor: agent, command: { type: "assign", assignee: "olga" } })
    await desk.work()
    clock.at = march(2, 15)
    await desk.work()
    expect(told(mail).slice(1)).toEqual(["olga@desk.example: due March 2, 2026 at 16:00 GMT+3"])
    const [first, second] = mail.given
    const ticketOf = (token = "") =>
      desk.run(Effect.map(Desk.Desk, (service) => service.ticketOfReplyToken(token)))
    expect(await ticketOf(first?.replyToken)).toBe(ticketId)
    expect(await ticketOf(second?.replyToken)).toBeUndefined()
    expect(second?.customerMessageIds).toEqual([])
  })

  it("where nobody has the ticket, nobody is warned, and nothing is parked", async () => {
    await using opened = await open()
    const { desk, mail, clock } = opened
    await register(desk, request)
    await desk.work()
    clock.at = march(2, 15)
    expect((await desk.work()).parked).toBe(0)
    expect(told(mail)).toHaveLength(1)
  })

  it("I09 a breach tells the duty, raises the priority, and reassigns to nobody unknown", async () => {
    await using opened = await open()
    const { desk, mail, clock } = opened
    await register(desk, request)
    await desk.work()
    clock.at = march(2, 16)
    await desk.work()
    const { priority, assignee, history } = await desk.show("T-1")
    expect([priority, assignee]).toEqual(["urgent", null])
    expect(history.map(({ type }) => type)).toContain("PriorityChanged")
    expect(told(mail).at(-1)).toBe("duty@example.com: was due March 2, 2026 at 16:00 GMT+3")
  })

  it("I09 who has left gets no letter, and cannot watch", async () => {
    const olga = { id: "olga", name: "Olga", address: "olga@desk.example", line: "first" }
    const staff = [{ ...olga, leftAt: march(2, 14) }]
    const mail = channel()
    await using opened = await openDesk({
      process,
      directory: directory({ customers: [], staff }),
      notify: [mail.adapter],
    })
    const { desk, clock } = opened
    const { ticketId } = await register(desk, request)
    await desk.submit({ ticketId, actor: agent, command: { type: "assign", assignee: "olga" } })
    await desk.work()
    clock.at = march(2, 15)
    expect((await desk.work()).parked).toBe(1)
    expect(told(mail)).toHaveLength(1)
    const { deliveries } = await desk.show(ticketId)
    expect(JSON.stringify(deliveries)).toContain("olga has left")
    const command = { type: "watch", watcher: "olga" } as const
    expect(await refusal(desk.submit({ ticketId, actor: agent, command }))).toMatchObject({
      rejection: { rule: "UnknownWatcher" },
    })
  })
})
