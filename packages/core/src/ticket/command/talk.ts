// What is said on a ticket, and what it makes somebody owe.
import { Schema } from "effect"
import * as Instant from "../Instant.ts"
import { Name, Text } from "../Text.ts"
import { Attachments, comment, listOf, message, questionsAtMost } from "./parts.ts"

/** The most solution options of one offer. */
export const optionsAtMost = 20

const dueAt = { dueAt: Schema.optionalKey(Instant.Millis) }

/** Support asks the customer, or a third party: in words, or as a list of questions (B-05). */
export const RequestInformation = Schema.Struct({
  type: Schema.Literal("requestInformation"),
  of: Schema.optionalKey(Schema.Literals(["customer", "thirdParty"])),
  /** Each is owed an answer of its own; where absent, the text is the one question. */
  questions: Schema.optionalKey(listOf(Text, questionsAtMost, "questions")),
  ...dueAt,
  ...message,
})

/** Somebody answered or wrote: the customer by any channel, or a third party. */
export const ReceiveMessage = Schema.Struct({
  type: Schema.Literal("receiveMessage"),
  from: Schema.optionalKey(Schema.Literals(["customer", "thirdParty"])),
  /** The questions that it answers; all that are open towards the writer where absent. */
  answers: Schema.optionalKey(
    Schema.Array(Schema.Int).check(
      Schema.makeFilter((ids: ReadonlyArray<number>) => ids.length <= questionsAtMost, {
        code: "too-many",
        expected: `at most ${questionsAtMost} questions`,
      }),
    ),
  ),
  messageId: Schema.optionalKey(Name),
  ...message,
})

/** Support tells the customer something that is not the answer. */
export const Inform = Schema.Struct({ type: Schema.Literal("inform"), ...message })

/** A note: for ourselves, unless it is `public`; then the customer sees it and is sent nothing. */
export const Note = Schema.Struct({
  type: Schema.Literal("note"),
  public: Schema.optionalKey(Schema.Boolean),
  ...message,
})

/** Files that come later than the request. */
export const Attach = Schema.Struct({
  type: Schema.Literal("attach"),
  attachments: Attachments.check(
    Schema.makeFilter((files: ReadonlyArray<unknown>) => files.length > 0, {
      code: "empty",
      expected: "at least one attachment",
    }),
  ),
})

/** An option's id, which the journal holds: no words of anybody's. */
const OptionId = Schema.String.check(
  Schema.makeFilter((id: string) => /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(id), {
    code: "invalid-name",
    expected: "1 to 64 letters, digits, - and _",
  }),
)

/** Support offers ways to solve the request (M-08), of which the customer owes a choice. */
export const OfferOptions = Schema.Struct({
  type: Schema.Literal("offerOptions"),
  options: listOf(Schema.Struct({ id: OptionId, text: Text }), optionsAtMost, "options").check(
    Schema.makeFilter(
      (options: ReadonlyArray<{ readonly id: string }>) =>
        new Set(options.map(({ id }) => id)).size === options.length,
      { code: "duplicate-name", expected: "options with different ids" },
    ),
  ),
  ...dueAt,
  ...comment,
})

/** The customer chooses one of the options that were offered last. */
export const ChooseOption = Schema.Struct({
  type: Schema.Literal("chooseOption"),
  option: Name,
  ...comment,
})

/** Support says what the customer should do (M-09); the customer owes it. */
export const Recommend = Schema.Struct({ type: Schema.Literal("recommend"), ...dueAt, ...message })

/** Support takes something upon itself on the way to the answer; we owe it until then. */
export const Undertake = Schema.Struct({
  type: Schema.Literal("undertake"),
  text: Text,
  ...dueAt,
})

/** What somebody owed is done, or nobody waits for it any more. */
export const Settle = Schema.Struct({
  type: Schema.Literal("settle"),
  /** Its id: the number of the event that made it. */
  obligation: Schema.Int,
  outcome: Schema.Literals(["done", "waived"]),
  ...comment,
})

/** The customer is told by when to expect it (M-10); said again, the date has moved. */
export const PromiseDate = Schema.Struct({
  type: Schema.Literal("promiseDate"),
  promisedAt: Instant.Millis,
  ...comment,
})

/** A way to go on until the answer comes. */
export const GiveWorkaround = Schema.Struct({ type: Schema.Literal("giveWorkaround"), ...message })

/** The most events that one command names. */
export const forgottenAtMost = 1_000

/** What people wrote is deleted for good: in these events, or in all of the ticket's. */
export const Forget = Schema.Struct({
  type: Schema.Literal("forget"),
  /** Why. It stays in the journal for ever: a case number, and nobody's name. */
  reason: Name,
  /** The numbers of the events; all where absent. */
  events: Schema.optionalKey(
    listOf(Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)), forgottenAtMost, "events"),
  ),
})
