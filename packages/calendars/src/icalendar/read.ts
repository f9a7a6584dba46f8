// Holidays from an iCalendar file: whole days as exceptions, the rest for a person to look at.
import { Problem } from "@upkeep/core"
import { Result } from "effect"
import { exceptionProblems, yearsAtMost, zoneProblems } from "../check.ts"
import { civilOf, dateForm, dateOf, dayOf, parseDate } from "../date.ts"
import type { Exception, Problems } from "../exception.ts"
import { type Event, eventOf } from "./event.ts"
import { eventsOf } from "./feed.ts"
import { type Asked, findingsOf, type UncertainEvent } from "./findings.ts"

/** The most events of a file, and the most dates that it may come to (C28). */
export const eventsAtMost = 5_000
/** The most bytes of a file. */
export const bytesAtMost = 10 * 1024 * 1024
/** The most dates that are looked at to follow all recurrence rules of a file. */
export const stepsAtMost = 25_000_000

/** Of which dates a file is asked. */
export interface ReadOptions {
  /** The first local date, `YYYY-MM-DD`. */
  readonly from: string
  /** The last local date, inclusive; at most 10 years from the first. */
  readonly until: string
  /** Where times that are written in UTC get their date; default `UTC`. */
  readonly zone?: string
}

/** What a file says of the dates that were asked. */
export interface ReadHolidays {
  /** In the order of the file, of each event by date. */
  readonly exceptions: ReadonlyArray<Exception>
  readonly uncertain: ReadonlyArray<UncertainEvent>
}

/**
 * Reads holidays from the text of an iCalendar file (RFC 5545); nothing is ever fetched.
 *
 * Events of whole days become `closed` exceptions with the name of their SUMMARY, one for each date
 * from `from` to `until`; they may last several days and recur. What `writeICalendar` wrote comes
 * back as it was, a recurring exception whole where it has a date in between. Cancelled events are
 * passed over; what has times, no name, or a recurrence that cannot be followed is `uncertain`, and
 * closes nothing.
 *
 * Refuses with `not-icalendar` a text that is something else, naming the line; with `too-many` more
 * than 5,000 events or dates, or more than 10 years; with `too-long` more than 10 MiB; and with the
 * codes of `Calendar.make` what would be no exception.
 *
 * @example
 * const lines = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "SUMMARY:Works outing",
 *   "DTSTART;VALUE=DATE:20260612", "END:VEVENT", "END:VCALENDAR"]
 * const read = readICalendar(lines.join("\r\n"), { from: "2026-01-01", until: "2026-12-31" })
 * read.success.exceptions
 * // => [{ name: "Works outing", date: "2026-06-12", kind: "closed" }]
 */
export const readICalendar = (
  text: string,
  options: ReadOptions,
): Result.Result<ReadHolidays, Problems> => {
  const problems = [...textProblems(text), ...optionProblems(options)]
  if (problems.length > 0) return Result.fail(problems)
  const blocks = eventsOf(text)
  if (Result.isFailure(blocks)) return Result.fail(blocks.failure)
  if (blocks.success.length > eventsAtMost)
    return Result.fail([tooManyEvents(blocks.success.length)])
  const events = blocks.success.map((block) => eventOf(block))
  const faults = events.flatMap((each) => (Result.isFailure(each) ? each.failure : []))
  if (faults.length > 0) return Result.fail(listed(faults))
  return collected(
    events.flatMap((each) => (Result.isSuccess(each) ? [each.success] : [])),
    {
      from: parseDate(options.from) ?? 0,
      to: parseDate(options.until) ?? 0,
      zone: options.zone ?? "UTC",
      effort: { most: stepsAtMost, looked: 0 },
    },
  )
}

const collected = (
  events: ReadonlyArray<Event>,
  asked: Asked,
): Result.Result<ReadHolidays, Problems> => {
  const exceptions: Array<Exception> = []
  const lines: Array<number> = []
  const uncertain: Array<UncertainEvent> = []
  const problems: Array<Problem.Problem> = []
  for (const finding of findingsOf(events, asked)) {
    if ("problems" in finding) problems.push(...finding.problems)
    else if ("uncertain" in finding) uncertain.push(finding.uncertain)
    else {
      exceptions.push(finding.exception)
      lines.push(finding.line)
    }
    if (exceptions.length + uncertain.length > eventsAtMost) {
      return Result.fail([tooMany(`more than ${eventsAtMost}`, `at most ${eventsAtMost} dates`)])
    }
  }
  if (asked.effort.looked > asked.effort.most) return Result.fail([endless(asked.effort.looked)])
  problems.push(...exceptionProblems(exceptions, (index) => `line ${lines[index]}`))
  return problems.length > 0
    ? Result.fail(listed(problems))
    : Result.succeed({ exceptions, uncertain })
}

const tooMany = (got: unknown, expected: string): Problem.Problem =>
  Problem.make({ code: "too-many", path: "text", got, expected })

const tooManyEvents = (count: number): Problem.Problem =>
  tooMany(count, `at most ${eventsAtMost} events`)

const endless = (looked: number): Problem.Problem =>
  tooMany(looked, `recurrence rules for which ${stepsAtMost} dates are looked at`)

/** The most problems that are listed. */
const problemsAtMost = 100

const listed = (problems: Problems): Problems => {
  if (problems.length <= problemsAtMost) return problems
  const got = `${problems.length - problemsAtMost} more`
  const more = { code: "too-many-problems", path: "text", got, expected: "none" }
  return [...problems.slice(0, problemsAtMost), Problem.make(more)]
}

const textProblems = (text: unknown): Problems => {
  const path = "text"
  if (typeof text !== "string") {
    return [Problem.make({ code: "wrong-type", path, got: text, expected: "text" })]
  }
  // Counted before anything is read, so that a hostile file costs one look at its letters; what is
  // folded or blank in between is counted again when it has been read.
  const events = text.match(/^BEGIN:VEVENT/gim)?.length ?? 0
  const bytes = Buffer.byteLength(text)
  const tooLong = {
    code: "too-long",
    path,
    got: `${bytes} bytes`,
    expected: `at most ${bytesAtMost}`,
  }
  return [
    ...(events > eventsAtMost ? [tooManyEvents(events)] : []),
    ...(bytes > bytesAtMost ? [Problem.make(tooLong)] : []),
  ]
}

const optionProblems = ({ from, until, zone }: ReadOptions): Problems => {
  const [first, last] = [dayAsked(from), dayAsked(until)]
  const misdated = [
    ...(first === undefined ? [invalidDate("from", from)] : []),
    ...(last === undefined ? [invalidDate("until", until)] : []),
  ]
  return [
    ...misdated,
    ...(first === undefined || last === undefined ? [] : spanProblems(first, last)),
    ...(zone === undefined ? [] : zoneProblems(zone)),
  ]
}

const dayAsked = (date: unknown): number | undefined =>
  typeof date === "string" ? parseDate(date) : undefined

const invalidDate = (path: string, got: unknown): Problem.Problem => {
  const code = got === undefined ? "missing-field" : "invalid-date"
  return Problem.make({ code, path, got, expected: dateForm })
}

const spanProblems = (from: number, until: number): Problems => {
  const at = { path: "until", got: dateOf(until) }
  if (until < from) {
    const expected = `a date that is not before ${dateOf(from)}`
    return [Problem.make({ ...at, code: "invalid-range", expected })]
  }
  const { year, month, date } = civilOf(from)
  const end = dayOf(year + yearsAtMost, month, date)
  const expected = `at most ${yearsAtMost} years: a date before ${dateOf(end)}`
  return until < end ? [] : [Problem.make({ ...at, code: "too-many", expected })]
}
