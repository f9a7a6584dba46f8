// The options of a call: said on the command line, else by the environment, else as they always
// are.
import { parseArgs } from "node:util"
import { type Command, commands, isCommand, known, takenBy } from "./commands.ts"
import { UsageError } from "./UsageError.ts"

/** An option that has a value. */
export type OptionName = Exclude<
  keyof typeof known,
  "explain" | "overwrite" | "partial" | "json" | "help" | "version"
>

/** What a call was given. */
export interface Options {
  /** The command, as one entry where it has two words, and its arguments. */
  readonly positionals: ReadonlyArray<string>
  readonly store: string
  readonly process: string | undefined
  readonly tenant: string
  readonly language: string | undefined
  readonly intake: string
  readonly host: string
  readonly port: string
  readonly tokens: string | undefined
  readonly overwrite: boolean
  readonly partial: boolean
  readonly explain: boolean
  readonly json: boolean
  readonly help: boolean
  readonly version: boolean
  /** What an option was set to; nothing where it was not. */
  readonly said: (name: OptionName) => string | undefined
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
    positionals: joined(positionals),
    store: said("store") ?? "upkeep.db",
    process: said("process"),
    tenant: said("tenant") ?? "default",
    language: said("language"),
    intake: said("intake") ?? "mail",
    host: said("host") ?? "127.0.0.1",
    port: said("port") ?? "8080",
    tokens: said("tokens"),
    overwrite: values.overwrite ?? false,
    partial: values.partial ?? false,
    explain: values.explain ?? false,
    json: values.json ?? false,
    help: values.help ?? false,
    version: values.version ?? false,
    said,
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

// The first word of a command that has two is a command by itself only where it is named as one.
const joined = (words: ReadonlyArray<string>): ReadonlyArray<string> => {
  const [first = ""] = words
  const two = words.slice(0, 2).join(" ")
  if (!isCommand(two) && isCommand(first)) return words
  return commands.some((command) => command.startsWith(`${first} `))
    ? [two, ...words.slice(2)]
    : words
}

const flags = (names: ReadonlyArray<string>): string => names.map((name) => `--${name}`).join(", ")

const variableOf = (name: string): string => `UPKEEP_${name.toUpperCase().replaceAll("-", "_")}`

/** The variables that set options. */
export const variables: ReadonlyArray<string> = Object.entries(known)
  .filter(([, { type }]) => type === "string")
  .map(([name]) => variableOf(name))

// Set by `bin/upkeep.js`, for `serve` to tell how long it took.
const calledAt = "UPKEEP_CALLED_AT"

// Of tests, which start the command with all that they were started with.
const ofTests = "UPKEEP_TEST_"

const isStranger = (name: string): boolean =>
  name.startsWith("UPKEEP_") &&
  !name.startsWith(ofTests) &&
  name !== calledAt &&
  !variables.includes(name)

const parse = (args: ReadonlyArray<string>) => {
  const call = { args: [...args], options: known, allowPositionals: true } as const
  const { tokens } = parseArgs({ ...call, strict: false, tokens: true })
  const wrong = tokens.flatMap((token) => (token.kind === "option" ? mistakesIn(token) : []))
  if (wrong.length > 0) throw new UsageError(wrong.join("; "))
  return parseArgs(call)
}

// No value is shown: it may hold a password.
const mistakesIn = (option: {
  readonly name: string
  readonly rawName: string
  readonly value?: string | undefined
  readonly inlineValue?: boolean | undefined
}): ReadonlyArray<string> => {
  const { name, rawName, value, inlineValue = false } = option
  if (!isKnown(name)) return [`got ${rawName}, expected one of the options that there are`]
  if (known[name].type === "boolean")
    return inlineValue ? [`got ${rawName} with a value, expected it without one`] : []
  if (value === undefined) return [`got ${rawName} without a value, expected one behind it`]
  const isOption = !inlineValue && value.length > 1 && value.startsWith("-")
  if (!isOption) return []
  return [`got another option behind ${rawName}, expected its value (else ${rawName}=-VALUE)`]
}

const isKnown = (name: string): name is keyof typeof known => Object.hasOwn(known, name)
