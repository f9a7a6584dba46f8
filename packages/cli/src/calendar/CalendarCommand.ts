// upkeep calendar …: calendars are looked at and get their next versions. No store is opened.
import type { Command } from "../commands.ts"
import type { Options } from "../options.ts"

/** A command about calendars. */
export type CalendarCommand = Extract<Command, `calendar ${string}`>

/** Runs a command about calendars; only those that need holidays load their data. */
export const run = async (
  command: CalendarCommand,
  argument: string | undefined,
  options: Options,
): Promise<void> => {
  switch (command) {
    case "calendar accept":
      return (await import("./accept.ts")).accept(argument, options)
    case "calendar check":
      return (await import("./check.ts")).check(argument, options)
    case "calendar export":
      return (await import("./export.ts")).exportHolidays(argument, options)
    case "calendar holidays":
      return (await import("./holidays.ts")).holidays(argument, options)
    case "calendar import":
      return (await import("./import.ts")).importHolidays(argument, options)
    case "calendar russia":
      return (await import("./russia.ts")).russia(argument, options)
    case "calendar show":
      return (await import("./show.ts")).show(argument, options)
  }
}
