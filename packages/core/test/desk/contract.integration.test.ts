import { createDesk, type Contract, directory, standard } from "@upkeep/core"
import { describe, expect, it } from "vitest"

const hour = 3_600_000
const day = 24 * hour
const start = Date.UTC(2026, 10, 23, 6)
const agent = { kind: "agent", id: "olga" } as const
const customer = { kind: "customer", id: "anna-1" } as const

const people = (targets: Contract["targets"]) =>
  directory({
    customers: [
      {
        id: "anna",
        name: "Anna & Co",
        contacts: [{ id: "anna-1", name: "Anna", address: "anna@customer.example" }],
        contracts: [{ id: "k1", version: "1", validFrom: 0, validTo: null, targets }],
      },
    ],
    staff: [{ id: "olga", name: "Olga", line: "first" }],
  })

const opened = async (targets: Contract["targets"]) => {
  let at = start
  const options = { background: false, now: () => at, directory: people(targets) }
  const desk = await createDesk({ ...options, process: standard })
  const requester = { address: "Anna@Customer.example" }
  const request = { type: "register", channel: "web", subject: "s", text: "t", requester } as const
  const { ticketId } = await desk.submit({ actor: customer, command: request })
  const clock = async (id: string) =>
    (await desk.show(ticketId)).clocks.findLast((each) => each.id === id)
  return { desk, ticketId, clock, pass: (millis: number) => (at += millis), now: () => at }
}

describe("the contract", () => {
  it("M-01 sets the targets of a ticket, and stays what it was when the ticket was opened", async () => {
    const { desk, ticketId, clock } = await opened({ firstResponse: { workingMinutes: 60 } })
    expect(await clock("firstResponse")).toMatchObject({ status: "running", dueAt: start + hour })
    expect(await desk.show(ticketId)).toMatchObject({ customer: "anna", contract: "k1@1" })
    expect(await clock("resolution")).toBeUndefined()
    await desk[Symbol.asyncDispose]()
  })

  it("with a mistake turns no customer away: the policy's own target holds", async () => {
    const { desk, ticketId, clock } = await opened({
      firstResponse: { workingMinutes: -1 },
      resolution: { calendarDays: 3 },
      unheardOf: { workingMinutes: 60 },
    })
    expect(await desk.show(ticketId)).toMatchObject({ contract: "k1@1" })
    expect(await clock("firstResponse")).toMatchObject({ dueAt: start + 2 * day + 6 * hour })
    expect(await clock("resolution")).toBeUndefined()
    await desk[Symbol.asyncDispose]()
  })
})

describe("a closing that is undone", () => {
  it("P7 ended no clock but the silence: what stood before goes on", async () => {
    const { desk, ticketId, clock, pass, now } = await opened({
      resolution: { workingMinutes: 480 },
    })
    pass(hour)
    await desk.submit({ ticketId, actor: agent, command: { type: "answer", text: "so" } })
    const beforeTheEnd = now() + 2 * day
    pass(4 * day)
    await desk.work()
    expect(await desk.show(ticketId)).toMatchObject({ status: "closed.silence" })
    expect(await clock("resolution")).toMatchObject({ status: "met", spentMillis: hour })
    const late = { type: "receiveMessage", text: "no!" } as const
    await desk.submit({ ticketId, actor: customer, command: late, effectiveAt: beforeTheEnd })
    expect(await desk.show(ticketId)).toMatchObject({ status: "completed.heard" })
    expect(await clock("resolution")).toMatchObject({ status: "paused", spentMillis: hour })
    expect(await clock("silence")).toMatchObject({ status: "elapsed", instance: 1 })
    await desk.submit({ ticketId, actor: agent, command: { type: "rule", ruling: "dispute" } })
    expect(await clock("resolution")).toMatchObject({ status: "running", spentMillis: hour })
    pass(hour)
    expect(await clock("resolution")).toMatchObject({ spentMillis: 2 * hour })
    await desk[Symbol.asyncDispose]()
  })
})
