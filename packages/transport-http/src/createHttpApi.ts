// The door: a desk behind HTTP, for web servers and for Node.
import { createRequest, sendResponse } from "@remix-run/node-fetch-server"
import type { IncomingMessage, ServerResponse } from "node:http"
import { type HttpApiOptions, settingsOf } from "./options.ts"
import { problemResponse } from "./serve/Answer.ts"
import { HttpProblem } from "./serve/HttpProblem.ts"
import { type Arrival, serve } from "./serve/Serving.ts"

/** A desk behind HTTP. */
export interface HttpApi extends AsyncDisposable {
  /** Answers a request: for Hono, Next, Deno and whatever else speaks `fetch`. Never rejects. */
  readonly fetch: (request: Request) => Promise<Response>
  /** Answers a request of `node:http`: for plain Node, Express, Connect. Never throws. */
  readonly node: (incoming: IncomingMessage, outgoing: ServerResponse) => void
  /** Takes nothing more, and waits for what is under way. The desk stays open: it is the host's. */
  readonly close: () => Promise<void>
}

/**
 * Opens a door to a desk. The host says who asks: a request of nobody is refused.
 *
 * Options with mistakes are thrown as `InvalidInput`, all of them at once.
 *
 * @example
 * import { createDesk } from "@upkeep/core"
 *
 * await using desk = await createDesk()
 * const actor = () => ({ tenant: desk.tenant, kind: "agent", id: "olga" }) as const
 * await using api = createHttpApi({ desk, actor })
 * const response = await api.fetch(new Request("http://localhost/v1/tickets"))
 * response.status // => 200
 * await response.json() // => { tickets: [], next: null }
 */
export const createHttpApi = (options: HttpApiOptions): HttpApi => {
  const { answer, close } = serve(settingsOf(options))
  return {
    fetch: (request) =>
      answer({ request, path: new URL(request.url).pathname, incoming: undefined }),
    node: (incoming, outgoing) => void answerNode(answer, incoming, outgoing),
    close,
    [Symbol.asyncDispose]: close,
  }
}

const answerNode = async (
  answer: (arrival: Arrival) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> => {
  try {
    await sendResponse(outgoing, await answerOf(answer, incoming, outgoing))
  } catch {
    // The caller has gone away, or the answer broke off: there is nobody to be told.
    outgoing.destroy()
  }
}

const answerOf = async (
  answer: (arrival: Arrival) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<Response> => {
  if (incoming.readableDidRead) return problemResponse(alreadyRead, "")
  const [path = "/"] = (incoming.url ?? "/").split("?")
  const request = requestOf(incoming, outgoing)
  if (request === undefined) return problemResponse(nowhere, "")
  const response = await answer({ request, path, incoming })
  letGo(request, incoming)
  return response
}

// What of a body nobody has read goes by unread, as Node itself does it: the next request on the
// connection stands behind it.
const letGo = ({ body }: Request, incoming: IncomingMessage): void => {
  if (body?.locked === false) void body.cancel().catch(() => undefined)
  incoming.resume()
}

// A Host that cannot be one makes no address.
const requestOf = (incoming: IncomingMessage, outgoing: ServerResponse): Request | undefined => {
  try {
    return createRequest(incoming, outgoing)
  } catch {
    return undefined
  }
}

const nowhere = new HttpProblem("not-found", {
  detail: "got a Host or a path that makes no address, expected one",
  headers: { connection: "close" },
})

const alreadyRead = new HttpProblem("body-already-read", {
  detail: "got a request whose body was read before, expected the door before any body parser",
})
