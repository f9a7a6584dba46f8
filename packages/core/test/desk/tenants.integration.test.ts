// P16 and reply tokens: nothing crosses from one tenant to another.
import { createDesk, InvalidInput, memory, TicketNotFound } from "@upkeep/core"
import { Desk } from "@upkeep/core/effect"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { agent, channel, clockAt, march, openDesk, refusal, register, rowOf } from "./setUp.ts"

type AnyDesk = Parameters<typeof register>[0]

const tokenOf = (desk: AnyDesk, ticketId: string) =>
  desk.run(Effect.map(Desk.Desk, (service) => service.replyToken(ticketId)))
const ticketOf = (desk: AnyDesk, token: string) =>
  desk.run(Effect.map(Desk.Desk, (service) => service.ticketOfReplyToken(token)))

describe("P16 tenants", () => {
  it("each has its own numbers and sees its own tickets", async () => {
    await using opened = await openDesk()
    const a = opened.desk
    const b = await a.forTenant("b")
    const one = await register(a)
    const two = await register(b)
    expect([one.number, two.number]).toEqual(["T-1", "T-1"])
    expect((await a.list()).map(({ ticketId }) => ticketId)).toEqual([one.ticketId])
    expect((await b.list()).map(({ ticketId }) => ticketId)).toEqual([two.ticketId])
    expect((await b.show("T-1")).ticketId).toBe(two.ticketId)
  })

  it("a tenant's name is one visible line, and a list's page has its bounds", async () => {
    await using opened = await openDesk()
    for (const name of ["", "  ", "a\nb", "a\0b"])
      expect(await refusal(opened.desk.forTenant(name))).toBeInstanceOf(InvalidInput)
    expect(await refusal(createDesk({ tenant: "" }))).toBeInstanceOf(InvalidInput)
    for (const limit of [0, -1, 1.5, 1_001])
      expect(await refusal(opened.desk.list({ limit }))).toBeInstanceOf(InvalidInput)
    expect(await refusal(opened.desk.list({ after: "T-1" }))).toBeInstanceOf(InvalidInput)
  })

  it("a ticket of another tenant is not found, as one that never was (H34)", async () => {
    await using opened = await openDesk()
    const a = opened.desk
    const b = await a.forTenant("b")
    const { ticketId } = await register(a)
    const never = "01890000-0000-7000-8000-000000000009"
    const note = { actor: agent, command: { type: "note", text: "mine?" } } as const
    for (const id of [ticketId, never]) {
      const shown = await refusal(b.show(id))
      expect(shown).toBeInstanceOf(TicketNotFound)
      expect(String(shown)).toBe(String(await refusal(a.show(never))).replace(never, id))
      expect(await refusal(b.submit({ ticketId: id, ...note }))).toBeInstanceOf(TicketNotFound)
    }
    expect(await refusal(b.show("T-1"))).toBeInstanceOf(TicketNotFound)
    expect(await b.receipt("x")).toBeUndefined()
    expect((await rowOf(a, ticketId))?.version).toBe(2)
  })

  it("a receipt is its tenant's own", async () => {
    await using opened = await openDesk()
    const b = await opened.desk.forTenant("b")
    const { commandId } = await register(opened.desk)
    expect(await opened.desk.receipt(commandId)).toBeDefined()
    expect(await b.receipt(commandId)).toBeUndefined()
  })

  it("each tenant is told by its own desk, with its own words", async () => {
    const mail = channel()
    await using opened = await openDesk({ notify: [mail.adapter] })
    const b = await opened.desk.forTenant("b")
    const one = await register(opened.desk)
    const two = await register(b)
    expect(await opened.desk.work()).toMatchObject({ delivered: 1 })
    expect(await b.work()).toMatchObject({ delivered: 1 })
    expect(mail.given.map(({ ticketId }) => ticketId)).toEqual([one.ticketId, two.ticketId])
    expect((await b.show(two.ticketId)).deliveries).toMatchObject([{ status: "delivered" }])
  })

  it("closing a tenant's desk closes no other", async () => {
    await using opened = await openDesk()
    const b = await opened.desk.forTenant("b")
    await b[Symbol.asyncDispose]()
    expect((await register(opened.desk)).number).toBe("T-1")
  })
})

describe("reply tokens", () => {
  it("lead back to their ticket, also after a restart of the desk", async () => {
    const storage = memory()
    const now = clockAt(march(2, 12)).now
    const first = await createDesk({ background: false, storage, now })
    const { ticketId } = await register(first)
    const token = await tokenOf(first, ticketId)
    expect(token).toMatch(/^[a-z2-7]{45}$/)
    expect(await ticketOf(first, token)).toBe(ticketId)
    await first[Symbol.asyncDispose]()
    await using second = await createDesk({ background: false, storage, now })
    expect(await ticketOf(second, token)).toBe(ticketId)
  })

  it("one of another tenant leads nowhere (ML25)", async () => {
    await using opened = await openDesk()
    const b = await opened.desk.forTenant("b")
    const { ticketId } = await register(opened.desk)
    const token = await tokenOf(opened.desk, ticketId)
    expect(await ticketOf(b, token)).toBeUndefined()
    expect(await tokenOf(b, ticketId)).not.toBe(token)
  })

  it("every notification carries its ticket's own", async () => {
    const mail = channel()
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { ticketId } = await register(opened.desk)
    await opened.desk.work()
    expect(mail.given[0]?.replyToken).toBe(await tokenOf(opened.desk, ticketId))
  })
})
