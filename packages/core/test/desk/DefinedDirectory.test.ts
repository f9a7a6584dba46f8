// A directory of async functions.
import { Directory } from "@upkeep/core/effect"
import { Effect } from "effect"
import { expect, it } from "vitest"
import { directoryContract } from "../../../../test/contract/directory.ts"
import { people as held } from "../../../../test/contract/directory/people.ts"
import {
  createDesk,
  defineDirectory,
  type DirectoryDefinition,
  DirectoryError,
} from "../../src/index.ts"

const contacts = held.customers.flatMap((customer) =>
  customer.contacts.map((contact) => ({ contact, customer })),
)

directoryContract("a directory of async functions", async () => ({
  adapter: defineDirectory({
    name: "held",
    customerByAddress: async (_, address) =>
      contacts.find(({ contact }) => contact.address.toLowerCase() === address.toLowerCase())
        ?.customer,
    customer: async (_, id) => held.customers.find((each) => each.id === id) ?? null,
    contact: async (_, id) => {
      const found = contacts.find(({ contact }) => contact.id === id)
      return found && { ...found.contact, customer: found.customer.id }
    },
    staffMember: async (_, id) => held.staff.find((each) => each.id === id),
    staff: async () => held.staff,
  }),
  data: held,
  tenant: "any",
  [Symbol.asyncDispose]: async () => {},
}))

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

const asked = <A>(
  definition: DirectoryDefinition,
  question: (directory: Directory.DirectoryService) => Effect.Effect<A, DirectoryError>,
) => {
  const { layer } = defineDirectory(definition)
  return Effect.runPromise(Effect.provide(Effect.flatMap(Directory.Directory, question), layer))
}

it("what it leaves out knows nobody, but any customer may be named", async () => {
  const answers = await asked(people, (directory) =>
    Effect.all([
      directory.customer("default", "acme"),
      directory.contact("default", "anna"),
      directory.staff("default"),
    ]),
  )
  const acme = { id: "acme", name: "acme", contacts: [], contracts: [] }
  expect(answers).toEqual([acme, undefined, []])
})

const away = () => Promise.reject(new Error("offline"))

it.each<
  [string, (directory: Directory.DirectoryService) => Effect.Effect<unknown, DirectoryError>]
>([
  ["customer", ({ customer }) => customer("t", "x")],
  ["contact", ({ contact }) => contact("t", "x")],
  ["staff", ({ staff }) => staff("t")],
])("%s that throws is trouble of the directory, and is named", async (name, question) => {
  await expect(asked({ ...people, [name]: away }, question)).rejects.toMatchObject({
    reason: "unavailable",
    detail: `people: ${name} threw Error: offline, expected an answer`,
  })
})

// As an author without types may answer.
const answering = (answer: unknown) => {
  const staff: NonNullable<DirectoryDefinition["staff"]> = async () =>
    JSON.parse(JSON.stringify(answer))
  return asked({ ...people, staff }, (directory) => directory.staff("t"))
}

const olgas = (count: number) =>
  Array.from({ length: count }, () => ({ id: "olga", name: "Olga", line: "first" }))

it("a staff that is no list, or has more than 1,000, is invalid", async () => {
  expect(await answering(olgas(1_000))).toHaveLength(1_000)
  await expect(answering(olgas(1_001))).rejects.toMatchObject({
    reason: "invalid",
    detail: expect.stringContaining("got a list of 1001, expected a list of at most 1000"),
  })
  await expect(answering("olga")).rejects.toMatchObject({ reason: "invalid" })
  expect(await answering(null)).toEqual([])
})

it("a definition is refused with all of its mistakes", () => {
  const mistaken = JSON.parse(
    '{ "name": "", "staffMember": 7, "colour": "red", "staff": [], "customer": null }',
  )
  expect(() => defineDirectory(mistaken)).toThrow(
    expect.objectContaining({
      problems: [
        expect.objectContaining({ path: "colour", code: "unknown-field" }),
        expect.objectContaining({ path: "name", code: "empty" }),
        expect.objectContaining({ path: "customerByAddress", code: "missing-field" }),
        expect.objectContaining({ path: "customer", code: "wrong-type" }),
        expect.objectContaining({ path: "staffMember", code: "wrong-type" }),
        expect.objectContaining({ path: "staff", code: "wrong-type" }),
      ],
    }),
  )
})
