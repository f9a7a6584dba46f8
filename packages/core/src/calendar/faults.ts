// What a shape cannot say of a calendar. Input is read leniently here, so that a mistake of shape
// in one place does not hide a mistake of sense in another: all are reported at once.
import { Result } from "effect"
import * as Problem from "../problem/Problem.ts"
import { dateForm, parseDate } from "./date.ts"
import { exceptionFaults } from "./exceptionFaults.ts"
import { isRecord, listOf, pathOfDate, recordOf } from "./lenient.ts"
import { rowFaults, weekFaults } from "./rowFaults.ts"
import { canonicalZone } from "./zoneName.ts"

/**
 * Everything wrong with zone, rows, dates and exceptions of what ought to be a calendar; its lists
 * are not too long.
 */
export const faultsOf = (input: unknown): ReadonlyArray<Problem.Problem> => {
  if (!isRecord(input)) return []
  const days = Object.entries(recordOf(input["days"]))
  const changes = listOf(input["changes"]).map(recordOf)
  return [
    ...zoneFaults(input["timeZone"]),
    ...weekFaults(input["week"], ["week"]),
    ...days.flatMap(([date]) => dateFaults(date)),
    ...days.flatMap(([date, rows]) => rowFaults(rows, pathOfDate(date))),
    ...exceptionFaults(listOf(input["exceptions"])),
    ...changes.flatMap(({ week }, index) => weekFaults(week, ["changes", index, "week"])),
    ...orderFaults(changes.map(({ validFrom }) => validFrom)),
    ...openTimeFaults(input),
  ]
}

/** The problem of a calendar that is never open. */
export const noOpenTime = (expected: string): Problem.Problem =>
  Problem.make({ code: "no-open-time", path: "week", got: "no open time", expected })

const zoneFaults = (timeZone: unknown): ReadonlyArray<Problem.Problem> => {
  if (typeof timeZone !== "string") return []
  const canonical = canonicalZone(timeZone)
  if (Result.isSuccess(canonical)) return []
  return [Problem.make({ ...canonical.failure, path: "timeZone", got: timeZone })]
}

const dateFaults = (date: string): ReadonlyArray<Problem.Problem> => {
  if (parseDate(date) !== undefined) return []
  const path = Problem.pathOf(pathOfDate(date))
  return [Problem.make({ code: "invalid-date", path, got: date, expected: dateForm })]
}

const orderFaults = (dates: ReadonlyArray<unknown>): ReadonlyArray<Problem.Problem> =>
  dates.flatMap((date, index) => {
    const before = dates[index - 1]
    if (typeof date !== "string" || typeof before !== "string" || date > before) return []
    if (parseDate(date) === undefined || parseDate(before) === undefined) return []
    const path = Problem.pathOf(["changes", index, "validFrom"])
    return [
      Problem.make({ code: "not-increasing", path, got: date, expected: `a date after ${before}` }),
    ]
  })

// Where nothing has a row it can be said without laying out a single year, whatever else is wrong.
const openTimeFaults = (input: { readonly [key: string]: unknown }) => {
  const rows = [
    ...Object.values(recordOf(input["week"])),
    ...Object.values(recordOf(input["days"])),
    ...listOf(input["changes"]).flatMap((change) =>
      Object.values(recordOf(recordOf(change)["week"])),
    ),
    ...listOf(input["exceptions"]).map((exception) => recordOf(exception)["rows"] ?? []),
  ]
  if (rows.some((each) => !Array.isArray(each) || each.length > 0)) return []
  return [noOpenTime("at least one row in week, days, changes or exceptions")]
}
