// The two adapters of the guide keep the rules of their ports.
import { mkdtempSync, rmSync } from "node:fs"
import { createServer, type Server } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { json } from "node:stream/consumers"
import { type Manner, type NotifierChannel, notifierSuite, storageSuite } from "@upkeep/testing"
import { conformance } from "@upkeep/testing/vitest"
import { jsonFile } from "../src/jsonFileStorage.ts"
import { webhook } from "../src/webhookNotifier.ts"

conformance(storageSuite, {
  name: "a JSON file",
  make: () => {
    const folder = mkdtempSync(join(tmpdir(), "upkeep-json-"))
    return {
      open: () => jsonFile(join(folder, "desk.json")),
      [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true }),
    }
  },
})

interface Posted {
  readonly id: string
  readonly to: { readonly address: string }
  readonly subject: string
  readonly text: string
}

const isPosted = (body: unknown): body is Posted =>
  typeof body === "object" && body !== null && "to" in body && "text" in body

const statuses: { readonly [manner in Manner]?: number } = {
  willing: 202,
  notNow: 503,
  never: 400,
}

const listen = (server: Server, port: number) =>
  new Promise<number>((listening, failed) => {
    server.once("error", failed).listen(port, "127.0.0.1", () => {
      const address = server.address()
      listening(typeof address === "object" && address !== null ? address.port : 0)
    })
  })

const close = async (server: Server) => {
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
}

const webhookChannel = async (): Promise<NotifierChannel & AsyncDisposable> => {
  let manner: Manner = "willing"
  const posted: Array<Posted> = []
  const server = createServer((request, response) => {
    const status = statuses[manner]
    void json(request).then((body) => {
      if (status === 202 && isPosted(body)) posted.push(body)
      if (status !== undefined) response.writeHead(status).end(manner)
    })
  })
  const port = await listen(server, 0)
  return {
    adapter: webhook({ url: `http://127.0.0.1:${port}/hook`, channel: "email" }),
    taken: async () =>
      posted.map(({ id, to, subject, text }) => ({
        id,
        to: to.address,
        words: `${subject}\n${text}`,
      })),
    become: async (next) => {
      if (next === "away") await close(server)
      else if (manner === "away") await listen(server, port)
      manner = next
    },
    [Symbol.asyncDispose]: () => close(server),
  }
}

conformance(notifierSuite, {
  name: "a webhook",
  make: webhookChannel,
  capabilities: { identified: true, disturbed: true },
})
