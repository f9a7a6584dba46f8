// The product as a server: signing in, the pages of whoever is signed in, the desk's door.
import {
  CommandIdReused,
  CommandRejected,
  InvalidInput,
  TicketNotFound,
  VersionMismatch,
} from "@upkeep/core"
import { listen } from "@upkeep/transport-http"
import type { IncomingMessage, ServerResponse } from "node:http"
import { type Answer, Failure, formIn, send, sentTo, shown } from "./exchange.ts"
import { NotReportable } from "./orders.ts"
import { failurePage, loginPage } from "./pages.ts"
import { routes } from "./routes.ts"
import { openSession, type Session, sessionIn } from "./sessions.ts"
import type { Shop } from "./shop.ts"
import { doorPath, openDoor } from "./support.ts"
import { userBy } from "./users.ts"
import type { FailureCode } from "./words.ts"

/** A server that listens. */
export interface Server extends AsyncDisposable {
  /** `http://127.0.0.1:8080` */
  readonly origin: string
}

/**
 * Starts the server; port 0 takes a free one. Closing it finishes what is under way, within a
 * bounded time; the shop stays open.
 */
export const serve = async (shop: Shop, port: number): Promise<Server> => {
  const door = openDoor(shop)
  const node = (request: IncomingMessage, response: ServerResponse) => {
    if (pathOf(request).startsWith(`${doorPath}/`)) door.node(request, response)
    else void answerPage(shop, request, response)
  }
  const { url, close } = await listen({ node, close: door.close }, { port })
  return { origin: url, [Symbol.asyncDispose]: close }
}

const answerPage = async (
  shop: Shop,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  let session: Session | undefined
  try {
    session = sessionIn(shop.db, cookiesOf(request))
    send(response, await answerOf(shop, request, session))
  } catch (error) {
    const code = codeOf(error) ?? troubleOf(request)
    if (statusOf[code] === 500) console.error("parcel:", error)
    send(response, shown(failurePage(code, session), statusOf[code]))
  }
}

const answerOf = async (
  shop: Shop,
  request: IncomingMessage,
  session: Session | undefined,
): Promise<Answer> => {
  const path = pathOf(request)
  const method = methodOf(request)
  if (method === "POST" && isForeign(request)) throw new Failure("foreign")
  if (path === "/login") return method === "POST" ? login(shop, request) : shown(loginPage())
  if (session === undefined) return sentTo("/login")
  const route = routes.find((each) => each.method === method && each.path.test(path))
  if (route === undefined) throw new Failure("not-found")
  const form = route.method === "POST" ? await formIn(request) : new URLSearchParams()
  if (route.method === "POST" && form.get("form") !== session.formToken)
    throw new Failure("foreign")
  const named = decoded(route.path.exec(path)?.[1] ?? "")
  const query = new URLSearchParams(request.url?.split("?")[1])
  return route.answer({ shop, session, cookies: cookiesOf(request), named, query, form })
}

// Nobody has a session here yet, so there is no token: only the browser says whose form this is.
const login = async (shop: Shop, request: IncomingMessage): Promise<Answer> => {
  const form = await formIn(request)
  const user = await userBy(shop.db, form.get("mail") ?? "", form.get("password") ?? "")
  if (user === undefined) return shown(loginPage(true), 401)
  return sentTo("/", { "set-cookie": openSession(shop.db, user.id) })
}

// What a browser says of the page that sent a request; `none` is the person, by a reload for one.
const isForeign = ({ headers }: IncomingMessage): boolean =>
  !["same-origin", "none", undefined].includes(headers["sec-fetch-site"]?.toString())

// A HEAD is a GET, whose page Node does not send.
const methodOf = ({ method }: IncomingMessage) => (method === "HEAD" ? "GET" : method)

const pathOf = ({ url = "/" }: IncomingMessage): string => url.split("?")[0] ?? "/"

const cookiesOf = ({ headers }: IncomingMessage): string => headers.cookie ?? ""

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new Failure("not-found")
  }
}

const codeOf = (error: unknown): FailureCode | undefined => {
  if (error instanceof Failure) return error.code
  if (error instanceof TicketNotFound) return "not-found"
  if (error instanceof InvalidInput) return "bad-form"
  const isRefusal =
    error instanceof NotReportable ||
    error instanceof CommandRejected ||
    error instanceof CommandIdReused ||
    error instanceof VersionMismatch
  return isRefusal ? "refused" : undefined
}

// A commit that failed may be stored nevertheless (P11): nobody is told that nothing was changed.
// Sending the form again tells, since its `once` counts once.
const troubleOf = (request: IncomingMessage): FailureCode =>
  methodOf(request) === "POST" ? "trouble-with-form" : "trouble"

const statusOf: { readonly [code in FailureCode]: number } = {
  "bad-form": 422,
  foreign: 403,
  "not-found": 404,
  refused: 409,
  "too-large": 413,
  trouble: 500,
  "trouble-with-form": 500,
}
