// The words of a text, as every store indexes and searches them: the same text has the same words.

/** The most characters of a word; of a longer one the beginning counts. */
export const wordCharacters = 64

/** The most different words of one content; those after them are not found. */
export const wordsAtMost = 2_000

/**
 * The different words of a text in their order: runs of letters, marks and digits, in compatibility
 * form and lower case, `ё` as `е`.
 *
 * @example
 * Words.wordsIn("Заём №7: ＬＯＧＩＮ fails, login!") // => ["заем", "no7", "login", "fails"]
 */
export const wordsIn = (text: string): ReadonlyArray<string> => {
  const found = new Set<string>()
  const folded = text.normalize("NFKC").toLowerCase().replaceAll("ё", "е")
  for (const [word] of folded.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    found.add(cut(word))
    if (found.size === wordsAtMost) break
  }
  return [...found]
}

// By characters and not by units, so that none is torn in two.
const cut = (word: string): string =>
  word.length <= wordCharacters ? word : Array.from(word).slice(0, wordCharacters).join("")

/** The words under which content is found: those of its subject and of its text. */
export const wordsOfContent = (body: string): ReadonlyArray<string> => {
  const content = parsed(body)
  return wordsIn([content.subject, content.text].filter(isText).join("\n"))
}

const isText = (value: unknown): value is string => typeof value === "string"

const parsed = (body: string): { readonly subject?: unknown; readonly text?: unknown } => {
  try {
    const content: unknown = JSON.parse(body)
    return typeof content === "object" && content !== null ? content : {}
  } catch {
    return {}
  }
}
