// upkeep calendar check: every mistake of a calendar at once, or what deserves a look.
import { Calendar, Problem } from "@upkeep/core"
import { Result } from "effect"
import type { Options } from "../options.ts"
import { harmless, print } from "../output.ts"
import { dateOf } from "./asked.ts"
import { daysAfter, today, zoneData } from "./date.ts"
import { named, readCalendar } from "./file.ts"
import { settled } from "./settled.ts"

/** So far ahead is looked where nobody says otherwise; a desk warns as early (C13). */
const lookAheadDays = 60

/** Prints what deserves a look up to a date; mistakes are thrown, all of them. */
export const check = (argument: string | undefined, options: Options): void => {
  const file = readCalendar(named(argument, "check FILE"))
  const to = dateOf(options, "to")
  const { calendar, path } = settled(file, { options, beside: [to] })
  const until = Result.getOrThrow(to) ?? daysAfter(today(calendar.timeZone), lookAheadDays)
  const old = Calendar.tzdataProblem(calendar, zoneData)
  const found = [...(old === undefined ? [] : [old]), ...Calendar.warnings(calendar, { until })]
  const verdict = found.length === 0 ? "nothing to look at" : "but look at this"
  print(harmless(`${calendar.id} ${calendar.version}: no mistakes, ${verdict} up to ${until}`))
  for (const each of found) print(harmless(Problem.within(path, each).message))
}
