import { createDesk, memory } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
const which = process.argv[2], par = Number(process.argv[3]), tickets = Number(process.argv[4] ?? 2000)
const folder = mkdtempSync(join(tmpdir(), "e7-"))
const storage = which === "memory" ? memory() : sqlite({ file: join(folder, "d.db") })
const desk = await createDesk({ storage, background: false })
const customer = { kind: "customer", id: "c" } as const, agent = { kind: "agent", id: "olga" } as const
const life = async () => {
  const { ticketId } = await desk.submit({ actor: customer, command: { type: "register", channel: "email", subject: "Login fails", text: "Since noon.", requester: {} } })
  await desk.submit({ ticketId, actor: agent, command: { type: "assign", assignee: "olga" } })
  await desk.submit({ ticketId, actor: agent, command: { type: "answer", text: "Mended." } })
  await desk.submit({ ticketId, actor: customer, command: { type: "confirm" } })
}
for (let round = 0; round < 4; round++) {
  const t = performance.now(), cpu0 = process.cpuUsage()
  let left = tickets
  await Promise.all(Array.from({ length: par }, async () => { while (left-- > 0) await life() }))
  const ms = performance.now() - t
  const c = process.cpuUsage(cpu0); console.log(which, par, Math.round((tickets * 4) / ms * 1000), "commands/s", Math.round((c.user + c.system) / (tickets * 4)), "us cpu")
}
await desk[Symbol.asyncDispose]()
rmSync(folder, { recursive: true, force: true })
