// In which language a sender is answered by machine: as the directory says, else as they write.
import { Effect } from "effect"
import type { MailFacts } from "../MailFacts.ts"
import { contactOf } from "./contact.ts"
import type { DeskServices, IntakeError } from "./Intake.ts"

/** Characters of a text that are looked at. */
const sampleCharacters = 10_000

/** The language of a sender, BCP 47; undefined where nothing tells. */
export const languageOf = Effect.fnUntraced(function* (
  address: string,
  { subject, text }: Pick<MailFacts, "subject" | "text">,
): Effect.fn.Return<string | undefined, IntakeError, DeskServices> {
  const contact = yield* contactOf(address)
  return contact?.language ?? writtenIn(`${subject}\n${text}`)
})

/**
 * `ru` where a quarter of the letters is Cyrillic, for Russian mails quote programs and logs; `en`
 * where they are Latin. Only a guess: a language that the process lacks falls back to its first.
 */
const writtenIn = (text: string): "ru" | "en" | undefined => {
  const letters = text.slice(0, sampleCharacters).match(/\p{L}/gu) ?? []
  const cyrillic = letters.filter((letter) => /\p{Script=Cyrillic}/u.test(letter)).length
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length
  if (cyrillic > 0 && cyrillic * 4 >= letters.length) return "ru"
  return latin * 2 > letters.length ? "en" : undefined
}
