// The way of a request: a place, an actor, room for it, then the operation; whatever is thrown on
// the way is answered as a problem.
import { randomUUID } from "node:crypto"
import type { IncomingMessage } from "node:http"
import { contract } from "../api/Contract.ts"
import { type JsonObject, openApi } from "../api/OpenApi.ts"
import type { Settings } from "../options.ts"
import type { OperationId } from "../routes.ts"
import { finished, json, problemResponse } from "./Answer.ts"
import { type Call, type Handler, useOf } from "./Call.ts"
import { readClocks, readExplanation } from "./clocks.ts"
import { giveCommand, openTicket } from "./commands.ts"
import { readAttachment } from "./downloads.ts"
import { countTickets, searchMessages } from "./find.ts"
import { knownBy, rateLimit } from "./gate.ts"
import { isAlive, readiness } from "./health.ts"
import { HttpProblem } from "./HttpProblem.ts"
import { type Place, placeOf } from "./place.ts"
import { problemOf } from "./problemOf.ts"
import { checkQuery } from "./query.ts"
import { listTickets, readHistory, readTicket } from "./tickets.ts"
import { keepAttachment } from "./uploads.ts"
import * as UnderWay from "./UnderWay.ts"

/** A request as it came in. */
export interface Arrival {
  readonly request: Request
  /** What is asked to be done; no method of `request` where that can have none such (TRACE). */
  readonly method: string
  /** Its path, still encoded and not tidied by anybody. */
  readonly path: string
  readonly incoming: IncomingMessage | undefined
  /** Why nothing can be made of it, whatever it asks. */
  readonly refusal?: HttpProblem
}

/** A door that is open. */
export interface Served {
  readonly answer: (arrival: Arrival) => Promise<Response>
  /** Takes nothing more and waits for what is under way, within `closeMillis`. */
  readonly close: () => Promise<void>
}

/** Opens a door. */
export const serve = (settings: Settings): Served => {
  const { limits, desk } = settings
  const isReady = readiness(desk)
  const handlers = handlersOf(settings)
  const limit = rateLimit(limits)
  const work = new Set<Promise<Response>>()
  let closing = false

  const operate = async (
    { request, incoming }: Arrival,
    { operation, params }: Place,
    requestId: string,
  ): Promise<Response> => {
    if (operation === "isAlive") return isAlive()
    if (operation === "isReady") return isReady(closing)
    const known = await knownBy(settings, request, incoming)
    await limit(known)
    const query = new URL(request.url).searchParams
    checkQuery(operation, query)
    const use = await useOf(settings, { ...known, operation })
    const told: Call["tell"] = (code, error) => tell(settings, { requestId, code, error })
    return handlers[operation]({ request, settings, params, query, ...known, use, tell: told })
  }

  const begin = async (arrival: Arrival, requestId: string): Promise<Response> => {
    if (arrival.refusal !== undefined) throw arrival.refusal
    const place = placeOf(arrival.method, withoutBase(arrival.path, settings.basePath))
    const isHealth = contract[place.operation].callers.length === 0
    if (!isHealth && closing) throw overloaded("the door is being closed")
    if (!isHealth && work.size >= limits.requestsAtOnce) throw overloaded("too many requests")
    return operate(arrival, place, requestId)
  }

  const answer = async (arrival: Arrival): Promise<Response> => {
    const { headers, method } = arrival.request
    const requestId = requestIdOf(headers)
    const begun = begin(arrival, requestId).catch((error: unknown) => {
      const problem = problemOf(error)
      if (problem.status >= 500 || problem.code === "host-contract")
        tell(settings, { requestId, code: problem.code, error: problem.cause ?? error })
      return problemResponse(problem, requestId)
    })
    work.add(begun)
    return finished(await begun.finally(() => work.delete(begun)), method, requestId)
  }

  const close = async (): Promise<void> => {
    closing = true
    const late = AbortSignal.timeout(limits.closeMillis)
    const passed = new Promise<void>((resolve) => late.addEventListener("abort", () => resolve()))
    await Promise.race([Promise.allSettled(work), passed])
  }

  return { answer, close }
}

const handlersOf = (settings: Settings): { readonly [id in Acted]: Handler } => {
  const underWay = UnderWay.make()
  // Made when it is first asked for, since most doors never are.
  let document: JsonObject | undefined
  return {
    openTicket: openTicket(underWay),
    giveCommand: giveCommand(underWay),
    listTickets,
    searchMessages,
    countTickets,
    readTicket,
    readHistory,
    readClocks,
    readExplanation,
    keepAttachment,
    readAttachment,
    readOpenApi: async () => json((document ??= openApi(settings.basePath))),
  }
}

type Acted = Exclude<OperationId, "isAlive" | "isReady">

// An observer that fails changes no answer (I23).
const tell = ({ onTrouble }: Settings, trouble: Parameters<Settings["onTrouble"]>[0]): void => {
  try {
    onTrouble(trouble)
  } catch (error) {
    console.error("upkeep: onTrouble failed:", error)
  }
}

const withoutBase = (path: string, basePath: string): string => {
  if (basePath === "") return path
  if (path.startsWith(`${basePath}/`)) return path.slice(basePath.length)
  throw new HttpProblem("not-found", { detail: "got a path that leads nowhere" })
}

const overloaded = (got: string) =>
  new HttpProblem("overloaded", {
    detail: `got ${got}, expected fewer at once; send it again`,
    headers: { "retry-after": "1", connection: "close" },
  })

// A caller's own id is taken where it can be shown anywhere (H57).
const requestIdOf = (headers: Headers): string => {
  const given = headers.get("x-request-id") ?? ""
  return /^[\w.-]{1,64}$/.test(given) ? given : randomUUID()
}
