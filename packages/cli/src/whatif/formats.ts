// The forms of an exported journal that other programs read: an event log, ticket by ticket, as CSV
// (RFC 4180) or as XES (IEEE 1849-2016).
import { type Conformance, Problem } from "@upkeep/core"
import type { Options } from "../options.ts"
import * as Page from "../report/Page.ts"
import { SettingsError } from "../SettingsError.ts"

/** How a log is written, line by line. */
export interface EventLog {
  readonly begin: (tenant: string) => ReadonlyArray<string>
  readonly ticket: (rows: ReadonlyArray<Conformance.LogRow>) => ReadonlyArray<string>
  readonly end: ReadonlyArray<string>
}

const columns = [
  "case",
  "seq",
  "ts",
  "state",
  "raw",
  "actor",
  "group",
  "type",
  "status",
  "signal",
] as const

const at = (millis: number): string => new Date(millis).toISOString()

const csv: EventLog = {
  begin: () => [columns.join(",")],
  ticket: (rows) =>
    rows.map((row) => {
      const cells = { ...row, seq: String(row.seq), ts: at(row.at) }
      return columns.map((column) => Page.csvCell(cells[column])).join(",")
    }),
  end: [],
}

const extensions = {
  Concept: "concept",
  Time: "time",
  Organizational: "org",
  Lifecycle: "lifecycle",
}

const attribute = (kind: "string" | "date" | "int", key: string, value: string): string =>
  `<${kind} key="${key}" value="${Page.escaped(value)}"/>`

const xes: EventLog = {
  begin: (tenant) => [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">',
    ...Object.entries(extensions).map(
      ([name, prefix]) =>
        `<extension name="${name}" prefix="${prefix}" ` +
        `uri="http://www.xes-standard.org/${prefix}.xesext"/>`,
    ),
    `<global scope="trace">${attribute("string", "concept:name", "")}</global>`,
    `<global scope="event">${eventAttributes(undefined).join("")}</global>`,
    '<classifier name="Event" scope="event" keys="concept:name"/>',
    '<classifier name="State" scope="event" keys="state"/>',
    attribute("string", "concept:name", tenant),
    attribute("string", "lifecycle:model", "standard"),
  ],
  ticket: (rows) => {
    const [first] = rows
    if (first === undefined) return []
    return [
      `<trace>${attribute("string", "concept:name", first.case)}`,
      ...rows.map((row) => `<event>${eventAttributes(row).join("")}</event>`),
      "</trace>",
    ]
  },
  end: ["</log>"],
}

// What every event has; with the defaults that XES asks of a global attribute where there is none.
const eventAttributes = (row: Conformance.LogRow | undefined): ReadonlyArray<string> => [
  attribute("string", "concept:name", row?.raw ?? ""),
  attribute("string", "lifecycle:transition", "complete"),
  attribute("date", "time:timestamp", at(row?.at ?? 0)),
  attribute("string", "org:resource", row?.actor ?? ""),
  attribute("string", "org:group", row?.group ?? ""),
  attribute("int", "seq", String(row?.seq ?? 0)),
  ...(["state", "type", "status", "signal"] as const).map((key) =>
    attribute("string", key, row?.[key] ?? ""),
  ),
]

const logs: { readonly [format: string]: EventLog | undefined } = { jsonl: undefined, csv, xes }

/**
 * The form that is asked for: an event log, or undefined for JSON lines, which whatif reads. Others
 * are refused as `SettingsError`.
 */
export const formatOf = ({
  said,
  setBy,
}: Pick<Options, "said" | "setBy">): EventLog | undefined => {
  const got = said("format") ?? "jsonl"
  if (Object.hasOwn(logs, got)) return logs[got]
  const expected = `one of ${Object.keys(logs).join(", ")}`
  const code = "unknown-value"
  throw new SettingsError([Problem.make({ code, path: setBy("format"), got, expected })])
}
