// The form of an exported journal, JSON Lines: a head; the process in force, and each other one
// before the first event that needs it; the events of one ticket after those of the other, in the
// order of the tickets' ids; an end.
import { Problem, Process } from "@upkeep/core"
import { Decode, Instant, Text, WhatIf } from "@upkeep/core/effect"
import { Predicate, Result, Schema } from "effect"

/** The version of this form. */
export const journalFormat = 1

/** The first line. */
const Head = Schema.Struct({
  upkeep: Schema.Literal("journal"),
  format: Schema.Literal(journalFormat),
  tenant: Text.Name,
  /** When it was exported: the end of a question that names none. */
  at: Instant.Millis,
  /** The process in force, `id@version`. */
  process: Text.Name,
})
export type Head = typeof Head.Type

/** The last line: what the journal holds, so that one that was cut off is noticed. */
const End = Schema.Struct({
  end: Schema.Struct({ tickets: Schema.Int, events: Schema.Int }),
})
export type End = typeof End.Type

/** What a later line says. */
export type Entry =
  | { readonly kind: "process"; readonly process: Process.Process }
  | { readonly kind: "event"; readonly recorded: WhatIf.Recorded }
  | { readonly kind: "end"; readonly end: End["end"] }

type Read = Result.Result<Entry, Problems>

type Problems = ReadonlyArray<Problem.Problem>

/** Reads the first line: a head, or everything that is wrong with it. */
export const headOf = (line: string): Result.Result<Head, Problems> => {
  if (line.trim() === "") return Result.fail([notAJournal(line)])
  const value = parsed(line)
  if (Result.isFailure(value)) return Result.fail([value.failure])
  const { upkeep, format } = Object(value.success)
  if (upkeep !== "journal") return Result.fail([notAJournal(value.success)])
  if (typeof format !== "number" || format <= journalFormat) return decodeHead(value.success)
  const expected = `at most ${journalFormat}: use the Upkeep that wrote it`
  return Result.fail([
    Problem.make({ code: "journal-too-new", path: "format", got: format, expected }),
  ])
}

/** Reads a later line, or says everything that is wrong with it. */
export const entryOf = (line: string): Read => {
  const value = parsed(line)
  if (Result.isFailure(value)) return Result.fail([value.failure])
  if (!Predicate.isObject(value.success)) return eventOf(value.success)
  if ("end" in value.success) return endOf(value.success)
  return "process" in value.success ? processOf(value.success) : eventOf(value.success)
}

const notAJournal = (got: unknown) =>
  Problem.make({ code: "not-a-journal", path: "", got, expected: "what upkeep journal writes" })

const parsed = (line: string): Result.Result<unknown, Problem.Problem> => {
  try {
    return Result.succeed(JSON.parse(line))
  } catch {
    const expected = "JSON on one line"
    return Result.fail(Problem.make({ code: "not-json", path: "", got: line, expected }))
  }
}

const eventOf = (value: unknown): Read =>
  Result.map(WhatIf.recordedOf(value), (recorded) => ({ kind: "event", recorded }))

const decodeHead = Decode.strict(Head)
const decodeEnd = Decode.strict(End)
const decodeProcess = Decode.strict(Schema.Struct({ process: Schema.Unknown }))

const endOf = (value: unknown): Read =>
  Result.map(decodeEnd(value), ({ end }) => ({ kind: "end", end }))

const processOf = (value: unknown): Read =>
  Result.flatMap(decodeProcess(value), ({ process }) =>
    Result.mapBoth(Process.make(process), {
      onSuccess: (made): Entry => ({ kind: "process", process: made }),
      onFailure: (problems) => problems.map((problem) => Problem.within("process", problem)),
    }),
  )
