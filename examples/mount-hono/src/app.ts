// A Hono application with a route of its own, and the desk under /support.
import { serve as serveNode } from "@hono/node-server"
import { createDesk } from "@upkeep/core"
import { createHttpApi, type HttpPrincipal } from "@upkeep/transport-http"
import { Hono } from "hono"
import { contextStorage, getContext } from "hono/context-storage"
import { once } from "node:events"
import { type Env, readSession, type User } from "./users.ts"

/** The application, as it is served. */
export interface Served {
  /** `http://127.0.0.1:3000` */
  readonly url: string
  /** Takes nothing more, finishes what is under way, then closes the desk. */
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

  const server = serveNode({ fetch: app.fetch, port, hostname: "127.0.0.1" })
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
