// Requests a second and the slowest hundredth of them: the desk behind HTTP on SQLite, beside a
// bare server that writes the same rows. Each server has a process of its own.
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { Agent, request } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { compare, type Figure, median } from "./measure.ts"

const connections = [1, 32, 256] as const
/** Requests of one round over one connection; over many it is four times as much. */
const requestsOfRound = 300
/** Tickets that are there before anything is measured. */
const ticketsAtStart = 1_000

type Operation = "open" | "command" | "list"

interface Server {
  readonly name: "ours" | "bare"
  readonly port: number
  readonly process: ChildProcess
  readonly tickets: Array<string>
}

const bodies = {
  open: JSON.stringify({
    channel: "phone",
    subject: "Login fails",
    text: "Since noon. ".repeat(30),
  }),
  command: JSON.stringify({ type: "note", text: "Looked at the log. ".repeat(20) }),
}

const start = async (name: Server["name"], folder: string): Promise<Server> => {
  const script = fileURLToPath(new URL("http/server.ts", import.meta.url))
  const flags = ["--conditions=@upkeep/source", "--disable-warning=ExperimentalWarning"]
  const child = spawn(process.execPath, [...flags, script, name, folder], {
    stdio: ["pipe", "pipe", "inherit"],
  })
  const [port]: ReadonlyArray<unknown> = await once(child.stdout, "data")
  const server = { name, port: Number(String(port)), process: child, tickets: [] }
  await load(server, "open", 32, ticketsAtStart)
  return server
}

const pathOf = ({ tickets }: Server, operation: Operation, index: number): string => {
  if (operation === "list") return "/v1/tickets?limit=50"
  return operation === "open"
    ? "/v1/tickets"
    : `/v1/tickets/${tickets[index % tickets.length]}/commands`
}

const send = (server: Server, agent: Agent, operation: Operation, index: number) =>
  new Promise<string>((resolve, reject) => {
    const body = operation === "list" ? undefined : bodies[operation]
    const outgoing = request({
      host: "127.0.0.1",
      port: server.port,
      agent,
      path: pathOf(server, operation, index),
      method: body === undefined ? "GET" : "POST",
      headers:
        body === undefined
          ? {}
          : { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
    })
    outgoing.on("error", reject).on("response", (incoming) => {
      let text = ""
      incoming.setEncoding("utf8").on("data", (chunk: string) => (text += chunk))
      incoming.on("end", () => {
        if ((incoming.statusCode ?? 500) < 300) resolve(text)
        else reject(new Error(`${server.name}: ${operation}: ${incoming.statusCode} ${text}`))
      })
    })
    outgoing.end(body)
  })

// Closed loop: as many senders as connections, each sends when it has its answer.
const load = async (
  server: Server,
  operation: Operation,
  senders: number,
  count: number,
  millis: Array<number> = [],
): Promise<number> => {
  const agent = new Agent({ keepAlive: true, maxSockets: senders })
  let next = 0
  const sender = async () => {
    while (next < count) {
      const index = next++
      const from = performance.now()
      const text = await send(server, agent, operation, index)
      millis.push(performance.now() - from)
      if (operation === "open") server.tickets.push(numberOf(text))
    }
  }
  await Promise.all(Array.from({ length: senders }, sender))
  agent.destroy()
  return count
}

const numberOf = (answer: string): string => {
  const { number }: { readonly number: string } = JSON.parse(answer)
  return number
}

const tenths = (value: number) => Math.round(value * 10) / 10

const p99 = (millis: ReadonlyArray<number>): number =>
  millis.toSorted((a, b) => a - b)[Math.floor(millis.length * 0.99)] ?? 0

const figuresOf = async function* (ours: Server, bare: Server) {
  for (const operation of ["open", "command", "list"] as const)
    for (const senders of connections) {
      const count = requestsOfRound * (senders === 1 ? 1 : 4)
      const slowest = { ours: [] as Array<number>, bare: [] as Array<number> }
      const contender = (server: Server, name: string) => ({
        name,
        run: async () => {
          const millis: Array<number> = []
          await load(server, operation, senders, count, millis)
          slowest[server.name].push(p99(millis))
          return count
        },
      })
      const many = `${senders} connection${senders === 1 ? "" : "s"}`
      yield await compare({
        bench: "http",
        name: `${operation}, ${many}`,
        ours: contender(ours, "desk behind HTTP"),
        limit: contender(bare, "bare node:http, the same rows"),
      })
      yield p99Figure(`${operation}, ${many}: p99`, slowest)
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
    limitName: "bare node:http, the same rows",
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
    const ours = await start("ours", folder)
    servers.push(ours)
    const bare = await start("bare", folder)
    servers.push(bare)
    yield* figuresOf(ours, bare)
  } finally {
    for (const server of servers) server.process.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}
