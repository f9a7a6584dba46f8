// The memory keeps the contract that every directory keeps.
import { createDesk, directory } from "@upkeep/core"
import { Directory, MemoryDirectory } from "@upkeep/core/effect"
import { Effect } from "effect"
import { expect, it } from "vitest"
import { directoryContract } from "../../../../test/contract/directory.ts"
import { people } from "../../../../test/contract/directory/people.ts"

directoryContract("memory", async () => ({
  adapter: directory(people),
  data: people,
  tenant: "any",
  [Symbol.asyncDispose]: async () => {},
}))

it("where nobody keeps a directory any customer and any assignee may be named, and nobody is listed", async () => {
  const answers = await Effect.runPromise(
    Effect.provide(
      Effect.flatMap(Directory.Directory, (open) =>
        Effect.all([
          open.customer("any", "acme"),
          open.staffMember("any", "boris"),
          open.customerByAddress("any", "anna@acme.example"),
          open.contact("any", "anna"),
          open.staff("any"),
        ]),
      ),
      MemoryDirectory.open().layer,
    ),
  )
  const acme = { id: "acme", name: "acme", contacts: [], contracts: [] }
  expect(answers).toEqual([
    acme,
    { id: "boris", name: "boris", line: "" },
    undefined,
    undefined,
    [],
  ])
})

const start = Date.UTC(2026, 10, 23, 6)
const hourMillis = 3_600_000

const contract = (version: string, workingMinutes: number, validity: object) => ({
  id: "k",
  version,
  validFrom: 0,
  validTo: null,
  ...validity,
  targets: { firstResponse: { workingMinutes } },
})

const requester = { address: "anna@acme.example" }

it("C26 a contract that ends in the middle of a running clock: it finishes under the old one", async () => {
  const contacts = [{ id: "anna", name: "Anna", ...requester }]
  const contracts = [
    contract("1", 240, { validTo: start + hourMillis }),
    contract("2", 60, { validFrom: start + hourMillis }),
  ]
  const customers = [{ id: "acme", name: "Acme", contacts, contracts }]
  const staff = [{ id: "olga", name: "Olga", line: "first" }]
  let at = start
  const people = directory({ customers, staff })
  await using desk = await createDesk({ directory: people, background: false, now: () => at })
  const register = async () => {
    const words = { subject: "S", text: "T", requester }
    const command = { type: "register", channel: "web", ...words } as const
    const { ticketId } = await desk.submit({ actor: { kind: "customer", id: "anna" }, command })
    return ticketId
  }
  const standing = async (ticketId: string) => {
    const { contract, clocks } = await desk.show(ticketId)
    const clock = clocks.find(({ id }) => id === "firstResponse")
    return { contract, status: clock?.status, dueAt: clock?.dueAt }
  }
  const old = { contract: "k@1", status: "running", dueAt: start + 4 * hourMillis }
  const next = { contract: "k@2", status: "running", dueAt: start + 2 * hourMillis }
  const first = await register()
  expect(await standing(first)).toEqual(old)
  at = start + hourMillis
  const second = await register()
  expect([await standing(first), await standing(second)]).toEqual([old, next])
  at = start + 3 * hourMillis
  await desk.work()
  expect(await standing(first)).toEqual(old)
  expect(await standing(second)).toEqual({ ...next, status: "breached" })
  const actor = { kind: "agent", id: "olga" } as const
  const command = { type: "inform", text: "We look into it." } as const
  await desk.submit({ ticketId: first, actor, command })
  expect(await standing(first)).toMatchObject({ contract: "k@1", status: "met" })
})
