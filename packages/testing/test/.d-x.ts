import { createDesk, memory } from "@upkeep/core"
const desk = await createDesk({ storage: memory(), background: false, tenant: "acme" })
const { ticketId } = await desk.submit({
  actor: { kind: "customer", id: "anna" },
  command: { type: "register", channel: "email", subject: "a", text: "b", requester: {} },
})
console.log(ticketId, (await desk.show(ticketId)).number)
await desk[Symbol.asyncDispose]()
