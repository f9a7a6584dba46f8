// An Express application with routes of its own, and the desk under /support.
import { createDesk } from "@upkeep/core"
import { createHttpApi, type HttpPrincipal, listen } from "@upkeep/transport-http"
import express, { type Request, type Response } from "express"
import { readSession, type User, type WithUser } from "./users.ts"

/** The application, as it is served. */
export interface Served {
  /** `http://127.0.0.1:3000` */
  readonly url: string
  /** Finishes what is under way, within a bounded time, then closes the desk. */
  readonly close: () => Promise<void>
}

/** Serves the application on loopback; port 0 takes any that is free. */
export const serve = async (port: number): Promise<Served> => {
  const app = express()
  app.use(readSession)

  const desk = await createDesk()
  const support = createHttpApi({
    desk,
    actor: (_request, incoming?: WithUser) => principalOf(desk.tenant, incoming?.user),
    basePath: "/support",
  })
  // Before any body parser: the desk reads its bodies itself, files as streams.
  app.use("/support", support.node)

  app.use(express.json())
  app.get("/account", showAccount)
  app.post("/echo", (request, response) => void response.json(request.body))

  // `listen` stops as a server should: no connection that lies open keeps it from ending.
  const server = await listen({ node: app, close: support.close }, { port })
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

const showAccount = ({ user }: Request & WithUser, response: Response): void => {
  if (user === undefined) response.status(401).send("Who are you?\n")
  else response.send(`Signed in as ${user.name}.\n`)
}
