// upkeep calendar export: what differs on dates, as an iCalendar file.
import { writeICalendar } from "@upkeep/calendars"
import { Result } from "effect"
import type { Options } from "../options.ts"
import { named, readCalendar } from "./file.ts"
import { put } from "../put.ts"
import { settled } from "./settled.ts"

/** Puts a calendar's exceptions, holidays and own days as iCalendar; its name is its id. */
export const exportHolidays = (argument: string | undefined, options: Options): void => {
  const file = readCalendar(named(argument, "export FILE"))
  const text = Result.flatMap(file, ({ calendar }) =>
    writeICalendar(calendar, { name: calendar.id, stamp: Date.now() }),
  )
  put(settled(text, { options }), options)
}
