// A plain Node application with a route of its own, and the desk under /support.
import { createDesk } from "@upkeep/core"
import { createHttpApi, type HttpPrincipal, listen } from "@upkeep/transport-http"
import type { IncomingMessage, ServerResponse } from "node:http"
import { type User, userOf } from "./users.ts"

/** The application, as it is served. */
export interface Served {
  /** `http://127.0.0.1:3000` */
  readonly url: string
  /** Finishes what is under way, within a bounded time, then closes the desk. */
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
  const node = (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith("/support/")) support.node(request, response)
    else answer(request, response)
  }

  // `listen` stops as a server should: no connection that lies open keeps it from ending.
  const server = await listen({ node, close: support.close }, { port })
  const close = async () => {
    await server.close()
    await desk[Symbol.asyncDispose]()
  }
  return { url: server.url, close }
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
