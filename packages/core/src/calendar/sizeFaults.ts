// Lists that are too long, told before anything else is looked at: what a hostile file costs is
// then its own reading, not that of the mistakes in a million entries.
import * as Problem from "../problem/Problem.ts"
import { changesAtMost, daysAtMost, exceptionsAtMost, holidaysAtMost, rowsAtMost } from "./form.ts"
import { isRecord, listOf, type Path, pathOfDate, recordOf } from "./lenient.ts"

/** Every list of what ought to be a calendar that is longer than its limit. */
export const sizeFaults = (input: unknown): ReadonlyArray<Problem.Problem> => {
  if (!isRecord(input)) return []
  const [days, changes] = [recordOf(input["days"]), listOf(input["changes"])]
  const exceptions = listOf(input["exceptions"])
  const whole = [
    ...tooMany(listOf(input["holidays"]).length, [holidaysAtMost, "holidays"], ["holidays"]),
    ...tooMany(Object.keys(days).length, [daysAtMost, "dates"], ["days"]),
    ...tooMany(exceptions.length, [exceptionsAtMost, "exceptions"], ["exceptions"]),
    ...tooMany(changes.length, [changesAtMost, "changes"], ["changes"]),
  ]
  if (whole.length > 0) return whole
  return [
    ...rowsOf(input["week"], (weekday) => ["week", weekday]),
    ...rowsOf(days, pathOfDate),
    ...exceptions.flatMap((exception, index) =>
      tooManyRows(recordOf(exception)["rows"], ["exceptions", index, "rows"]),
    ),
    ...changes.flatMap((change, index) =>
      rowsOf(recordOf(change)["week"], (weekday) => ["changes", index, "week", weekday]),
    ),
  ]
}

const rowsOf = (lists: unknown, pathOf: (key: string) => Path) =>
  Object.entries(recordOf(lists)).flatMap(([key, rows]) => tooManyRows(rows, pathOf(key)))

const tooManyRows = (rows: unknown, path: Path) =>
  tooMany(listOf(rows).length, [rowsAtMost, "rows"], path)

type Limit = readonly [most: number, things: string]

const tooMany = (
  got: number,
  [most, things]: Limit,
  path: Path,
): ReadonlyArray<Problem.Problem> => {
  if (got <= most) return []
  const expected = `at most ${most} ${things}`
  return [Problem.make({ code: "too-many", path: Problem.pathOf(path), got, expected })]
}
