// P7, P8 and M-14: what is due happens once, never before its time, and says when it was due.
import { standard } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import {
  agent,
  answered,
  channel,
  customer,
  damage,
  dayMillis,
  journalOf,
  march,
  markRead,
  minuteMillis,
  openDesk,
  refusal,
  register,
  robot,
  rowOf,
} from "./setUp.ts"

const eventOf = async (...[desk, ticketId]: Parameters<typeof journalOf>) => {
  const last = (await journalOf(desk, ticketId)).at(-1)
  const body: unknown = JSON.parse(last?.body ?? "null")
  return body
}

describe("M-14 silence", () => {
  it("clock regression 21: completed Friday 17:30, three calendar days end Monday 17:30", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    clock.at = march(6, 17, 30)
    const { ticketId } = await answered(desk)
    expect((await rowOf(desk, ticketId))?.dueAt).toBe(march(9, 17, 30))
  })

  it("P7 closes at the very instant, and not a millisecond before", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const { ticketId } = await answered(desk)
    clock.at = march(5, 12) - 1
    expect(await desk.work()).toMatchObject({ woken: 0 })
    expect((await desk.show(ticketId)).status).toBe("completed.awaitingWord")
    clock.at += 1
    expect(await desk.work()).toMatchObject({ woken: 1 })
    const view = await desk.show(ticketId)
    expect(view.status).toBe("closed.silence")
    expect(view.dueAt).toBeNull()
    expect(view.clocks.find(({ id }) => id === "silence")?.status).toBe("elapsed")
  })

  it("P7 the event says when it was due and when it ran", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const { ticketId } = await answered(desk)
    clock.at = march(20, 3)
    await desk.work()
    expect(await eventOf(desk, ticketId)).toMatchObject({
      at: march(20, 3),
      effectiveAt: march(5, 12),
      actor: { kind: "robot", id: "desk" },
      event: { type: "SilenceElapsed", dueAt: march(5, 12) },
    })
  })

  it("P7, clock regression 19: happens exactly once, however often the work is done", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const { ticketId } = await answered(desk)
    clock.at = march(6, 12)
    await Promise.all([desk.work(), desk.work(), desk.work()])
    await desk.work()
    const types = (await journalOf(desk, ticketId)).map(({ type }) => type)
    expect(types.filter((type) => type === "SilenceElapsed")).toHaveLength(1)
  })

  it("P7 what is overdue runs in due order", async () => {
    const mail = channel()
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk, clock } = opened
    const completedAt = [march(3, 12), march(2, 12), march(4, 12)]
    const tickets: Array<string> = []
    for (const at of completedAt) {
      clock.at = at
      tickets.push((await answered(desk)).ticketId)
      await desk.work()
    }
    clock.at = march(30, 12)
    mail.given.length = 0
    await desk.work()
    const closed = mail.given.filter(({ subject }) => subject.endsWith("is closed"))
    expect(closed.map(({ ticketId }) => tickets.indexOf(ticketId))).toEqual([1, 0, 2])
  })

  it("P7 waits until every intake was read past the silence's end", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const { ticketId } = await answered(desk)
    const due = march(5, 12)
    await markRead(desk, due + dayMillis, "shop")
    await markRead(desk, due - 1, "mail")
    clock.at = due + 10 * minuteMillis
    expect(await desk.work()).toMatchObject({ woken: 0 })
    expect((await desk.show(ticketId)).status).toBe("completed.awaitingWord")
    await markRead(desk, due + 1, "mail")
    // The longer an intake lies unread, the less often it is asked for: a tenth of the delay.
    clock.at += minuteMillis - 1
    expect(await desk.work()).toMatchObject({ woken: 0 })
    clock.at += 1
    expect(await desk.work()).toMatchObject({ woken: 1 })
    expect((await desk.show(ticketId)).status).toBe("closed.silence")
  })

  it("P7 nobody who wakes the ticket by hand closes it past an unread intake", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const { ticketId } = await answered(desk)
    await markRead(desk, march(5, 11))
    clock.at = march(5, 13)
    const error = await refusal(desk.submit({ ticketId, actor: robot, command: { type: "wake" } }))
    expect(error).toMatchObject({ rejection: { rule: "NothingDue" } })
    await markRead(desk, march(5, 13))
    const woken = await desk.submit({ ticketId, actor: robot, command: { type: "wake" } })
    expect(woken.status).toBe("closed.silence")
  })

  it("a word before its end stops it; thanks starts it anew, for three whole days", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const { ticketId } = await answered(desk)
    clock.at = march(4, 12)
    const write = { type: "receiveMessage", text: "Thank you!" } as const
    await desk.submit({ ticketId, actor: customer, command: write })
    clock.at = march(10, 12)
    expect(await desk.work()).toMatchObject({ woken: 0 })
    await desk.submit({ ticketId, actor: agent, command: { type: "rule", ruling: "thanks" } })
    expect((await rowOf(desk, ticketId))?.dueAt).toBe(march(13, 12))
    const clocks = (await desk.show(ticketId)).clocks.filter(({ id }) => id === "silence")
    expect(clocks.map(({ instance, status }) => [instance, status])).toEqual([
      [1, "met"],
      [2, "running"],
    ])
  })

  it("P7 a word from before its end that is read later undoes the closing", async () => {
    // Where nothing may be reopened: a late word is no word any more.
    const { reopenWithin: _, ...closing } = standard
    await using opened = await openDesk({ process: { ...closing, id: "closing" } })
    const { desk, clock } = opened
    const { ticketId } = await answered(desk)
    clock.at = march(6, 12)
    await desk.work()
    const write = { type: "receiveMessage", text: "It still fails!" } as const
    const late = { ticketId, actor: customer, command: write, effectiveAt: march(5, 12) }
    expect(await refusal(desk.submit(late))).toMatchObject({
      rejection: { rule: "TransitionNotAllowed" },
    })
    const undone = await desk.submit({ ...late, effectiveAt: march(5, 12) - 1 })
    expect(undone).toMatchObject({
      status: "completed.heard",
      events: ["ClosingUndone", "MessageReceived"],
    })
    const disputed = { type: "rule", ruling: "dispute" } as const
    await desk.submit({ ticketId, actor: agent, command: disputed })
    expect((await desk.show(ticketId)).status).toBe("open.solving.ours")
  })

  it("M-11 an answer that comes back after the closing reopens the work", async () => {
    const mail = channel()
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk, clock } = opened
    const { ticketId } = await answered(desk)
    await desk.work()
    clock.at = march(6, 12)
    await desk.work()
    const answer = mail.given.find(({ subject }) => subject.endsWith("our answer"))
    const command = {
      type: "recordDelivery",
      notification: answer?.id ?? "",
      outcome: "bounced",
      reason: "550 no such user",
    } as const
    const bounced = await desk.submit({ ticketId, actor: robot, command })
    expect(bounced.status).toBe("open.solving.ours")
  })
})

describe("breaches", () => {
  it("B-07 a warning and a breach are recorded once each, with their due times", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    // 24 working hours of nine a day: Monday 12:00 is followed by Wednesday 18:00.
    const { ticketId } = await register(desk)
    clock.at = march(20, 12)
    await Promise.all([desk.work(), desk.work()])
    const view = await desk.show(ticketId)
    const due = march(4, 18)
    expect(
      view.history
        .slice(2)
        .map(({ type, at, effectiveAt, facts }) => [type, at, effectiveAt, facts]),
    ).toEqual([
      [
        "ClockWarned",
        clock.at,
        clock.at,
        { clock: "firstResponse", instance: 1, share: 0.75, dueAt: due },
      ],
      ["ClockBreached", clock.at, due, { clock: "firstResponse", instance: 1, dueAt: due }],
    ])
    expect(view.clocks).toMatchObject([{ id: "firstResponse", status: "breached" }])
    expect(view.dueAt).toBeNull()
  })

  it("P12 a ticket that cannot be woken stops no other", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const first = await answered(desk)
    const second = await answered(desk)
    const row = await rowOf(desk, first.ticketId)
    if (row === undefined) throw new Error("no row")
    await damage(desk, { ...row, body: row.body.replace(/"clocks":.*$/, '"clocks":null}') })
    clock.at = march(20, 12)
    await desk.work()
    expect((await desk.show(second.ticketId)).status).toBe("closed.silence")
  })
})
