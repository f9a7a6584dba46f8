// The door: a desk behind HTTP, for web servers and for Node.
import type { IncomingMessage, ServerResponse } from "node:http"
import { type HttpApiOptions, settingsOf } from "./options.ts"
import * as NodeHandler from "./serve/NodeHandler.ts"
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
  const settings = settingsOf(options)
  const served = serve(settings)
  return {
    fetch: (request) => served.answer(arrivalOf(request)),
    node: NodeHandler.make(served, settings.basePath),
    close: served.close,
    [Symbol.asyncDispose]: served.close,
  }
}

const arrivalOf = (request: Request): Arrival => {
  const { method, url, bodyUsed, body } = request
  const { pathname: path } = new URL(url)
  const isRead = bodyUsed || body?.locked === true
  const refusal = isRead ? { refusal: NodeHandler.alreadyRead } : {}
  return { request, method, path, incoming: undefined, ...refusal }
}
