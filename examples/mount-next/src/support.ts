// The desk of the application: one in the process, opened when it is first asked for.
import { createDesk } from "@upkeep/core"
import { createHttpApi, type HttpApi, type HttpPrincipal } from "@upkeep/transport-http"
import { cookies } from "next/headers.js"
import { constants } from "node:os"
import { type User, userOf } from "./users.ts"

const openSupport = async (): Promise<HttpApi> => {
  const desk = await createDesk()
  const actor = async () =>
    principalOf(desk.tenant, userOf((await cookies()).get("session")?.value))
  const support = createHttpApi({ desk, basePath: "/support", actor })
  whenStopped(() => support.close().then(() => desk[Symbol.asyncDispose]()))
  return support
}

/** Answers a request below /support. */
export const answer = async (request: Request): Promise<Response> =>
  (await (globalThis.supportOfThisProcess ??= openSupport())).fetch(request)

/** How long Next may take for what is its own after the desk is closed, in milliseconds. */
const ownMillis = 3_000

// Next ends the process itself, but not while a connection is open that asks nothing, or only half
// of something: then it is ended here, with the exit code that Next gives.
const whenStopped = (close: () => Promise<void>): void => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    const end = () => process.exit(128 + constants.signals[signal])
    process.once(signal, () => void close().finally(() => setTimeout(end, ownMillis).unref()))
  }
}

// Next loads a module again when it has changed, and once for each of its bundles: what there is
// one of in a process is held outside of modules.
declare global {
  var supportOfThisProcess: Promise<HttpApi> | undefined
}

/** A user as the desk knows them: a customer's person and where to write to them, or an agent. */
const principalOf = (tenant: string, user: User | undefined): HttpPrincipal | undefined => {
  if (user === undefined) return undefined
  const { id, name, email, company } = user
  return company === undefined
    ? { tenant, kind: "agent", id }
    : { tenant, kind: "customer", id, customer: company, requester: { name, address: email } }
}
