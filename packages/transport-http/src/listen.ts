// A door on Node's own server: from the first request to a stop that breaks nothing off (P19).
import { InvalidInput, Problem } from "@upkeep/core"
import { Data } from "effect"
import { once } from "node:events"
import { createServer, type Server, type ServerResponse } from "node:http"
import type { HttpApi } from "./createHttpApi.ts"
import { longestTimer } from "./HttpLimits.ts"

/** Where a server listens, and how patiently it stops. */
export interface ListenOptions {
  /** 0 to 65535; 0 takes any that is free. */
  readonly port: number
  /** A name or an address of this machine. Default: `127.0.0.1`, which nobody else reaches. */
  readonly host?: string
  /** Milliseconds that `close` waits for requests under way, from 1. Default: 10,000. */
  readonly closeMillis?: number
}

/** A server that listens. */
export interface HttpServer extends AsyncDisposable {
  /** `http://127.0.0.1:8080` */
  readonly url: string
  /**
   * Stops: readiness fails and requests are refused with 503 from now on, those under way are
   * finished, then every connection is closed. What is not finished after `closeMillis` is cut off.
   */
  readonly close: () => Promise<void>
}

/** Why a server does not listen; the reasons are in docs/problems.md. */
export class ListenError extends Data.TaggedError("ListenError")<{
  readonly reason: "port-taken" | "cannot-listen"
  readonly place: string
  readonly cause: unknown
}> {
  override get message(): string {
    const why = this.cause instanceof Error ? this.cause.message : String(this.cause)
    const expected =
      this.reason === "port-taken"
        ? "a port on which nobody listens"
        : `a host of this machine and a port that is ours to take (${why})`
    return Problem.make({ code: this.reason, path: "", got: this.place, expected }).message
  }
}

/** How long `close` waits for requests under way where an option names no other time. */
export const closeMillis = 10_000
/**
 * How long a connection may lie idle: longer than the 60 s of common proxies, so that it is never
 * closed here while a proxy sends the next request on it.
 */
export const keepAliveMillis = 65_000
/** The most bytes of a request's line and headers together. */
export const headerBytes = 16 * 1024
/** How long all headers of a request may take. */
export const headersMillis = 60_000
/** How long a whole request may take to come in: as long as the longest upload. */
export const requestMillis = 300_000

/**
 * Serves a door on `node:http`. Closing the server closes the door; the desk stays open.
 *
 * Rejects with `ListenError` where the port is taken or may not be taken, and with `InvalidInput`
 * where options have mistakes, all of them at once.
 *
 * @example
 * import { createDesk } from "@upkeep/core"
 *
 * await using desk = await createDesk()
 * const actor = () => ({ tenant: desk.tenant, kind: "agent", id: "olga" }) as const
 * const server = await listen(createHttpApi({ desk, actor }), { port: 0 })
 * const response = await fetch(`${server.url}/v1/tickets`)
 * response.status // => 200
 * await response.json() // => { tickets: [], next: null }
 * await server.close()
 * await fetch(server.url) // => throws fetch failed
 */
export const listen = async (
  api: Pick<HttpApi, "node" | "close">,
  options: ListenOptions,
): Promise<HttpServer> => {
  const { port, host, patience } = settingsOf(options)
  const underWay = new Set<ServerResponse>()
  const server = createServer(settings, (incoming, outgoing) => {
    underWay.add(outgoing)
    outgoing.once("close", () => underWay.delete(outgoing))
    api.node(incoming, outgoing)
  })
  await bound(server, { port, host })
  let closed: Promise<void> | undefined
  const close = () => (closed ??= stop({ api, server, underWay, patience }))
  return { url: urlOf(server, host), close, [Symbol.asyncDispose]: close }
}

const settings = {
  keepAliveTimeout: keepAliveMillis,
  maxHeaderSize: headerBytes,
  headersTimeout: headersMillis,
  requestTimeout: requestMillis,
}

const settingsOf = (options: ListenOptions) => {
  const { port, host = "127.0.0.1", closeMillis: patience = closeMillis, ...others } = options
  const problems = [
    ...(isWhole(port, 0, 65_535) ? [] : [wrong("port", port, "a whole number from 0 to 65535")]),
    ...(typeof host === "string" && host !== "" ? [] : [wrong("host", host, "a name or address")]),
    ...(isWhole(patience, 1, longestTimer)
      ? []
      : [wrong("closeMillis", patience, `a whole number from 1 to ${longestTimer}`)]),
    ...Object.keys(others).map((name) =>
      Problem.make({ code: "unknown-field", path: name, got: name, expected: "no such option" }),
    ),
  ]
  if (problems.length > 0) throw new InvalidInput({ problems })
  return { port, host, patience }
}

const isWhole = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most

const wrong = (path: string, got: unknown, expected: string) =>
  Problem.make({ code: "invalid-value", path, got, expected })

const bound = (server: Server, place: { readonly port: number; readonly host: string }) =>
  new Promise<void>((resolve, reject) => {
    const failed = (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === "EADDRINUSE" ? "port-taken" : "cannot-listen"
      reject(new ListenError({ reason, place: `${place.host}:${place.port}`, cause }))
    }
    server.once("error", failed)
    server.listen(place, () => {
      server.off("error", failed)
      // From now on it serves: what goes wrong once (too many open files) is not the end of it.
      server.on("error", (error) => console.error("upkeep: server:", error))
      resolve()
    })
  })

const urlOf = (server: Server, host: string): string => {
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`
}

// Node's own `close` would cut off an answer that was given and not yet sent, and one that a slow
// reader is still fetching: so it comes after the answers, and until then callers hear a 503.
const stop = async ({
  api,
  server,
  underWay,
  patience,
}: {
  readonly api: Pick<HttpApi, "close">
  readonly server: Server
  readonly underWay: ReadonlySet<ServerResponse>
  readonly patience: number
}): Promise<void> => {
  const doorClosed = api.close()
  const sent = [...underWay].map(lastOfItsConnection)
  await within(patience, Promise.all([doorClosed, ...sent]))
  const ended = once(server, "close")
  server.close()
  server.closeAllConnections()
  await ended
}

const lastOfItsConnection = (outgoing: ServerResponse): Promise<void> => {
  if (!outgoing.headersSent) outgoing.setHeader("connection", "close")
  return new Promise((resolve) => outgoing.once("close", () => resolve()))
}

const within = async (millis: number, work: Promise<unknown>): Promise<void> => {
  const late = Promise.withResolvers<void>()
  const timer = setTimeout(late.resolve, millis)
  await Promise.race([work, late.promise])
  clearTimeout(timer)
}

/** What asks a process to stop. */
const stopSignals = ["SIGINT", "SIGTERM"] as const
export type StopSignal = (typeof stopSignals)[number]

/** How long a process may take to end after it was asked to; the promise is 15 s (P19). */
export const stopMillis = 14_000
/**
 * For how long the same wish is not heard as a second one: what a terminal sends to all processes
 * of a command, npm sends on to its own once more.
 */
export const echoMillis = 1_000

/**
 * Waits until the process is asked to stop by SIGINT or SIGTERM, and answers which it was. From
 * then on the host has `millis` (default: 14,000) to close what it opened; a process that has not
 * ended by then ends with exit code 1, and one that is asked again ends at once.
 */
export const untilStop = async (millis = stopMillis): Promise<StopSignal> => {
  const { promise, resolve } = Promise.withResolvers<StopSignal>()
  for (const signal of stopSignals) process.on(signal, resolve)
  const signal = await promise
  setTimeout(() => {
    for (const each of stopSignals) process.off(each, resolve)
  }, echoMillis).unref()
  setTimeout(() => {
    console.error(`upkeep: not stopped within ${millis} ms of ${signal}, ending as by a kill`)
    process.exit(1)
  }, millis).unref()
  return signal
}
