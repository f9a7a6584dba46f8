// upkeep calendar russia: the production calendar makes the calendar's next version.
import { russianExceptions } from "@upkeep/calendars"
import { Result } from "effect"
import type { Options } from "../options.ts"
import { atOptions, choiceOf, yearsOf } from "./asked.ts"
import { named, readCalendar } from "./file.ts"
import { putNext } from "./next.ts"

/** Puts the calendar with Russia's holidays, moved days and shortened eves. */
export const russia = (argument: string | undefined, options: Options): void => {
  const file = named(argument, "russia FILE --years LIST --decree-days closed|working …")
  const decreeDays = choiceOf(options, "decree-days", ["closed", "working"])
  const language =
    options.said("language") === undefined
      ? Result.succeed("ru" as const)
      : choiceOf(options, "language", ["ru", "en"])
  const exceptions = russianExceptions({
    years: yearsOf(options),
    // Where one of these is wrong, this says only what else is.
    decreeDays: Result.getOrElse(decreeDays, () => "closed" as const),
    language: Result.getOrElse(language, () => "ru" as const),
  })
  putNext({
    file: readCalendar(file),
    exceptions: atOptions(options, exceptions),
    options,
    needs: ["years", "decree-days"],
    beside: [decreeDays, language],
  })
}
