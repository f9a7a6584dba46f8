import { createDesk } from "@upkeep/core"
import { postgres } from "@upkeep/storage-postgres"

await using desk = await createDesk({
  storage: postgres({ url: process.env["DATABASE_URL"] ?? "postgres://localhost/support" }),
})

const { number } = await desk.submit({
  actor: { kind: "customer", id: "anna" },
  command: {
    type: "register",
    channel: "email",
    subject: "Login fails",
    text: "Since noon.",
    requester: {},
  },
})
console.log(`${number} is one of ${(await desk.list()).length}`)
