// upkeep process …: versions of a process are held against each other, and tickets go on by them.
import type { Options } from "../options.ts"

/** A command about versions of a process. */
export type ProcessCommand = "process diff" | "process migrate"

/** Runs a command about versions of a process. */
export const run = async (
  command: ProcessCommand,
  args: ReadonlyArray<string>,
  options: Options,
): Promise<void> => {
  switch (command) {
    case "process diff":
      return (await import("./diff.ts")).diff(args, options)
    case "process migrate":
      return (await import("./migrate.ts")).migrate(args, options)
  }
}
