// What can be asked of a desk, each with all of its fields: a door, and an input that it takes.
import type { Desk } from "@upkeep/core"

/** A door, and an input that it takes. */
export interface Asked {
  readonly name: string
  readonly input: object
  /** Whether it answers by nothing where it is asked for what cannot be there. */
  readonly isLookup?: true
  /** Hands an input to the door, as a host without types does; `ticketId` is that of a request. */
  readonly ask: (desk: Desk, input: unknown, ticketId: string) => Promise<unknown>
}

const at = Date.UTC(2026, 2, 2, 8)
const file = { hash: "a".repeat(64), bytes: 1, mediaType: "text/plain", name: "a.txt" }
const requester = { address: "anna@example.com", name: "Anna", language: "en" }
const text = "As it is written."

/** Every command, with every field that it may have. */
const commands: ReadonlyArray<object> = [
  {
    type: "register",
    requestType: "incident",
    channel: "email",
    subject: "Login fails",
    text,
    requester,
    priority: "normal",
    impact: "all",
    urgency: "now",
    customer: "acme",
    environment: "production",
    period: { from: at - 5, to: at },
    fields: { text: "a", number: 1, period: { from: 1, to: 2 }, file: { file: 0 } },
    attachments: [file],
    messageId: "1@example.com",
    follows: "T-1",
    splitFrom: "T-1",
  },
  { type: "assign", assignee: "boris", text },
  {
    type: "requestInformation",
    of: "customer",
    questions: ["When?"],
    dueAt: at,
    text,
    attachments: [file],
  },
  { type: "receiveMessage", from: "customer", answers: [3], messageId: "2@example.com", text },
  { type: "inform", text },
  { type: "diagnose", cause: "productFault", module: "login", text },
  { type: "escalate", line: "second", text },
  { type: "offerOptions", options: [{ id: "a", text: "Wait" }], dueAt: at, text },
  { type: "chooseOption", option: "a", text },
  { type: "recommend", dueAt: at, text },
  { type: "undertake", dueAt: at, text },
  { type: "settle", obligation: 1, outcome: "done", text },
  { type: "promiseDate", promisedAt: at, text },
  { type: "giveWorkaround", text },
  { type: "startFix", text },
  { type: "awaitRelease", component: "login", version: "1.2.3", promisedAt: at, text },
  { type: "shipRelease", component: "login", version: "1.2.3", includes: ["1.2.2"], text },
  { type: "take", step: "approve", move: "yes", fields: { note: "a" }, text },
  { type: "setPriority", priority: "normal", impact: "all", urgency: "now", text },
  { type: "setDeadline", clock: "response", dueAt: at, text },
  { type: "applyPolicy", process: "standard@1", mode: "keep" },
  { type: "migrate", process: "standard@1", places: { a: "b" }, force: "why" },
  { type: "setRequestType", requestType: "incident", fields: { a: "b" }, text },
  { type: "setFields", fields: { a: "b", c: 1 } },
  { type: "setCustomer", customer: "acme", requester, text },
  { type: "setContract", contract: "k", text },
  { type: "setRegisteredAt", registeredAt: at, text },
  { type: "answer", text, attachments: [file] },
  { type: "dispute", text },
  { type: "rule", ruling: "thanks" },
  { type: "withdraw", text },
  { type: "reject", reason: "duplicate", duplicateOf: "T-1", text },
  { type: "reopen", text },
  { type: "merge", into: "T-1", text },
  { type: "noteMerge", ticket: "T-1", merged: true },
  { type: "link", ticket: "T-1", as: "related" },
  { type: "snooze", until: at + 9e9, text },
  { type: "watch", watcher: "boris" },
  { type: "logWork", minutes: 5, worker: "boris", text },
  { type: "openChange", origin: "defect", text },
  { type: "note", text },
  { type: "attach", attachments: [file] },
  { type: "recordDelivery", notification: "n", outcome: "parked", reason: "no" },
]

const stringOf = (input: unknown, field: string): string =>
  String(Reflect.get(Object(input), field))

// A host may be written without types, and a transport hands on what it was sent.
const call = (target: object, method: string, ...given: ReadonlyArray<unknown>): Promise<unknown> =>
  Promise.resolve(Reflect.apply(Reflect.get(target, method), target, given))

const submissions: ReadonlyArray<Asked> = commands.map((command) => ({
  name: `submit ${stringOf(command, "type")}`,
  input: {
    actor: { kind: "agent", id: "boris" },
    command,
    effectiveAt: at,
    expectedVersion: 2,
  },
  ask: (desk, input, ticketId) =>
    call(desk, "submit", {
      ...(stringOf(command, "type") === "register" ? {} : { ticketId }),
      ...Object(input),
    }),
}))

const principal = { kind: "customer", id: "anna", customer: "acme", requester }

const readings: ReadonlyArray<Asked> = [
  {
    name: "list",
    input: {
      statusPrefix: "open",
      assignee: "boris",
      customer: "acme",
      sort: "updated",
      order: "newestFirst",
      after: "01890000-0000-7000-8000-000000000001",
      afterAt: at,
      limit: 10,
    },
    ask: (desk, input) => call(desk, "list", input),
  },
  {
    name: "show",
    input: { ticket: "T-1" },
    ask: (desk, input) => call(desk, "show", Reflect.get(Object(input), "ticket")),
  },
  {
    name: "receipt",
    isLookup: true,
    input: { commandId: "c1" },
    ask: (desk, input) => call(desk, "receipt", Reflect.get(Object(input), "commandId")),
  },
  {
    name: "forActor",
    input: principal,
    ask: async (desk, input) => call(await call(desk, "forActor", input).then(Object), "list"),
  },
  {
    name: "file",
    input: { ticket: "T-1", hash: file.hash },
    ask: async (desk, input) =>
      call(
        desk.forActor({ kind: "agent", id: "boris" }),
        "file",
        Reflect.get(Object(input), "ticket"),
        Reflect.get(Object(input), "hash"),
      ),
  },
  {
    name: "forTenant",
    input: { tenant: "acme" },
    ask: async (desk, input) => {
      const other = await call(desk, "forTenant", Reflect.get(Object(input), "tenant"))
      return call(Object(other), "list")
    },
  },
]

/** Questions and orders that one object says whole, by the method that takes it. */
const orders: Readonly<Record<string, object>> = {
  page: {
    statusPrefix: "open",
    assignee: "boris",
    customer: "acme",
    sort: "updated",
    order: "newestFirst",
    limit: 10,
  },
  counts: { by: "status", statusPrefix: "open" },
  waiting: { after: "a", limit: 10 },
  parked: { kind: "ticket", after: "a", limit: 10 },
  releaseParked: { kind: "ticket", id: "a", by: "boris" },
  publishVersion: {
    component: "login",
    version: "1.2.3",
    actor: { kind: "agent", id: "boris" },
    commandId: "v1",
  },
  split: {
    ticket: "T-1",
    actor: { kind: "agent", id: "boris" },
    subject: "A part",
    text,
    requestType: "request",
    fields: { a: "b" },
    commandId: "s1",
  },
  forget: { actor: { kind: "agent", id: "boris" }, reason: "case 7", tickets: ["T-0"] },
  audit: { tickets: ["T-1"], limit: 5 },
  applyPolicy: { process: "standard@1", mode: "keep", limit: 5 },
  migrateTickets: { process: "standard@1", places: { a: "b" }, force: "why", limit: 5 },
}

const ordered: ReadonlyArray<Asked> = Object.entries(orders).map(([name, input]) => ({
  name,
  input,
  ask: (desk, asking) => call(desk, name, asking),
}))

const searches: ReadonlyArray<Asked> = [
  {
    name: "search",
    // What is no word is not looked for.
    isLookup: true,
    input: { text: "login", limit: 10 },
    ask: (desk, input) => call(desk, "search", input),
  },
  {
    name: "page of a cursor",
    input: { cursor: "abc", limit: 10 },
    ask: (desk, input) => call(desk, "page", input),
  },
]

/** Every door of a desk at which somebody's words come in. */
export const asked: ReadonlyArray<Asked> = [...submissions, ...readings, ...ordered, ...searches]
