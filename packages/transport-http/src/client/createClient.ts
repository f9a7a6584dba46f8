// Calls by name: each operation is a function, its input and its answer are those of the contract.
import type { Receipt } from "@upkeep/core"
import type {
  Clocks,
  FoundMessages,
  Health,
  History,
  Ticket,
  TicketCounts,
  TicketPage,
  Upload,
} from "../api/Answers.ts"
import type { ExplainClock, Explanation } from "../api/Explanations.ts"
import type {
  CountTickets,
  GiveCommand,
  ListTickets,
  OpenTicket,
  SearchMessages,
} from "../api/Bodies.ts"
import type { OperationId } from "../routes.ts"
import type { ClientOptions, FileToUpload } from "./ClientOptions.ts"
import { send, type Sending } from "./send.ts"

/** What a call can be told. */
export interface ClientCall {
  readonly signal?: AbortSignal
}

/** What a call that writes can be told. */
export interface WritingCall extends ClientCall {
  /** Makes a repeat harmless; made anew for each call where absent, and kept for its retries. */
  readonly idempotencyKey?: string
}

/** A desk behind HTTP. Every call rejects with `ProblemError` where the desk refuses. */
export interface Client {
  readonly openTicket: (request: OpenTicket, call?: WritingCall) => Promise<Receipt>
  /** `version` is that of the ticket which the decision was made on: agents have to say it. */
  readonly giveCommand: (
    ticket: string,
    command: GiveCommand,
    call?: WritingCall & { readonly version?: number },
  ) => Promise<Receipt>
  readonly listTickets: (query?: ListTickets, call?: ClientCall) => Promise<TicketPage>
  readonly searchMessages: (query: SearchMessages, call?: ClientCall) => Promise<FoundMessages>
  readonly countTickets: (query: CountTickets, call?: ClientCall) => Promise<TicketCounts>
  readonly readTicket: (ticket: string, call?: ClientCall) => Promise<Ticket>
  readonly readHistory: (ticket: string, call?: ClientCall) => Promise<History>
  readonly readClocks: (ticket: string, call?: ClientCall) => Promise<Clocks>
  /** Why a clock stands as it does; in words too, where `language` is asked for. */
  readonly readExplanation: (
    ticket: string,
    clock: string,
    query?: ExplainClock,
    call?: ClientCall,
  ) => Promise<Explanation>
  /** Name the upload's `id` in the `attachments` of a command. */
  readonly keepAttachment: (file: FileToUpload, call?: ClientCall) => Promise<Upload>
  /** The file, as a stream: `response.body`. */
  readonly readAttachment: (ticket: string, hash: string, call?: ClientCall) => Promise<Response>
  readonly readOpenApi: (call?: ClientCall) => Promise<{ readonly [name: string]: unknown }>
  readonly isAlive: (call?: ClientCall) => Promise<Health>
  readonly isReady: (call?: ClientCall) => Promise<Health>
}

/**
 * Makes a client. A call that broke off is sent again with its key, so it takes effect once.
 *
 * @example
 * import { createDesk } from "@upkeep/core"
 * import { createHttpApi } from "@upkeep/transport-http"
 *
 * await using desk = await createDesk()
 * const actor = () => ({ tenant: desk.tenant, kind: "agent", id: "olga" }) as const
 * await using api = createHttpApi({ desk, actor })
 * const client = createClient({ baseUrl: "http://desk.local", fetch: api.fetch })
 * const request = { channel: "phone", subject: "Login fails", text: "Since noon." }
 * const { number, version } = await client.openTicket(request)
 * await client.giveCommand(number, { type: "assign", assignee: "olga" }, { version })
 * const { status } = await client.readTicket(number)
 * status // => "open.diagnosing.ours"
 */
export const createClient = (options: ClientOptions): Client => {
  const value = async <A>(operation: OperationId, sending: Sending): Promise<A> => {
    const answer: A = JSON.parse(await (await send(options, operation, sending)).text())
    return answer
  }
  return {
    openTicket: (body, call) => value("openTicket", { ...call, ...written(call), json: body }),
    giveCommand: (ticket, body, call) =>
      value("giveCommand", { ...call, ...written(call), params: { ticket }, json: body }),
    listTickets: (query, call) => value("listTickets", { ...call, query: { ...query } }),
    searchMessages: (query, call) => value("searchMessages", { ...call, query: { ...query } }),
    countTickets: (query, call) => value("countTickets", { ...call, query: { ...query } }),
    readTicket: (ticket, call) => value("readTicket", { ...call, params: { ticket } }),
    readHistory: (ticket, call) => value("readHistory", { ...call, params: { ticket } }),
    readClocks: (ticket, call) => value("readClocks", { ...call, params: { ticket } }),
    readExplanation: (ticket, clock, query, call) =>
      value("readExplanation", { ...call, params: { ticket, clock }, query: { ...query } }),
    keepAttachment: (file, call) => value("keepAttachment", { ...call, file }),
    readAttachment: (ticket, hash, call) =>
      send(options, "readAttachment", { ...call, params: { ticket, hash } }),
    readOpenApi: (call) => value("readOpenApi", { ...call }),
    isAlive: (call) => value("isAlive", { ...call }),
    isReady: (call) => value("isReady", { ...call }),
  }
}

const written = (call: WritingCall | undefined) => ({
  idempotencyKey: call?.idempotencyKey ?? crypto.randomUUID(),
})
