// The door on `node:http`: Node's requests and answers as those of the web, and back.
import { createRequest, sendResponse } from "@remix-run/node-fetch-server"
import { once } from "node:events"
import type { IncomingMessage, ServerResponse } from "node:http"
import { setTimeout } from "node:timers/promises"
import { HttpProblem } from "./HttpProblem.ts"
import type { Arrival, Served } from "./Serving.ts"

/**
 * How long a sender whose body is refused is listened to after the answer, in milliseconds. A
 * connection that is closed while the other side still writes takes the answer with it (RFC 9112,
 * 9.6).
 */
export const lingerMillis = 2_000

/** A handler for servers of `node:http`; never throws. */
export const make =
  ({ answer }: Served, basePath: string) =>
  (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const handle = async () => {
      const arrival = arrivalOf(incoming, outgoing, basePath)
      await give(await answer(arrival), arrival.request, incoming, outgoing)
    }
    // The caller has gone away, or the answer broke off: there is nobody to be told.
    handle().catch(() => outgoing.destroy())
  }

const arrivalOf = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  basePath: string,
): Arrival => {
  const { method = "GET", readableDidRead } = incoming
  const target = targetOf(urlOf(incoming, basePath))
  const [path = "/"] = target.url.split("?")
  const known = { method, path, incoming }
  try {
    const request = requestOf(incoming, outgoing, target)
    return { ...known, request, ...(readableDidRead ? { refusal: alreadyRead } : {}) }
  } catch {
    const request = new Request("http://host.invalid", {
      method: method === "HEAD" ? "HEAD" : "GET",
    })
    // A method that no Request can have lies at no path, which is told as of any other such method.
    return { ...known, request, ...(isForeign(method) ? {} : { refusal: invalidHost }) }
  }
}

/** The methods that no Request can have (Fetch, 2.2.1). */
const isForeign = (method: string): boolean => /^(CONNECT|TRACE|TRACK)$/i.test(method)

interface Target {
  readonly url: string
  readonly host?: string
}

// The whole address instead of a path: it is served as its path, and its host is the one that
// counts (RFC 9112, 3.2.2).
const targetOf = (url: string): Target => {
  const [whole, host = "", rest = ""] = /^https?:\/\/([^/?#]+)(.*)$/i.exec(url) ?? []
  if (whole === undefined) return { url }
  return { url: rest.startsWith("/") ? rest : `/${rest}`, host }
}

// For the time of the making Node's request has the url that the caller has sent: what a host's
// router took off belongs to what the actor is shown.
const requestOf = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { url, ...host }: Target,
): Request => {
  const { url: mounted } = incoming
  incoming.url = url
  try {
    return createRequest(incoming, outgoing, host)
  } finally {
    if (mounted !== undefined) incoming.url = mounted
  }
}

// Express and Connect take the path off under which they mount; what it was they keep beside it.
const urlOf = (incoming: IncomingMessage, basePath: string): string => {
  const isMounted = basePath !== "" && "originalUrl" in incoming
  const url = isMounted ? incoming.originalUrl : incoming.url
  return typeof url === "string" ? url : "/"
}

const give = async (
  response: Response,
  request: Request,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> => {
  const isLast = response.headers.get("connection") === "close" && !incoming.complete
  letGo(request, incoming)
  // A caller who has left closes nothing any more: a file would stay open for each of them.
  if (outgoing.destroyed) return response.body?.cancel()
  await (isLast ? giveLast(response, incoming, outgoing) : sendResponse(outgoing, response))
}

// What of a body nobody has read goes by unread, as Node itself does it: the next request on the
// connection stands behind it.
const letGo = ({ body }: Request, incoming: IncomingMessage): void => {
  if (body?.locked === false) void body.cancel().catch(() => undefined)
  incoming.resume()
}

const giveLast = async (
  response: Response,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> => {
  const body = Buffer.from(await response.arrayBuffer())
  const headers = { ...Object.fromEntries(response.headers), "content-length": body.length }
  outgoing.writeHead(response.status, headers)
  outgoing.write(body)
  const waiting = new AbortController()
  const { signal } = waiting
  await Promise.race([
    once(incoming, "close", { signal }),
    once(incoming, "end", { signal }),
    setTimeout(lingerMillis, undefined, { signal }),
  ]).finally(() => waiting.abort())
  outgoing.end()
}

const invalidHost = new HttpProblem("invalid-host", {
  detail: "got a Host that makes no address, expected one",
  headers: { connection: "close" },
})

/** 500: the host came first. */
export const alreadyRead = new HttpProblem("body-already-read", {
  detail: "got a request whose body was read before, expected the door before any body parser",
})
