// A server to measure: `ours`, the desk behind HTTP on SQLite, or `bare`, node:http that parses the
// same bodies and writes the same rows by hand. Prints its port; ends with its standard input.
import { createDesk } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { createHttpApi } from "@upkeep/transport-http"
import { createServer, type IncomingMessage, type RequestListener } from "node:http"
import { join } from "node:path"
import { bareStore } from "../bareStore.ts"

const [kind = "ours", folder = "."] = process.argv.slice(2)

const ours = async (): Promise<RequestListener> => {
  const desk = await createDesk({ storage: sqlite({ file: join(folder, "desk.db") }) })
  const api = createHttpApi({
    desk,
    actor: () => ({ tenant: desk.tenant, kind: "agent", id: "olga" }),
    limits: { requestsPerMinute: 100_000_000 },
  })
  return api.node
}

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  let text = ""
  for await (const chunk of request.setEncoding("utf8")) text += String(chunk)
  return text === "" ? undefined : JSON.parse(text)
}

const bare = (): RequestListener => {
  const store = bareStore(join(folder, "bare.db"))
  let opened = 0
  const answer = async (request: IncomingMessage): Promise<unknown> => {
    const body = await bodyOf(request)
    if (request.method === "GET") return { tickets: store.list(50), next: null }
    const [, , , ticket] = (request.url ?? "").split("/")
    const id = ticket ?? `T-${++opened}`
    store.write(id, JSON.stringify(body).padEnd(600))
    return { ticketId: id, number: id, version: 1 }
  }
  return (request, response) => {
    void answer(request).then((value) => {
      response.setHeader("content-type", "application/json")
      response.end(JSON.stringify(value))
    })
  }
}

const server = createServer(kind === "bare" ? bare() : await ours())
server.listen(0, "127.0.0.1", () => {
  const address = server.address()
  process.stdout.write(`${typeof address === "object" ? address?.port : ""}\n`)
})
process.stdin.resume().on("end", () => process.exit(0))
