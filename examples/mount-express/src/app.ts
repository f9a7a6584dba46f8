// An Express application with routes of its own, and the desk under /support.
import { createDesk } from "@upkeep/core"
import { createHttpApi, type HttpPrincipal } from "@upkeep/transport-http"
import express, { type Request, type Response } from "express"
import { once } from "node:events"
import { createServer } from "node:http"
import { readSession, type User, type WithUser } from "./users.ts"

/** The application, as it is served. */
export interface Served {
  /** `http://127.0.0.1:3000` */
  readonly url: string
  /** Takes nothing more, finishes what is under way, then closes the desk. */
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

  const server = createServer(app).listen(port, "127.0.0.1")
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

const showAccount = ({ user }: Request & WithUser, response: Response): void => {
  if (user === undefined) response.status(401).send("Who are you?\n")
  else response.send(`Signed in as ${user.name}.\n`)
}
