// Tickets that are merged, and what is said on them afterwards.
import {
  CommandRejected,
  directory,
  InvalidInput,
  memory,
  StoreError,
  VersionMismatch,
} from "@upkeep/core"
import { describe, expect, it } from "vitest"
import type { Command } from "../../src/ticket/Command.ts"
import {
  agent,
  channel,
  contentsOf,
  customer,
  damage,
  hourMillis,
  openDesk,
  refusal,
  request,
  robot,
  rowOf,
} from "./setUp.ts"
import { give, quiet, requests, typesOf } from "./tying.ts"

const reply = { type: "receiveMessage", text: "It happened again." } as const
const merge = (into: string) => ({ type: "merge", into }) as const

const rejected = (rule: string) => ({ _tag: "CommandRejected", rejection: { rule } })

const person = (id: string) => ({ id, name: id, contacts: [], contracts: [] })

describe("a merge", () => {
  it("closes the one ticket, is noted on the other, and both say so", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const [a = "", b = ""] = await requests(desk, 2)
    const receipt = await give(desk, a, { ...merge("T-2"), text: "The same fault." })
    expect(receipt).toMatchObject({ ticketId: a, status: "closed.merged", events: ["Merged"] })
    expect(await desk.show(a)).toMatchObject({ mergedInto: b, status: "closed.merged" })
    const target = await desk.show(b)
    expect(target).toMatchObject({ absorbed: [a], status: "open.registered.ours" })
    // The desk's own note costs no agent the version that they work on (P3).
    expect(target.history.at(-1)).toMatchObject({ type: "MergeNoted", actor: robot })
    const assign = { type: "assign", assignee: "boris" } as const
    await desk.submit({ ticketId: b, actor: agent, command: assign, expectedVersion: 1 })
  })

  it("into a ticket that was merged itself goes where that went in the end", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const [a = "", b = "", c = ""] = await requests(desk, 3)
    await give(desk, b, merge(c))
    await give(desk, a, merge(b))
    expect(await desk.show(a)).toMatchObject({ mergedInto: c })
    expect(await desk.show(c)).toMatchObject({ absorbed: [b, a] })
    expect(await desk.show(b)).toMatchObject({ absorbed: [] })
  })

  it("is undone without loss: state, turn and obligations are as they were", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const [a = "", b = ""] = await requests(desk, 2)
    await give(desk, a, { type: "assign", assignee: "boris" })
    await give(desk, a, { type: "requestInformation", text: "Which browser?" })
    const before = await desk.show(a)
    await give(desk, a, merge(b))
    await give(desk, a, { type: "unmerge", text: "Another fault after all." })
    const after = await desk.show(a)
    const kept = ({ status, obligations, assignee, line }: typeof before) =>
      JSON.stringify([status, obligations, assignee, line])
    expect(kept(after)).toBe(kept(before))
    expect(after.mergedInto).toBeNull()
    expect(await desk.show(b)).toMatchObject({ absorbed: [] })
    expect(await typesOf(desk, b)).toEqual(["Registered", "MergeNoted", "MergeNoted"])
    // And merged again it is.
    await give(desk, a, merge(b))
    expect(await desk.show(b)).toMatchObject({ absorbed: [a] })
  })

  it.each([
    ["itself", () => "T-1", "MergeCycle"],
    ["what was merged into it", () => "T-2", "MergeCycle"],
    ["a closed ticket", () => "T-3", "TargetClosed"],
    ["nothing", () => "T-99", "UnknownTicket"],
  ])("into %s is refused and changes nothing", async (_, into, rule) => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const [a = "", b = "", closed = ""] = await requests(desk, 3)
    await give(desk, b, merge(a))
    await give(desk, closed, { type: "withdraw" })
    const before = await rowOf(desk, a)
    expect(await refusal(give(desk, a, merge(into())))).toMatchObject(rejected(rule))
    expect(await rowOf(desk, a)).toEqual(before)
  })

  it("P16 of two customers' tickets is refused, until the wrong customer is corrected", async () => {
    const people = directory({ customers: [person("acme"), person("other")], staff: [] })
    await using opened = await openDesk({ process: quiet, directory: people })
    const { desk } = opened
    const ids: Array<string> = []
    for (const each of [{ customer: "acme" }, { customer: "other" }, {}])
      ids.push((await desk.submit({ actor: agent, command: { ...request, ...each } })).ticketId)
    const [theirs = "", others = "", nobodys = ""] = ids
    for (const into of [others, nobodys]) {
      const error = await refusal(give(desk, theirs, merge(into)))
      expect(error).toMatchObject(rejected("OtherCustomer"))
    }
    await give(desk, others, { type: "setCustomer", customer: "acme" })
    expect(await give(desk, theirs, merge(others))).toMatchObject({ status: "closed.merged" })
  })

  it("cannot be prepared: it changes two tickets", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const [a = "", b = ""] = await requests(desk, 2)
    const commands: ReadonlyArray<Command> = [
      merge(b),
      { type: "unmerge" },
      { type: "link", ticket: b, as: "related" },
      { type: "unlink", ticket: b, as: "related" },
      { type: "reject", reason: "duplicate", duplicateOf: b },
    ]
    for (const command of commands) {
      const error = await refusal(desk.prepare({ ticketId: a, actor: agent, command }))
      expect(error).toBeInstanceOf(InvalidInput)
      expect(error).toMatchObject({ problems: [{ code: "two-tickets", path: "command" }] })
    }
    const spam = { type: "reject", reason: "spam" } as const
    expect((await desk.prepare({ ticketId: a, actor: agent, command: spam })).commit).toBeDefined()
  })
})

describe("what is said on a merged ticket", () => {
  it("lands on the other one with its files, and the receipt says where", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const [a = "", b = ""] = await requests(desk, 2)
    await give(desk, a, merge(b))
    const before = await rowOf(desk, a)
    const file = {
      content: [new TextEncoder().encode("x")],
      name: "a.log",
      mediaType: "text/plain",
    }
    const attachments = [await desk.keep(file)]
    const said = await desk.submit({ ticketId: a, actor: customer, command: reply })
    expect(said).toMatchObject({ ticketId: b, number: "T-2", events: ["MessageReceived"] })
    const command = { type: "attach", attachments } as const
    const added = await desk.submit({ ticketId: a, actor: customer, command })
    expect(added).toMatchObject({ ticketId: b, events: ["Attached"] })
    expect(await rowOf(desk, a)).toEqual(before)
    expect(JSON.stringify(await contentsOf(desk, b))).toContain(reply.text)
    expect((await desk.show(b)).history.at(-1)?.attachments).toEqual(attachments)
  })

  it("P2 is said once, however often it is repeated, and after the merge was undone too", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const [a = "", b = ""] = await requests(desk, 2)
    await give(desk, a, merge(b))
    const submission = { ticketId: a, actor: customer, command: reply, commandId: "mail-1" }
    const first = await desk.submit(submission)
    expect(await desk.submit(submission)).toEqual(first)
    await give(desk, a, { type: "unmerge" })
    expect(await desk.submit(submission)).toEqual(first)
    const types = [...(await typesOf(desk, a)), ...(await typesOf(desk, b))]
    expect(types.filter((type) => type === "MessageReceived")).toHaveLength(1)
  })

  it("answers the questions that are open there, whatever it named here", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const [a = "", b = ""] = await requests(desk, 2)
    await give(desk, a, { type: "requestInformation", text: "Here?" })
    await give(desk, b, { type: "requestInformation", text: "There?" })
    await give(desk, a, merge(b))
    const command = { ...reply, answers: (await desk.show(a)).obligations.map(({ id }) => id) }
    const receipt = await desk.submit({ ticketId: a, actor: customer, command })
    const { status, history } = await desk.show(b)
    const asked = history.find(({ type }) => type === "InformationRequested")
    expect(status).toBe("open.registered.ours")
    expect(history.find((each) => each.number === receipt.version - 1)?.facts).toEqual({
      answers: [asked?.number],
    })
  })

  it("may have been written before the other ticket was there", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk, clock } = opened
    const [a = ""] = await requests(desk, 1)
    const written = clock.at
    clock.at += hourMillis
    const [b = ""] = await requests(desk, 1)
    await give(desk, a, merge(b))
    const submission = { ticketId: a, actor: customer, command: reply, effectiveAt: written }
    expect(await desk.submit(submission)).toMatchObject({ ticketId: b })
    expect((await desk.show(b)).history.at(-1)).toMatchObject({ effectiveAt: clock.at })
  })

  it("P3 is refused where the merge itself was not seen", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const [a = "", b = ""] = await requests(desk, 2)
    await give(desk, a, merge(b))
    const submission = { ticketId: a, actor: agent, command: reply, expectedVersion: 1 }
    expect(await refusal(desk.submit(submission))).toBeInstanceOf(VersionMismatch)
    expect(await desk.submit({ ...submission, expectedVersion: 2 })).toMatchObject({ ticketId: b })
  })

  it("is prepared for the other ticket", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const [a = "", b = ""] = await requests(desk, 2)
    await give(desk, a, merge(b))
    const prepared = await desk.prepare({ ticketId: a, actor: customer, command: reply })
    expect(prepared).toMatchObject({ receipt: { ticketId: b }, commit: { ticketId: b } })
  })

  it("by its own customer, on their own desk", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const anna = desk.forActor({ kind: "customer", id: "anna", customer: "acme" })
    const request = { type: "register", channel: "web", subject: "S", text: "T" } as const
    await anna.submit({ command: request })
    const { ticketId } = await anna.submit({ command: request })
    await give(desk, (await desk.summary("T-1")).ticketId, merge("T-2"))
    expect(await anna.submit({ ticketId: "T-1", command: reply })).toMatchObject({ ticketId })
  })

  it("P16 is refused where the other ticket was found to be another customer's since", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const [a = "", b = ""] = await requests(desk, 2)
    await give(desk, a, merge(b))
    await give(desk, b, { type: "setCustomer", customer: "other" })
    const before = await rowOf(desk, b)
    const error = await refusal(desk.submit({ ticketId: a, actor: customer, command: reply }))
    expect(error).toMatchObject({
      rejection: { rule: "TransitionNotAllowed", status: "closed.merged" },
    })
    expect(await rowOf(desk, b)).toEqual(before)
  })

  it("is refused by the rules of the ticket where it lands", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const [a = "", b = ""] = await requests(desk, 2)
    await give(desk, a, merge(b))
    await give(desk, b, { type: "withdraw" })
    const error = await refusal(desk.submit({ ticketId: a, actor: customer, command: reply }))
    expect(error).toBeInstanceOf(CommandRejected)
    expect(error).toMatchObject({ rejection: { status: "closed.withdrawn" } })
  })

  it("is told to whoever has that ticket, and to nobody twice", async () => {
    const mail = channel()
    const notices = [
      { event: "MessageReceived", channel: "email", text: "information", to: "assignee" },
      { event: "Answered", channel: "email", text: "answer" },
    ] as const
    const process = { ...quiet, id: "told", notices }
    const staff = [{ id: "boris", name: "Boris", line: "first", address: "boris@example.com" }]
    const people = directory({ customers: [], staff })
    const notify = [mail.adapter]
    await using opened = await openDesk({ process, notify, directory: people })
    const { desk } = opened
    const [a = "", b = ""] = await requests(desk, 2)
    for (const ticketId of [a, b]) await give(desk, ticketId, { type: "assign", assignee: "boris" })
    await give(desk, a, merge(b), "m")
    await give(desk, a, merge(b), "m")
    await desk.work()
    expect(mail.given).toEqual([])
    const submission = { ticketId: a, actor: customer, command: reply, commandId: "mail-1" }
    await desk.submit(submission)
    await desk.submit(submission)
    await desk.work()
    expect(mail.given.map(({ ticketNumber, to }) => [ticketNumber, to.address])).toEqual([
      ["T-2", "boris@example.com"],
    ])
  })

  it("merges that damage made a circle of are an error, and no hang", async () => {
    const storage = memory()
    await using opened = await openDesk({ process: quiet, storage })
    const { desk } = opened
    const [a = "", b = ""] = await requests(desk, 2)
    await give(desk, a, merge(b))
    const row = await rowOf(desk, b)
    if (row === undefined) throw new Error("no row")
    const { state, ...rest } = JSON.parse(row.body)
    const circle = { ...state, version: row.version + 1, mergedInto: a, status: "closed.merged" }
    const body = JSON.stringify({ ...rest, state: circle })
    await damage(desk, { ...row, status: "closed.merged", body })
    const error = await refusal(desk.submit({ ticketId: a, actor: customer, command: reply }))
    expect(error).toBeInstanceOf(StoreError)
    expect(error).toMatchObject({ reason: "damaged" })
    expect(String(error)).toContain("merged into the next")
  })
})
