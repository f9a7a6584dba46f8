// Requests a second and the slowest hundredth of them: the desk behind HTTP on SQLite, beside a
// bare server that writes the same rows. Each server has a process of its own.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { load, type Operation, type Server, start } from "./http/load.ts"
import { compare, type Figure, median } from "./measure.ts"

const connections = [1, 32, 256] as const
/** Requests of one round over one connection; over many it is four times as much. */
const requestsOfRound = 256

const operations: { readonly [operation in Operation]: string } = {
  open: "open a ticket",
  note: "note on a ticket",
  assign: "assign to another (If-Match)",
  list: "list of 50 tickets",
}
const operationsInOrder = ["open", "note", "assign", "list"] as const

/** The bare server commits each command alone; the desk those together that came together. */
const limitName = "bare node:http, the same rows, one transaction a command"

const tenths = (value: number) => Math.round(value * 10) / 10

const p99 = (millis: ReadonlyArray<number>): number =>
  millis.toSorted((a, b) => a - b)[Math.floor(millis.length * 0.99)] ?? 0

const figuresOf = async function* (ours: Server, bare: Server) {
  for (const operation of operationsInOrder)
    for (const senders of connections) {
      const count = requestsOfRound * (senders === 1 ? 1 : 4)
      const slowest = { ours: [] as Array<number>, bare: [] as Array<number> }
      const contender = (server: Server, name: string) => ({
        name,
        run: async () => {
          const all: Array<number> = []
          const heard = (_: string, millis: number) => void all.push(millis)
          await load(server, { operation, senders, count, heard })
          slowest[server.name].push(p99(all))
          return count
        },
      })
      const name = `${operations[operation]}, ${senders} connection${senders === 1 ? "" : "s"}`
      yield await compare({
        bench: "http",
        name,
        ours: contender(ours, "desk behind HTTP"),
        limit: contender(bare, limitName),
      })
      yield p99Figure(`${name}: p99`, slowest)
    }
}

const p99Figure = (
  name: string,
  { ours, bare }: { readonly ours: Array<number>; readonly bare: Array<number> },
): Figure => {
  // The first round warms up.
  const [own, limit] = [median(ours.slice(1)), median(bare.slice(1))]
  return {
    bench: "http",
    name,
    unit: "ms",
    ours: tenths(own),
    peer: null,
    peerName: null,
    limit: tenths(limit),
    limitName,
    ratioPeer: null,
    ratioLimit: Math.round((own / limit) * 100) / 100,
    goal: null,
    met: null,
    spread: [tenths(Math.min(...ours.slice(1))), tenths(Math.max(...ours.slice(1)))],
  }
}

/** The figures of the desk behind HTTP. */
export async function* http(): AsyncGenerator<Figure> {
  const folder = mkdtempSync(join(tmpdir(), "upkeep-bench-"))
  const servers: Array<Server> = []
  try {
    const ours = await start("ours", folder, servers)
    const bare = await start("bare", folder, servers)
    yield* figuresOf(ours, bare)
  } finally {
    await Promise.all(servers.map(({ process }) => process.stop()))
    rmSync(folder, { recursive: true, force: true })
  }
}
