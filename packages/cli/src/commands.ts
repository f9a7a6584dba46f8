// What can be said on the command line: the options that there are, the commands, and which of them
// takes which.

/** The options, by their names. */
export const known = {
  store: { type: "string" },
  schema: { type: "string" },
  durability: { type: "string" },
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

const ofStore = ["store", "schema", "durability"] as const
const ofTenant = [...ofStore, "tenant"] as const
const ofDesk = [...ofTenant, "process"] as const
const ofHolidays = ["country", "state", "region", "years", "language"] as const
const ofOutput = ["out", "overwrite"] as const
const ofReport = ["from", "to", "month", "contract", "format", "language"] as const
const ofNext = ["set-version", ...ofOutput] as const
const ofImport = ["map", "time-zone", "partial", "json"] as const

/**
 * Which command takes which, beside help and version. An option that does nothing for a command
 * would be a mistake in silence.
 */
export const takenBy = {
  audit: [...ofTenant, "from", "to", "rule", "limits", "language", "json"],
  backup: [...ofTenant, "by", "overwrite", "json"],
  "backup check": ["json"],
  "backup list": [...ofTenant, "json"],
  "calendar accept": [...ofHolidays, "fingerprint", "without", "by", ...ofNext],
  "calendar check": ["to"],
  "calendar export": [...ofOutput],
  "calendar holidays": [...ofHolidays, "json"],
  "calendar import": ["ical", "from", "to", ...ofNext],
  "calendar russia": ["years", "decree-days", "language", ...ofNext],
  "calendar show": ["from", "to", "json"],
  check: ["json"],
  checkpoint: [...ofTenant, ...ofOutput],
  conform: ["map", "process", "time-zone", "html", "overwrite", "json"],
  deadlines: [...ofTenant, "json"],
  diagram: ["format", "language", "way", ...ofOutput],
  doctor: [...ofTenant, "backup-hours", "json"],
  forget: [...ofTenant, "customer", "contact", "address", "reason", "by", "json"],
  "import apply": [...ofDesk, ...ofImport],
  "import check": [...ofDesk, ...ofImport],
  intake: [...ofDesk, "intake", "json"],
  journal: [...ofTenant, "format", ...ofOutput],
  "migrate plan": [...ofStore, "json"],
  "migrate sql": [...ofStore, "from"],
  "migrate up": [...ofStore, "json"],
  "parked release": [...ofTenant, "by", "json"],
  "parked show": [...ofTenant, "json"],
  "policy apply": [...ofDesk, "mode", "json"],
  "policy preview": [...ofDesk, "mode", "json"],
  "process diff": [...ofTenant, "json"],
  "process migrate": [...ofDesk, "places", "force", "json"],
  report: [...ofTenant, ...ofReport, ...ofOutput],
  restore: [...ofTenant, "by", "json"],
  "sending pause": [...ofTenant, "reason", "by", "json"],
  "sending release": [...ofTenant, "by", "json"],
  "sending show": [...ofTenant, "json"],
  serve: [...ofDesk, "host", "port", "tokens"],
  show: [...ofTenant, "language", "explain", "json"],
  verify: [...ofTenant, "checkpoint", "json"],
  whatif: [...ofDesk, "policy", "calendar", "journal", "now", "json"],
} as const satisfies { readonly [command: string]: ReadonlyArray<keyof typeof known> }

/** A command of `upkeep`, of one word or two. */
export type Command = keyof typeof takenBy

/** The commands that there are. */
export const commands: ReadonlyArray<string> = Object.keys(takenBy)

/** Whether there is such a command. */
export const isCommand = (name: string): name is Command => Object.hasOwn(takenBy, name)
