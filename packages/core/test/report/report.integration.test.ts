// A desk that is asked for a report: all of its tickets, whatever their state.
import { InvalidInput, memory, Period } from "@upkeep/core"
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { ticketsOfPage } from "../../src/desk/report/report.ts"
import {
  agent,
  dayMillis,
  hourMillis,
  journalOf,
  march,
  openDesk,
  refusal,
  register,
  rowOf,
  words,
} from "../desk/setUp.ts"

const inMarch = Result.getOrThrow(Period.ofMonth("2026-03", "+03:00"))

describe("report of a desk", () => {
  it("tells the month in its own zone, with the breaches that no worker has recorded yet", async () => {
    await using own = await openDesk()
    const { ticketId } = await register(own.desk)
    await register(own.desk)
    own.clock.at += hourMillis
    const command = { type: "inform", text: "We look into it." } as const
    await own.desk.submit({ ticketId, actor: agent, command })
    own.clock.at = march(20, 9)
    const before = await rowOf(own.desk, ticketId)
    const report = await own.desk.report(inMarch)
    expect(report.asked).toEqual({ ...inMarch, asOf: march(20, 9), timeZone: "+03:00" })
    expect(report).toMatchObject({ tickets: 2, unread: 0, shares: { registered: 2 } })
    expect(report.clocks).toEqual([
      { clock: "firstResponse", met: 1, breached: 1, running: 0, cancelled: 0, share: 0.5 },
    ])
    expect(report.breaches.first).toMatchObject([{ number: "T-2", at: march(4, 18) }])
    expect(report.requests).toEqual({ first: [], more: 0 })
    expect(JSON.stringify(report)).not.toContain(words.subject)
    expect(await rowOf(own.desk, ticketId)).toEqual(before)
    await own.desk.work()
    expect(await own.desk.report(inMarch)).toEqual(report)
  })

  it("gives the subjects of the requests where they are listed", async () => {
    await using own = await openDesk()
    await register(own.desk)
    const { requests } = await own.desk.report({ ...inMarch, requests: true })
    expect(requests.first).toMatchObject([{ number: "T-1", subject: words.subject }])
    expect(JSON.stringify(requests)).not.toContain(words.text)
    expect(JSON.stringify(requests)).not.toContain(words.name)
  })

  it("is told by what was known at an instant before", async () => {
    await using own = await openDesk()
    await register(own.desk)
    own.clock.at += dayMillis
    await register(own.desk)
    const asOf = own.clock.at - 1
    expect(await own.desk.report({ ...inMarch, asOf })).toMatchObject({
      tickets: 1,
      asked: { asOf },
    })
  })

  it("goes through more tickets than a page holds, each once", async () => {
    await using own = await openDesk()
    for (let n = 0; n <= ticketsOfPage; n++) await register(own.desk)
    const { tickets, backlog } = await own.desk.report(inMarch)
    expect(tickets).toBe(ticketsOfPage + 1)
    expect(backlog.ages).toEqual([ticketsOfPage + 1, 0, 0, 0, 0, 0])
  })

  it("P12 a damaged ticket is counted apart, and keeps nobody from the report", async () => {
    await using own = await openDesk({ storage: memory() })
    const { ticketId } = await register(own.desk)
    await register(own.desk)
    const [event] = await journalOf(own.desk, ticketId)
    Object.assign(event ?? {}, { body: "{" })
    expect(await own.desk.report(inMarch)).toMatchObject({ tickets: 1, unread: 1 })
  })

  it("P16 says nothing of another tenant", async () => {
    await using own = await openDesk()
    await register(own.desk)
    const other = await own.desk.forTenant("other")
    expect(await other.report(inMarch)).toMatchObject({ tickets: 0 })
  })

  it("says all mistakes of the question at once", async () => {
    await using own = await openDesk()
    const told = async (question: object) => {
      const error = await refusal(own.desk.report({ ...inMarch, ...question }))
      return error instanceof InvalidInput
        ? error.problems.map(({ code, path }) => `${code} at ${path}`)
        : error
    }
    expect(await told({ from: -1, contract: "", colour: "red" })).toEqual(
      expect.arrayContaining(["out-of-range at from", "unknown-field at colour"]),
    )
    expect(await told({ to: inMarch.from })).toEqual(["out-of-range at to"])
    expect(await told({ from: 0, to: march(1, 0) })).toEqual(["out-of-range at to"])
    expect(await told({ to: inMarch.from - 1, asOf: own.clock.at + 1 })).toEqual([
      "out-of-range at to",
      "out-of-range at asOf",
    ])
  })
})
