// upkeep calendar show: the hours of a calendar date by date, and why they differ from the week.
import { Problem, WorkingTime } from "@upkeep/core"
import { Result } from "effect"
import type { Options } from "../options.ts"
import { print } from "../output.ts"
import { dateOf } from "./asked.ts"
import { datesFrom, daysAfter, today, zoneData } from "./date.ts"
import { named, readCalendar } from "./file.ts"
import { previewOf } from "./preview.ts"
import { type Problems, settled } from "./settled.ts"

/** So many dates after the first are shown where nobody says how far. */
const shownDays = 30

/** The most dates that are shown at once: ten years. */
const datesAtMost = 3_660

/** Prints the dates of a span; by default of a month, from today in the calendar's zone. */
export const show = (argument: string | undefined, options: Options): void => {
  const file = readCalendar(named(argument, "show FILE"))
  const [first, last] = [dateOf(options, "from"), dateOf(options, "to")]
  const span = Result.flatMap(file, ({ calendar }) =>
    Result.flatMap(first, (from = today(calendar.timeZone)) =>
      Result.flatMap(last, (to = daysAfter(from, shownDays)) =>
        spanOf(from, to, options.setBy("to")),
      ),
    ),
  )
  const { calendar } = settled(file, { options, beside: [first, last, span] })
  const { from, to } = Result.getOrThrow(span)
  const dates = [...WorkingTime.dates(WorkingTime.make(calendar), from, to)]
  const { id, version, timeZone } = calendar
  const told = { id, version, timeZone, zoneData, from, to, dates }
  print(options.json ? JSON.stringify(told) : previewOf(calendar, dates))
}

interface Span {
  readonly from: string
  readonly to: string
}

const spanOf = (from: string, to: string, path: string): Result.Result<Span, Problems> => {
  const count = datesFrom(from, to)
  const refused = (code: string, got: unknown, expected: string) =>
    Result.fail([Problem.make({ code, path, got, expected })])
  if (count < 1) return refused("invalid-range", to, `a date that is not before ${from}`)
  if (count > datesAtMost) return refused("too-many", count, `at most ${datesAtMost} dates`)
  return Result.succeed({ from, to })
}
