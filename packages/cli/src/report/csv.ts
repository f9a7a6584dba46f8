// The tables of a report for spreadsheets: one below the other, each under its title, with an empty
// line between them. RFC 4180, with a byte order mark, without which some read it as Latin-1.
import type { Cell, Document } from "./document.ts"

/** The tables of a document as CSV. */
export const csvOf = ({ blocks }: Document): string => {
  const tables = blocks.flatMap((block) => (block.kind === "table" ? [block] : []))
  const texts = tables.map(({ title, columns, rows }) =>
    [[title], columns.map(({ name }) => name), ...rows]
      .map((row) => `${row.map(cellOf).join(",")}\r\n`)
      .join(""),
  )
  return `\uFEFF${texts.join("\r\n")}`
}

const cellOf = (cell: Cell): string =>
  typeof cell === "string" ? quoted(cell) : String(cell.value)

// What a spreadsheet would take for a formula (I10), also behind blanks and in its full-width form.
const formula = /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\0]/u

/** A text as a cell. */
export const quoted = (text: string): string => {
  const safe = formula.test(text) ? `'${text}` : text
  return safe === text && !/[",\r\n\0]/.test(text) ? text : `"${safe.replaceAll('"', '""')}"`
}
