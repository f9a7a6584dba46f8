// A log from its first row to its last, replayed case by case as the rows come.
import { Conformance } from "@upkeep/core"
import { Result } from "effect"
import { type Cases, openCases } from "./cases.ts"
import { gathered, LogError, problemAt, type Problems } from "./LogError.ts"
import type { Row } from "./row.ts"
import { rowsOf } from "./readLog.ts"

/** What is replayed. */
export interface Replay {
  /** A file, or `-` for standard input. */
  readonly file: string
  readonly conformance: Conformance.Conformance
  /** The zone of times without an offset; without it such times are refused. */
  readonly timeZone: string | undefined
}

/**
 * Replays a log. One with rows that cannot be read is refused as `LogError`, all of them at once: a
 * case without one of its rows would be judged for what it was not.
 */
export const replay = async (asked: Replay): Promise<Conformance.Conformity> => {
  const { columns, attributes } = asked.conformance.map
  const forms = {
    ...(columns === undefined ? {} : { columns }),
    ...(attributes === undefined ? {} : { attributes }),
  }
  const problems = gathered()
  const figures = Conformance.figures()
  using cases = openCases()
  const take = taking(asked, cases, figures, problems)
  for await (const rows of rowsOf(asked.file, forms))
    for (const row of rows) {
      if ("code" in row) problems.add(row)
      else take(owned(row))
    }
  problems.refuse()
  for (const standing of cases.all()) figures.end(standing)
  const conformity = figures.conformity()
  if (conformity.events > 0) return conformity
  throw new LogError([problemAt(undefined, { code: "empty", got: "no rows", expected: "a log" })])
}

const taking =
  (
    { conformance: { judge }, timeZone }: Replay,
    cases: Cases,
    figures: Conformance.Figures,
    problems: Problems,
  ) =>
  (row: Row): void => {
    const { line, case: id, time, state, group, type } = row
    if (id === "") {
      const expected = "a case in every row"
      return problems.add(problemAt(line, { code: "missing-field", got: undefined, expected }))
    }
    const standing = cases.find(id)
    const at = Conformance.instantOf(time, { timeZone, after: standing?.at })
    if (Result.isFailure(at)) {
      for (const { code, expected } of at.failure)
        problems.add(problemAt(line, { code, got: time, expected }))
      return
    }
    const judged = judge(standing, { state, at: at.success, group, type })
    figures.add(id, judged)
    cases.set(id, judged.after)
  }

// What is kept for long is a text of its own: a part of a text keeps all of it in memory, and that
// is a piece of the log. Below this length V8 copies parts by itself.
const partCharacters = 13

const own = (text: string): string =>
  text.length < partCharacters ? text : Buffer.from(text).toString()

const owned = (row: Row): Row => ({
  ...row,
  case: own(row.case),
  state: own(row.state),
  group: row.group === null ? null : own(row.group),
  type: row.type === null ? null : own(row.type),
})
