// Words of a profile, as lines that do nothing: whatever is no visible character becomes a space.

/** One line: control characters, line breaks and what turns text around are spaces. */
export const plain = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Cn}]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim()

const entities: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

/** A line between tags of XML, and between quotes in one. */
export const inXml = (text: string): string =>
  plain(text).replaceAll(/[&<>"']/g, (character) => entities[character] ?? "")
