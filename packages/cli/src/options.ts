// The options of a call: said on the command line, else by the environment, else as they always
// are.
import { parseArgs } from "node:util"
import { UsageError } from "./UsageError.ts"

const known = {
  store: { type: "string" },
  process: { type: "string" },
  tenant: { type: "string" },
  language: { type: "string" },
  intake: { type: "string" },
  host: { type: "string" },
  port: { type: "string" },
  tokens: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
} as const

const ofDesk = ["store", "process", "tenant"] as const

// Beside help and version. An option that does nothing for a command would be a mistake in silence.
const takenBy = {
  intake: [...ofDesk, "intake", "json"],
  serve: [...ofDesk, "host", "port", "tokens"],
  show: [...ofDesk, "language", "json"],
} as const satisfies { readonly [command: string]: ReadonlyArray<keyof typeof known> }

/** A command of `upkeep`. */
export type Command = keyof typeof takenBy

/** Whether there is such a command. */
export const isCommand = (name: string): name is Command => Object.hasOwn(takenBy, name)

/** An option that has a value. */
export type OptionName = Exclude<keyof typeof known, "json" | "help" | "version">

/** What a call was given. */
export interface Options {
  readonly positionals: ReadonlyArray<string>
  readonly store: string
  readonly process: string | undefined
  readonly tenant: string
  readonly language: string | undefined
  readonly intake: string
  readonly host: string
  readonly port: string
  readonly tokens: string | undefined
  readonly json: boolean
  readonly help: boolean
  readonly version: boolean
  /** By what an option was set: `--port`, or `UPKEEP_PORT`. */
  readonly setBy: (name: OptionName) => string
  /** The options of the command line, by their names. */
  readonly named: ReadonlyArray<string>
  /** Variables of the environment that begin as those of this command do, and are none of them. */
  readonly strangers: ReadonlyArray<string>
}

/** Reads a call; one with options that nobody knows is refused as `UsageError`. */
export const readOptions = (
  args: ReadonlyArray<string>,
  environment: { readonly [name: string]: string | undefined },
): Options => {
  const { values, positionals } = parse(args)
  const said = (name: OptionName) => values[name] ?? environment[variableOf(name)]
  return {
    positionals,
    store: said("store") ?? "upkeep.db",
    process: said("process"),
    tenant: said("tenant") ?? "default",
    language: said("language"),
    intake: said("intake") ?? "mail",
    host: said("host") ?? "127.0.0.1",
    port: said("port") ?? "8080",
    tokens: said("tokens"),
    json: values.json ?? false,
    help: values.help ?? false,
    version: values.version ?? false,
    setBy: (name) => {
      const byVariable = values[name] === undefined && environment[variableOf(name)] !== undefined
      return byVariable ? variableOf(name) : `--${name}`
    },
    named: Object.keys(values),
    strangers: Object.keys(environment).filter(isStranger),
  }
}

/** Refuses options that the command does not take, all of them at once, as `UsageError`. */
export const refuseUntaken = (command: Command, { named }: Options): void => {
  const taken: ReadonlyArray<string> = takenBy[command]
  const untaken = named.filter((name) => !taken.includes(name))
  if (untaken.length === 0) return
  throw new UsageError(`got ${flags(untaken)}, expected for ${command}: ${flags(taken)}`)
}

const flags = (names: ReadonlyArray<string>): string => names.map((name) => `--${name}`).join(", ")

const variableOf = (name: string): string => `UPKEEP_${name.toUpperCase()}`

/** The variables that set options. */
export const variables: ReadonlyArray<string> = Object.entries(known)
  .filter(([, { type }]) => type === "string")
  .map(([name]) => variableOf(name))

// Set by `bin/upkeep.js`, for `serve` to tell how long it took.
const calledAt = "UPKEEP_CALLED_AT"

const isStranger = (name: string): boolean =>
  name.startsWith("UPKEEP_") && name !== calledAt && !variables.includes(name)

const parse = (args: ReadonlyArray<string>) => {
  try {
    return parseArgs({ args: [...args], options: known, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
