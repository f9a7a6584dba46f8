// Commands of every kind, sensible or not, as data: what they name is looked up in the state at
// hand.
import fc from "fast-check"
import type { Actor, Command } from "../../src/ticket/Command.ts"
import type { State } from "../../src/ticket/State.ts"

/** The file that the commands name: the letter x. */
export const file = {
  hash: "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
  bytes: 1,
  mediaType: "text/plain",
  name: "log.txt",
}

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

const blank = <A>(arbitrary: fc.Arbitrary<A>, fill: (value: A, state: State) => Command) =>
  arbitrary.map(
    (value): Blank =>
      (state) =>
        fill(value, state),
  )

const files = <A>(list: A | undefined) => (list === undefined ? {} : { attachments: list })

// The questions that are open, one of them, or one that never was.
const answers = fc.constantFrom("all", "first", "none", "stray")
const answersIn = ({ obligations }: State, which: "all" | "first" | "none" | "stray") => {
  const open = obligations.filter(({ kind }) => kind === "question").map(({ id }) => id)
  const picked = { first: open.slice(0, 1), none: [], stray: [...open, 999] }
  return which === "all" ? {} : { answers: picked[which] }
}

/** Every command but `register`; what leads on is likelier than what ends. */
export const command: fc.Arbitrary<Blank> = fc.oneof(
  likely(
    2,
    blank(fc.constantFrom("acknowledge", "confirm"), (type) => ({ type })),
  ),
  likely(
    1,
    blank(fc.constant("withdraw" as const), (type) => ({ type })),
  ),
  likely(
    3,
    blank(fc.constant("wake" as const), (type) => ({ type })),
  ),
  likely(
    4,
    blank(fc.constantFrom("boris", "clara"), (assignee) => ({ type: "assign", assignee })),
  ),
  likely(
    4,
    blank(fc.tuple(fc.constantFrom("customer", "thirdParty"), text), ([of, words]) => ({
      type: "requestInformation",
      of,
      text: words,
    })),
  ),
  likely(
    8,
    blank(
      fc.tuple(fc.constantFrom("customer", "thirdParty"), text, answers, attachments),
      ([from, words, which, list], state) => ({
        type: "receiveMessage",
        from,
        text: words,
        ...answersIn(state, which),
        ...files(list),
      }),
    ),
  ),
  likely(
    4,
    blank(
      fc.tuple(fc.constantFrom("inform", "note", "dispute"), text, attachments),
      ([type, words, list]) => ({ type, text: words, ...files(list) }),
    ),
  ),
  likely(
    10,
    blank(fc.tuple(text, attachments), ([words, list]) => ({
      type: "answer",
      text: words,
      ...files(list),
    })),
  ),
  likely(
    1,
    blank(fc.constant("dispute" as const), (type) => ({ type })),
  ),
  likely(
    6,
    blank(fc.constantFrom("userError", "productFault"), (cause) => ({ type: "diagnose", cause })),
  ),
  likely(
    3,
    blank(fc.constantFrom("first", "second", "third"), (line) => ({ type: "escalate", line })),
  ),
  likely(
    4,
    blank(fc.constantFrom("confirmation", "dispute", "thanks"), (ruling) => ({
      type: "rule",
      ruling,
    })),
  ),
  likely(
    1,
    blank(attachments, (list) => ({ type: "attach", attachments: list ?? [] })),
  ),
  likely(
    12,
    blank(
      fc.tuple(
        fc.oneof(
          likely(4, fc.constant("delivered")),
          likely(1, fc.constantFrom("parked", "bounced")),
        ),
        fc.oneof(likely(4, fc.constant("answer")), likely(1, fc.nat(40))),
      ),
      ([outcome, which], { ticketId, answer }) => ({
        type: "recordDelivery",
        notification: `${ticketId}.${which === "answer" ? (answer ?? 1) : which}.0`,
        outcome,
      }),
    ),
  ),
)
