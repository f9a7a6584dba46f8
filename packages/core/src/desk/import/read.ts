// A record of a file becomes a row, in the names of this desk; everything that is wrong with it is
// told at once.
import { Predicate, Result, Schema } from "effect"
import * as LocalTime from "../../calendar/LocalTime.ts"
import * as Decode from "../../problem/Decode.ts"
import * as Problem from "../../problem/Problem.ts"
import type { Profile } from "../../process/Profile.ts"
import { Name } from "../../ticket/Text.ts"
import { decoders, kinds, type Said } from "./form.ts"
import { type Known, type Names, renamedBy, unknown } from "./names.ts"

/** A row of an import. */
export interface Row {
  /** Where it stands in its file, from 1. */
  readonly line: number
  /** The old desk's number of its ticket. */
  readonly ticket: string
  /** When it happened, in epoch milliseconds; null where that cannot be read. */
  readonly at: number | null
  /** Null where the row was refused. */
  readonly said: Said | null
}

/** A row that was not taken. */
export interface Refused {
  readonly line: number
  /** Null where the row does not say it. */
  readonly ticket: string | null
  /** The code of a problem, or the rule of a rejection. */
  readonly code: string
  readonly message: string
}

/** A record, read: a row unless nobody can say whose it is, and what is wrong with it. */
export interface Reading {
  readonly row: Row | null
  readonly refused: ReadonlyArray<Refused>
}

/** What records are read by. */
export interface Reader {
  readonly profile: Profile
  readonly names: Names
  /** The zone of times without an offset; without it such times are refused. */
  readonly timeZone: string | undefined
}

type Problems = ReadonlyArray<Problem.Problem>
type Cells = { readonly [column: string]: unknown }

const decodeTicket = Decode.strict(Schema.Struct({ ticket: Name }))

/** Reads a record. */
export const read = (reader: Reader, record: unknown, line: number): Reading => {
  if (!isRecord(record)) {
    const expected = "an object with the columns of a row"
    const problem = Problem.make({ code: "wrong-type", path: "", got: record, expected })
    return { row: null, refused: refusedBy([problem], line, null) }
  }
  const { ticket: number, at: time, ...rest } = filled(record)
  const named = decodeTicket(number === undefined ? {} : { ticket: number })
  const ticket = Result.isSuccess(named) ? named.success.ticket : null
  const at = instantOf(reader, time)
  const { cells, problems: strange } = inOurNames(reader, rest)
  const said = saidIn(cells)
  const problems = [...wrongIn(named), ...wrongIn(at), ...wrongIn(said), ...strange]
  const sound = strange.length === 0 ? orNull(said) : null
  const row = ticket === null ? null : { line, ticket, at: orNull(at), said: sound }
  return { row, refused: refusedBy(problems, line, ticket) }
}

/** Problems of a line, as rows that were not taken. */
export const refusedBy = (
  problems: Problems,
  line: number,
  ticket: string | null,
): ReadonlyArray<Refused> =>
  problems.map((problem) => {
    const { code, message } = Problem.within(`line ${line}`, problem)
    return { line, ticket, code, message }
  })

const isRecord = (record: unknown): record is Cells =>
  Predicate.isObject(record) && !Array.isArray(record)

const wrongIn = (result: Result.Result<unknown, Problems>): Problems =>
  Result.isFailure(result) ? result.failure : []

const orNull = <A>(result: Result.Result<A, Problems>): A | null =>
  Result.isSuccess(result) ? result.success : null

// A cell of a table is there, whether or not it says anything.
const filled = (record: Cells): Cells =>
  Object.fromEntries(
    Object.entries(record).filter(([, cell]) => cell !== "" && cell !== null && cell !== undefined),
  )

const instantOf = (
  { timeZone }: Reader,
  time: unknown,
): Result.Result<number, ReadonlyArray<Problem.Problem>> => {
  if (typeof time === "string") return LocalTime.parse(time, { timeZone, path: "at" })
  const code = time === undefined ? "missing-field" : "wrong-type"
  const expected = "an instant such as 2026-03-29T10:00:00+02:00"
  return Result.fail([Problem.make({ code, path: "at", got: time, expected })])
}

const saidIn = (cells: Cells): Result.Result<Said, Problems> => {
  const { kind } = cells
  const decode = typeof kind === "string" ? decoders.get(kind) : undefined
  if (decode !== undefined) return decode(cells)
  const code = kind === undefined ? "missing-field" : "unknown-value"
  const expected = `one of ${kinds.join(", ")}`
  return Result.fail([Problem.make({ code, path: "kind", got: kind, expected })])
}

/** The columns that hold names of the process. */
const namedIn = {
  type: "types",
  channel: "channels",
  priority: "priorities",
  line: "lines",
  environment: "environments",
} as const satisfies { readonly [column: string]: Known }

/** The columns that hold names of people. */
const people = ["author", "assignee"]

const inOurNames = ({ profile, names }: Reader, cells: Cells) => {
  const ours = new Map<string, string>()
  const problems: Array<Problem.Problem> = []
  for (const [column, what] of Object.entries(namedIn)) {
    const old = cells[column]
    if (typeof old !== "string") continue
    const id = renamedBy(names, what, old)
    ours.set(column, id)
    problems.push(...unknown(profile, what, id, column))
  }
  for (const column of people) {
    const old = cells[column]
    if (typeof old === "string") ours.set(column, renamedBy(names, "people", old))
  }
  const { duplicateOf } = cells
  if (typeof duplicateOf === "string")
    ours.set("duplicateOf", `${names.numberPrefix ?? ""}${duplicateOf}`)
  const author = ours.get("author") ?? ""
  if (cells["authorKind"] === "customer" && author.includes("@")) problems.push(addressAsId(author))
  return { cells: { ...cells, ...Object.fromEntries(ours) }, problems }
}

// The journal holds nothing personal, and is kept for ever.
const addressAsId = (got: string) => {
  const expected = "a person's id that is no address, or a map that names one"
  return Problem.make({ code: "address-as-id", path: "author", got, expected })
}
