// What of a mail goes into a command: its text with our notes, its files once they are kept.
import { AttachmentStore, Desk } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { MailFacts } from "../MailFacts.ts"
import { nameCharacters, textCharacters } from "../MailLimits.ts"

/** Characters of the list of files that were not kept. */
const noteCharacters = 20_000

/** The fields that every message from a mail has. */
export const messageOf = Effect.fnUntraced(function* (facts: MailFacts) {
  const desk = yield* Desk.Desk
  const kept = yield* Effect.forEach(facts.attachments, ({ name, mediaType, bytes }) =>
    desk.keep({ content: [bytes], name, mediaType }).pipe(Effect.catch(unlessTooLarge)),
  )
  const attachments = kept.filter((attachment) => attachment !== undefined)
  const lost = facts.attachments.filter((_, index) => kept[index] === undefined)
  const { messageId } = facts
  return {
    text: textOf(facts, [...lost.map(({ name }) => name), ...facts.leftOut]),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(messageId !== null && messageId.length <= nameCharacters ? { messageId } : {}),
  }
})

// A file over the desk's limit is the mail's trouble, everything else is the desk's.
const unlessTooLarge = (error: AttachmentStore.AttachmentError) =>
  error.reason === "too-large" ? Effect.succeed(undefined) : Effect.fail(error)

/** The text, with notes on what is missing from it; within the desk's limit (ML66). */
const textOf = (
  { text, textCut }: Pick<MailFacts, "text" | "textCut">,
  leftOut: ReadonlyArray<string>,
): string => {
  const names = leftOut.join(", ").slice(0, noteCharacters).toWellFormed()
  const notes = [
    ...(textCut ? ["[The text was cut here. The whole mail is kept.]"] : []),
    ...(leftOut.length > 0 ? [`[Files of this mail that were not attached: ${names}]`] : []),
  ].join("\n")
  if (notes === "") return text
  return `${text.slice(0, textCharacters - notes.length - 2).toWellFormed()}\n\n${notes}`
}
