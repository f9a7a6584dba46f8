// The desk behind HTTP on this machine: who may ask, what to paste, and a stop that loses nothing.
import { terminal } from "@upkeep-examples/story/tell"
import { Problem } from "@upkeep/core"
import {
  createHttpApi,
  type HttpApi,
  type HttpServer,
  listen,
  ListenError,
  untilStop,
} from "@upkeep/transport-http"
import { flushCompileCache } from "node:module"
import { parseArgs } from "node:util"
import { openDesk } from "./desk.ts"
import { makeTokens, type Tokens } from "./tokens.ts"

const { chapter, say } = terminal()

/** The ports that are tried where none is named: another desk may be running. */
const usualPorts = [8080, 8081, 8082, 8083, 8084] as const

/** Serves until SIGINT or SIGTERM; `ports` are tried in turn where the call names none. */
export const serve = async (ports: ReadonlyArray<number> = usualPorts): Promise<void> => {
  const { values } = parseArgs({
    options: { store: { type: "string", default: "mixvel-desk.db" }, port: { type: "string" } },
  })
  const { store, port } = values
  // Before the desk is opened: a mistaken port leaves no new database behind.
  const tried = port === undefined ? ports : [portOf(port)]
  // Letters are written and wait in the store: there is no mail server here to take them.
  await using desk = await openDesk({ file: store, channels: ["email"] })
  const tokens = makeTokens(desk.tenant)
  const api = createHttpApi({ desk, actor: tokens.principalOf })
  await using server = await listenOn(api, tried)
  const stop = untilStop()
  sayHow(server.url, tokens)
  say(`\nServing ${server.url} from ${store}, ready in ${Math.round(performance.now())} ms`)
  flushCompileCache()
  say(`${await stop}, stopping`)
}

const portOf = (port: string): number => {
  if (/^\d{1,5}$/.test(port) && Number(port) <= 65_535) return Number(port)
  const expected = "a whole number from 0 to 65535; 0 takes any that is free"
  const problem = { code: "out-of-range", path: "--port", got: port, expected }
  throw new Error(Problem.make(problem).message)
}

/** Listens on the first port that is free. */
const listenOn = async (api: HttpApi, ports: ReadonlyArray<number>): Promise<HttpServer> => {
  const [port = 0, ...others] = ports
  try {
    return await listen(api, { port })
  } catch (error) {
    const isTaken = error instanceof ListenError && error.reason === "port-taken"
    if (!isTaken || others.length === 0) throw error
    return listenOn(api, others)
  }
}

const sayHow = (url: string, { agent, customer }: Tokens): void => {
  const json = "-H 'content-type: application/json'"
  const request = { channel: "phone", subject: "Seat map is empty", text: "On all flights, today." }
  chapter("Open a ticket, as a customer's person")
  say(`curl ${by(customer)} ${json} -d '${JSON.stringify(request)}' ${url}/v1/tickets`)
  chapter("List all tickets, read one, as an agent")
  say(`curl ${by(agent)} ${url}/v1/tickets`)
  say(`curl ${by(agent)} ${url}/v1/tickets/MV-1`)
  chapter("What else can be asked")
  say(`curl ${by(agent)} ${url}/openapi.json`)
}

const by = (token: string): string => `-H 'authorization: Bearer ${token}'`
