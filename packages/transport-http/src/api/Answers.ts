// What the desk answers. A customer's answers lack what is the desk's own.
import { Schema } from "effect"

const Millis = Schema.Int.annotate({ description: "epoch milliseconds" })
const OrNull = <S extends Schema.Top>(schema: S) => Schema.NullOr(schema)
const Facts = Schema.Record(Schema.String, Schema.Unknown)

/** What an accepted command did. */
export const Receipt = Schema.Struct({
  commandId: Schema.String,
  ticketId: Schema.String,
  number: Schema.String,
  version: Schema.Int,
  status: Schema.String,
  events: Schema.Array(Schema.String),
}).annotate({ identifier: "Receipt" })

const summary = {
  ticketId: Schema.String,
  number: Schema.String,
  version: Schema.Int,
  /** Empty where it was forgotten. */
  subject: Schema.String,
  status: Schema.String,
  /** The label of the status in each language of the ticket's process. */
  labels: Schema.Record(Schema.String, Schema.String),
  customer: OrNull(Schema.String),
  updatedAt: Millis,
  assignee: Schema.optionalKey(OrNull(Schema.String)),
  dueAt: Schema.optionalKey(OrNull(Millis)),
}

/** A ticket of a list. `assignee` and `dueAt` are absent for customers. */
export const TicketSummary = Schema.Struct(summary).annotate({ identifier: "TicketSummary" })

/** A page of tickets; `next` is the `cursor` of the next one, null on the last. */
export const TicketPage = Schema.Struct({
  tickets: Schema.Array(TicketSummary),
  next: OrNull(Schema.String),
}).annotate({ identifier: "TicketPage" })
export type TicketPage = typeof TicketPage.Type

/** Messages in which every word was found, the newest first; `next` as that of a list. */
export const FoundMessages = Schema.Struct({
  hits: Schema.Array(
    Schema.Struct({
      ticket: TicketSummary,
      /** The number of its event in the ticket's history. */
      eventNumber: Schema.Int,
    }),
  ),
  next: OrNull(Schema.String),
}).annotate({ identifier: "FoundMessages" })
export type FoundMessages = typeof FoundMessages.Type

/** How many tickets there are of each value, the most first; null: of nobody. */
export const TicketCounts = Schema.Struct({
  counts: Schema.Array(Schema.Struct({ value: OrNull(Schema.String), count: Schema.Int })),
}).annotate({ identifier: "TicketCounts" })
export type TicketCounts = typeof TicketCounts.Type

const Delivery = Schema.Struct({
  id: Schema.String,
  eventNumber: Schema.Int,
  channel: Schema.String,
  notice: Schema.String,
  status: Schema.Literals(["pending", "delivered", "parked"]),
  attempts: Schema.Int,
  nextAttemptAt: Millis,
  reason: Schema.String,
})

const Labels = Schema.Record(Schema.String, Schema.String)

const Option = Schema.Struct({ id: Schema.String, text: Schema.String })

const Owner = Schema.Literals(["vendor", "customer", "thirdParty"])

/** What somebody owes; its id is that of the event that made it. */
const Obligation = Schema.Struct({
  id: Schema.Int,
  owner: Owner,
  kind: Schema.Literals([
    "question",
    "choice",
    "recommendation",
    "undertaking",
    "message",
    "report",
  ]),
  dueAt: Schema.optionalKey(Millis),
  text: Schema.optionalKey(Schema.String),
  options: Schema.optionalKey(Schema.Array(Option)),
}).annotate({ identifier: "Obligation" })

/** A step of the process's own that can be taken now, by one of its moves. */
const Step = Schema.Struct({
  id: Schema.String,
  labels: Labels,
  owner: Owner,
  moves: Schema.Array(Schema.Struct({ id: Schema.String, labels: Labels })),
}).annotate({ identifier: "Step" })

const Link = Schema.Struct({ ticket: Schema.String, as: Schema.String })

/**
 * A ticket without its history. What comes after `steps` is absent for customers, who see their own
 * obligations and steps alone.
 */
export const Ticket = Schema.Struct({
  ...summary,
  requester: Schema.Struct({
    address: Schema.optionalKey(Schema.String),
    name: Schema.optionalKey(Schema.String),
    language: Schema.optionalKey(Schema.String),
  }),
  requestType: Schema.String,
  priority: OrNull(Schema.String),
  channel: Schema.String,
  /** The commands that this actor may give now. */
  allowed: Schema.Array(Schema.String),
  timeZone: Schema.String,
  follows: OrNull(Schema.String),
  /** The fields of the process's own, by id. */
  fields: Facts,
  /** The fields that are wished for and lacking. */
  missing: Schema.Array(Schema.String),
  /** When it may be expected. */
  promisedAt: OrNull(Millis),
  /** Of a closed ticket: until when it may be reopened. */
  reopenUntil: OrNull(Millis),
  obligations: Schema.Array(Obligation),
  steps: Schema.Array(Step),
  environment: Schema.optionalKey(OrNull(Schema.String)),
  period: Schema.optionalKey(OrNull(Schema.Struct({ from: Millis, to: Millis }))),
  impact: Schema.optionalKey(OrNull(Schema.String)),
  urgency: Schema.optionalKey(OrNull(Schema.String)),
  /** The release that it waits for. */
  awaited: Schema.optionalKey(
    OrNull(Schema.Struct({ component: Schema.String, version: OrNull(Schema.String) })),
  ),
  reopened: Schema.optionalKey(Schema.Int),
  mergedInto: Schema.optionalKey(OrNull(Schema.String)),
  absorbed: Schema.optionalKey(Schema.Array(Schema.String)),
  links: Schema.optionalKey(Schema.Array(Link)),
  snoozedUntil: Schema.optionalKey(OrNull(Millis)),
  watchers: Schema.optionalKey(Schema.Array(Schema.String)),
  workMinutes: Schema.optionalKey(Schema.Int),
  changes: Schema.optionalKey(Schema.Array(Schema.String)),
  process: Schema.optionalKey(Schema.String),
  /** The process whose policy and calendars the clocks follow; `process` unless others apply. */
  terms: Schema.optionalKey(Schema.String),
  line: Schema.optionalKey(Schema.String),
  cause: Schema.optionalKey(OrNull(Schema.String)),
  module: Schema.optionalKey(OrNull(Schema.String)),
  contract: Schema.optionalKey(OrNull(Schema.String)),
  deliveries: Schema.optionalKey(Schema.Array(Delivery)),
  messageIds: Schema.optionalKey(Schema.Array(Schema.String)),
  /** What is wrong with its row; such a ticket is told from its journal, and takes no command. */
  damage: Schema.optionalKey(Schema.String),
}).annotate({ identifier: "Ticket" })
export type Ticket = typeof Ticket.Type

const File = Schema.Struct({
  hash: Schema.String,
  bytes: Schema.Int,
  mediaType: Schema.String,
  name: Schema.String,
})

const Entry = Schema.Struct({
  number: Schema.Int,
  type: Schema.String,
  at: Millis,
  effectiveAt: Millis,
  actor: Schema.Struct({
    kind: Schema.Literals(["customer", "agent", "robot"]),
    id: Schema.optionalKey(Schema.String),
  }),
  status: Schema.String,
  subject: Schema.optionalKey(Schema.String),
  text: Schema.optionalKey(Schema.String),
  /** The questions of a list, in the order of the events that ask them. */
  questions: Schema.optionalKey(Schema.Array(Schema.String)),
  options: Schema.optionalKey(Schema.Array(Option)),
  /** What was written, and the files that came with it, were forgotten. */
  forgotten: Schema.optionalKey(Schema.Literal(true)),
  attachments: Schema.Array(File),
  facts: Schema.optionalKey(Facts),
}).annotate({ identifier: "HistoryEntry" })

/** What happened to a ticket, in its order. `facts` are absent for customers. */
export const History = Schema.Struct({ history: Schema.Array(Entry) }).annotate({
  identifier: "History",
})
export type History = typeof History.Type

const Clock = Schema.Struct({
  id: Schema.String,
  instance: Schema.Int,
  status: Schema.Literals(["running", "paused", "met", "breached", "elapsed", "cancelled"]),
  startedAt: Millis,
  /** How long it may run: `{ "workingMinutes": 480 }`. */
  target: Schema.Record(Schema.String, Schema.Int),
  /** The process by whose policy and calendar it runs. */
  terms: Schema.String,
  calendar: Schema.String,
  dueAt: OrNull(Millis),
  spentMillis: Schema.Int,
  endedAt: OrNull(Millis),
}).annotate({ identifier: "Clock" })

/** How a ticket's clocks stand now. */
export const Clocks = Schema.Struct({ clocks: Schema.Array(Clock) }).annotate({
  identifier: "Clocks",
})
export type Clocks = typeof Clocks.Type

/** A file that was kept: commands name it by its id. */
export const Upload = Schema.Struct({
  id: Schema.String,
  ...File.fields,
}).annotate({ identifier: "Upload" })
export type Upload = typeof Upload.Type

/** How the service is: `warn` serves, and says of what somebody should know. */
export const Health = Schema.Struct({
  status: Schema.Literals(["pass", "warn", "fail"]),
  warnings: Schema.optionalKey(
    Schema.Array(Schema.Struct({ code: Schema.String, detail: Schema.String })),
  ),
}).annotate({ identifier: "Health" })
export type Health = typeof Health.Type
