// A log as comma-separated values, row by row.
import { Conformance, Problem } from "@upkeep/core"
import { csv } from "../csv.ts"
import type { Raw } from "../rows.ts"
import { LogError, problemAt } from "./LogError.ts"
import type { Places, Read } from "./row.ts"

type Cells = ReadonlyArray<string>

/** Reads a log; one that lacks columns is refused as a `LogError`. */
export async function* csvRows(
  texts: AsyncIterable<string>,
  places: Places,
): AsyncGenerator<ReadonlyArray<Read>, undefined> {
  const splitter = csv()
  let read: Reader | undefined
  // The first row names the columns.
  const reading = ([first, ...others]: ReadonlyArray<Raw<Cells>>): ReadonlyArray<Read> => {
    if (first === undefined) return []
    if (read !== undefined) return [read(first), ...others.map(read)]
    read = readerOf(first, places)
    return others.map(read)
  }
  for await (const text of texts) yield reading(splitter.push(text))
  yield reading(splitter.end())
}

type Reader = (raw: Raw<Cells>) => Read

const readerOf = ({ line, content: columns, problem }: Raw<Cells>, places: Places): Reader => {
  if (problem !== undefined) throw new LogError([Problem.within(`line ${line}`, problem)])
  const { case: id, time, state, group, type } = places
  const states = Conformance.listed(state)
  const optional = [group, type].filter((each) => each !== undefined)
  refuseColumns(columns, [id, time, ...states, ...optional])
  const at = (column: string | undefined) => (column === undefined ? -1 : columns.indexOf(column))
  const [caseAt, timeAt, groupAt, typeAt] = [at(id), at(time), at(group), at(type)]
  const stateAt = states.map(at)
  return (raw) => {
    const { line, content: cells } = raw
    if (raw.problem !== undefined) return Problem.within(`line ${line}`, raw.problem)
    if (cells.length !== columns.length) return ragged(cells, columns, line)
    return {
      line,
      case: cells[caseAt] ?? "",
      time: cells[timeAt] ?? "",
      state: stateAt.map((place) => cells[place] ?? "").join("/"),
      group: cells[groupAt] || null,
      type: cells[typeAt] || null,
    }
  }
}

// All that are missing are told at once.
const refuseColumns = (columns: Cells, needed: Cells): void => {
  const isTwice = (each: string) => columns.indexOf(each) !== columns.lastIndexOf(each)
  const got = [
    ...needed.filter((each) => !columns.includes(each)).map((each) => `no ${each}`),
    ...needed.filter(isTwice).map((each) => `${each} twice`),
  ].join(", ")
  if (got === "") return
  // A log that other marks separate is one long name.
  const found = Problem.show(columns.join(","))
  const expected = `a first row with ${needed.join(", ")}, as the map says, and not ${found}`
  throw new LogError([problemAt(1, { code: "bad-columns", got, expected })])
}

const ragged = (cells: Cells, columns: Cells, line: number): Problem.Problem => {
  const expected = `${columns.length}, as many as there are columns`
  return problemAt(line, { code: "ragged-row", got: `${cells.length} cells`, expected })
}
