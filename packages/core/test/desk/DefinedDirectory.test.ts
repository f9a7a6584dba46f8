// A directory of async functions.
import { expect, it } from "vitest"
import { createDesk, defineDirectory, DirectoryError } from "../../src/index.ts"

const actor = { kind: "agent", id: "olga" } as const
const request = { subject: "S", text: "T", requester: { address: "Anna@Acme.example" } }
const command = { type: "register", channel: "web", ...request } as const

const people = {
  name: "people",
  customerByAddress: async (tenant: string, address: string) =>
    tenant === "default" && address.toLowerCase() === "anna@acme.example"
      ? { id: "acme", name: "Acme", contacts: [], contracts: [] }
      : null,
  staffMember: async (_tenant: string, id: string) =>
    id === "olga" ? { id, name: "Olga", line: "first" } : undefined,
}

it("is asked who writes and who is assigned, each time anew", async () => {
  await using desk = await createDesk({ directory: defineDirectory(people), background: false })
  const { ticketId } = await desk.submit({ actor, command })
  expect((await desk.show(ticketId)).customer).toBe("acme")
  const assign = (assignee: string) =>
    desk.submit({ ticketId, actor, command: { type: "assign", assignee } })
  await expect(assign("nobody")).rejects.toMatchObject({ rejection: { rule: "UnknownAssignee" } })
  await expect(assign("olga")).resolves.toMatchObject({ events: ["Assigned", "DiagnosisStarted"] })
})

it("what it throws is trouble of the directory, and nothing is stored", async () => {
  const invalid = new DirectoryError({ reason: "invalid", detail: "two of them" })
  for (const [cause, reason] of [
    [new Error("offline"), "unavailable"],
    [invalid, "invalid"],
  ] as const) {
    const directory = defineDirectory({ ...people, customerByAddress: () => Promise.reject(cause) })
    await using desk = await createDesk({ directory, background: false })
    await expect(desk.submit({ actor, command })).rejects.toMatchObject({
      _tag: "DirectoryError",
      reason,
    })
    expect(await desk.list()).toEqual([])
  }
})

it("a definition is refused with all of its mistakes", () => {
  const mistaken = JSON.parse('{ "name": "", "staffMember": 7, "colour": "red" }')
  expect(() => defineDirectory(mistaken)).toThrow(
    expect.objectContaining({
      problems: [
        expect.objectContaining({ path: "colour", code: "unknown-field" }),
        expect.objectContaining({ path: "name", code: "empty" }),
        expect.objectContaining({ path: "customerByAddress", code: "missing-field" }),
        expect.objectContaining({ path: "staffMember", code: "wrong-type" }),
      ],
    }),
  )
})
