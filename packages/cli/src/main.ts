// The upkeep command: which subcommand, with which options, and what its end means to a shell.
import { parseArgs } from "node:util"
import { help } from "./help.ts"
import { harmless, print } from "./output.ts"
import { UsageError } from "./UsageError.ts"
import { version } from "./version.ts"

/** What an exit code says; see `docs/problems.md`. */
const exitCodes = { done: 0, failed: 1, usage: 2 } as const

const options = {
  store: { type: "string", default: "upkeep.db" },
  process: { type: "string" },
  tenant: { type: "string", default: "default" },
  language: { type: "string" },
  intake: { type: "string", default: "mail" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", short: "v", default: false },
} as const

const parse = () => {
  try {
    return parseArgs({ options, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

const run = async (): Promise<void> => {
  const { values, positionals } = parse()
  const [command, argument, ...rest] = positionals
  if (values.version) return print(version)
  if (values.help || command === undefined) return print(help)
  if (rest.length > 0) throw new UsageError(`got ${rest.length + 1} arguments, expected one`)
  // Loaded when needed: a mistaken call is answered at once.
  switch (command) {
    case "intake":
      return (await import("./intake.ts")).intake(argument, values)
    case "show":
      return (await import("./show.ts")).show(argument, values)
    default:
      throw new UsageError(`got command ${JSON.stringify(command)}, expected intake or show`)
  }
}

try {
  await run()
  process.exitCode = exitCodes.done
} catch (error) {
  const usage = error instanceof UsageError
  const said = error instanceof Error ? error.message : String(error)
  const message = said.split("\n").map(harmless).join("\n")
  process.stderr.write(`upkeep: ${message}\n${usage ? `\n${help}\n` : ""}`)
  process.exitCode = usage ? exitCodes.usage : exitCodes.failed
}
