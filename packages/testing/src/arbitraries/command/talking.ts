// Arbitrary commands of what is said on a ticket, and what it makes somebody owe.
import fc from "fast-check"
import { around, dueBy, files, hasFile, kind, near, type Scene, soon, text } from "./blank.ts"

// The questions that are open, one of them, or one that never was.
const which = fc.constantFrom("all", "first", "none", "stray")
const answersIn = ({ ticket }: Scene, of: "all" | "first" | "none" | "stray") => {
  const open = ticket.obligations.filter(({ kind }) => kind === "question").map(({ id }) => id)
  const picked = { first: open.slice(0, 1), none: [], stray: [...open, 999] }
  return of === "all" ? {} : { answers: picked[of] }
}

export const talking = [
  kind(
    4,
    fc.tuple(
      fc.constantFrom("customer", "thirdParty"),
      fc.option(fc.array(text, { minLength: 1, maxLength: 3 })),
      soon,
    ),
    ([of, questions, offset], scene) => ({
      type: "requestInformation",
      of,
      text: "words",
      ...(questions === null ? {} : { questions }),
      ...dueBy(offset, scene),
    }),
  ),
  kind(
    8,
    fc.tuple(fc.constantFrom("customer", "thirdParty"), text, which, hasFile),
    ([from, words, of, has], scene) => ({
      type: "receiveMessage",
      from,
      text: words,
      ...answersIn(scene, of),
      ...files(has, scene),
    }),
  ),
  kind(
    4,
    fc.tuple(fc.constantFrom("inform", "note", "giveWorkaround"), text, hasFile),
    ([type, words, has], scene) => ({ type, text: words, ...files(has, scene) }),
  ),
  kind(1, fc.constant("attach"), (type, { file }) => ({ type, attachments: [file] })),
  kind(1, fc.option(fc.nat(4)), (event) => ({
    type: "forget",
    reason: "case 7",
    ...(event === null ? {} : { events: [event + 1] }),
  })),
  kind(3, fc.tuple(fc.constantFrom("a", "b"), soon), ([id, offset], scene) => ({
    type: "offerOptions",
    options: [{ id, text: "words" }],
    ...dueBy(offset, scene),
  })),
  kind(2, fc.constantFrom("a", "b"), (option) => ({ type: "chooseOption", option })),
  kind(3, fc.tuple(fc.constantFrom("recommend", "undertake"), soon), ([type, offset], scene) => ({
    type,
    text: "words",
    ...dueBy(offset, scene),
  })),
  kind(3, fc.tuple(fc.nat(3), fc.constantFrom("done", "waived")), ([place, outcome], scene) => ({
    type: "settle",
    obligation: scene.ticket.obligations[place]?.id ?? 999,
    outcome,
  })),
  kind(2, around, (offset, scene) => ({ type: "promiseDate", promisedAt: near(offset, scene) })),
]
