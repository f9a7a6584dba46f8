// The contract: what each operation takes and answers, and who may call it. From it come the checks
// of the server, the OpenAPI document, and the types of the client.
import { Schema } from "effect"
import { routes, type OperationId } from "../routes.ts"
import {
  Clocks,
  FoundMessages,
  Health,
  History,
  Receipt,
  Ticket,
  TicketCounts,
  TicketPage,
  Upload,
} from "./Answers.ts"
import type { ProblemCode } from "./Problems.ts"
import { ExplainClock, Explanation } from "./Explanations.ts"
import { CountTickets, GiveCommand, ListTickets, OpenTicket, SearchMessages } from "./Bodies.ts"

/** Who may call an operation. */
export type Caller = "customer" | "agent" | "robot"

/** One operation. */
export interface Operation {
  readonly summary: string
  readonly description: string
  /** Empty where no actor is asked for. */
  readonly callers: ReadonlyArray<Caller>
  readonly query?: { readonly fields: { readonly [name: string]: Schema.Top } }
  readonly body?: Schema.Top | "file"
  readonly status: number
  readonly answer: Schema.Top | "file" | "document"
  /** Whether it takes an `Idempotency-Key`. */
  readonly repeatable?: true
  /** Whether it takes an `If-Match`. */
  readonly conditional?: true
  /** The codes that it answers beside those of every operation. */
  readonly problems: ReadonlyArray<ProblemCode>
}

const everyone: ReadonlyArray<Caller> = ["customer", "agent", "robot"]
const ours: ReadonlyArray<Caller> = ["agent", "robot"]

const notTheirs = "A ticket of another customer or tenant is answered as one that is not there."

const ofQuery: ReadonlyArray<ProblemCode> = ["unknown-parameter", "duplicate-parameter"]

const writing: ReadonlyArray<ProblemCode> = [
  "idempotency-key-reused",
  "invalid-idempotency-key",
  "request-in-progress",
  "directory-unavailable",
  "attachment-failed",
  "outcome-unknown",
  "storage-full",
]

const conditions: ReadonlyArray<ProblemCode> = [
  "invalid-etag",
  "precondition-required",
  "version-mismatch",
  "ticket-changed",
]

const refusals: ReadonlyArray<ProblemCode> = [
  "actor-not-allowed",
  "already-acknowledged",
  "argument-missing",
  "clock-not-running",
  "due-in-past",
  "effective-before-registration",
  "effective-in-future",
  "nothing-due",
  "question-not-open",
  "same-assignee",
  "same-line",
  "same-priority",
  "same-terms",
  "states-missing",
  "transition-not-allowed",
  "unknown-assignee",
  "unknown-attachment",
  "unknown-line",
  "unknown-notification",
  "unknown-priority",
  "unknown-process",
]

/** Every operation. */
export const contract: { readonly [id in OperationId]: Operation } = {
  openTicket: {
    summary: "Open a ticket",
    description:
      "Registers a request. What a customer opens is always that customer's; whom the desk " +
      "writes to is what the host says of who asks.",
    callers: everyone,
    body: OpenTicket,
    status: 201,
    answer: Receipt,
    repeatable: true,
    problems: ["effective-in-future", "unknown-attachment", "unknown-priority", ...writing],
  },
  listTickets: {
    summary: "List tickets",
    description:
      "A page of the tickets that the actor may see, by registration or as `sort` says. `next` is " +
      "the `cursor` of the next page, good for the same question: a walk through the pages shows " +
      "each ticket that does not move meanwhile once. Customers have no list by due time or agent.",
    callers: everyone,
    query: ListTickets,
    status: 200,
    answer: TicketPage,
    problems: [...ofQuery, "unknown-sort-field", "invalid-cursor"],
  },
  searchMessages: {
    summary: "Search what people wrote",
    description:
      "Messages in which each word of `text` is the beginning of one, the newest first: those of " +
      "the desk too, and so not for customers. Case and width of letters do not count.",
    callers: ours,
    query: SearchMessages,
    status: 200,
    answer: FoundMessages,
    problems: [...ofQuery, "actor-not-allowed", "invalid-cursor", "no-words", "not-supported"],
  },
  countTickets: {
    summary: "Count tickets",
    description: "How many tickets there are of each status, of each agent, or of each customer.",
    callers: ours,
    query: CountTickets,
    status: 200,
    answer: TicketCounts,
    problems: [...ofQuery, "actor-not-allowed", "invalid-input"],
  },
  readTicket: {
    summary: "Read a ticket",
    description: `How a ticket stands, by its id or its number. ${notTheirs}`,
    callers: everyone,
    status: 200,
    answer: Ticket,
    problems: ["ticket-not-found"],
  },
  readHistory: {
    summary: "Read the history of a ticket",
    description: "What happened, in its order; for customers what was said to them and by them.",
    callers: everyone,
    status: 200,
    answer: History,
    problems: ["ticket-not-found"],
  },
  readClocks: {
    summary: "Read the clocks of a ticket",
    description: "How the ticket's service-level clocks stand now.",
    callers: ours,
    status: 200,
    answer: Clocks,
    problems: ["ticket-not-found", "actor-not-allowed"],
  },
  readExplanation: {
    summary: "Explain a clock",
    description:
      "Why a clock stands as it does: every stretch since its start, counted or not, with its " +
      "reason, adding up to the time spent. Of several runs the last, unless `instance` names one.",
    callers: ours,
    query: ExplainClock,
    status: 200,
    answer: Explanation,
    problems: [
      "ticket-not-found",
      "unknown-clock",
      "actor-not-allowed",
      "duplicate-parameter",
      "invalid-input",
    ],
  },
  giveCommand: {
    summary: "Give a command",
    description:
      "Decides a command on a ticket and stores what happened, or says why not and what is " +
      "allowed instead. An agent names the version that the decision was made on by `If-Match`: " +
      `only for \`note\` and \`attach\` it may be left out. ${notTheirs}`,
    callers: everyone,
    body: GiveCommand,
    status: 200,
    answer: Receipt,
    repeatable: true,
    conditional: true,
    problems: ["ticket-not-found", "unknown-command", ...conditions, ...refusals, ...writing],
  },
  keepAttachment: {
    summary: "Upload a file",
    description:
      "Keeps a file, at most 25 MiB, as it is (no form); `Content-Disposition` may name it. The " +
      "`id` that is answered is good in commands of whoever uploaded it. Programs are refused.",
    callers: everyone,
    body: "file",
    status: 201,
    answer: Upload,
    problems: [
      "invalid-file-name",
      "type-not-allowed",
      "empty-file",
      "attachment-failed",
      "storage-full",
    ],
  },
  readAttachment: {
    summary: "Download a file of a ticket",
    description: `A file, by its hash, that an event of the ticket has. ${notTheirs}`,
    callers: everyone,
    status: 200,
    answer: "file",
    problems: ["ticket-not-found", "file-not-found", "attachment-unavailable", "attachment-failed"],
  },
  readOpenApi: {
    summary: "Read this document",
    description: "The OpenAPI document of these operations.",
    callers: everyone,
    status: 200,
    answer: "document",
    problems: [],
  },
  isAlive: {
    summary: "Whether the process answers",
    description: "Passes as long as the process answers at all. Needs no actor.",
    callers: [],
    status: 200,
    answer: Health,
    problems: [],
  },
  isReady: {
    summary: "Whether requests can be served",
    description:
      "Passes where the store answers and nothing is being closed; `warn` where something deserves " +
      "a look before it becomes trouble. Needs no actor.",
    callers: [],
    status: 200,
    answer: Health,
    problems: ["not-ready"],
  },
}

/** The ids of the operations. */
export const operationIds: ReadonlyArray<OperationId> = Object.keys(routes).filter(
  (id): id is OperationId => Object.hasOwn(routes, id),
)
