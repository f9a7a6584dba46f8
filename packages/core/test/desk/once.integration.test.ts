// P2 and P3: a command takes effect once, and no update is lost.
import { CommandIdReused, CommandRejected, VersionMismatch } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { slow } from "./slow.ts"
import {
  agent,
  channel,
  customer,
  journalOf,
  openDesk,
  refusal,
  register,
  request,
  robot,
  rowOf,
} from "./setUp.ts"

const note = { type: "note", text: "a note" } as const

describe("P2 once", () => {
  it("a repeat gets the first receipt and changes nothing", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const { ticketId } = await register(desk)
    const submission = { ticketId, actor: agent, command: note, commandId: "note-1" }
    const first = await desk.submit(submission)
    clock.at += 1_000
    await desk.submit({ ticketId, actor: agent, command: note })
    expect(await desk.submit(submission)).toEqual(first)
    expect(await desk.receipt("note-1")).toEqual(first)
    expect((await rowOf(desk, ticketId))?.version).toBe(first.version + 1)
  })

  it("a repeated registration opens no second ticket", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const submission = { actor: customer, command: request, commandId: "mail-1" }
    const first = await desk.submit(submission)
    expect(await desk.submit({ ...submission, command: { ...request } })).toEqual(first)
    expect(await desk.list()).toHaveLength(1)
  })

  it("two at once with one id are one registration", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const submission = { actor: customer, command: request, commandId: "mail-1" }
    const [a, b] = await Promise.all([desk.submit(submission), desk.submit(submission)])
    expect(a).toEqual(b)
    expect(await desk.list()).toHaveLength(1)
  })

  it("two at once with one id get one receipt, also where the later one finds the ticket moved", async () => {
    await using opened = await openDesk({ storage: slow("before", 0, 20) })
    const { desk } = opened
    const { ticketId } = await register(desk)
    const submission = {
      ticketId,
      actor: agent,
      command: { type: "withdraw" },
      commandId: "w",
    } as const
    const [a, b] = await Promise.all([desk.submit(submission), desk.submit(submission)])
    expect(b).toEqual(a)
    expect(a.status).toBe("closed.withdrawn")
  })

  it("and with the version that the first of them was decided on", async () => {
    await using opened = await openDesk({ storage: slow("before", 0, 20) })
    const { desk } = opened
    const { ticketId, version } = await register(desk)
    const submission = {
      ticketId,
      actor: agent,
      command: note,
      commandId: "n",
      expectedVersion: version,
    }
    const [a, b] = await Promise.all([desk.submit(submission), desk.submit(submission)])
    expect(b).toEqual(a)
  })

  it("the same id with other content, ticket or actor is refused", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const { ticketId } = await register(desk)
    const other = await register(desk)
    const submission = { ticketId, actor: agent, command: note, commandId: "note-1" }
    await desk.submit(submission)
    const others = [
      { ...submission, command: { ...note, text: "another note" } },
      { ...submission, ticketId: other.ticketId },
      { ...submission, actor: { ...agent, id: "clara" } },
      { actor: customer, command: request, commandId: "note-1" },
    ]
    for (const each of others) {
      const error = await refusal(desk.submit(each))
      expect(error).toBeInstanceOf(CommandIdReused)
      expect(String(error)).toContain("note-1")
    }
    expect((await rowOf(desk, ticketId))?.version).toBe(3)
  })

  it("a customer's registration is repeated by what they said, whoever their host says they are by now", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const before = clock.at - 1_000
    const submission = { actor: customer, command: request, commandId: "c", effectiveAt: before }
    const first = await desk.submit(submission)
    const requester = { address: "new@example.com", name: "Anna Ivanova" }
    const renamed = { ...submission, command: { ...request, requester } }
    expect(await desk.submit(renamed)).toEqual(first)
    // When it came in is measured by who takes it in, each time anew.
    expect(await desk.submit({ ...renamed, effectiveAt: clock.at })).toEqual(first)
    const other = { ...renamed, command: { ...request, requester, text: "Other words." } }
    expect(await refusal(desk.submit(other))).toBeInstanceOf(CommandIdReused)
  })

  it("what an agent says of whom and of when is content: another one is refused", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const submission = { actor: agent, command: request, commandId: "a", effectiveAt: clock.at }
    const first = await desk.submit(submission)
    expect(await desk.submit({ ...submission })).toEqual(first)
    const { effectiveAt: _, ...unsaid } = submission
    const requester = { ...request.requester, name: "Anna Ivanova" }
    const others = [
      { ...submission, effectiveAt: clock.at - 1 },
      unsaid,
      { ...submission, command: { ...request, requester } },
    ]
    for (const each of others)
      expect(await refusal(desk.submit(each))).toBeInstanceOf(CommandIdReused)
  })

  it("a refusal is not remembered: the same id is decided again", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const { ticketId } = await register(desk)
    const diagnose = { type: "diagnose", cause: "userError" } as const
    const submission = { ticketId, actor: agent, command: diagnose, commandId: "d" }
    expect(await refusal(desk.submit(submission))).toBeInstanceOf(CommandRejected)
    expect(await desk.receipt("d")).toBeUndefined()
    await desk.submit({ ticketId, actor: agent, command: { type: "assign", assignee: "boris" } })
    expect((await desk.submit(submission)).status).toBe("open.solving.ours")
  })

  it("one id serves each tenant (H45)", async () => {
    await using opened = await openDesk()
    const other = await opened.desk.forTenant("other")
    const submission = { actor: customer, command: request, commandId: "mail-1" }
    const first = await opened.desk.submit(submission)
    const second = await other.submit(submission)
    expect(second.ticketId).not.toBe(first.ticketId)
  })
})

describe("P3 no lost update", () => {
  it("of two commands on one version one takes effect, the other is told the current one", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const { ticketId, version } = await register(desk)
    const on = { ticketId, actor: agent, expectedVersion: version }
    const results = await Promise.allSettled([
      desk.submit({ ...on, command: { type: "assign", assignee: "boris" } }),
      desk.submit({ ...on, command: { type: "assign", assignee: "clara" } }),
    ])
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"])
    const lost = results.find((each) => each.status === "rejected")
    expect(lost?.reason).toBeInstanceOf(VersionMismatch)
    expect(lost?.reason).toMatchObject({ ticketId, expected: version, version: version + 2 })
  })

  it("a version that is not there yet is refused", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const { ticketId, version } = await register(desk)
    const submission = { ticketId, actor: agent, command: note, expectedVersion: version + 1 }
    expect(await refusal(desk.submit(submission))).toBeInstanceOf(VersionMismatch)
  })

  it("what robots noted meanwhile costs an agent nothing", async () => {
    const mail = channel()
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk } = opened
    const { ticketId, version } = await register(desk)
    expect(await desk.work()).toMatchObject({ delivered: 1 })
    await desk.submit({ ticketId, actor: robot, command: note })
    expect((await rowOf(desk, ticketId))?.version).toBe(version + 2)
    const submission = { ticketId, actor: agent, command: note, expectedVersion: version }
    expect((await desk.submit(submission)).version).toBe(version + 3)
    expect(await refusal(desk.submit(submission))).toBeInstanceOf(VersionMismatch)
  })

  it("without an expected version two at once both take effect", async () => {
    await using opened = await openDesk({ storage: slow("after", 5, 10) })
    const { desk } = opened
    const { ticketId, version } = await register(desk)
    const submission = { ticketId, actor: agent, command: note }
    await Promise.all([desk.submit(submission), desk.submit(submission)])
    const numbers = (await journalOf(desk, ticketId)).map(({ number }) => number)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    expect(numbers).toHaveLength(version + 2)
  })
})
