// Attempts: payloads of every command that some state takes.
import type { Circumstances } from "../../src/ticket/Circumstances.ts"
import type { Command } from "../../src/ticket/Command.ts"
import type { State } from "../../src/ticket/State.ts"
import { customer, registration, secondMillis, ticketId } from "./given.ts"
import { approval, review } from "./shapes.ts"

/** A command with what surrounds it. */
export interface Attempt {
  readonly command: Command
  readonly around?: Partial<Circumstances>
}

export const file = { hash: "a".repeat(64), bytes: 1, mediaType: "text/plain", name: "log.txt" }
const text = "words"
const early = { effectiveAt: secondMillis }
const byCustomer = { actor: customer }
const close = [{ effect: "close", dueAt: 2 * secondMillis }] as const
const warning = [{ effect: "warn", clock: "c", instance: 1, share: 0.5, dueAt: 9 }] as const
const ended = [{ effect: "unsnooze", dueAt: 9 }] as const
const routed = { assignee: "rita", rule: "any", candidates: 2 }

/** What was found out about everything that a command may name. */
export const found = {
  registration,
  instance: 1,
  terms: { process: "p@2", policy: "p@2", calendar: "c@2", unknownStates: [] },
  filled: { fields: { browser: "firefox" }, missing: [] },
  party: { customer: "acme", contract: null, reachable: true },
  kept: [{ number: 1, key: "T-1.1", requester: true }],
  other: { ticketId: "T-9", isClosed: false, partOf: [], row: 2 },
} satisfies Partial<Circumstances>

/** Payloads of every command that some state takes; ids are those of the state at hand. */
export const attemptsOn = (state: State): ReadonlyArray<Attempt> => [
  ...talkOn(state),
  ...workOn(state),
  ...termsOn(state),
  ...closeOn(state),
  ...linkOn(state),
  ...recordOn(state),
]

const talkOn = ({ obligations, updatedAt, promisedAt }: State): ReadonlyArray<Attempt> => {
  const later = updatedAt + 9 * secondMillis
  const [owed = { id: 999 }] = obligations
  const choice = obligations.find(({ kind }) => kind === "choice")
  return [
    { command: { type: "requestInformation", text } },
    { command: { type: "requestInformation", text, questions: ["a", "b"], dueAt: later } },
    { command: { type: "requestInformation", of: "thirdParty", text } },
    { command: { type: "receiveMessage", text }, around: byCustomer },
    { command: { type: "receiveMessage", text }, around: { ...byCustomer, ...early } },
    { command: { type: "receiveMessage", text, from: "thirdParty" } },
    { command: { type: "inform", text } },
    { command: { type: "note", text } },
    { command: { type: "note", text, public: true } },
    { command: { type: "attach", attachments: [file] } },
    { command: { type: "forget", reason: "case 7" } },
    { command: { type: "offerOptions", options: [{ id: "a", text }], dueAt: later } },
    { command: { type: "chooseOption", option: choice === undefined ? "?" : "a" } },
    { command: { type: "recommend", text, dueAt: later } },
    { command: { type: "undertake", text, dueAt: later } },
    { command: { type: "settle", obligation: owed.id, outcome: "done" } },
    { command: { type: "promiseDate", promisedAt: Math.max(later, (promisedAt ?? 0) + 1) } },
    { command: { type: "giveWorkaround", text } },
  ]
}

const workOn = ({ assignee, line, awaited }: State): ReadonlyArray<Attempt> => [
  { command: { type: "acknowledge" } },
  { command: { type: "assign", assignee: `${assignee ?? ""}x` } },
  { command: { type: "route" }, around: { routed: { ...routed, assignee: `${assignee ?? ""}r` } } },
  { command: { type: "diagnose", cause: "productFault" } },
  { command: { type: "escalate", line: line === "first" ? "second" : "first" } },
  {
    command: { type: "escalate", line: line === "first" ? "second" : "first" },
    around: { routed },
  },
  { command: { type: "startFix" } },
  { command: { type: "awaitRelease", component: "api" } },
  ...[true, false].map((carried) => ({
    command: { type: "shipRelease", component: awaited?.component ?? "api", version: "2" } as const,
    around: { carried },
  })),
  ...[approval, review].flatMap(({ id: step, moves }) =>
    moves.map(({ id: move }): Attempt => ({ command: { type: "take", step, move } })),
  ),
  { command: { type: "logWork", minutes: 5 } },
  { command: { type: "openChange", origin: "request" } },
]

const termsOn = (state: State): ReadonlyArray<Attempt> => {
  const { updatedAt, registeredAt, priority, process, status, terms } = state
  const newer = terms === "p@2" ? "p@3" : "p@2"
  const to = process === "p@2" ? "p@3" : "p@2"
  return [
    { command: { type: "setPriority", priority: priority === "high" ? "low" : "high" } },
    { command: { type: "setDeadline", clock: "c", dueAt: updatedAt + 9 * secondMillis } },
    {
      command: { type: "applyPolicy", process: newer, mode: "keep" },
      around: { terms: { ...found.terms, process: newer } },
    },
    {
      command: { type: "migrate", process: to },
      around: { migration: { process: to, status, skipped: [] } },
    },
    { command: { type: "setRequestType", requestType: `${state.requestType}+` } },
    { command: { type: "setFields", fields: { browser: "firefox" } } },
    { command: { type: "setCustomer", customer: "acme", requester: {} } },
    {
      command: { type: "setContract", contract: "k" },
      around: {
        party: { ...found.party, contract: { id: "k", version: `${updatedAt}`, targets: {} } },
      },
    },
    { command: { type: "setRegisteredAt", registeredAt: registeredAt - 1 } },
  ]
}

const closeOn = ({ updatedAt }: State): ReadonlyArray<Attempt> => [
  { command: { type: "answer", text }, around: { carried: true } },
  { command: { type: "answer", text }, around: { carried: false } },
  { command: { type: "confirm" } },
  { command: { type: "dispute", text } },
  { command: { type: "rule", ruling: "confirmation" } },
  { command: { type: "rule", ruling: "dispute" } },
  { command: { type: "rule", ruling: "thanks" } },
  { command: { type: "withdraw" } },
  { command: { type: "reject", reason: "notProduct" } },
  { command: { type: "reject", reason: "duplicate", duplicateOf: "T-9" } },
  { command: { type: "reopen", text }, around: { reopenUntil: updatedAt + 9 * secondMillis } },
  {
    command: { type: "receiveMessage", text },
    around: { ...byCustomer, reopenUntil: updatedAt + 9 * secondMillis },
  },
]

const linkOn = ({ updatedAt, version }: State): ReadonlyArray<Attempt> => [
  { command: { type: "merge", into: "T-9" } },
  { command: { type: "unmerge" } },
  { command: { type: "noteMerge", ticket: `T-${version}${updatedAt}`, merged: true } },
  { command: { type: "noteMerge", ticket: "T-8", merged: false } },
  {
    command: { type: "link", ticket: "T-9", as: "causedBy" },
    around: { other: { ...found.other, ticketId: `T-${version}${updatedAt}` } },
  },
  {
    command: { type: "unlink", ticket: "T-7", as: "related" },
    around: { other: { ...found.other, ticketId: "T-7" } },
  },
  { command: { type: "snooze", until: updatedAt + 9 * secondMillis } },
  { command: { type: "unsnooze" } },
  { command: { type: "watch", watcher: `w${version}` } },
  { command: { type: "unwatch", watcher: "wanda" } },
]

const recordOn = ({ answer, obligations }: State): ReadonlyArray<Attempt> => {
  const [owed] = obligations
  const asked = `${ticketId}.${owed?.letter ?? owed?.id ?? 1}.0`
  const notification = `${ticketId}.${answer ?? 1}.0`
  const remind =
    owed === undefined
      ? []
      : [{ effect: "remind", obligation: owed.id, owner: owed.owner, dueAt: 9 } as const]
  return [
    { command: { type: "recordDelivery", notification, outcome: "delivered" } },
    { command: { type: "recordDelivery", notification, outcome: "bounced" } },
    { command: { type: "recordDelivery", notification: asked, outcome: "parked" } },
    ...[close, warning, ended, remind, [{ effect: "promise", dueAt: 9 } as const]].map(
      (due): Attempt => ({ command: { type: "wake" }, around: { due } }),
    ),
  ]
}
