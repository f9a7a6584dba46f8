// Commands of every kind, sensible or not, as data: what they name is looked up in the state at
// hand.
import fc from "fast-check"
import type { Actor } from "../../src/ticket/Command.ts"
import type { Obligation } from "../../src/ticket/Obligation.ts"
import type { State } from "../../src/ticket/State.ts"
import { arranging, tying } from "./arranging.ts"
import { around, attachments, type Blank, by, files, kind, likely, soon, text } from "./kinds.ts"

export type { Blank } from "./kinds.ts"

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
  kind(1, fc.constant("case 7"), (reason) => ({ type: "forget", reason })),
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
