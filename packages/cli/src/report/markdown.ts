// A page of Markdown. Pictures are left out: what they show stands in the tables.
import { harmless } from "../output.ts"
import { type Block, type Document, isNamedAbove, type Table, textOf } from "./document.ts"

/** The document as Markdown with tables. */
export const markdownOf = ({ title, facts, blocks }: Document): string =>
  [
    `# ${plain(title)}`,
    facts.map(([name, value]) => `- ${plain(name)}: ${plain(value)}`).join("\n"),
    ...blocks.flatMap((block, place) => {
      const text = blockOf(block, isNamedAbove(blocks, place))
      return text === "" ? [] : [text]
    }),
  ]
    .join("\n\n")
    .concat("\n")

const blockOf = (block: Block, isNamed: boolean): string => {
  switch (block.kind) {
    case "heading":
      return `## ${plain(block.text)}`
    case "text":
      return plain(block.text)
    case "list":
      return block.items.map((item) => `- ${plain(item)}`).join("\n")
    case "lines":
      // Nothing in a block that is indented is markup.
      return block.lines.map((line) => `    ${harmless(line)}`).join("\n")
    case "chart":
      return ""
    case "table":
      return tableOf(block, isNamed)
  }
}

const tableOf = ({ title, columns, rows }: Table, isNamed: boolean): string => {
  const line = (texts: ReadonlyArray<string>) => `| ${texts.map(plain).join(" | ")} |`
  const rule = columns.map(({ figures }) => (figures === true ? "---:" : "---")).join(" | ")
  return [
    ...(isNamed ? [] : [`**${plain(title)}**`, ""]),
    line(columns.map(({ name }) => name)),
    `| ${rule} |`,
    ...rows.map((row) => line(row.map(textOf))),
  ].join("\n")
}

// What is markup anywhere in a line, what begins a line of its own kind, and what becomes a link by
// itself: an address with `://` or `@`, a name with `www.`.
const markup =
  /[\\`*_[\]<>|&~#@$!]|:(?=\/\/)|(?<=www)\.|^[-+=](?=\s|$|[-+=])|^\s+|(?<=^\d+)[.)](?=\s|$)/giu

/** A text of which nothing is markup, on one line. */
const plain = (text: string): string =>
  harmless(text.replaceAll("\t", " ")).replace(markup, (found) =>
    found.trim() === "" ? "" : `\\${found}`,
  )
