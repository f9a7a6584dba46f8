// The next version of a calendar, printed or written; what is no longer in it is said.
import { withExceptions } from "@upkeep/calendars"
import type { Calendar } from "@upkeep/core"
import { Result } from "effect"
import { atOptions } from "./asked.ts"
import { type CalendarFile, holding } from "./file.ts"
import { pretty } from "./pretty.ts"
import { note, put } from "../put.ts"
import { type Conditions, type Problems, settled } from "./settled.ts"

/** What becomes of a file. */
export interface Plan extends Conditions {
  readonly file: Result.Result<CalendarFile, Problems>
  readonly exceptions: Result.Result<ReadonlyArray<Calendar.Exception>, Problems>
}

/** Puts the next version of a calendar, or throws everything that is wrong. */
export const putNext = ({ file, exceptions, options, needs = [], beside = [] }: Plan): void => {
  const version = options.said("set-version") ?? ""
  // Judged without exceptions where these are wrong themselves: all mistakes are told at once.
  const list = Result.getOrElse(exceptions, () => [])
  const next = Result.flatMap(file, (file) =>
    Result.map(
      atOptions(options, withExceptions(file.calendar, list, { version })),
      (calendar) => ({ before: file, calendar }),
    ),
  )
  const { before, calendar } = settled(next, {
    options,
    needs: [...needs, "set-version"],
    beside: [exceptions, ...beside],
  })
  put(`${pretty(holding(before, calendar))}\n`, options)
  note(...goneLines(before.calendar, calendar), ...profileLines(before))
}

const goneLines = (before: Calendar.Calendar, after: Calendar.Calendar): ReadonlyArray<string> => {
  const kept = new Set((after.exceptions ?? []).map((each) => JSON.stringify(each)))
  const gone = (before.exceptions ?? []).map((each) => JSON.stringify(each))
  const lines = gone.filter((each) => !kept.has(each)).map((each) => `  ${each}`)
  if (lines.length === 0) return []
  return [`of version ${before.version} these exceptions were replaced:`, ...lines]
}

// A process that was published under an id and a version keeps what it held then.
const profileLines = ({ profile }: CalendarFile): ReadonlyArray<string> =>
  profile === undefined
    ? []
    : ["the profile keeps its own version: give it a new one before a desk opens with it"]
