// A desk in memory behind the door, people who knock, and a clock that the test moves.
import { createDesk, type Desk, type DeskOptions } from "@upkeep/core"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, onTestFinished } from "vitest"
import { createHttpApi, type HttpApiOptions, type HttpPrincipal } from "../src/index.ts"
import type { ProblemDetails } from "../src/api/ProblemDetails.ts"

/** Monday, 16 November 2026, 09:00 in Moscow. */
export const monday = Date.UTC(2026, 10, 16, 6)
export const minuteMillis = 60_000
export const dayMillis = 24 * 60 * minuteMillis

const firma = { kind: "customer", customer: "firma" } as const

/** Who knocks: each by a token of the same name. */
export const people = {
  anna: { tenant: "default", ...firma, id: "anna", requester: { address: "anna@firma.example" } },
  boris: { tenant: "default", kind: "customer", id: "boris", customer: "werk" },
  vera: { tenant: "default", kind: "agent", id: "vera" },
  olga: { tenant: "default", kind: "agent", id: "olga" },
  robot: { tenant: "default", kind: "robot", id: "robot" },
  stranger: { tenant: "elsewhere", kind: "agent", id: "vera" },
} as const satisfies { readonly [name: string]: HttpPrincipal }

/** A name of the table, or nobody. */
export type Who = keyof typeof people | "nobody"

/** The body of a request. */
export type Content = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>

/** What is sent beside who sends it and where. */
export interface Sent {
  readonly json?: unknown
  readonly body?: Content
  readonly headers?: Readonly<Record<string, string>>
}

/** What was answered; `said` is its JSON. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly said: Said
}

/** Whatever of the answers' fields a test looks at. */
export interface Said extends Partial<Omit<ProblemDetails, "status">> {
  readonly ticketId?: string
  readonly number?: string
  readonly version?: number
  readonly status?: string | number
  readonly customer?: string | null
  readonly id?: string
  readonly hash?: string
  readonly name?: string
  readonly mediaType?: string
  readonly bytes?: number
  readonly subject?: string
  readonly follows?: string | null
  readonly tickets?: ReadonlyArray<{ readonly ticketId: string }>
  readonly next?: string | null
  readonly history?: ReadonlyArray<{
    readonly type: string
    readonly text?: string
    readonly effectiveAt: number
    readonly attachments: ReadonlyArray<{ readonly hash: string; readonly name: string }>
  }>
}

/** The actor of a request: the token names one of the people; an odd one is nobody's. */
export const actorOf = (request: Request): HttpPrincipal | undefined => {
  const token = (request.headers.get("authorization") ?? "").replace(/^Bearer /, "")
  return isPerson(token) ? people[token] : undefined
}

const isPerson = (name: string): name is keyof typeof people => Object.hasOwn(people, name)

/** Options of the door and of the desk behind it. */
export interface Opening extends Partial<Omit<HttpApiOptions, "desk">> {
  readonly of?: DeskOptions
}

/** Opens a desk and a door to it; both are closed as the test ends. */
export const open = async ({ of = {}, ...options }: Opening = {}) => {
  const clock = { now: monday }
  const desk = await createDesk({ background: false, now: () => clock.now, ...of })
  onTestFinished(() => desk[Symbol.asyncDispose]())
  const api = createHttpApi({ desk, actor: actorOf, onTrouble: () => undefined, ...options })
  onTestFinished(() => api.close())
  const send = async (who: Who, route: string, sent: Sent = {}): Promise<Answer> =>
    answered(await api.fetch(requestOf(who, route, sent)))
  return { clock, desk, api, send }
}

/** A desk and a door as `open` gives them. */
export type Opened = Awaited<ReturnType<typeof open>>

/** A request: `POST /v1/tickets`. */
export const requestOf = (who: Who, route: string, { json, body, headers }: Sent = {}): Request => {
  const [method = "GET", path = "/"] = route.split(" ")
  const content = json === undefined ? body : JSON.stringify(json)
  const streamed = content instanceof ReadableStream ? { duplex: "half" as const } : {}
  return new Request(`http://desk.local${path}`, {
    method,
    headers: {
      ...(who === "nobody" ? {} : { authorization: `Bearer ${who}` }),
      ...(json === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(content === undefined ? {} : { body: content }),
    ...streamed,
  })
}

/** A response, read to its end. */
export const answered = async (response: Response): Promise<Answer> => {
  const text = await response.text()
  const isJson = (response.headers.get("content-type") ?? "").includes("json")
  const said: Said = isJson && text !== "" ? JSON.parse(text) : {}
  return { status: response.status, headers: response.headers, text, said }
}

/** The status and the code of a refusal in one line: `422 unknown-field`. */
export const verdict = ({ status, said, headers }: Answer): string => {
  const isProblem = headers.get("content-type") === "application/problem+json"
  return isProblem ? `${status} ${codeOf(said)}` : String(status)
}

/** The code of a problem. */
export const codeOf = ({ type = "" }: Said): string =>
  type.replace("https://upkeep.dev/problems/", "")

/** What each field of a refusal broke: `subject: empty`. */
export const broken = ({ said }: Answer): ReadonlyArray<string> =>
  (said.errors ?? []).map(({ path, rule }) => `${path}: ${rule}`)

/** A request to open that has everything it needs. */
export const request = { channel: "email", subject: "Login fails", text: "Since noon." }

/** Opens a ticket; its id, its number and its path. */
export const openTicket = async ({ send }: Opened, who: Who = "anna", more: object = {}) => {
  const { said, status, text } = await send(who, "POST /v1/tickets", {
    json: { ...request, ...more },
  })
  if (status !== 201) throw new Error(`got ${status} ${text}, expected a ticket`)
  const { ticketId = "", number = "", version = 0 } = said
  return { ticketId, number, version, path: `/v1/tickets/${ticketId}` }
}

/** Keeps a file; its id, and its hash. */
export const upload = async (
  { send }: Opened,
  who: Who,
  content: Content,
  headers: Readonly<Record<string, string>> = {},
) => {
  const type = { "content-type": "application/octet-stream" }
  const sent = { body: content, headers: { ...type, ...headers } }
  const { said, status, text } = await send(who, "POST /v1/attachments", sent)
  if (status !== 201) throw new Error(`got ${status} ${text}, expected an upload`)
  return { id: said.id ?? "", hash: said.hash ?? "", name: said.name, mediaType: said.mediaType }
}

/** `Content-Disposition` with any name (RFC 8187). */
export const named = (name: string) => ({
  "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
})

/** Everything that a tenant's tickets are: unchanged where nothing was stored. */
export const dumpOf = async (desk: Desk): Promise<string> => {
  const tickets = await desk.list({ limit: 1_000 })
  return JSON.stringify(await Promise.all(tickets.map(({ ticketId }) => desk.show(ticketId))))
}

/** Does it, and holds it to have stored nothing. */
export const unchangedIn = async (
  { desk }: Opened,
  work: () => Promise<Answer>,
): Promise<Answer> => {
  const before = await dumpOf(desk)
  const answer = await work()
  expect(await dumpOf(desk), "what is stored").toBe(before)
  return answer
}

/** The door on a port of this machine, until the test ends. */
export const listening = async ({ api }: Pick<Opened, "api">) => {
  const server = createServer(api.node)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = addressOf(server.address())
  return { port, baseUrl: `http://127.0.0.1:${port}`, server }
}

/** The address of a server that listens on a port. */
export const addressOf = (address: AddressInfo | string | null): AddressInfo => {
  if (address === null || typeof address === "string") throw new Error("not listening on a port")
  return address
}
