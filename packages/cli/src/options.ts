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
  country: { type: "string" },
  state: { type: "string" },
  region: { type: "string" },
  years: { type: "string" },
  fingerprint: { type: "string" },
  without: { type: "string" },
  by: { type: "string" },
  "decree-days": { type: "string" },
  ical: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  "set-version": { type: "string" },
  policy: { type: "string" },
  calendar: { type: "string" },
  journal: { type: "string" },
  now: { type: "string" },
  month: { type: "string" },
  contract: { type: "string" },
  format: { type: "string" },
  way: { type: "string" },
  mode: { type: "string" },
  rule: { type: "string" },
  limits: { type: "string" },
  places: { type: "string" },
  force: { type: "string" },
  out: { type: "string" },
  map: { type: "string" },
  "time-zone": { type: "string" },
  html: { type: "string" },
  reason: { type: "string" },
  checkpoint: { type: "string" },
  customer: { type: "string" },
  contact: { type: "string" },
  address: { type: "string" },
  "backup-hours": { type: "string" },
  overwrite: { type: "boolean" },
  partial: { type: "boolean" },
  explain: { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
} as const

const ofDesk = ["store", "process", "tenant"] as const
const ofHolidays = ["country", "state", "region", "years", "language"] as const
const ofOutput = ["out", "overwrite"] as const
const ofReport = ["from", "to", "month", "contract", "format", "language"] as const
const ofNext = ["set-version", ...ofOutput] as const
const ofImport = ["map", "time-zone", "partial", "json"] as const

// Beside help and version. An option that does nothing for a command would be a mistake in silence.
const takenBy = {
  audit: ["store", "tenant", "from", "to", "rule", "limits", "language", "json"],
  backup: ["store", "tenant", "by", "overwrite", "json"],
  "backup check": ["json"],
  "backup list": ["store", "tenant", "json"],
  "calendar accept": [...ofHolidays, "fingerprint", "without", "by", ...ofNext],
  "calendar check": ["to"],
  "calendar export": [...ofOutput],
  "calendar holidays": [...ofHolidays, "json"],
  "calendar import": ["ical", "from", "to", ...ofNext],
  "calendar russia": ["years", "decree-days", "language", ...ofNext],
  "calendar show": ["from", "to", "json"],
  check: ["json"],
  checkpoint: ["store", "tenant", ...ofOutput],
  conform: ["map", "process", "time-zone", "html", "overwrite", "json"],
  deadlines: ["store", "tenant", "json"],
  diagram: ["format", "language", "way", ...ofOutput],
  doctor: ["store", "tenant", "backup-hours", "json"],
  forget: ["store", "tenant", "customer", "contact", "address", "reason", "by", "json"],
  "import apply": [...ofDesk, ...ofImport],
  "import check": [...ofDesk, ...ofImport],
  intake: [...ofDesk, "intake", "json"],
  journal: ["store", "tenant", "format", ...ofOutput],
  "migrate plan": ["store", "json"],
  "migrate sql": ["store", "from"],
  "migrate up": ["store", "json"],
  "parked release": ["store", "tenant", "by", "json"],
  "parked show": ["store", "tenant", "json"],
  "policy apply": [...ofDesk, "mode", "json"],
  "policy preview": [...ofDesk, "mode", "json"],
  "process diff": ["store", "tenant", "json"],
  "process migrate": [...ofDesk, "places", "force", "json"],
  report: ["store", "tenant", ...ofReport, ...ofOutput],
  restore: ["store", "tenant", "by", "json"],
  "sending pause": ["store", "tenant", "reason", "by", "json"],
  "sending release": ["store", "tenant", "by", "json"],
  "sending show": ["store", "tenant", "json"],
  serve: [...ofDesk, "host", "port", "tokens"],
  show: [...ofDesk, "language", "explain", "json"],
  verify: ["store", "tenant", "checkpoint", "json"],
  whatif: [...ofDesk, "policy", "calendar", "journal", "now", "json"],
} as const satisfies { readonly [command: string]: ReadonlyArray<keyof typeof known> }

/** A command of `upkeep`, of one word or two. */
export type Command = keyof typeof takenBy

/** The commands that there are. */
export const commands: ReadonlyArray<string> = Object.keys(takenBy)

/** Whether there is such a command. */
export const isCommand = (name: string): name is Command => Object.hasOwn(takenBy, name)

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
