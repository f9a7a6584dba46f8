// A Hono application with a route of its own, and the desk under /support.
import { getRequestListener } from "@hono/node-server"
import { createDesk } from "@upkeep/core"
import { createHttpApi, type HttpPrincipal, listen } from "@upkeep/transport-http"
import { Hono } from "hono"
import { contextStorage, getContext } from "hono/context-storage"
import type { IncomingMessage, ServerResponse } from "node:http"
import { type Env, readSession, type User } from "./users.ts"

/** The application, as it is served. */
export interface Served {
  /** `http://127.0.0.1:3000` */
  readonly url: string
  /** Finishes what is under way, within a bounded time, then closes the desk. */
  readonly close: () => Promise<void>
}

/** Serves the application on loopback; port 0 takes any that is free. */
export const serve = async (port: number): Promise<Served> => {
  const app = new Hono<Env>()
  app.use(contextStorage(), readSession)
  app.get("/account", ({ var: { user }, text }) =>
    user === undefined ? text("Who are you?\n", 401) : text(`Signed in as ${user.name}.\n`),
  )

  const desk = await createDesk()
  const support = createHttpApi({
    desk,
    basePath: "/support",
    // Whoever the application's own middleware found.
    actor: () => principalOf(desk.tenant, getContext<Env>().var.user),
  })
  app.all("/support/*", ({ req }) => support.fetch(req.raw))

  // `listen` stops as a server should: no connection that lies open keeps it from ending.
  const answer = getRequestListener(app.fetch)
  const node = (request: IncomingMessage, response: ServerResponse) =>
    void answer(request, response)
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
