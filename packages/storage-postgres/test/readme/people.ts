import { createDesk } from "@upkeep/core"
import { postgres } from "@upkeep/storage-postgres"

const storage = postgres({ url: process.env["DATABASE_URL"] ?? "postgres://localhost/support" })
const anna = { id: "anna", name: "Anna", address: "anna@acme.example", roles: ["operation"] }
const gold = {
  id: "gold",
  version: "1",
  validFrom: Date.UTC(2026, 0, 1),
  validTo: null,
  targets: { firstResponse: { workingMinutes: 60 } },
}
await storage.directory.replace({
  customers: [{ id: "acme", name: "Acme", contacts: [anna], contracts: [gold] }],
  staff: [{ id: "olga", name: "Olga", line: "first", competences: ["sql"] }],
})

await using desk = await createDesk({ storage, directory: storage.directory })
const request = { subject: "Login fails", text: "Since noon." }
const { number } = await desk.submit({
  actor: { kind: "customer", id: "anna" },
  command: { type: "register", channel: "web", ...request, requester: { address: anna.address } },
})
const { customer, contract } = await desk.show(number)
console.log(customer, contract)
