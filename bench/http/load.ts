// A server under load: how it is started and stopped, and what its clients send.
import { Agent, request } from "node:http"
import { fileURLToPath } from "node:url"
import { run, type Running } from "../running.ts"

/** What a client asks for. */
export type Operation = "open" | "note" | "assign" | "list"

/** A server that was started. */
export interface Server {
  readonly name: "ours" | "bare"
  readonly port: number
  readonly process: Running
  /** Those that are there before anything is measured: commands are given to them alone. */
  readonly tickets: ReadonlyArray<Ticket>
}

/** A ticket as its last receipt left it. */
interface Ticket {
  readonly number: string
  version: number
  assignee: string
}

/** A multiple of every number of connections: so each gives commands to tickets of its own. */
const ticketsAtStart = 1_024

/** Starts a server in a folder, with tickets that are assigned to somebody. */
export const start = async (
  name: Server["name"],
  folder: string,
  servers: Array<Server>,
): Promise<Server> => {
  const script = fileURLToPath(new URL("server.ts", import.meta.url))
  const flags = ["--conditions=@upkeep/source", "--disable-warning=ExperimentalWarning"]
  const process = run([...flags, script, name, folder])
  const tickets: Array<Ticket> = []
  const port = Number(await process.line(/^(\d+)\n/))
  const server = { name, port, process, tickets }
  servers.push(server)
  const opened = (text: string) => tickets.push({ ...receiptOf(text), assignee: "" })
  await load(server, { operation: "open", senders: 32, count: ticketsAtStart, heard: opened })
  await load(server, { operation: "assign", senders: 32, count: ticketsAtStart })
  return server
}

/** How much is sent, and who hears the answers. */
export interface Load {
  readonly operation: Operation
  readonly senders: number
  readonly count: number
  readonly heard?: (text: string, millis: number) => void
}

/** Sends in a closed loop: as many senders as connections, each sends when it has its answer. */
export const load = async (
  server: Server,
  { operation, senders, count, heard }: Load,
): Promise<number> => {
  const agent = new Agent({ keepAlive: true, maxSockets: senders })
  const sender = async (first: number) => {
    for (let turn = first; turn < count; turn += senders) {
      const ticket = server.tickets[turn % ticketsAtStart]
      const from = performance.now()
      const text = await send(server, agent, asked(operation, ticket))
      heard?.(text, performance.now() - from)
      if (isCommand(operation) && ticket !== undefined) ticket.version = receiptOf(text).version
    }
  }
  await Promise.all(Array.from({ length: senders }, (_, first) => sender(first)))
  agent.destroy()
  return count
}

const isCommand = (operation: Operation) => operation === "note" || operation === "assign"

interface Asked {
  readonly path: string
  readonly body?: string
  readonly version?: number
}

const open = JSON.stringify({
  channel: "phone",
  subject: "Login fails",
  text: "Since noon. ".repeat(30),
})
const note = JSON.stringify({ type: "note", text: "Looked at the log. ".repeat(20) })

const asked = (operation: Operation, ticket: Ticket | undefined): Asked => {
  if (operation === "list") return { path: "/v1/tickets?limit=50" }
  if (operation === "open") return { path: "/v1/tickets", body: open }
  if (ticket === undefined) throw new Error(`${operation}: got no ticket, expected one to move`)
  const path = `/v1/tickets/${ticket.number}/commands`
  if (operation === "note") return { path, body: note }
  // To the other one each time, so that it always moves.
  ticket.assignee = ticket.assignee === "olga" ? "ivan" : "olga"
  const body = JSON.stringify({ type: "assign", assignee: ticket.assignee })
  return { path, body, version: ticket.version }
}

const send = (server: Server, agent: Agent, { path, body, version }: Asked) =>
  new Promise<string>((resolve, reject) => {
    const headers = {
      ...(body !== undefined && {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
      }),
      ...(version !== undefined && { "if-match": `"${version}"` }),
    }
    const method = body === undefined ? "GET" : "POST"
    const to = { host: "127.0.0.1", port: server.port, agent, path, method, headers }
    const outgoing = request(to, (incoming) => {
      let text = ""
      incoming.setEncoding("utf8").on("data", (chunk: string) => (text += chunk))
      incoming.on("error", reject).on("end", () => {
        if ((incoming.statusCode ?? 500) < 300) resolve(text)
        else reject(new Error(`${server.name}: ${method} ${path}: ${incoming.statusCode} ${text}`))
      })
    })
    outgoing.on("error", reject)
    outgoing.end(body)
  })

const receiptOf = (text: string): { readonly number: string; readonly version: number } => {
  const { number, version }: { readonly number: string; readonly version: number } =
    JSON.parse(text)
  return { number, version }
}
