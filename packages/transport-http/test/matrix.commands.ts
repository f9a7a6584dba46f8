// Who may give each command, on which tickets, and what it asks: one row for each (GLOSSARY.md).
import type { Stage } from "./planting.ts"
import { assignee, contract, type Ground, newer, type Step } from "./matrix.world.ts"

/** The cells of a command, beside those whom everything is refused. */
export interface Row {
  readonly by: ReadonlyArray<"customer" | "agent" | "robot">
  /** How far a ticket has to be for it; open where absent. */
  readonly stage?: Stage
  /** What happens to it then. */
  readonly after?: ReadonlyArray<Step>
  /** Whether it needs two tickets of one customer. */
  readonly twins?: true
  /** What the command says beside its type. */
  readonly more?: object | ((ticket: Ground) => object)
}

const text = "mk-sent"
const anybody = ["customer", "agent", "robot"] as const
const either = ["customer", "agent"] as const
const ours = ["agent", "robot"] as const

const said = ({ name }: Ground, what: string): string => `mk-${name}-${what}`
const inMoscow = (name: string, time: string) => ({ [name]: time, timeZone: "Europe/Moscow" })
const monthEnd = "2026-11-30T12:00"

// What a ticket has behind it.
const migrated: Step = ["robot", () => ({ type: "migrate", process: newer })]
const fixing: Step = ["agent", () => ({ type: "startFix" })]
const withdrawn: Step = ["agent", () => ({ type: "withdraw" })]
const merged: Step = ["agent", ({ twin }) => ({ type: "merge", into: twin })]
const linked: Step = ["agent", ({ twin }) => ({ type: "link", ticket: twin, as: "related" })]
const watched: Step = ["agent", () => ({ type: "watch", watcher: assignee })]
const snoozed: Step = [
  "agent",
  (ticket) => ({
    type: "snooze",
    until: Date.UTC(2026, 10, 30),
    text: said(ticket, "int-later"),
  }),
]
const recommended: Step = [
  "agent",
  (ticket) => ({ type: "recommend", text: said(ticket, "pub-advice") }),
]
const offered: Step = [
  "agent",
  (ticket) => ({
    type: "offerOptions",
    options: [{ id: "patch", text: said(ticket, "pub-option") }],
  }),
]
const awaited: Step = [
  "agent",
  (ticket) => ({ type: "awaitRelease", component: "search", text: said(ticket, "int-release") }),
]

/** The rows, by the type of the command. */
export const commands: { readonly [type: string]: Row } = {
  acknowledge: { by: ours, stage: "new" },
  assign: { by: ours, more: { assignee } },
  route: { by: ours, after: [migrated] },
  requestInformation: { by: ["agent"], more: { text } },
  receiveMessage: { by: anybody, more: { text } },
  inform: { by: ["agent"], more: { text } },
  diagnose: { by: ["agent"], more: { cause: "userError" } },
  escalate: { by: ["agent"], more: { line: "mk-line-0" } },
  offerOptions: { by: ["agent"], more: { options: [{ id: "patch", text }] } },
  chooseOption: { by: either, after: [offered], more: { option: "patch" } },
  recommend: { by: ["agent"], more: { text } },
  undertake: { by: ["agent"], more: { text } },
  settle: {
    by: either,
    after: [recommended],
    more: ({ owed }: Ground) => ({ obligation: owed, outcome: "done" }),
  },
  promiseDate: { by: ["agent"], more: inMoscow("promisedAt", monthEnd) },
  giveWorkaround: { by: ["agent"], more: { text } },
  startFix: { by: ["agent"] },
  awaitRelease: { by: ["agent"], more: { component: "search" } },
  shipRelease: { by: ours, after: [awaited], more: { component: "search", version: "7.1" } },
  take: { by: either, after: [migrated, fixing], more: { step: "consent", move: "agree" } },
  setPriority: { by: ours, more: { priority: "urgent" } },
  setDeadline: {
    by: ["agent"],
    stage: "new",
    more: { clock: "firstResponse", ...inMoscow("dueAt", monthEnd) },
  },
  applyPolicy: { by: ours, more: { process: newer, mode: "keep" } },
  migrate: { by: ours, more: { process: newer } },
  setRequestType: { by: ["agent"], after: [migrated], more: { requestType: "outage" } },
  setFields: { by: either, after: [migrated], more: { fields: { place: text } } },
  setCustomer: { by: ["agent"], more: { customer: "mk-sent-customer" } },
  setContract: { by: ["agent"], more: { contract } },
  setRegisteredAt: { by: ["agent"], more: inMoscow("registeredAt", "2026-11-16T08:50") },
  answer: { by: ["agent"], more: { text } },
  confirm: { by: either, stage: "completed" },
  dispute: { by: either, stage: "completed", more: { text } },
  rule: { by: ["agent"], stage: "heard", more: { ruling: "thanks" } },
  withdraw: { by: either, more: { text } },
  reject: { by: ["agent"], more: { reason: "notProduct" } },
  reopen: { by: either, after: [withdrawn], more: { text } },
  merge: { by: ["agent"], twins: true, more: ({ twin }: Ground) => ({ into: twin }) },
  unmerge: { by: ["agent"], twins: true, after: [merged] },
  noteMerge: {
    by: ["robot"],
    twins: true,
    more: ({ twin }: Ground) => ({ ticket: twin, merged: true }),
  },
  link: { by: ours, twins: true, more: ({ twin }: Ground) => ({ ticket: twin, as: "related" }) },
  unlink: {
    by: ours,
    twins: true,
    after: [linked],
    more: ({ twin }: Ground) => ({ ticket: twin, as: "related" }),
  },
  snooze: { by: ["agent"], more: inMoscow("until", monthEnd) },
  unsnooze: { by: ["agent"], after: [snoozed] },
  watch: { by: ["agent"], more: { watcher: assignee } },
  unwatch: { by: ["agent"], after: [watched], more: { watcher: assignee } },
  logWork: { by: ["agent"], more: { minutes: 15 } },
  openChange: { by: ["agent"], more: { origin: "defect" } },
  note: { by: ours, more: { text } },
  attach: { by: anybody },
  forget: { by: ours, more: { reason: "case 7" } },
  recordDelivery: {
    by: ["robot"],
    more: ({ notification }: Ground) => ({ notification, outcome: "delivered" }),
  },
  wake: { by: ["robot"], stage: "due" },
}
