// A Fastify application with routes of its own, and the desk under /support.
import { createDesk } from "@upkeep/core"
import { createHttpApi, type HttpPrincipal, listen } from "@upkeep/transport-http"
import { fastify, type FastifyReply, type FastifyRequest } from "fastify"
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
  const app = fastify()
  app.get("/account", showAccount)
  app.post("/echo", ({ body }) => body)

  const desk = await createDesk()
  const actor = ({ headers }: Request) =>
    principalOf(desk.tenant, userOf(headers.get("authorization")))
  const support = createHttpApi({ desk, basePath: "/support", actor })
  await app.register(async (scope) => {
    // The desk reads its bodies itself, files as streams; outside of this scope nothing changes.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser("*", (_request, body, done) => done(null, body))
    scope.all("/support/*", ({ raw }, reply) => {
      reply.hijack()
      support.node(raw, reply.raw)
    })
  })

  app.addHook("onClose", () => desk[Symbol.asyncDispose]())
  await app.ready()
  // `listen` stops as a server should: no connection that lies open keeps it from ending.
  const node = (request: IncomingMessage, response: ServerResponse) =>
    app.routing(request, response)
  const server = await listen({ node, close: support.close }, { port })
  const close = async () => {
    await server.close()
    await app.close()
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

const showAccount = ({ headers }: FastifyRequest, reply: FastifyReply): string => {
  const user = userOf(headers.authorization)
  if (user !== undefined) return `Signed in as ${user.name}.\n`
  void reply.code(401)
  return "Who are you?\n"
}
