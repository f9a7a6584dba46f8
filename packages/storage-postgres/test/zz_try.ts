import { createDesk } from "@upkeep/core"
import { store } from "./zz_store.ts"
await using desk = await createDesk({ storage: store({ url: "postgres://postgres@localhost:5999/postgres", schema: "upkeep" }) })
const { number } = await desk.submit({ actor: { kind: "customer", id: "anna" }, command: { type: "register", channel: "email", subject: "Login fails", text: "Since noon.", requester: {} } })
console.log(number, (await desk.list()).length, (await desk.show(number)).status)
