// P6 and M-11: what people are told, by channels that take it, refuse it, or break.
import type { Actor, Command } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import {
  agent,
  answered,
  channel,
  customer,
  damage,
  journalOf,
  minuteMillis,
  openDesk,
  refusal,
  register,
  request,
  rowOf,
  words,
} from "./setUp.ts"

const typesOf = async (...[desk, ticketId]: Parameters<typeof journalOf>) =>
  (await journalOf(desk, ticketId)).map(({ type }) => type)

describe("P6 notifications", () => {
  it("M-04 the requester is told after the commit, in his language, with the ticket's number", async () => {
    const mail = channel()
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk } = opened
    const { ticketId, number } = await register(desk)
    expect(mail.given).toEqual([])
    expect(await desk.work()).toEqual({ woken: 0, delivered: 1, postponed: 0, parked: 0 })
    expect(mail.given).toHaveLength(1)
    expect(mail.given[0]).toMatchObject({
      id: `${ticketId}.2.0`,
      ticketId,
      ticketNumber: number,
      eventNumber: 2,
      index: 0,
      to: { address: words.address, name: words.name },
      language: "en",
      subject: `We have received your request ${number}`,
      automatic: "auto-replied",
      customerMessageIds: [],
    })
    expect(mail.given[0]?.text).not.toMatch(/\{\{|\n{3}/)
    // ML35: the request's own words are not echoed by a machine.
    expect(JSON.stringify(mail.given)).not.toContain(words.text)
    expect(await desk.work()).toEqual({ woken: 0, delivered: 0, postponed: 0, parked: 0 })
    const { deliveries } = await desk.show(ticketId)
    expect(deliveries).toMatchObject([{ status: "delivered", attempts: 1, reason: "250 taken" }])
  })

  it("an unknown language is answered in the desk's first one", async () => {
    const mail = channel()
    await using opened = await openDesk({ notify: [mail.adapter] })
    for (const language of ["de", "RU-ru"]) {
      const requester = { ...request.requester, language }
      await opened.desk.submit({ actor: customer, command: { ...request, requester } })
    }
    await opened.desk.work()
    expect(mail.given.map(({ language }) => language)).toEqual(["en", "ru"])
  })

  it("who has no address is told nothing, and the answer is there at once", async () => {
    const mail = channel()
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk } = opened
    const { ticketId } = await desk.submit({
      actor: customer,
      command: { ...request, requester: {} },
    })
    const command = { type: "answer", text: "Done." } as const
    const receipt = await desk.submit({ ticketId, actor: { kind: "agent", id: "b" }, command })
    expect(receipt.status).toBe("completed.awaitingWord")
    await desk.work()
    expect(mail.given).toEqual([])
  })

  it("what is refused for now is tried again with growing pauses, with the same id and words", async () => {
    const pauses = [1, 5, 15, 30, 60, 120, 240, 480, 720, 1_440].map((each) => each * minuteMillis)
    const mail = channel(...pauses.map(() => "temporary" as const), "temporary")
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk, clock } = opened
    const { ticketId } = await register(desk)
    for (const pause of pauses) {
      expect(await desk.work()).toMatchObject({ postponed: 1, delivered: 0, parked: 0 })
      const [delivery] = (await desk.show(ticketId)).deliveries
      expect(delivery).toMatchObject({ status: "pending", nextAttemptAt: clock.at + pause })
      clock.at += pause - 1
      expect(await desk.work()).toMatchObject({ postponed: 0, parked: 0 })
      clock.at += 1
    }
    expect(await desk.work()).toMatchObject({ parked: 1 })
    expect(mail.given).toHaveLength(11)
    expect(new Set(mail.given.map((each) => JSON.stringify(each))).size).toBe(1)
    expect((await desk.show(ticketId)).deliveries).toMatchObject([
      { status: "parked", attempts: 11, reason: "451 temporary" },
    ])
    clock.at += 30 * 1_440 * minuteMillis
    await desk.work()
    expect(mail.given).toHaveLength(11)
  })

  it("what is taken at last was one notification", async () => {
    const mail = channel("temporary", "temporary")
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk, clock } = opened
    const { ticketId } = await register(desk)
    for (const minutes of [1, 5, 0]) {
      await desk.work()
      clock.at += minutes * minuteMillis
    }
    expect(mail.given.map(({ id }) => id)).toEqual(Array(3).fill(`${ticketId}.2.0`))
    expect(await typesOf(desk, ticketId)).toEqual([
      "Registered",
      "Acknowledged",
      "NotificationDelivered",
    ])
  })

  it("I25 what is refused for good is parked with its reason, and the ticket lives on", async () => {
    const mail = channel("permanent")
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk } = opened
    const { ticketId } = await register(desk)
    expect(await desk.work()).toMatchObject({ parked: 1 })
    const view = await desk.show(ticketId)
    expect(view.deliveries).toMatchObject([{ status: "parked", reason: "451 permanent" }])
    expect(view.history.at(-1)).toMatchObject({ type: "NotificationFailed", text: "451 permanent" })
    expect(view.status).toBe("open.registered.ours")
  })

  it("a channel that breaks is tried again, and stops nobody else (P12)", async () => {
    const mail = channel("defect")
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk } = opened
    const first = await register(desk)
    await register(desk)
    expect(await desk.work()).toMatchObject({ postponed: 1, delivered: 1 })
    expect((await desk.show(first.ticketId)).deliveries).toMatchObject([{ status: "pending" }])
  })

  it("a letter of a damaged ticket stops no other, and is not lost from sight (P12)", async () => {
    const mail = channel()
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk } = opened
    const first = await register(desk)
    const second = await register(desk)
    const row = await rowOf(desk, first.ticketId)
    if (row === undefined) throw new Error("no row")
    await damage(desk, { ...row, body: "{" })
    expect(await desk.work()).toMatchObject({ delivered: 1, postponed: 1 })
    expect(mail.given.map(({ ticketId }) => ticketId)).toEqual([second.ticketId])
  })
})

describe("P15 RFC 3834: who speaks in a letter", () => {
  it("a person in what an agent wrote, a machine in every form letter, whoever caused it", async () => {
    const mail = channel()
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk } = opened
    const { ticketId } = await register(desk)
    const act = (actor: Actor, command: Command) => desk.submit({ ticketId, actor, command })
    await act(agent, { type: "assign", assignee: "olga" })
    await act(agent, { type: "inform", text: "We are looking." })
    await act(agent, { type: "requestInformation", text: "Since when?" })
    await act(agent, { type: "answer", text: "Mended." })
    await desk.work()
    await act(customer, { type: "dispute", text: "It is not." })
    await act(agent, { type: "withdraw", text: "The customer called." })
    await desk.work()
    expect(mail.given.map(({ automatic }) => automatic)).toEqual([
      "auto-replied",
      "auto-generated",
      "no",
      "no",
      "no",
      "auto-generated",
      "auto-generated",
    ])
  })
})

describe("M-11 the answer's own delivery", () => {
  it("completes the ticket when the channel has taken it, not when it was written", async () => {
    const mail = channel()
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk, clock } = opened
    const { ticketId } = await answered(desk)
    expect((await desk.show(ticketId)).status).toBe("open.answering.ours")
    clock.at += 7 * minuteMillis
    await desk.work()
    const view = await desk.show(ticketId)
    expect(view.status).toBe("completed.awaitingWord")
    expect(view.clocks.find(({ id }) => id === "silence")?.startedAt).toBe(clock.at)
    expect(mail.given.at(-1)?.text).toContain("Clear the cache, please.")
    expect(mail.given.at(-1)?.automatic).toBe("no")
  })

  it("a parked answer gives the work back to us", async () => {
    const mail = channel()
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk } = opened
    const { ticketId } = await register(desk)
    await desk.work()
    mail.answerNext("permanent")
    const command = { type: "answer", text: "Done." } as const
    await desk.submit({ ticketId, actor: { kind: "agent", id: "b" }, command })
    await desk.work()
    expect((await desk.show(ticketId)).status).toBe("open.solving.ours")
    expect(await typesOf(desk, ticketId)).toEqual(
      expect.arrayContaining(["NotificationFailed", "AnswerReturned"]),
    )
  })

  it("a channel in another process carries the answer as well", async () => {
    await using opened = await openDesk({ channels: ["email"] })
    const { desk } = opened
    const { ticketId } = await answered(desk)
    expect(await desk.work()).toEqual({ woken: 0, delivered: 0, postponed: 0, parked: 0 })
    expect((await desk.show(ticketId)).status).toBe("open.answering.ours")
    expect((await desk.show(ticketId)).deliveries.every(({ status }) => status === "pending")).toBe(
      true,
    )
  })

  it("nobody reports the delivery of another ticket's notification", async () => {
    const mail = channel()
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk } = opened
    const { ticketId } = await answered(desk)
    const other = await register(desk)
    const error = await refusal(
      desk.submit({
        ticketId,
        actor: { kind: "robot", id: "mail" },
        command: {
          type: "recordDelivery",
          notification: `${other.ticketId}.2.0`,
          outcome: "bounced",
        },
      }),
    )
    expect(error).toMatchObject({ rejection: { rule: "UnknownNotification" } })
  })
})
