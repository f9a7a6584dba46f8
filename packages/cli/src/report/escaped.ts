// Values on a page of HTML: nothing in them is markup, and no character turns a line around.
import { harmless } from "../output.ts"

const entities: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

/** A text for between tags, and for between quotes in one. */
export const escaped = (text: string): string =>
  harmless(text).replace(/[&<>"']/g, (character) => entities[character] ?? "")
