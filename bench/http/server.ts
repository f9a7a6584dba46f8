// A server to measure: `ours`, the desk behind HTTP on SQLite, or `bare`, node:http that parses the
// same bodies and writes the same rows by hand. Prints its port; ends by SIGTERM,
// or with its standard input, so that it outlives nobody.
import { createDesk } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { createHttpApi } from "@upkeep/transport-http"
import { createServer, type IncomingMessage, type RequestListener } from "node:http"
import { join } from "node:path"
import { sameRows } from "./sameRows.ts"

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

interface Body {
  readonly type?: string
  readonly assignee?: string
}

const bodyOf = async (request: IncomingMessage): Promise<Body> => {
  let text = ""
  for await (const chunk of request.setEncoding("utf8")) text += String(chunk)
  const body: Body = JSON.parse(text)
  return body
}

const bare = async (): Promise<RequestListener> => {
  const rows = await sameRows(join(folder, "bare.db"))
  const answer = async (request: IncomingMessage): Promise<unknown> => {
    if (request.method === "GET") return { tickets: rows.list(50), next: null }
    const body = await bodyOf(request)
    const [, , , number] = (request.url ?? "").split("/")
    if (number === undefined) return rows.open(body)
    if (body.type !== "assign") return rows.note(number, body)
    const version = Number(request.headers["if-match"]?.replaceAll('"', ""))
    return rows.assign(number, body.assignee ?? "", version)
  }
  return (request, response) => {
    void answer(request).then((value) => {
      response.statusCode = value === undefined ? 412 : 200
      response.setHeader("content-type", "application/json")
      response.end(JSON.stringify(value))
    })
  }
}

const server = createServer(kind === "bare" ? await bare() : await ours())
server.listen(0, "127.0.0.1", () => {
  const address = server.address()
  process.stdout.write(`${typeof address === "object" ? address?.port : ""}\n`)
})
process.stdin.resume().on("end", () => process.exit(0))
