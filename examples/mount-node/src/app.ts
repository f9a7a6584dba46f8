// A plain Node application with a route of its own, and the desk under /support.
import { createDesk } from "@upkeep/core"
import { createHttpApi, type HttpPrincipal } from "@upkeep/transport-http"
import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { type User, userOf } from "./users.ts"

/** The application, as it is served. */
export interface Served {
  /** `http://127.0.0.1:3000` */
  readonly url: string
  /** Takes nothing more, finishes what is under way, then closes the desk. */
  readonly close: () => Promise<void>
}

/** Serves the application on loopback; port 0 takes any that is free. */
export const serve = async (port: number): Promise<Served> => {
  const desk = await createDesk()
  const support = createHttpApi({
    desk,
    basePath: "/support",
    actor: ({ headers }) => principalOf(desk.tenant, userOf(headers.get("authorization"))),
  })
  const server = createServer((request, response) => {
    if (request.url?.startsWith("/support/")) support.node(request, response)
    else answer(request, response)
  })

  server.listen(port, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  const bound = typeof address === "object" ? address?.port : port
  const close = async () => {
    const closed = once(server, "close")
    server.close()
    await support.close()
    await closed
    await desk[Symbol.asyncDispose]()
  }
  return { url: `http://127.0.0.1:${bound}`, close }
}

/** A user as the desk knows them: a customer's person and where to write to them, or an agent. */
const principalOf = (tenant: string, user: User | undefined): HttpPrincipal | undefined => {
  if (user === undefined) return undefined
  const { id, name, email, company } = user
  return company === undefined
    ? { tenant, kind: "agent", id }
    : { tenant, kind: "customer", id, customer: company, requester: { name, address: email } }
}

/** What the application answers itself: the account of whoever asks. */
const answer = (request: IncomingMessage, response: ServerResponse): void => {
  const user = userOf(request.headers.authorization)
  if (request.url !== "/account") response.writeHead(404).end("There is no such page.\n")
  else if (user === undefined) response.writeHead(401).end("Who are you?\n")
  else response.end(`Signed in as ${user.name}.\n`)
}
