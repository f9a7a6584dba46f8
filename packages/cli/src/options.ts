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
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", short: "v", default: false },
} as const

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
    json: values.json,
    help: values.help,
    version: values.version,
    setBy: (name) => {
      const byVariable = values[name] === undefined && environment[variableOf(name)] !== undefined
      return byVariable ? variableOf(name) : `--${name}`
    },
  }
}

const variableOf = (name: OptionName): string => `UPKEEP_${name.toUpperCase()}`

const parse = (args: ReadonlyArray<string>) => {
  try {
    return parseArgs({ args: [...args], options: known, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
