// A calendar's exceptions as an iCalendar file.
import { createHash } from "node:crypto"
import { Calendar, Problem } from "@upkeep/core"
import { Result } from "effect"
import { exceptionProblems, line } from "../check.ts"
import { dateOf, lastYear, parseDate } from "../date.ts"
import { firstDay } from "../every.ts"
import { closedOn, type Dated, type Exception, type Problems } from "../exception.ts"
import { fold } from "./fold.ts"
import { fromYearMark, marksOf } from "./marks.ts"
import { lineOf } from "./property.ts"
import { ruleTextOf } from "./recurring.ts"

/** What a file says of itself. */
export interface WriteOptions {
  /** What programs call the calendar; dates that have no name get it too. */
  readonly name: string
  /** The instant of writing in epoch milliseconds, 1970 to 2200; a file keeps whole seconds. */
  readonly stamp: number
  /** The program that wrote it; default `-//Upkeep//Calendars//EN`. */
  readonly prodId?: string
}

/**
 * Writes exceptions as an iCalendar file (RFC 5545), or those of a calendar with its `holidays` and
 * `days`.
 *
 * Every exception is an event of one whole day, a recurring one with a yearly RRULE. What iCalendar
 * has no word for stands in `X-UPKEEP-…`, so that `readICalendar` gives back what was written. An
 * event's UID is made of the calendar's name, the date and the kind: writing again changes none.
 *
 * Of a calendar, what `days` outdoes is not written. What could not be read back is refused: with
 * the codes of `Calendar.make` what is no exception or no calendar, with `too-many` more than 5,000
 * exceptions, `holidays` and `days` together, and with `forbidden-character` and `invalid-unicode`
 * a name that the file could not hold.
 *
 * @example
 * const exceptions = [{ name: "Works outing", date: "2026-06-12", kind: "closed" }]
 * const options = { name: "Our office", stamp: Date.parse("2026-01-01T00:00:00Z") }
 * const file = writeICalendar(exceptions, options).success
 * file.split("\r\n").filter((line) => /^(?:DTSTART|SUMMARY)/.test(line))
 * // => ["DTSTART;VALUE=DATE:20260612", "SUMMARY:Works outing"]
 */
export const writeICalendar = (
  source: ReadonlyArray<Exception> | Calendar.Calendar,
  options: WriteOptions,
): Result.Result<string, Problems> => {
  const optionsWrong = optionProblems(options)
  const read = exceptionsOf(source, options.name)
  const wrong = [...optionsWrong, ...(Result.isFailure(read) ? read.failure : [])]
  if (Result.isFailure(read) || wrong.length > 0) return Result.fail(wrong)
  const misnamed = read.success.flatMap(({ path, exception }) =>
    textProblems(exception.name, `${path}.name`),
  )
  if (misnamed.length > 0) return Result.fail(misnamed)
  const exceptions = read.success.map(({ exception }) => exception)
  return Result.succeed(fileOf(exceptions, options))
}

/** The program that writes, where nobody says otherwise. */
const ownProdId = "-//Upkeep//Calendars//EN"

const optionProblems = ({ name, stamp, prodId = ownProdId }: WriteOptions): Problems => {
  const expected = "whole epoch milliseconds, 1970 to 2200"
  const isInstant = Number.isSafeInteger(stamp) && stamp >= 0 && stamp < Date.UTC(lastYear + 1, 0)
  const code = stamp === undefined ? "missing-field" : "out-of-range"
  return [
    ...line(name, "name"),
    ...line(prodId, "prodId"),
    ...(isInstant ? [] : [Problem.make({ code, path: "stamp", got: stamp, expected })]),
  ]
}

/** An exception, and where it stands in what was handed to us. */
interface Placed {
  readonly path: string
  readonly exception: Exception
}

/** What differs on dates, in one list that can be read back. */
const exceptionsOf = (
  source: ReadonlyArray<Exception> | Calendar.Calendar,
  name: string,
): Result.Result<ReadonlyArray<Placed>, Problems> => {
  if (isList(source)) {
    const problems = exceptionProblems(source)
    return problems.length > 0 ? Result.fail(problems) : Result.succeed(placed(source))
  }
  return Result.flatMap(Calendar.make(source), (calendar) => {
    const merged = mergedOf(calendar, name)
    const problems = exceptionProblems(
      merged.map(({ exception }) => exception),
      (index) => merged[index]?.path ?? "exceptions",
    )
    return problems.length > 0 ? Result.fail(problems) : Result.succeed(merged)
  })
}

/** Exceptions, holidays and days; dates in `days` have no other hours, so nothing else is said. */
const mergedOf = (calendar: Calendar.Calendar, name: string): ReadonlyArray<Placed> => {
  const { exceptions = [], holidays = [], days = {} } = calendar
  const closings = holidays.map((each, index) => ({
    path: `holidays[${index}]`,
    exception: typeof each === "string" ? closedOn(each, name) : closedOn(each.date, each.name),
  }))
  const own = Object.entries(days).map(([date, rows]) => {
    const exception: Dated = { name, date, kind: "hours", rows }
    return { path: `days.${date}`, exception }
  })
  const isOutdone = ({ exception }: Placed) =>
    "date" in exception && Object.hasOwn(days, exception.date) && givesBase(exception)
  return [...[...placed(exceptions), ...closings].filter((each) => !isOutdone(each)), ...own]
}

/** Whether an exception says which hours a date has, and not what is cut off or added. */
const givesBase = ({ kind }: Exception): boolean => kind !== "shortened" && kind !== "extra"

const placed = (exceptions: ReadonlyArray<Exception>): ReadonlyArray<Placed> =>
  exceptions.map((exception, index) => ({ path: `exceptions[${index}]`, exception }))

const isList = (source: unknown): source is ReadonlyArray<Exception> => Array.isArray(source)

// Line breaks and tabs can be written (section 3.3.11), other control characters cannot.
const textProblems = (text: string, path: string): Problems => {
  const expected = "text that a file can hold"
  const at = { path, got: text, expected }
  if (/[^\P{Cc}\n\t]/u.test(text)) return [Problem.make({ ...at, code: "forbidden-character" })]
  return text.isWellFormed() ? [] : [Problem.make({ ...at, code: "invalid-unicode" })]
}

const fileOf = (exceptions: ReadonlyArray<Exception>, options: WriteOptions): string => {
  const { name, stamp, prodId = ownProdId } = options
  const at = `${new Date(stamp).toISOString().slice(0, 19)}Z`
  const uids = uidsFor(name)
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    lineOf("prodid", "text", prodId),
    lineOf("x-wr-calname", "text", name),
    ...exceptions.flatMap((exception) => [
      "BEGIN:VEVENT",
      `UID:${uids(exception)}`,
      lineOf("dtstamp", "date-time", at),
      ...linesOf(exception),
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
  ]
  return lines.map((each) => `${fold(each)}\r\n`).join("")
}

const linesOf = (exception: Exception): ReadonlyArray<string> => {
  const first = "date" in exception ? parseDate(exception.date) : firstDay(exception)
  return [
    lineOf("dtstart", "date", dateOf(first ?? 0)),
    ...("date" in exception ? [] : [`RRULE:${ruleTextOf(exception)}`]),
    lineOf("summary", "text", exception.name),
    `CATEGORIES:${categories[exception.kind]}`,
    // A holiday takes nobody's time in the calendars of people.
    "TRANSP:TRANSPARENT",
    ...marksOf(exception).map(([mark, value]) => `${mark}:${value}`),
    ...("fromYear" in exception ? [`${fromYearMark}:${exception.fromYear}`] : []),
  ]
}

const categories: Readonly<Record<Exception["kind"], string>> = {
  closed: "Holiday",
  hours: "Own hours",
  moved: "Moved working day",
  shortened: "Shortened day",
  extra: "Extra hours",
}

/** UIDs that are the same whenever the same calendar is written, and told apart among equals. */
const uidsFor = (name: string) => {
  const written = new Map<string, number>()
  return (exception: Exception): string => {
    const when =
      "date" in exception
        ? exception.date
        : [exception.every, exception.fromYear, exception.untilYear]
    const key = JSON.stringify([name, when, exception.kind])
    const before = written.get(key) ?? 0
    written.set(key, before + 1)
    const hash = createHash("sha256").update(`${key}${before}`).digest("hex")
    return `${hash.slice(0, 32)}@upkeep`
  }
}
