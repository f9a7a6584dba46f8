// Clocks, events and instants as they are said to people, in one language and one zone.
import { english } from "./explanation/english.ts"
import { russian } from "./explanation/russian.ts"
import type { Say } from "./explanation/sentences.ts"
import { shownIn } from "./explanation/shown.ts"

export type { Say } from "./explanation/sentences.ts"

const wordsOf = { en: english, ru: russian } as const

/** The languages in which clocks are spoken of. */
export type Language = keyof typeof wordsOf

/** The words of a language, with times by the wall of a zone; see `shownIn` for its errors. */
export const make = (language: Language, timeZone: string): Say => {
  const words = wordsOf[language]
  return { words, shown: shownIn(words, timeZone) }
}
