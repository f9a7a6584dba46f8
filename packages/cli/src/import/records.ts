// The records of a file of either form, in constant memory: each an object with the columns of a
// row, or what is wrong with it.
import { Problem } from "@upkeep/core"
import { Import } from "@upkeep/core/effect"
import { createReadStream } from "node:fs"
import { csv } from "../csv.ts"
import { jsonLines } from "./jsonLines.ts"
import type { Raw, Splitter } from "../rows.ts"

/** A record of a file, or why there is none. */
export type FileRecord =
  | { readonly line: number; readonly record: unknown }
  | { readonly line: number; readonly problem: Problem.Problem }

/** Reads rows as records; nothing can be read any more after undefined. */
type Recorder<A> = (raw: Raw<A>) => FileRecord | undefined

/** The forms of files, by how their names end. */
export const forms = {
  ".csv": () => recorded(csv(), fromCells()),
  ".jsonl": () => recorded(jsonLines(), fromJson),
  ".ndjson": () => recorded(jsonLines(), fromJson),
} as const

/** How the name of a file says its form; undefined where it does not. */
export const formOf = (file: string): keyof typeof forms | undefined => {
  const name = file.toLowerCase()
  if (name.endsWith(".csv")) return ".csv"
  if (name.endsWith(".jsonl")) return ".jsonl"
  return name.endsWith(".ndjson") ? ".ndjson" : undefined
}

/** Reads a file. What makes the rest of it unreadable is its last record. */
export async function* recordsOf(
  file: string,
  form: keyof typeof forms,
): AsyncGenerator<ReadonlyArray<FileRecord>, undefined> {
  const { push, end } = forms[form]()
  // A byte order mark is no part of the text.
  const decoder = new TextDecoder("utf-8", { fatal: true })
  let line = 1
  for await (const chunk of createReadStream(file)) {
    const text = decoded(decoder, chunk)
    const records = text === undefined ? [notText(line)] : push(text)
    line = records.at(-1)?.line ?? line
    const last = records.findIndex(isLast)
    yield last === -1 ? records : records.slice(0, last + 1)
    if (last !== -1) return
  }
  const rest = decoded(decoder, undefined)
  yield rest === undefined ? [notText(line)] : [...push(rest), ...end()]
}

const recorded = <A>(splitter: Splitter<A>, recorder: Recorder<A>) => {
  const read = (rows: ReadonlyArray<Raw<A>>) =>
    rows.flatMap((raw): ReadonlyArray<FileRecord> => {
      if (raw.problem !== undefined) return [{ line: raw.line, problem: raw.problem }]
      const record = recorder(raw)
      return record === undefined ? [] : [record]
    })
  return {
    push: (text: string) => read(splitter.push(text)),
    end: () => read(splitter.end()),
  }
}

type Decoder = InstanceType<typeof TextDecoder>

const decoded = (decoder: Decoder, chunk: unknown): string | undefined => {
  try {
    return chunk instanceof Uint8Array ? decoder.decode(chunk, { stream: true }) : decoder.decode()
  } catch {
    return undefined
  }
}

/** What makes everything after it unreadable. */
const lastCodes: ReadonlySet<string> = new Set(["not-utf-8", "bad-columns"])

const isLast = (record: FileRecord): boolean =>
  "problem" in record && lastCodes.has(record.problem.code)

const notText = (line: number): FileRecord => {
  const expected = `text in UTF-8, after line ${line}`
  return {
    line,
    problem: Problem.make({ code: "not-utf-8", path: "", got: "other bytes", expected }),
  }
}

const fromJson: Recorder<string> = ({ line, content }) => {
  try {
    const record: unknown = JSON.parse(content)
    return { line, record }
  } catch {
    const expected = "JSON on one line"
    return { line, problem: Problem.make({ code: "not-json", path: "", got: content, expected }) }
  }
}

const fromCells = (): Recorder<ReadonlyArray<string>> => {
  let columns: ReadonlyArray<string> | undefined
  return ({ line, content }) => {
    if (columns === undefined) {
      columns = content
      const problem = wrongWith(columns)
      return problem === undefined ? undefined : { line, problem }
    }
    if (content.length !== columns.length) {
      const got = `${content.length} cells`
      const expected = `${columns.length}, as many as there are columns`
      return { line, problem: Problem.make({ code: "ragged-row", path: "", got, expected }) }
    }
    const cells = columns.map((column, index) => [column, content[index]] as const)
    return { line, record: Object.fromEntries(cells) }
  }
}

const wrongWith = (columns: ReadonlyArray<string>): Problem.Problem | undefined => {
  const unknown = columns.filter((column) => !Import.columns.includes(column))
  const twice = columns.filter((column, index) => columns.indexOf(column) !== index)
  const missing = ["ticket", "at", "kind"].filter((column) => !columns.includes(column))
  const got = [
    ...unknown.map((column) => JSON.stringify(column)),
    ...twice.map((column) => `${column} twice`),
    ...missing.map((column) => `no ${column}`),
  ].join(", ")
  const expected = `a first row with ticket, at, kind and others of ${Import.columns.join(", ")}`
  return got === "" ? undefined : Problem.make({ code: "bad-columns", path: "", got, expected })
}
