// The product's own tables keep the contract of directories, and are asked where they are.
import type { DirectoryData } from "@upkeep/core"
import { afterEach, beforeEach, expect, it } from "vitest"
import { directoryContract } from "../../../test/contract/directory.ts"
import { openDatabase } from "../src/database.ts"
import { directoryOf } from "../src/directory.ts"
import { anna, boris, carla, olga } from "../src/seed.ts"
import { openShop } from "../src/shop.ts"
import { browserOf } from "./browser.ts"
import { newFile, operate, start } from "./place.ts"

const contactOf = ({ user: { id, name, mail, language } }: typeof anna) => {
  return { id, name, address: mail, language }
}
const priority = { firstResponse: { workingMinutes: 60 }, resolution: { workingMinutes: 960 } }
const since = Date.UTC(2026, 0, 1)
const basic = { id: "basic", targets: {} }

const people: DirectoryData = {
  customers: [
    {
      id: "nord",
      name: "Nord Books",
      contacts: [contactOf(anna), contactOf(boris)],
      contracts: [
        { ...basic, version: "1", validFrom: Date.UTC(2025, 0, 1), validTo: since },
        { id: "priority", version: "2", validFrom: since, validTo: null, targets: priority },
      ],
    },
    {
      id: "sud",
      name: "Sud Toys",
      contacts: [contactOf(carla)],
      contracts: [{ ...basic, version: "3", validFrom: Date.UTC(2025, 6, 1), validTo: null }],
    },
  ],
  staff: [{ id: "olga", name: olga.user.name, address: olga.user.mail, line: "first" }],
}

directoryContract("a product's own tables", async () => {
  const place = await newFile()
  const db = openDatabase(place.file)
  const close = async () => {
    db.close()
    place[Symbol.dispose]()
  }
  return {
    adapter: directoryOf(db),
    data: people,
    tenant: "default",
    [Symbol.asyncDispose]: close,
  }
})

let place: Awaited<ReturnType<typeof newFile>>

beforeEach(async () => {
  place = await newFile()
})

afterEach(() => place[Symbol.dispose]())

it("M-01 a request falls under the subscription of its company", async () => {
  await using running = await start(place.file)
  const contractOf = async (seeded: typeof anna, order: string) => {
    const browser = await browserOf(running.origin, seeded)
    const said = { subject: "Wet", text: "All wet." }
    const { location } = await browser.send(`/orders/${order}/report`, "", said)
    const ticket = await running.shop.desk.show(location.split("/").at(-1) ?? "")
    return [ticket.customer, ticket.contract]
  }
  expect(await contractOf(anna, "1001")).toEqual(["nord", "priority@2"])
  expect(await contractOf(carla, "2001")).toEqual(["sud", "basic@3"])
})

it("is no copy: whom the product adds or takes away, the desk knows or forgets at once", async () => {
  await using shop = await openShop(place.file)
  const { desk } = shop
  const words = { subject: "S", text: "T" }
  const register = async (address: string) => {
    const command = { type: "register", channel: "web", ...words, requester: { address } } as const
    const { ticketId } = await desk.submit({ actor: { kind: "robot", id: "mail" }, command })
    return ticketId
  }
  const customerOf = async (address: string) => (await desk.show(await register(address))).customer
  expect(await customerOf("new@sud.example")).toBeNull()
  operate(
    place.file,
    "INSERT INTO users (id, mail, name, language, role, company, password) " +
      "VALUES ('dora', 'New@Sud.example', 'Dora', 'en', 'member', 'sud', '')",
  )
  expect(await customerOf("new@sud.example")).toBe("sud")
  const ticketId = await register("new@sud.example")
  const actor = { kind: "agent", id: "olga" } as const
  const assign = (assignee: string) =>
    desk.submit({ ticketId, actor, command: { type: "assign", assignee } })
  await expect(assign("dora")).rejects.toMatchObject({ rejection: { rule: "UnknownAssignee" } })
  await expect(assign("olga")).resolves.toMatchObject({ ticketId })
  operate(place.file, "DELETE FROM users WHERE id = 'olga'")
  await expect(assign("olga")).rejects.toMatchObject({ rejection: { rule: "UnknownAssignee" } })
})
