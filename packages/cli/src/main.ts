// The upkeep command: which subcommand, with which options, and what its end means to a shell.
import { type Command, commands, isCommand } from "./commands.ts"
import { help } from "./help.ts"
import { type Options, readOptions, refuseUntaken } from "./options.ts"
import { harmless, print } from "./output.ts"
import { SettingsError } from "./SettingsError.ts"
import { UsageError } from "./UsageError.ts"
import { version } from "./version.ts"

/** What an exit code says; see `docs/problems.md`. 75 and 78 are those of sysexits. */
const exitCodes = { done: 0, failed: 1, usage: 2, later: 75, configuration: 78 } as const

const run = async (): Promise<void> => {
  const options = readOptions(process.argv.slice(2), process.env)
  const [command, argument, ...rest] = options.positionals
  if (options.version) return print(version)
  if (options.help || command === undefined) return print(help)
  if (!isCommand(command)) {
    const expected = `one of ${near(command).join(", ")}`
    throw new UsageError(`got command ${JSON.stringify(command)}, expected ${expected}`)
  }
  if (rest.length > 0 && command !== "process diff")
    throw new UsageError(`got ${rest.length + 1} arguments, expected one`)
  refuseUntaken(command, options)
  return carryOut(command, argument, options)
}

const carryOut = async (
  command: Command,
  argument: string | undefined,
  options: Options,
): Promise<void> => {
  // Loaded when needed: a mistaken call is answered at once.
  if (isOfCalendar(command))
    return (await import("./calendar/CalendarCommand.ts")).run(command, argument, options)
  switch (command) {
    case "audit":
      return (await import("./audit/AuditCommand.ts")).audit(argument, options)
    case "backup":
    case "backup check":
    case "backup list":
      return (await import("./backup/BackupCommand.ts")).run(command, argument, options)
    case "check":
      return (await import("./check/CheckCommand.ts")).check(argument, options)
    case "conform":
      return (await import("./conform/ConformCommand.ts")).conform(argument, options)
    case "deadlines":
      return (await import("./deadlines.ts")).deadlines(argument, options)
    case "diagram":
      return (await import("./diagram/DiagramCommand.ts")).diagram(argument, options)
    case "doctor":
      return (await import("./doctor/DoctorCommand.ts")).doctor(argument, options)
    case "forget":
      return (await import("./trail/ForgetCommand.ts")).forget(argument, options)
    case "import apply":
    case "import check":
      return (await import("./import/ImportCommand.ts")).importTickets(command, argument, options)
    case "intake":
      return (await import("./intake.ts")).intake(argument, options)
    case "journal":
      return (await import("./whatif/Journal.ts")).journal(argument, options)
    case "migrate plan":
    case "migrate sql":
    case "migrate up":
      return (await import("./migrate/MigrateCommand.ts")).run(command, argument, options)
    case "parked release":
    case "parked show":
      return (await import("./parked/ParkedCommand.ts")).run(command, argument, options)
    case "policy apply":
    case "policy preview":
      return (await import("./policy.ts")).policy(command, argument, options)
    case "process diff":
    case "process migrate":
      return (await import("./process/ProcessCommand.ts")).run(
        command,
        options.positionals.slice(1),
        options,
      )
    case "report":
      return (await import("./report/ReportCommand.ts")).report(argument, options)
    case "restore":
      return (await import("./restore/RestoreCommand.ts")).restore(argument, options)
    case "sending pause":
    case "sending release":
    case "sending show":
      return (await import("./sending/SendingCommand.ts")).run(command, argument, options)
    case "serve":
      return (await import("./serve.ts")).serve(argument, options)
    case "show":
      return (await import("./show.ts")).show(argument, options)
    case "checkpoint":
    case "verify":
      return (await import("./trail/VerifyCommand.ts"))[command](argument, options)
    case "whatif":
      return (await import("./whatif/Question.ts")).whatif(argument, options)
  }
}

type OfCalendar = Extract<Command, `calendar ${string}`>

const isOfCalendar = (command: Command): command is OfCalendar => command.startsWith("calendar ")

// Who knows the first word of a command is told the second ones.
const near = (command: string): ReadonlyArray<string> => {
  const [first = ""] = command.split(" ")
  const begunAlike = commands.filter((each) => each.startsWith(`${first} `))
  return begunAlike.length > 0 ? begunAlike : commands
}

const exitCodeOf = (error: unknown): number => {
  if (error instanceof UsageError) return exitCodes.usage
  // By its name: the desk is not loaded for a mistaken call.
  if (error instanceof Error && "_tag" in error && error._tag === "Overloaded")
    return exitCodes.later
  return error instanceof SettingsError ? exitCodes.configuration : exitCodes.failed
}

try {
  await run()
  process.exitCode = exitCodes.done
} catch (error) {
  const said = error instanceof Error ? error.message : String(error)
  const message = said.split("\n").map(harmless).join("\n")
  const seeHelp = error instanceof UsageError ? "see upkeep --help\n" : ""
  process.stderr.write(`upkeep: ${message}\n${seeHelp}`)
  process.exitCode = exitCodeOf(error)
}
