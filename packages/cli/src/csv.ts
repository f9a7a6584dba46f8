// Comma-separated values (RFC 4180): cells in quotation marks may hold commas, line breaks and
// doubled quotation marks; a row ends with LF or CRLF. What the form does not know is a mistake of
// its row.
import { Problem } from "@upkeep/core"
import { type Raw, rowCharactersAtMost, type Splitter, tooLong } from "./rows.ts"

const [comma, quote, lineFeed, carriageReturn] = [44, 34, 10, 13]

/** Where a reader stands in a cell: after `mark` the cell has ended, or a mark was doubled. */
type Place = "start" | "plain" | "quoted" | "mark"

const strayMark: Problem.Problem = Problem.make({
  code: "stray-quotation-mark",
  path: "",
  got: "a quotation mark inside a cell",
  expected: "a cell in quotation marks, with those inside it doubled",
})

const unclosed: Problem.Problem = Problem.make({
  code: "unclosed-cell",
  path: "",
  got: "the end of the file",
  expected: "the quotation mark that ends a cell of this row",
})

/** A row as it is read. */
interface Reading {
  line: number
  cells: Array<string>
  cell: string
  characters: number
  problem: Problem.Problem | undefined
}

const begun = (line: number): Reading => ({
  line,
  cells: [],
  cell: "",
  characters: 0,
  problem: undefined,
})

/** Cuts comma-separated values into rows of cells. */
export const csv = (): Splitter<ReadonlyArray<string>> => {
  let row = begun(1)
  let line = 1
  let place: Place = "start"

  // Of a row that is too long nothing is kept, be it of cells without a text.
  const take = (text: string, characters: number) => {
    row.characters += characters
    if (row.characters <= rowCharactersAtMost) row.cell += text
    else row = { ...begun(row.line), characters: row.characters, problem: tooLong }
  }
  const endCell = () => {
    if (row.problem !== tooLong) row.cells.push(row.cell)
    row.cell = ""
    place = "start"
  }
  const endRow = (): ReadonlyArray<Raw<ReadonlyArray<string>>> => {
    if (place === "plain" && row.cell.endsWith("\r")) row.cell = row.cell.slice(0, -1)
    endCell()
    const { line: at, cells, problem } = row
    row = begun(line)
    if (cells.length === 1 && cells[0] === "" && problem === undefined) return []
    return [{ line: at, content: cells, ...(problem === undefined ? {} : { problem }) }]
  }
  // What a mark begins or ends; the text before it was taken.
  const mark = () => {
    if (place === "start") place = "quoted"
    else if (place === "quoted") place = "mark"
    else if (place === "mark") {
      take('"', 0)
      place = "quoted"
    } else row.problem ??= strayMark
  }

  const push = (text: string): ReadonlyArray<Raw<ReadonlyArray<string>>> => {
    const rows: Array<Raw<ReadonlyArray<string>>> = []
    let from = 0
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index)
      if (code === lineFeed) line += 1
      const isMark = code === quote
      const ends = place !== "quoted" && (code === comma || code === lineFeed)
      if (isMark || ends) {
        // The break that ends a row is none of its characters.
        take(text.slice(from, index), index - from + (ends && code === lineFeed ? 0 : 1))
        from = index + 1
        if (isMark) mark()
        else if (code === comma) endCell()
        else rows.push(...endRow())
      } else if (place === "start") place = "plain"
      else if (place === "mark") {
        // Between the mark that ends a cell and the end of its row stands CR, or nothing.
        if (code === carriageReturn) {
          take("", 1)
          from = index + 1
        } else row.problem ??= strayMark
      }
    }
    take(text.slice(from), text.length - from)
    return rows
  }

  const end = () => {
    if (place === "quoted") row.problem ??= unclosed
    return endRow()
  }
  return { push, end }
}
