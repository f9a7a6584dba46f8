// A report as a page, before it is Markdown, HTML or CSV.
import type { Chart } from "./charts.ts"

/** What stands in a table: a text, or a text with the bare value that programs read. */
export type Cell = string | { readonly text: string; readonly value: number }

/** A column; of figures, where they stand at its end. */
export interface Column {
  readonly name: string
  readonly figures?: boolean
}

/** A table with its own title. */
export interface Table {
  readonly kind: "table"
  readonly title: string
  readonly columns: ReadonlyArray<Column>
  readonly rows: ReadonlyArray<ReadonlyArray<Cell>>
}

/** A part of a page. */
export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: ReadonlyArray<string> }
  /** What is aligned by its spaces. */
  | { readonly kind: "lines"; readonly lines: ReadonlyArray<string> }
  | { readonly kind: "chart"; readonly chart: Chart }
  | Table

/** A page. No text of it is markup of any kind. */
export interface Document {
  readonly language: "en" | "ru"
  readonly title: string
  /** What it is about, name by name. */
  readonly facts: ReadonlyArray<readonly [name: string, value: string]>
  readonly blocks: ReadonlyArray<Block>
}

/** Whether a table or a picture goes by the name that the heading above it says already. */
export const isNamedAbove = (blocks: ReadonlyArray<Block>, place: number): boolean => {
  const heading = blocks.slice(0, place).findLast(({ kind }) => kind === "heading")
  const block = blocks[place]
  if (heading?.kind !== "heading" || block === undefined) return false
  if (block.kind === "chart") return block.chart.title === heading.text
  return block.kind === "table" && block.title === heading.text
}

/** What a cell says. */
export const textOf = (cell: Cell): string => (typeof cell === "string" ? cell : cell.text)
