// Text that came from outside, as one line that neither a header, a log nor a reader must obey.

// Bidirectional marks, embeddings, overrides and isolates: they show a line in another order than
// it has (catalogue H26).
const bidirectional = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu
const breaking = /[\p{Cc}\p{Zl}\p{Zp}]+/gu

/** One line of at most `characters` UTF-16 units: clipped with `…`, never through a character. */
export const oneLine = (text: string, characters: number): string =>
  clip(text.toWellFormed().replace(bidirectional, "").replace(breaking, " ").trim(), characters)

const clip = (text: string, characters: number): string =>
  text.length <= characters
    ? text
    : `${text.slice(0, characters - 1).replace(/[\uD800-\uDBFF]$/u, "")}…`
