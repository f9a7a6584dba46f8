// Markdown in which nothing that a profile says is markup.
import { plain } from "../plain.ts"

/** A line of text: no tag, no link, no emphasis, no cell. */
export const inText = (text: string): string =>
  plain(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*_{}[\]#|~!$]/g, (character) => `\\${character}`)
    .replaceAll(/:\/\//g, ":&#47;&#47;")
    .replace(/^([-+=]|\d+[.)])/, (start) => `&#8203;${start}`)

/** Something that has a form of its own, such as an id: no mark of code is in it. */
export const asCode = (text: string): string => `\`${plain(text).replaceAll(/[`|]/g, "")}\``

/** A table; its cells are Markdown. */
export const tableOf = (
  head: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>,
): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")
