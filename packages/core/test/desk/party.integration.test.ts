// Whose request it is, where somebody of ours puts that right: by what the directory knows.
import { defineDirectory, directory } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { agent, openDesk, refusal, register, request } from "./setUp.ts"

const globex = { id: "globex", name: "Globex", contacts: [], contracts: [] }

const toCustomer = (customer: string, more: object = {}) =>
  ({ ticketId: "", actor: agent, command: { type: "setCustomer", customer, ...more } }) as const

describe("M-01 setCustomer", () => {
  it("UnknownCustomer: takes whom the directory knows, and nobody else", async () => {
    await using opened = await openDesk({
      directory: directory({ customers: [globex], staff: [] }),
    })
    const { desk } = opened
    const { ticketId } = await register(desk, request)
    expect(await refusal(desk.submit({ ...toCustomer("glbex"), ticketId }))).toMatchObject({
      rejection: { rule: "UnknownCustomer", message: expect.stringContaining('"glbex"') },
    })
    expect((await desk.show(ticketId)).version).toBe(2)
    await desk.submit({ ...toCustomer("globex"), ticketId })
    expect((await desk.show(ticketId)).customer).toBe("globex")
  })

  it("puts the requester right of a customer whom the host alone knows", async () => {
    await using opened = await openDesk({ directory: directory({ customers: [], staff: [] }) })
    const { desk } = opened
    const { ticketId } = await desk.submit({
      actor: agent,
      command: { ...request, customer: "acme" },
    })
    const requester = { address: "gleb@acme.example" }
    await desk.submit({ ...toCustomer("acme", { requester }), ticketId })
    expect(await desk.show(ticketId)).toMatchObject({ customer: "acme", requester })
  })

  it("takes anybody where a directory is never asked for a customer by id", async () => {
    const people = defineDirectory({
      name: "people",
      customerByAddress: async () => null,
      staffMember: async (_, id) => ({ id, name: id, line: "first" }),
    })
    for (const options of [{ directory: people }, {}]) {
      await using opened = await openDesk(options)
      const { desk } = opened
      const { ticketId } = await register(desk, request)
      await desk.submit({ ...toCustomer("globex"), ticketId })
      expect(await desk.show(ticketId)).toMatchObject({ customer: "globex", contract: null })
    }
  })
})
