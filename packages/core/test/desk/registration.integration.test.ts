// M-01, M-03, B-01: what the desk finds out about a new request, and what it shows of a ticket.
import { type Contract, directory, mixvel, standard } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import {
  agent,
  channel,
  customer,
  march,
  openDesk,
  refusal,
  register,
  request,
  robot,
  words,
} from "./setUp.ts"

const gold: Contract = {
  id: "gold",
  version: "3",
  validFrom: march(1, 0),
  validTo: march(10, 0),
  targets: { firstResponse: { workingMinutes: 60 } },
}
const silver: Contract = {
  ...gold,
  id: "silver",
  validFrom: march(10, 0),
  validTo: null,
  targets: {},
}
const contact = { id: "anna", name: words.name, address: words.address.toUpperCase() }
const people = directory({
  customers: [{ id: "acme", name: "ACME", contacts: [contact], contracts: [gold, silver] }],
  staff: [{ id: "boris", name: "Boris Ivanov", line: "first" }],
})

describe("M-01 the contract", () => {
  it("in force when the request reached us is pinned, with its targets", async () => {
    await using opened = await openDesk({ process: mixvel, directory: people })
    const { desk } = opened
    const { ticketId } = await register(desk)
    expect(await desk.show(ticketId)).toMatchObject({
      customer: "acme",
      contract: "gold@3",
      clocks: [{ id: "firstResponse", dueAt: march(2, 13) }],
    })
  })

  it("begins inclusive, ends exclusive, and goes by when it truly happened", async () => {
    await using opened = await openDesk({ process: mixvel, directory: people })
    const { desk, clock } = opened
    const at = async (effectiveAt: number) => {
      const { ticketId } = await desk.submit({ actor: customer, command: request, effectiveAt })
      return (await desk.show(ticketId)).contract
    }
    clock.at = march(20, 12)
    expect(await at(march(10, 0) - 1)).toBe("gold@3")
    expect(await at(march(10, 0))).toBe("silver@3")
    expect(await at(march(1, 0))).toBe("gold@3")
    expect(await at(march(1, 0) - 1)).toBeNull()
  })

  it("without one, document M's desk has no target: no clock", async () => {
    await using opened = await openDesk({ process: mixvel })
    const { ticketId } = await register(opened.desk)
    expect(await opened.desk.show(ticketId)).toMatchObject({
      contract: null,
      clocks: [],
      dueAt: null,
    })
  })

  it("that a customer has is never pinned to a ticket of another one", async () => {
    await using opened = await openDesk({ process: mixvel, directory: people })
    const { desk } = opened
    const command = { ...request, customer: "globex" }
    const { ticketId } = await desk.submit({ actor: agent, command })
    expect(await desk.show(ticketId)).toMatchObject({ customer: "globex", contract: null })
  })
})

describe("M-03 what a request lacks", () => {
  it("is asked for in the acknowledgement, and refuses nothing", async () => {
    const mail = channel()
    await using opened = await openDesk({ process: mixvel, notify: [mail.adapter] })
    const { desk } = opened
    const { ticketId } = await desk.submit({
      actor: customer,
      command: { ...request, period: { from: 1, to: 2 } },
    })
    const [first] = (await desk.show(ticketId)).history
    expect(first?.facts["missing"]).toEqual(["environment", "files"])
    await desk.work()
    expect(mail.given[0]?.text).toContain("the environment (test or production), log files")
  })

  it("nothing is asked for where nothing is missing", async () => {
    const mail = channel()
    await using opened = await openDesk({ notify: [mail.adapter] })
    await register(opened.desk)
    await opened.desk.work()
    expect(mail.given[0]?.text).not.toContain("we would also need")
  })

  it("what a request type requires is refused by its field's path", async () => {
    const requestTypes = [
      { ...standard.requestTypes[0], required: ["environment", "files", "period"] },
    ]
    await using opened = await openDesk({ process: { ...standard, id: "strict", requestTypes } })
    const error = await refusal(register(opened.desk))
    expect(error).toMatchObject({
      problems: [
        { code: "missing-field", path: "command.environment" },
        { code: "missing-field", path: "command.attachments" },
        { code: "missing-field", path: "command.period" },
      ],
    })
    expect(await opened.desk.list()).toEqual([])
  })
})

describe("M-04 the acknowledgement", () => {
  it("is not given by machine where nobody may be told by machine, or nobody can be", async () => {
    await using opened = await openDesk()
    const silenced = { ...request, acknowledge: false }
    const receipt = await opened.desk.submit({ actor: robot, command: silenced })
    expect(receipt.events).toEqual(["Registered"])
    const nobody = { ...request, requester: {} }
    expect((await opened.desk.submit({ actor: agent, command: nobody })).events).toEqual([
      "Registered",
    ])
  })

  it("clock regression 15: an automatic acknowledgement is not a first response", async () => {
    await using opened = await openDesk()
    const { ticketId } = await register(opened.desk)
    expect((await opened.desk.show(ticketId)).clocks).toMatchObject([
      { id: "firstResponse", status: "running" },
    ])
  })
})

describe("M-05 an executor", () => {
  it("I09 is one of the staff, and is named to the customer", async () => {
    const mail = channel()
    await using opened = await openDesk({ directory: people, notify: [mail.adapter] })
    const { desk } = opened
    const { ticketId } = await register(desk)
    const assign = (assignee: string) =>
      desk.submit({ ticketId, actor: agent, command: { type: "assign", assignee } })
    expect(await refusal(assign("zed"))).toMatchObject({ rejection: { rule: "UnknownAssignee" } })
    await assign("boris")
    await desk.work()
    expect(mail.given.at(-1)?.text).toContain("Boris Ivanov is working on your request")
    expect((await desk.list({ assignee: "boris" })).map((each) => each.ticketId)).toEqual([
      ticketId,
    ])
  })
})

it("a value in a letter is never read as a template (PR25)", async () => {
  const mail = channel()
  await using opened = await openDesk({ notify: [mail.adapter] })
  const { desk } = opened
  const { ticketId } = await register(desk)
  const text = "{{number}} ${1} $& {{constructor}} <%= x %>"
  await desk.submit({ ticketId, actor: agent, command: { type: "inform", text } })
  await desk.work()
  expect(mail.given.at(-1)?.text).toContain(text)
})

it("customers' Message-IDs are given to the channel, oldest first", async () => {
  const mail = channel()
  await using opened = await openDesk({ notify: [mail.adapter] })
  const { desk } = opened
  const { ticketId } = await desk.submit({
    actor: customer,
    command: { ...request, messageId: "1@a" },
  })
  const second = { type: "receiveMessage", text: "More.", messageId: "2@a" } as const
  await desk.submit({ ticketId, actor: customer, command: second })
  await desk.work()
  expect(mail.given.at(-1)?.customerMessageIds).toEqual(["1@a", "2@a"])
  expect((await desk.show(ticketId)).messageIds).toEqual(["1@a", "2@a"])
})
