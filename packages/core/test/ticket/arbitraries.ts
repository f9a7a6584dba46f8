// Commands of every kind, sensible or not, as data: what they name is looked up in the state at
// hand.
import fc from "fast-check"
import { linkKinds } from "../../src/ticket/command/link.ts"
import type { Actor, Command } from "../../src/ticket/Command.ts"
import type { Obligation } from "../../src/ticket/Obligation.ts"
import type { State } from "../../src/ticket/State.ts"
import { given, registered } from "./given.ts"

/** The file that the commands name: the letter x. */
export const file = {
  hash: "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
  bytes: 1,
  mediaType: "text/plain",
  name: "log.txt",
}

const newborn = given([registered]).state

const text = fc.constantFrom("words", "more words")
const attachments = fc.option(fc.constant([file]), { nil: undefined })

const likely = <A>(weight: number, arbitrary: fc.Arbitrary<A>) => ({ weight, arbitrary })

/** Mostly nobody in particular: somebody who may, else a walk stands still. */
export const actor: fc.Arbitrary<Actor | undefined> = fc.oneof(
  likely(4, fc.constant(undefined)),
  likely(
    1,
    fc.record({
      kind: fc.constantFrom("customer", "agent", "robot"),
      id: fc.constantFrom("anna", "boris", "desk"),
    }),
  ),
)

/** A command that still has to be told the ticket that it is for. */
export type Blank = (state: State) => Command

/** Commands of some kinds, and how likely they are. */
const kind = <A>(
  weight: number,
  arbitrary: fc.Arbitrary<A>,
  fill: (value: A, state: State) => Command,
) => {
  const blank = (value: A): Blank => {
    const filled: Blank = (state) => fill(value, state)
    // What a failing walk is told by.
    return Object.assign(filled, { [fc.toStringMethod]: () => JSON.stringify(filled(newborn)) })
  }
  return likely(weight, arbitrary.map(blank))
}

const files = <A>(list: A | undefined) => (list === undefined ? {} : { attachments: list })

/** An instant near the ticket's last event: mostly to come, else past. */
const around = fc.constantFrom(1_000, 5_000, 60_000, 3_600_000, 0, -1_000)
const soon = fc.option(around, { nil: undefined })
const by = (offset: number | undefined, { updatedAt }: State) =>
  offset === undefined ? {} : { dueAt: Math.max(0, updatedAt + offset) }

// The questions that are open, one of them, or one that never was.
const answers = fc.constantFrom("all", "first", "none", "stray")
const answersIn = ({ obligations }: State, which: "all" | "first" | "none" | "stray") => {
  const open = obligations.filter(({ kind }) => kind === "question").map(({ id }) => id)
  const picked = { first: open.slice(0, 1), none: [], stray: [...open, 999] }
  return which === "all" ? {} : { answers: picked[which] }
}

const talking = [
  kind(
    4,
    fc.tuple(
      fc.constantFrom("customer", "thirdParty"),
      fc.option(fc.array(text, { minLength: 1, maxLength: 3 }), { nil: undefined }),
      soon,
    ),
    ([of, questions, offset], state) => ({
      type: "requestInformation",
      of,
      text: "words",
      ...(questions === undefined ? {} : { questions }),
      ...by(offset, state),
    }),
  ),
  kind(
    8,
    fc.tuple(fc.constantFrom("customer", "thirdParty"), text, answers, attachments),
    ([from, words, which, list], state) => ({
      type: "receiveMessage",
      from,
      text: words,
      ...answersIn(state, which),
      ...files(list),
    }),
  ),
  kind(
    4,
    fc.tuple(fc.constantFrom("inform", "note", "dispute", "giveWorkaround"), text, attachments),
    ([type, words, list]) => ({ type, text: words, ...files(list) }),
  ),
  kind(1, attachments, (list) => ({ type: "attach", attachments: list ?? [] })),
]

const owing = [
  kind(3, fc.tuple(fc.constantFrom("a", "b"), soon), ([id, offset], state) => ({
    type: "offerOptions",
    options: [{ id, text: "words" }],
    ...by(offset, state),
  })),
  kind(2, fc.constantFrom("a", "b"), (option) => ({ type: "chooseOption", option })),
  kind(3, fc.tuple(fc.constantFrom("recommend", "undertake"), soon), ([type, offset], state) => ({
    type,
    text: "words",
    ...by(offset, state),
  })),
  kind(
    3,
    fc.tuple(fc.nat(3), fc.constantFrom("done", "waived")),
    ([place, outcome], { obligations }) => ({
      type: "settle",
      obligation: obligations[place]?.id ?? 999,
      outcome,
    }),
  ),
  kind(2, around, (offset, { updatedAt }) => ({
    type: "promiseDate",
    promisedAt: Math.max(0, updatedAt + offset),
  })),
]

const component = fc.constantFrom("api", "web")
const version = fc.constantFrom("1", "2")

const working = [
  kind(4, fc.constantFrom("boris", "clara"), (assignee) => ({ type: "assign", assignee })),
  kind(1, fc.constant("route"), (type) => ({ type })),
  kind(6, fc.constantFrom("userError", "productFault"), (cause) => ({ type: "diagnose", cause })),
  kind(3, fc.constantFrom("first", "second", "third"), (line) => ({ type: "escalate", line })),
  kind(2, fc.constant("startFix"), (type) => ({ type })),
  kind(6, fc.tuple(component, fc.option(version), soon), ([name, awaited, offset], state) => ({
    type: "awaitRelease",
    component: name,
    ...(awaited === null ? {} : { version: awaited }),
    ...(offset === undefined ? {} : { promisedAt: Math.max(0, state.updatedAt + offset) }),
  })),
  kind(2, fc.tuple(component, version), ([name, shipped]) => ({
    type: "shipRelease",
    component: name,
    version: shipped,
  })),
  kind(4, fc.tuple(fc.nat(2), fc.nat(4)), ([move, place], { status }) => ({
    type: "take",
    // Where the ticket stands, or elsewhere.
    step: place === 0 ? "step0" : (status.split(".")[1] ?? ""),
    move:
      ["approve", "decline", "pass", "fail", "move0", "move1", "move2"][move * 3 + place] ?? "?",
  })),
  kind(1, fc.constantFrom(1, 90), (minutes) => ({ type: "logWork", minutes })),
  kind(1, fc.constantFrom("request", "defect"), (origin) => ({ type: "openChange", origin })),
]

const arranging = [
  kind(2, fc.constantFrom("high", "low", "?"), (priority) => ({ type: "setPriority", priority })),
  kind(1, around, (offset, { updatedAt }) => ({
    type: "setDeadline",
    clock: "c",
    dueAt: Math.max(0, updatedAt + offset),
  })),
  kind(1, fc.constantFrom("p@1", "p@2"), (process) => ({
    type: "applyPolicy",
    process,
    mode: "keep",
  })),
  kind(1, fc.tuple(fc.constantFrom("p@1", "p@2"), fc.boolean()), ([process, forced]) => ({
    type: "migrate",
    process,
    ...(forced ? { force: "words" } : {}),
  })),
  kind(1, fc.constantFrom("request", "incident"), (requestType) => ({
    type: "setRequestType",
    requestType,
  })),
  kind(1, fc.constantFrom("firefox", "safari"), (browser) => ({
    type: "setFields",
    fields: { browser },
  })),
  kind(1, fc.constantFrom("acme", "initech"), (customer) => ({ type: "setCustomer", customer })),
  kind(1, fc.constantFrom("k1", null), (contract) => ({ type: "setContract", contract })),
  kind(1, fc.constantFrom(-1, 1, 500), (offset, { registeredAt }) => ({
    type: "setRegisteredAt",
    registeredAt: Math.max(0, registeredAt + offset),
  })),
]

const ending = [
  kind(10, fc.tuple(text, attachments), ([words, list]) => ({
    type: "answer",
    text: words,
    ...files(list),
  })),
  kind(2, fc.constantFrom("acknowledge", "confirm"), (type) => ({ type })),
  kind(1, fc.constantFrom("withdraw", "dispute"), (type) => ({ type })),
  kind(4, fc.constantFrom("confirmation", "dispute", "thanks"), (ruling) => ({
    type: "rule",
    ruling,
  })),
  kind(1, fc.constantFrom("notProduct", "spam", "duplicate"), (reason) => ({
    type: "reject",
    reason,
    ...(reason === "duplicate" ? { duplicateOf: "T-9" } : {}),
  })),
  kind(2, fc.option(text), (argument) => ({
    type: "reopen",
    ...(argument === null ? {} : { text: argument }),
  })),
]

const ticket = fc.constantFrom("T-8", "T-9")

const tying = [
  kind(1, fc.constant("T-9"), (into) => ({ type: "merge", into })),
  kind(3, fc.constant("unmerge"), (type) => ({ type })),
  kind(1, fc.tuple(ticket, fc.boolean()), ([name, merged]) => ({
    type: "noteMerge",
    ticket: name,
    merged,
  })),
  kind(
    1,
    fc.tuple(fc.constantFrom("link", "unlink"), ticket, fc.constantFrom(...linkKinds)),
    ([type, name, as]) => ({ type, ticket: name, as }),
  ),
  kind(2, around, (offset, { updatedAt }) => ({
    type: "snooze",
    until: Math.max(0, updatedAt + offset),
  })),
  kind(1, fc.constant("unsnooze"), (type) => ({ type })),
  kind(
    1,
    fc.tuple(fc.constantFrom("watch", "unwatch"), fc.constantFrom("wanda", "will")),
    ([type, watcher]) => ({ type, watcher }),
  ),
]

const letterOf = ({ id, letter = id }: Obligation) => letter

const recording = [
  kind(3, fc.constant("wake"), (type) => ({ type })),
  kind(
    12,
    fc.tuple(
      fc.oneof(
        likely(4, fc.constant("delivered")),
        likely(1, fc.constantFrom("parked", "bounced")),
      ),
      fc.oneof(likely(4, fc.constantFrom("answer", "owed")), likely(1, fc.nat(40))),
      fc.oneof(likely(4, fc.constant(0)), likely(1, fc.constant(1))),
    ),
    ([outcome, which, index], { ticketId, answer, obligations }) => {
      const owed = obligations.map(letterOf)[0] ?? 1
      const letter = which === "answer" ? (answer ?? 1) : owed
      const number = typeof which === "number" ? which : letter
      return { type: "recordDelivery", notification: `${ticketId}.${number}.${index}`, outcome }
    },
  ),
]

/** Every command but `register`; what leads on is likelier than what ends. */
export const command: fc.Arbitrary<Blank> = fc.oneof(
  ...talking,
  ...owing,
  ...working,
  ...arranging,
  ...ending,
  ...tying,
  ...recording,
)
