// A new version of a calendar, with other exceptions.
import { Calendar, Problem } from "@upkeep/core"
import { Result } from "effect"
import { line } from "./check.ts"
import type { Exception, Problems } from "./exception.ts"

/**
 * A new version of a calendar: in the years of the dated `exceptions` its own dated ones are
 * replaced, and a recurring one replaces what recurs on the same day. Everything else stays, its
 * `holidays` and `days` too, where a host keeps what is nobody else's.
 *
 * Refuses with `version-exists` the version that the calendar has, and with the codes of
 * `Calendar.make` what would be no calendar.
 *
 * @example
 * const week = { mon: [["09:00", "18:00"]] }
 * const office = { id: "ru", version: "1", timeZone: "+03:00", week }
 * const options = { years: [2026], decreeDays: "closed", language: "ru" }
 * const { success: exceptions } = russianExceptions(options)
 * withExceptions(office, exceptions, { version: "2026" }).success.version // => "2026"
 */
export const withExceptions = (
  calendar: Calendar.Calendar,
  exceptions: ReadonlyArray<Exception>,
  { version }: { readonly version: string },
): Result.Result<Calendar.Calendar, Problems> => {
  const problems = [...line(version, "version"), ...sameVersion(calendar, version)]
  if (problems.length > 0) return Result.fail(problems)
  const replaced = new Set(exceptions.map(placeOf))
  const kept = (calendar.exceptions ?? []).filter((each) => !replaced.has(placeOf(each)))
  return Calendar.make({ ...calendar, version, exceptions: [...kept, ...exceptions] })
}

const sameVersion = ({ version }: Calendar.Calendar, next: string): Problems => {
  const expected = "a version that the calendar does not have yet"
  const problem = { code: "version-exists", path: "version", got: next, expected }
  return version === next ? [Problem.make(problem)] : []
}

/** What an exception replaces: its year, or its day of every year. */
const placeOf = (exception: Exception): string => {
  if ("date" in exception) return exception.date.slice(0, 4)
  const { every } = exception
  return typeof every === "string" ? every : `${every.month} ${every.weekday} ${every.nth}`
}
