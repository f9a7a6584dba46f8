import { createDesk } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"

await using desk = await createDesk({ storage: sqlite({ file: "upkeep.db" }) })

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
