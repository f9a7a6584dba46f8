// upkeep calendar import: what a file of iCalendar closes makes the calendar's next version.
import { readFileSync, statSync } from "node:fs"
import { bytesAtMost, readICalendar, type UncertainEvent } from "@upkeep/calendars"
import { Problem } from "@upkeep/core"
import { Result } from "effect"
import type { Options } from "../options.ts"
import { atOptions } from "./asked.ts"
import { named, readCalendar } from "./file.ts"
import { putNext } from "./next.ts"
import { note } from "../put.ts"
import type { Problems } from "./settled.ts"

/** Puts the calendar with a file's whole days; what closes nothing is told beside it. */
export const importHolidays = (argument: string | undefined, options: Options): void => {
  const name = named(
    argument,
    "import FILE --ical FEED --from DATE --to DATE --set-version VERSION",
  )
  const file = readCalendar(name)
  const { said, setBy } = options
  const feed = textOf(said("ical") ?? "", setBy("ical"))
  const read = readICalendar(
    // Where there is no text, this says only what is wrong with the dates.
    Result.getOrElse(feed, () => "BEGIN:VCALENDAR\nEND:VCALENDAR"),
    {
      from: said("from") ?? "",
      until: said("to") ?? "",
      zone: Result.isSuccess(file) ? file.success.calendar.timeZone : "UTC",
    },
  )
  const found = Result.mapError(atOptions(options, read), (problems) =>
    problems.map((each) => inFeed(each, setBy("ical"))),
  )
  putNext({
    file,
    exceptions: Result.map(found, ({ exceptions }) => exceptions),
    options,
    needs: ["ical", "from", "to"],
    beside: [feed],
  })
  noteUncertain(Result.getOrThrow(found).uncertain)
}

/** The text of a feed. An address is none, whatever lies behind it: nothing is ever fetched. */
const textOf = (file: string, path: string): Result.Result<string, Problems> => {
  const refused = (code: string, got: unknown, expected: string) =>
    Result.fail([Problem.make({ code, path, got, expected })])
  if (/^[a-z][\w+.-]*:\/\//i.test(file))
    return refused("not-icalendar", file, "a file: nothing is ever fetched")
  try {
    const found = statSync(file)
    if (!found.isFile()) return refused("cannot-read-ical", file, "a file")
    if (found.size > bytesAtMost)
      return refused("too-long", `${found.size} bytes`, `at most ${bytesAtMost} bytes`)
    const bytes = readFileSync(file)
    return Result.succeed(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
  } catch (cause) {
    if (cause instanceof TypeError) return refused("not-icalendar", file, "text in UTF-8")
    const why = cause instanceof Error ? cause.message : String(cause)
    return refused("cannot-read-ical", file, `an iCalendar file (${why})`)
  }
}

/** A problem of a line or of the text as a whole, at the option that names the file. */
const inFeed = (problem: Problem.Problem, option: string): Problem.Problem => {
  if (problem.path === "text") return Problem.within(option, { ...problem, path: "" })
  const isOfLine = problem.path.startsWith("line ")
  return isOfLine ? Problem.within(`${option} ${problem.path}`, { ...problem, path: "" }) : problem
}

const noteUncertain = (events: ReadonlyArray<UncertainEvent>): void => {
  if (events.length === 0) return
  const lines = events.map(({ date, name, reason, start = "", end = "" }) => {
    const times = start === "" ? "" : ` ${start}–${end}`
    return `  ${date}${times} ${reason}: ${JSON.stringify(name)}`
  })
  note(`${events.length} events close nothing; look at them:`, ...lines)
}
