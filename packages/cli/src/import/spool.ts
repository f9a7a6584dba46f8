// Rows by their tickets, however they lie in their file: kept in a private database of SQLite's
// own, which is on no path and gone with the process, so that a million of them take no memory.
import { Problem } from "@upkeep/core"
import { Import } from "@upkeep/core/effect"
import { DatabaseSync } from "node:sqlite"

/** The most rows of a ticket. */
export const rowsOfTicketAtMost = 10_000
/** The most characters of all rows of a ticket, as they are kept. */
export const charactersOfTicketAtMost = 64 * 1_048_576
/** Tickets that are taken in together: so many, or those that together reach so many characters. */
export const batch = { tickets: 64, characters: 8 * 1_048_576 } as const

/** Some tickets with their rows, and tickets that have too many. */
export interface Batch {
  readonly tickets: ReadonlyArray<Import.TicketRows>
  readonly tooLarge: ReadonlyArray<Import.Refused>
}

/** Keeps rows until all were read. */
export interface Spool extends Disposable {
  readonly add: (row: Import.Row) => void
  /** The tickets in the order in which they began, each with its rows in their order. */
  readonly batches: () => Generator<Batch>
}

/** Opens a spool. */
export const openSpool = (): Spool => {
  const database = new DatabaseSync("")
  database.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384")
  database.exec("CREATE TABLE row (ticket TEXT, at INTEGER, line INTEGER, said TEXT) STRICT; BEGIN")
  const insert = database.prepare("INSERT INTO row VALUES (?, ?, ?, ?)")
  return {
    add: ({ ticket, at, line, said }) => void insert.run(ticket, at, line, JSON.stringify(said)),
    batches: () => batchesIn(database),
    [Symbol.dispose]: () => database.close(),
  }
}

interface Size {
  readonly ticket: string
  readonly rows: number
  readonly characters: number
  readonly line: number
}

// SQL sorts NULL first: a row without a time stands before all that could be taken.
function* batchesIn(database: DatabaseSync): Generator<Batch> {
  database.exec("CREATE INDEX row_of ON row (ticket, at, line)")
  const sizes = database.prepare(
    "SELECT ticket, count(*) AS rows, sum(length(said)) AS characters, min(line) AS line " +
      "FROM row GROUP BY ticket ORDER BY min(at), ticket",
  )
  const rowsOf = rowsBy(database)
  let tickets: Array<Import.TicketRows> = []
  let tooLarge: Array<Import.Refused> = []
  let characters = 0
  for (const found of sizes.iterate()) {
    const size = sizeOf(found)
    const problem = problemWith(size)
    if (problem !== undefined) tooLarge.push(problem)
    else tickets.push({ ticket: size.ticket, rows: rowsOf(size.ticket) })
    characters += size.characters
    if (tickets.length < batch.tickets && characters < batch.characters) continue
    yield { tickets, tooLarge }
    tickets = []
    tooLarge = []
    characters = 0
  }
  if (tickets.length > 0 || tooLarge.length > 0) yield { tickets, tooLarge }
}

const rowsBy = (database: DatabaseSync) => {
  const select = database.prepare(
    "SELECT at, line, said FROM row WHERE ticket = ? ORDER BY at, line",
  )
  return (ticket: string): ReadonlyArray<Import.Row> =>
    select.all(ticket).map(({ at, line, said }) => ({
      ticket,
      at: at === null ? null : Number(at),
      line: Number(line),
      // Our own writing, of what was read.
      said: JSON.parse(String(said)),
    }))
}

const sizeOf = ({ ticket, rows, characters, line }: Readonly<Record<string, unknown>>): Size => ({
  ticket: String(ticket),
  rows: Number(rows),
  characters: Number(characters),
  line: Number(line),
})

const problemWith = ({ ticket, rows, characters, line }: Size): Import.Refused | undefined => {
  const problem =
    rows > rowsOfTicketAtMost
      ? { code: "too-many", got: `${rows} rows`, expected: `at most ${rowsOfTicketAtMost}` }
      : characters > charactersOfTicketAtMost
        ? {
            code: "too-long",
            got: `${characters} characters`,
            expected: `at most ${charactersOfTicketAtMost}`,
          }
        : undefined
  if (problem === undefined) return undefined
  const { code, message } = Problem.make({ ...problem, path: `ticket ${JSON.stringify(ticket)}` })
  return { line, ticket, code, message }
}
