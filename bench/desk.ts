// How many commands a desk on SQLite stores in a second, and what it holds in memory.
import { createDesk, type Desk } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { bareStore } from "./bareStore.ts"
import { compare, type Figure } from "./measure.ts"

/** Tickets of one round; six rounds of it, one of them to warm up, are over 10,000. */
const tickets = 2_000
const commandsOfTicket = 4

const customer = { kind: "customer", id: "c" } as const
const agent = { kind: "agent", id: "olga" } as const

// Open, assign, answer, confirm: without a channel, an answer counts as delivered at once.
const lifeOn = async (desk: Desk): Promise<void> => {
  const { ticketId } = await desk.submit({
    actor: customer,
    command: {
      type: "register",
      channel: "email",
      subject: "Login fails",
      text: "Since noon.",
      requester: {},
    },
  })
  await desk.submit({ ticketId, actor: agent, command: { type: "assign", assignee: "olga" } })
  await desk.submit({ ticketId, actor: agent, command: { type: "answer", text: "Mended." } })
  await desk.submit({ ticketId, actor: customer, command: { type: "confirm" } })
}

const bareInserts = (folder: string) => {
  const store = bareStore(join(folder, `bare-${performance.now()}.db`))
  const body = "x".repeat(600)
  for (let n = 0; n < tickets; n++)
    for (let step = 0; step < commandsOfTicket; step++) store.write(`t${n}`, body)
  store.close()
  return tickets * commandsOfTicket
}

const heldMegabytes = (): number => {
  globalThis.gc?.()
  return Math.round(process.memoryUsage().heapUsed / 1024 / 1024)
}

/** The figures of the desk. */
export async function* desk(): AsyncGenerator<Figure> {
  const folder = mkdtempSync(join(tmpdir(), "upkeep-bench-"))
  try {
    const store = sqlite({ file: join(folder, "desk.db") })
    await using served = await createDesk({ storage: store, background: false })
    const atStart = heldMegabytes()
    yield await compare({
      bench: "desk",
      name: `commands stored, one at a time (open, assign, answer, confirm; ${tickets.toLocaleString("en-US")} tickets a round)`,
      ours: {
        name: "desk on SQLite",
        run: async () => {
          for (let n = 0; n < tickets; n++) await lifeOn(served)
          return tickets * commandsOfTicket
        },
      },
      limit: {
        name: "four bare rows by hand, one transaction a command",
        run: () => bareInserts(folder),
      },
      goal: "≥ 0.6× four bare rows by hand",
      met: ({ ratioLimit }) => ratioLimit >= 0.6,
    })
    const atEnd = heldMegabytes()
    yield {
      bench: "desk",
      name: `heap held after ${(tickets * 6).toLocaleString("en-US")} tickets`,
      unit: "MiB",
      ours: atEnd,
      peer: atStart,
      peerName: "heap held at the start",
      limit: null,
      limitName: null,
      ratioPeer: Math.round((atEnd / atStart) * 100) / 100,
      ratioLimit: null,
      goal: "flat: at most 20 MiB more than at the start",
      met: atEnd - atStart <= 20,
      spread: [atEnd, atEnd],
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
